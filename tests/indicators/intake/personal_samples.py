"""Made-up personal data of every kind and made-up text of officials without any, as many as are wanted from one seed.

No person is meant: numbers are drawn, names and places are put together from lists.
"""

from collections.abc import Callable, Iterator, Mapping
from random import Random

from indicators.intake.raw import RawSheet

Make = Callable[[Random], str]
MakeSheet = Callable[[Random], RawSheet]

_REGION_CODES = """
110101 110105 120103 130102 130503 140105 150102 210102 220104 230103 310115 320106 330106 340103 350102 360103 370102 410105
420106 430104 440103 440305 450102 460105 500112 510104 510107 520103 530102 532627 540102 610113 620102 630103 640104 650102
659001
"""
_REGIONS = _REGION_CODES.split()
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_SURNAMES = (
    "王王王李李李张张张刘刘陈陈杨杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫雷龙黎史陶贺毛段郝顾"
    "龚邵覃武钱戴严莫孔向常汤康易乔赖文庞樊殷施洪章鲁葛倪申翟兰耿祁聂芦俞舒纪焦辛涂盛柯柴凌欧单蓝阮骆齐裴霍尚岳左管柳祝华关安麦包屈童路温覃解鲍应甄仇晏柏翁苗谷臧幸佟宫"
)
_RARE = "逄佴妫撒蔚滑续綦芈钭贝恽"
_GIVEN = (
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红建国志文辉力明永健世广"
    "义兴良海山仁波宁贵福生龙元全胜学祥才发武新利清飞彬富顺信子浩宇晨欣怡梓涵雨轩小"
)
_MINORITY = ("阿卜杜拉·买买提", "古丽娜尔·艾山", "扎西·次仁", "吉克·阿果", "买买提·吐尔逊", "阿依古丽·热合曼")
_AREAS = (
    "北京市朝阳区",
    "河北省石家庄市长安区",
    "四川省凉山彝族自治州布拖县",
    "云南省文山州广南县坝美镇",
    "广东省深圳市南山区粤海街道",
    "上海市浦东新区",
    "浙江省杭州市西湖区",
)
_AREAS += (
    "河南省周口市太康县城关镇",
    "贵州省毕节市七星关区",
    "新疆维吾尔自治区喀什地区莎车县",
    "湖南省长沙市岳麓区",
    "内蒙古自治区呼和浩特市新城区",
    "重庆市渝北区",
    "安徽省阜阳市临泉县",
)
_STREETS = (
    "建国路",
    "中山东路",
    "人民大道",
    "解放街",
    "和平里",
    "长安巷",
    "文化路北段",
    "幸福小区",
    "阳光花园",
    "翠苑新村",
    "东风大街",
    "学府路",
    "法利村",
    "南关社区",
)
_DEPARTMENTS = (
    "公安部",
    "民政部",
    "最高人民法院",
    "最高人民检察院",
    "国家卫生健康委员会",
    "全国妇联",
    "教育部",
    "人力资源和社会保障部",
    "国务院妇儿工委",
    "中央政法委",
)
_SHORT = "京津冀晋蒙辽吉黑沪苏浙皖闽赣鲁豫鄂湘粤桂琼渝川贵云藏陕甘青宁新"
_WIDE = str.maketrans("0123456789X-", "０１２３４５６７８９Ｘ－")
_HAN = str.maketrans("0123456789", "〇一二三四五六七八九")
_WRAPS = ("{}", "{}", "身份信息{}", "{}（已核实）", "见{}，待补", "经办：{}", "说明 {} 。", "\u200b{}\ufeff", "1. {}", "2、{}", "备注:{};")


def digits(random: Random, count: int) -> str:
    return "".join(random.choice("0123456789") for _ in range(count))


def day(random: Random, first: int = 1930, last: int = 2025) -> str:
    return f"{random.randint(first, last)}{random.randint(1, 12):02d}{random.randint(1, 28):02d}"


def resident_id(random: Random) -> str:
    body = random.choice(_REGIONS) + day(random) + digits(random, 3)
    return body + "10X98765432"[sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, body, strict=True)) % 11]


