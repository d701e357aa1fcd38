"""Made-up text as it stands in the workbooks of offices, with no personal data in it: what must never be refused."""

import hashlib
import uuid
from collections.abc import Callable, Mapping
from random import Random

from personal_samples import Make, MakeSheet, day, digits

from indicators.intake.raw import RawCell, RawKind, RawSheet, make_sheet

_REGIONS = (
    "北京市",
    "河北省",
    "内蒙古自治区",
    "新疆生产建设兵团",
    "云南省",
    "广西壮族自治区",
    "四川省凉山州",
    "河南省周口市",
    "上海市浦东新区",
)
_UNITS = (
    "公安厅",
    "民政局",
    "妇联",
    "卫生健康委",
    "教育厅",
    "高级人民法院",
    "人民检察院",
    "人力资源社会保障厅",
    "救助管理站",
    "刑侦总队打拐支队",
    "长安街派出所",
)
_WORKS = ("专项行动", "清理积案", "寻亲认亲", "团圆行动", "普法宣传", "业务培训", "部门联动", "数据共享", "回访安置", "网络巡查")
_ISSUERS = (
    "国发",
    "国办发",
    "公通字",
    "法发",
    "民发",
    "教基",
    "妇字",
    "国卫妇幼发",
    "高检发办字",
    "人社部发",
    "京政办发",
    "国统制",
    "国统字",
)
_CITY_NAMES = (
    "石家庄 唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 太原 大同 阳泉 长"
    "治 晋城 朔州 晋中 运城 忻州 临汾 吕梁 黄石 常州 金华 台州 温州 汤阴 方正 安阳"
)
_CITIES = _CITY_NAMES.split()
_GROUPS = ("男", "女", "合计", "0-6岁", "7-13岁", "14-17岁", "18岁以上", "城镇", "农村", "其中：女童")
_REASONS = (
    "系统升级，{month}月补报",
    "本期未发生此类案件，已与{unit}核对",
    "数据口径调整，较上期增加{n}人",
    "因{work}集中解救，本期数较上期增长{n}.{d}%",
    "含{year}年结转{n}件",
    "见{issuer}〔{year}〕{n}号文件第{d}条",
    "{region}{unit}于{year}年{month}月开展{work}，共解救妇女儿童{n}人，抓获嫌疑人{m}人",
    "DNA入库{m}份，比中{n}例",
    "采集血样{m}份，其中男{n}份、女{n}份",
    "与{unit}数据比对后更正，原为{n}，现为{m}",
    "其中男{n}人，女{d}人，14岁以下{d}人",
    "该地区无此项业务，按不适用填报",
    "{year}-{year}年累计{m}人次，户均{n}元",
    "拨付专项经费{m}.{d}万元，培训{n}期",
    "联系单位：{region}{unit}办公室",
    "第{d}号公告发布后受理量上升",
    "12338妇女维权热线接听{m}次，110接警{n}起，12345转办{d}件",
    "{region}设{d}个社区、{n}个村开展试点",
    "对{n}号线地铁沿线、{d}号码头开展巡查",
    "学校{n}所，班级{m}个，住校生{n}人",
    "住院救治{n}人，居住满{d}年的{n}户",
)


def _note(random: Random) -> str:
    year = random.randint(2019, 2026)
    facts = {
        "year": year,
        "month": random.randint(1, 12),
        "n": random.randint(1, 99_999),
        "m": random.randint(1, 999_999),
        "d": random.randint(1, 9),
    }
    names = {
        "unit": random.choice(_UNITS),
        "work": random.choice(_WORKS),
        "issuer": random.choice(_ISSUERS),
        "region": random.choice(_REGIONS),
    }
    return random.choice(_REASONS).format(**facts, **names)


def _date(random: Random) -> str:
    text = day(random, 2015, 2030)
    year, month, date = text[:4], text[4:6], text[6:]
    clock = f"{random.randint(0, 23):02d}:{random.randint(0, 59):02d}:{random.randint(0, 59):02d}"
    forms = (
        text,
        f"{year}-{month}-{date}",
        f"{year}/{month}/{date}",
        f"{year}年{int(month)}月{int(date)}日",
        f"{year}-{month}-{date} {clock}",
    )
    return random.choice(
        (*forms, f"{year}-{month}-{date}T{clock}Z", f"{text}{clock.replace(':', '')}", f"{year}.{month}.{date}—{year}.{month}.30")
    )


def _count(random: Random) -> str:
    number = int(10 ** random.uniform(0, 9.9))
    return random.choice(
        (f"{number}", f"{number:,}", f"{number}人", f"{number / 100:.2f}", f"{number}.0", f"{number % 1000} {number % 97} {number % 89}")
    )


def _amount(random: Random) -> str:
    number = int(10 ** random.uniform(4, 12))
    return random.choice(
        (
            f"{number:,}",
            f"{number:,}.{digits(random, 2)}",
            f"{number}元",
            f"¥{number}",
            f"{number}.{digits(random, 2)}",
            f"{number / 1e4:.4f}万元",
        )
    )


def _document(random: Random) -> str:
    year, number = random.randint(1998, 2026), random.randint(1, 999)
    forms = (
        f"{random.choice(_ISSUERS)}〔{year}〕{number}号",
        f"国发〔{year}〕{number}号",
        f"{random.choice(_ISSUERS)}[{year}]第{number}号",
    )
    return random.choice(
        (*forms, f"《关于开展{random.choice(_WORKS)}的通知》（{forms[0]}）", f"国家统计局令第{number % 40}号", f"主席令第{number}号")
    )


