"""Personal data that shows only across cells: one person in each row, and a resident ID or mobile number spread over neighbours.

It looks at sheets as they came, before anything is recognised in them.
"""

import re
from collections.abc import Iterator

from indicators.intake.layout import cell_name
from indicators.intake.personal_numbers import find_personal_number
from indicators.intake.raw import RawCell, RawKind, RawSheet
from indicators.intake.spelling import normal_name

_SEXES = frozenset(("男", "女", "男性", "女性", "m", "f", "male", "female", "男孩", "女孩", "男童", "女童"))
_PERSONS, _PERSONS_ALONE = 3, 5
_MOST, _HALF = 0.8, 0.5
_SHORT_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_DOTTED_NAME = re.compile(r"[\u4e00-\u9fff]{1,8}(?:[·•・.][\u4e00-\u9fff]{1,8})+")
_LATIN_NAME = re.compile(r"[A-Z][A-Za-z'\-]+,?(?: [A-Z][A-Za-z'\-]+){1,3}")
_NO_PERSON = re.compile(r"[省市县区州盟旗乡镇村部局厅委院司处会所室科队站校司行社组类级项数率量费额元人次件起名]$")
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫"
    "段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤欧买阿古常温康施文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍"
    "涂成苗谷盛曲翁冉骆蓝路游辛靳欧管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师"
    "和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝官封谈匡鞠惠荆乐冀郁胥南班储原栗燕楚鄢劳谌奚皮粟冼蔺楼盘满闻位厉伊仝区郜海阚花权强帅屠豆朴盖练廉禹井祖"
    "漆巴丰支卿国狄平计索宣晋相初门云容敬来扈晁芮都普阙浦戈伏鹿薄邸雍辜羊阿乌母裘亓修邰赫杭况那宿鲜印逯隆茹诺战慕危玉银亢嵇公哈湛宾戎勾茅利於呼居揭干但尉冶斯元"
)
_DOUBLE_SURNAMES = (
    "欧阳",
    "司马",
    "上官",
    "诸葛",
    "尉迟",
    "令狐",
    "皇甫",
    "东方",
    "夏侯",
    "司徒",
    "慕容",
    "端木",
    "公孙",
    "长孙",
    "拓跋",
    "独孤",
)
_SPREAD_ID = re.compile(
    r"(?<![^\t])(?:[1-8]\d{5}\t(?:19|20)\d{6}\t\d{3}\t?[\dXx]|[1-8]\d{5}\t(?:19|20)\d\d\t\d\d\t?\d\d\t\d{3}\t?[\dXx]|[1-8]\d{9}\t\d{4}\t\d{3}[\dXx]"
    r"|[1-8]\d{13}\t\d{3}\t?[\dXx]|[1-8]\d{16}\t[\dXx]|\d\t(?:\d\t){16}[\dXx])(?![^\t])",
    re.ASCII,
)
_MOBILE = re.compile(r"(?<![^\t])(?:(?:00|\+)?86)?1[3-9]\d{9}(?:\.0+)?(?![^\t])", re.ASCII)


def find_person_rows(sheet: RawSheet) -> Iterator[str]:
    """The first cell of each column of names: beside sexes, three at least; alone, five and hardly anything else in the column."""
    columns: dict[int, list[RawCell]] = {}
    for cell in sheet.cells_of(RawKind.TEXT):
        columns.setdefault(cell.column, []).append(cell)
    sexes = {cell.row for cells in columns.values() for cell in cells if normal_name(cell.text) in _SEXES}
    for cells in columns.values():
        beside = [cell for cell in cells if cell.row in sexes and normal_name(cell.text) not in _SEXES]
        named = _names_in(beside, _HALF, _PERSONS) or _names_in(cells, _MOST, _PERSONS_ALONE)
        if named:
            yield cell_name(named[0].row, named[0].column)


def find_spread_ids(sheet: RawSheet) -> Iterator[str]:
    """The first cell of each resident ID whose digits stand in neighbouring cells of one row."""
    joined = "\t".join(sheet.texts)
    for found in _SPREAD_ID.finditer(joined):
        first = joined.count("\t", 0, found.start())
        last = first + found[0].count("\t")
        one_row = sheet.rows[first] == sheet.rows[last] and sheet.columns[last] - sheet.columns[first] == last - first
        if one_row and find_personal_number(found[0].replace("\t", "")) == "resident_id":
            yield cell_name(sheet.rows[first], sheet.columns[first])


def find_mobile_figures(sheet: RawSheet) -> Iterator[tuple[int, int]]:
    """Row and column of every number that is a mobile number by form."""
    if not _MOBILE.search("\t".join(sheet.texts)):
        return
    for cell in sheet.cells_of(RawKind.NUMBER):
        if _MOBILE.fullmatch(cell.text):
            yield cell.row, cell.column


def _names_in(cells: list[RawCell], share: float, fewest: int) -> list[RawCell]:
    """The cells that hold names, if they are `fewest` different ones at least and `share` of all that follow a header."""
    shaped = [cell for cell in cells if _has_name_form(cell.text.strip())]
    sure = [cell for cell in shaped if _is_name(cell.text.strip())]
    if len({cell.text for cell in sure}) < max(2, round(fewest * share)) or len({cell.text for cell in shaped}) < fewest:
        return []
    return shaped if len(sure) >= share * max(len(cells) - 1, fewest) else []


def _has_name_form(text: str) -> bool:
    return bool(_SHORT_NAME.fullmatch(text) or _DOTTED_NAME.fullmatch(text) or _LATIN_NAME.fullmatch(text)) and not _NO_PERSON.search(text)


def _is_name(text: str) -> bool:
    """Whether a text of the form of a name begins with a surname, or is a name of several parts."""
    if _DOTTED_NAME.fullmatch(text) or _LATIN_NAME.fullmatch(text):
        return True
    return (text[0] in _SURNAMES and len(text) <= 3) or text.startswith(_DOUBLE_SURNAMES)