def person(random: Random) -> str:
    if random.random() < 0.04:
        return random.choice(_MINORITY)
    first = random.choice(_RARE) if random.random() < 0.015 else random.choice(_SURNAMES)
    return first + "".join(random.choice(_GIVEN) for _ in range(random.choice((1, 2, 2, 2))))


def _long_id(random: Random) -> str:
    number = resident_id(random)
    grouped = (number, number, number.lower(), f"{number[:6]} {number[6:14]} {number[14:]}", f"{number[:6]}-{number[6:14]}-{number[14:]}")
    more = (
        number.translate(_WIDE),
        f"{number[:3]}\u200b{number[3:]}",
        f"_x{ord(number[0]):04X}_{number[1:]}",
        " ".join(number),
        f"ID:{number}",
    )
    return _wrapped(random, random.choice((*grouped, *more)))


def _short_id(random: Random) -> str:
    number = random.choice(_REGIONS) + day(random, 1930, 1999)[2:] + digits(random, 3)
    return _wrapped(random, random.choice((number, number, number.translate(_WIDE), f"{number[:6]} {number[6:12]} {number[12:]}")))


def _float_id(random: Random) -> str:
    number = resident_id(random)[:15]
    return random.choice((f"{number[0]}.{number[1:].rstrip('0') or '0'}E+17", f"{number}000"))


def _mobile(random: Random) -> str:
    number = f"1{random.choice('3456789')}{digits(random, 9)}"
    spaced = f"{number[:3]} {number[3:7]} {number[7:]}"
    forms = (
        number,
        number,
        spaced,
        spaced.replace(" ", "-"),
        f"+86{number}",
        f"+86 {spaced}",
        f"86-{number}",
        f"0086{number}",
        f"tel{number}",
    )
    more = (
        number.translate(_WIDE),
        number.translate(_HAN),
        f"{number[:3]}\u2014{number[3:7]}\u2014{number[7:]}",
        " ".join(number),
        f"手机{number}联系",
    )
    return _wrapped(random, random.choice((*forms, *more)))


def _landline(random: Random) -> str:
    area, local = random.choice((("010", 8), ("021", 8), ("0755", 8), ("0311", 8), ("0871", 8), ("0876", 7), ("028", 8), ("0991", 7)))
    number = random.choice("2345678") + digits(random, local - 1)
    forms = (f"{area}-{number}", f"({area}){number}", f"（{area}）{number}", f"{area} {number}", f"{area}{number}")
    more = (
        f"+86-{area[1:]}-{number}",
        f"{area}-{number}转{digits(random, 3)}",
        f"电话：{number}",
        f"{area}—{number}",
        f"{area}-{number[:4]} {number[4:]}",
    )
    return _wrapped(random, random.choice((*forms, *more)).translate(_WIDE if random.random() < 0.1 else {}))


def _passport(random: Random) -> str:
    letter = random.choice("EEEEGGDPS")
    plain = f"{letter}{digits(random, 8)}"
    double = f"E{random.choice('ABCDEFGHJKLMNPQRSTUVWXYZ')}{digits(random, 7)}"
    forms = (plain, plain.lower(), double, double, f"{plain[0]} {plain[1:]}", plain.translate(_WIDE))
    called = (f"护照号：{plain}", f"护照{double}", f"passport no. {plain}")
    return _wrapped(random, random.choice((*forms, *called)))