def _mark(random: Random) -> str:
    year, number = random.randint(2020, 2026), random.randint(1, 999)
    forms = (
        f"表 号：打拐{number % 60}表",
        f"制定机关：{random.choice(_UNITS)}",
        f"备案文号：国统办函〔{year}〕{number}号",
        f"有效期至：{year + 3}年12月",
    )
    return random.choice(
        (*forms, f"A{number % 6 + 1}-{number % 20:02d}", f"SR-{number % 40:02d}", f"{year}-Q{number % 4 + 1}", f"{year}-H{number % 2 + 1}")
    )


def _organisation(random: Random) -> str:
    unit = random.choice(_REGIONS) + random.choice(_UNITS)
    return random.choice(
        (unit, f"{unit}（盖章）", f"{unit}{random.randint(1, 30)}处", f"{unit}{random.choice(_WORKS)}工作组", f"{unit}机关服务中心")
    )


def _code(random: Random) -> str:
    text = digits(random, 40)
    noise = hashlib.sha256(text.encode()).hexdigest()
    forms = (
        text[:6],
        f"{text[:6]}",
        noise,
        noise[:32],
        noise[:12],
        str(uuid.UUID(noise[:32])),
        "{" + str(uuid.UUID(noise[:32])).upper() + "}",
    )
    more = (
        f"v{text[0]}.{text[1:3]}.{text[3]}",
        f"ISO 3166-2:CN-{text[:2]}",
        f"GB/T 2260-{text[:4]}",
        f"FF{noise[:6].upper()}",
        f"_x0000_s{text[:4]}",
    )
    files = (
        f"NHC_2026-Q4_{text[:14]}.xlsx",
        f"rId{text[0]}",
        f"https://example.gov.cn/a/{noise[:20]}",
        f"2052-12.1.0.{text[:5]}",
        f"{noise[:32].upper()}_12",
    )
    return random.choice((*forms, *more, *files, f"x14ac:dyDescent={text[:4]}", f"$C${text[:3]}:$D${text[3:6]}", f"12{text[:18]}"))


def _header(random: Random) -> str:
    return random.choice(
        (
            "地区",
            "地区代码",
            "指标名称",
            "分子",
            "分母",
            "填报状态",
            "说明",
            "制表人",
            "审核人",
            "单位负责人",
            "填表日期",
            "案件数",
            "立案数",
            "破案数",
            "住院人数",
            "DNA采集数",
            "联系单位",
            "热线电话接听量",
        )
        + (
            "户籍地儿童数",
            "手机应用下载量",
            "身份核查人数",
            "Region",
            "Name",
            "Numerator",
            "Note",
            "Department",
            "出生登记率",
            "血样采集率",
            "电话回访数",
            "来电数",
        )
    )


def _counts_sheet(random: Random) -> RawSheet:
    rows, columns = random.randint(3, 32), random.randint(3, 20)
    top = random.choice((9, 99, 9_999, 99_999_999))
    cells = [
        RawCell(1, 1, RawKind.TEXT, "地区"),
        *(RawCell(1, column, RawKind.TEXT, random.choice(_GROUPS)) for column in range(2, columns + 1)),
    ]
    for row in range(2, rows + 2):
        cells.append(RawCell(row, 1, RawKind.TEXT, random.choice(_REGIONS)))
        cells += [RawCell(row, column, RawKind.NUMBER, str(random.randint(0, top))) for column in range(2, columns + 1)]
    return make_sheet("A1 预防犯罪", cells)


def _places_sheet(random: Random) -> RawSheet:
    """Cities or units down, each once, or once for men and once for women."""
    names = (
        random.sample(_CITIES, random.randint(4, 20))
        if random.random() < 0.6
        else [random.choice(_REGIONS) + random.choice(_UNITS) for _ in range(9)]
    )
    by_sex = random.random() < 0.5
    cells = [RawCell(1, column, RawKind.TEXT, head) for column, head in enumerate(("地市", "人数", "性别" if by_sex else "说明"), 1)]
    rows = [(name, sex) for name in names for sex in (("男", "女") if by_sex else (random.choice(("合计", "已核", "无", "")),))]
    for row, (name, word) in enumerate(rows, 2):
        cells += [RawCell(row, 1, RawKind.TEXT, name), RawCell(row, 2, RawKind.NUMBER, str(random.randint(0, 999)))]
        cells += [RawCell(row, 3, RawKind.TEXT, word)] if word else []
    return make_sheet("地市", cells)


def _signers_sheet(random: Random) -> RawSheet:
    labels = ("单位负责人", "统计负责人", "填表人", "报出日期")
    names = ("张建国", "李红", "王小明", "2026-10-12")
    cells = [
        RawCell(22 + row, column, RawKind.TEXT, pair[column - 2])
        for row, pair in enumerate(zip(labels, names, strict=True))
        for column in (2, 3)
    ]
    return make_sheet("填报说明", [RawCell(4, 3, RawKind.TEXT, random.choice(_UNITS)), *cells])


TEXTS: Mapping[str, Make] = {
    "note": _note,
    "date": _date,
    "count": _count,
    "amount": _amount,
    "document": _document,
    "mark": _mark,
    "organisation": _organisation,
    "code": _code,
    "header": _header,
}
SHEETS: Mapping[str, MakeSheet] = {"counts": _counts_sheet, "places": _places_sheet, "signers": _signers_sheet}
FIGURES: Mapping[str, Callable[[Random], str]] = {
    "count in a number cell": lambda random: str(int(10 ** random.uniform(0, 9))),
    "amount in a number cell": lambda random: f"{int(10 ** random.uniform(4, 12))}.{digits(random, 2)}",
    "float in a number cell": lambda random: repr(random.uniform(0, 1e6)),
}
