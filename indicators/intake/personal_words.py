"""Personal data that is words: home addresses, numbers of cases and of DNA samples, a person described in a note.

Standard library only: the child process loads it. Texts come in NFKC, without invisible characters. It says the kind, never the text.
"""

import re

_HAN = "\u4e00-\u9fff"
_NUMBER = r"[0-9甲乙丙一二三四五六七八九十百〇零\-]{1,8}"
_STREET = r"(?:路|街(?!道)|大街|大道|巷|弄|胡同|里|村|屯|寨|庄|营|新村|小区|社区|花园|家园|苑|城|公寓|大厦|广场|园区|院)"
_DOOR = r"(?:号(?!线|文|令|公告|公报|通知|提案|建议|议案|表)(?:院|楼)?|弄|栋|幢|座|单元|室|组(?!织)|楼|门)"
_AREA = rf"[{_HAN}]{{1,7}}(?:省|市|自治区|区|县|旗|自治州|州|盟|镇|乡|街道|街道办|兵团|师|团场)"
_ADDRESS = re.compile(rf"{_AREA}[^,，。;；:：]{{0,24}}?{_STREET}[东西南北中]?[一二三四五六七八九十]?(?:段|区|期)?第?\s*{_NUMBER}\s*{_DOOR}")
_ROOM = re.compile(rf"[{_HAN}]{{2,12}}{_STREET}\s*第?{_NUMBER}\s*(?:号|弄|栋|幢|座|楼|单元)[^,，。;；]{{0,10}}?\d+\s*(?:室|单元|号楼|户)")
_LIVES = re.compile(
    rf"(?:家庭住址|现住址|居住地址|居住地|户籍地址|户籍地|户籍所在地|户口所在地|家庭地址|通讯地址|联系地址|详细地址|住址|家住|现住|籍贯)\s*[:：为在是]?\s*"
    rf"{_AREA}"
)
_YEAR = r"(?:19|20)\d{2}"
_COURT = re.compile(
    rf"(?:[(〔\[{{]\s*{_YEAR}\s*[)〕\]}}]|(?<!\d){_YEAR}(?!年))\s*[{_HAN}][{_HAN}0-9]{{0,13}}?(?:刑|民|行|执|赔|知|财保|司救|委赔)"
    rf"[{_HAN}]{{0,4}}?(?:字)?第?\s*\d{{1,7}}\s*号"
)
_POLICE = re.compile(r"(?<![0-9A-Za-z])[AJ][ \-]?[1-8]\d{15,24}(?![0-9A-Za-z])", re.ASCII | re.IGNORECASE)
_POLICE_FILE = re.compile(
    rf"公\s*[(〔\[][{_HAN}]{{1,12}}[)〕\]]\s*[{_HAN}]{{0,6}}(?:立|拘|捕|诉|撤|移|监|保|刑|受|行罚决|传)[{_HAN}]{{0,6}}\s*[(〔\[]\s*{_YEAR}\s*[)〕\]]\s*第?\s*\d+\s*号"
)
_PROSECUTOR = re.compile(rf"检[{_HAN}]{{0,8}}(?:刑|诉|捕)[{_HAN}]{{0,4}}\s*[(〔\[]\s*{_YEAR}\s*[)〕\]]\s*第?\s*[A-Z]?\d+\s*号")
_CASE_CALLED = re.compile(
    r"(?:案件编号|案号|警情编号|接警编号|接警单号|立案编号|立案号|案件号|报警编号|警综编号)\s*[:：为是]?\s*[^\s,，。;；]{0,10}?\d{4,}"
)
_DNA = re.compile(
    r"(?:DNA|血样|血卡|采血卡|样本|检材|基因)\s*(?:样本|检材|血样|数据|采集|检验)?\s*(?:编号|编码|条码|条形码|号码|号|No\.?)?\s*[:：#\-_]?\s*"
    r"[A-Z]{0,6}[\-_]?\d{5,}(?:[\-_][0-9A-Z]+)*(?![0-9A-Z])(?!\s*[多余]?万?(?:份|人|例|条|个|次|名|枚|件|余|多|起|元|套|组))",
    re.ASCII | re.IGNORECASE,
)
_DNA_CODED = re.compile(
    r"(?:DNA|血样|血卡|采血卡|样本|检材)\s*(?:样本|检材|血样)?\s*(?:编号|编码|条码|条形码|号码)\s*[:：#为是]?\s*[A-Z]{0,6}[\-_]?\d{3,}",
    re.ASCII | re.IGNORECASE,
)
SURNAMES = frozenset(
    "洪赖傅萧鲍阎幸王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫"
    "段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤欧买阿古常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍"
    "涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师"
    "和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖"
    "漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元"
)
"""Characters with which nearly all names of people begin."""

_NAME_START = "".join(sorted(SURNAMES))
_NAME = rf"(?:[{_NAME_START}][{_HAN}]{{1,2}}|[{_HAN}]{{2,6}}·[{_HAN}]{{1,8}})"
_NAMED = re.compile(rf"姓\s*名\s*[:：]\s*[{_HAN}·]{{2,12}}")
_DESCRIBED = re.compile(
    rf"(?<![{_HAN}]){_NAME}\s*[,，、(]\s*[男女]\s*(?:性)?\s*[,，、]\s*(?:现?年?\s*\d{{1,3}}\s*岁|(?:19|20)\d{{2}}\s*年|[{_HAN}]{{1,4}}族|\d)"
)
_PATTERNS: tuple[tuple[str, tuple[str, ...], tuple[re.Pattern[str], ...]], ...] = (
    ("case_number", ("号",), (_COURT, _POLICE_FILE, _PROSECUTOR, _CASE_CALLED)),
    ("dna_number", ("DNA", "dna", "Dna", "样", "检材", "血卡", "基因"), (_DNA, _DNA_CODED)),
    ("address", ("号", "室", "栋", "幢", "单元", "组", "弄", "楼", "座"), (_ADDRESS, _ROOM)),
    ("address", ("住", "籍", "地址"), (_LIVES,)),
    ("name", ("姓",), (_NAMED,)),
    ("name", ("男", "女"), (_DESCRIBED,)),
)


def find_personal_words(plain: str) -> str | None:
    """case_number, dna_number, address, name or None."""
    if _POLICE.search(plain):
        return "case_number"
    for kind, signs, patterns in _PATTERNS:
        if any(sign in plain for sign in signs) and any(pattern.search(plain) for pattern in patterns):
            return kind
    return None