def _bank_card(random: Random) -> str:
    prefix, length = random.choice(
        (("6222", 19), ("6217", 19), ("6228", 19), ("6225", 16), ("6259", 16), ("4367", 19), ("4512", 16), ("5187", 16), ("9558", 19))
    )
    body = prefix + digits(random, length - 5)
    doubled = [int(digit) * (2 if place % 2 == 0 else 1) for place, digit in enumerate(reversed(body))]
    number = body + str(-sum(part // 10 + part % 10 for part in doubled) % 10)
    grouped = " ".join(number[place : place + 4] for place in range(0, length, 4))
    return _wrapped(random, random.choice((number, number, grouped, grouped.replace(" ", "-"), number.translate(_WIDE), f"卡号{number}")))


def _address(random: Random) -> str:
    area, street, number = random.choice(_AREAS), random.choice(_STREETS), random.randint(1, 999)
    tails = (
        f"{number}号",
        f"{number}号院{random.randint(1, 30)}号楼",
        f"{random.randint(1, 40)}栋{random.randint(1, 6)}单元{number}室",
        f"{random.randint(1, 12)}组",
    )
    forms = (
        f"{area}{street}{random.choice(tails)}",
        f"住址：{area}{street}",
        f"家住{area}",
        f"户籍地：{area}",
        f"现住{area}{street}{number}号",
    )
    return _wrapped(random, random.choice(forms))


def _case_number(random: Random) -> str:
    year, number, short = random.randint(2005, 2026), random.randint(1, 9999), random.choice(_SHORT)
    court = f"{short}{digits(random, random.choice((2, 4)))}"
    forms = (
        f"（{year}）{court}刑初{number}号",
        f"({year}){court}刑终{number}号",
        f"〔{year}〕{court}执{number}号",
        f"（{year}）朝刑初字第{number}号",
    )
    unit = random.choice(_REGIONS) + "000000"
    police = (f"A{unit}{year}{random.randint(1, 12):02d}{number:04d}", f"J{unit}{year}{random.randint(1, 12):02d}{number:04d}")
    files = (
        f"{short}公（刑）立字〔{year}〕{number}号",
        f"{short}公(治)拘字〔{year}〕第{number}号",
        f"{short}检刑诉〔{year}〕{number}号",
        f"案件编号：{short}{year}{number:05d}",
    )
    return _wrapped(random, random.choice((*forms, *police, *files)))


def _dna_number(random: Random) -> str:
    number = random.choice(
        (digits(random, 8), f"D{random.randint(2009, 2026)}{digits(random, 6)}", f"{random.choice(_REGIONS)}{digits(random, 9)}")
    )
    forms = (
        f"DNA编号：{number}",
        f"DNA样本号{number}",
        f"dna {number}",
        f"血样编号:{number}",
        f"采血卡号 {number}",
        f"检材编号{number}",
        f"DNA-{number}",
    )
    return _wrapped(random, random.choice(forms))


def _name(random: Random) -> str:
    name, sex, year = person(random), random.choice("男女"), random.randint(1950, 2024)
    return random.choice(
        (
            f"姓名：{name}",
            f"姓 名:{name}，{sex}",
            f"{name}，{sex}，{year}年生",
            f"{name}，{sex}，{random.randint(1, 80)}岁",
            f"如{'：'}{name}，{sex}，汉族",
        )
    )


def _header(random: Random) -> str:
    whose = random.choice(("", "", "受害人", "被拐儿童", "监护人", "嫌疑人", "举报人", "第一"))
    what = random.choice(
        (
            "姓名",
            "身份证号",
            "身份证号码",
            "护照号码",
            "住址",
            "家庭住址",
            "手机号",
            "手机号码",
            "联系电话",
            "DNA编号",
            "案件编号",
            "户籍地",
            "出生日期",
            "银行卡号",
        )
    )
    tail = random.choice(("", "", "（必填）", "(18位)", "*", "：", " "))
    return f"{whose if what != '户籍地' else ''}{what}{tail}"


def _wrapped(random: Random, text: str) -> str:
    return random.choice(_WRAPS).format(text)


POSITIVES: Mapping[str, tuple[str, Make]] = {
    "resident ID, 18 digits": ("resident_id", _long_id),
    "resident ID, 15 digits": ("resident_id", _short_id),
    "resident ID typed as a number": ("resident_id", _float_id),
    "mobile": ("mobile", _mobile),
    "landline": ("landline", _landline),
    "passport": ("passport", _passport),
    "bank card": ("bank_card", _bank_card),
    "address": ("address", _address),
    "case number": ("case_number", _case_number),
    "DNA number": ("dna_number", _dna_number),
    "name in a note": ("name", _name),
}
"""What it is called in a report -> the kind that must be found, and how one is made."""

HEADERS: Make = _header


def draw(make: Callable[[Random], object], count: int, seed: int) -> Iterator[object]:
    """`count` samples, the same for the same seed."""
    random = Random(seed)
    return (make(random) for _ in range(count))
