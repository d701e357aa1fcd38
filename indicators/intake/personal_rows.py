"""Personal data that shows only across cells: one person in each row, and a resident ID or mobile number spread over neighbours.

It looks at sheets as they came, before anything is recognised in them.
"""

import re
from collections.abc import Iterator

import numpy as np

from indicators.intake.grid import words_in
from indicators.intake.layout import cell_name
from indicators.intake.personal_numbers import find_personal_number
from indicators.intake.personal_words import SURNAMES
from indicators.intake.raw import RawKind, RawSheet
from indicators.intake.spelling import normal_name

Word = tuple[int, str]
"""Row and text of a cell."""

_SEXES = frozenset(("男", "女", "男性", "女性", "m", "f", "male", "female", "男孩", "女孩", "男童", "女童"))
_PERSONS, _PERSONS_ALONE = 3, 5
_MOST, _SURE, _LONG = 0.75, 0.6, 0.4
_SHORT_NAME = re.compile(r"[\u4e00-\u9fff]{2,4}")
_DOTTED_NAME = re.compile(r"[\u4e00-\u9fff]{1,8}(?:[·•・.][\u4e00-\u9fff]{1,8})+")
_LATIN_NAME = re.compile(r"[A-Z][A-Za-z'\-]+,?(?: [A-Z][A-Za-z'\-]+){1,3}")
_NO_PERSON = re.compile(r"[省市县区州盟旗乡镇村部局厅委院司处会所室科队站校组类级项率费额人件]$")
_TOWN_NAMES = """
石家庄 唐山 秦皇岛 邢台 张家口 承德 廊坊 衡水 太原 阳泉 长治 晋城 晋中 运城 临汾 吕梁 包头 乌海 赤峰 通辽 沈阳 大连 鞍山 抚顺 本溪 丹东
营口 阜新 辽阳 盘锦 铁岭 朝阳 葫芦岛 长春 吉林 四平 辽源 通化 白山 松原 白城 哈尔滨 鸡西 鹤岗 双鸭山 大庆 伊春 佳木斯 七台河 牡丹江 黑河
绥化 南京 无锡 南通 连云港 淮安 盐城 镇江 宿迁 宁波 嘉兴 绍兴 金华 舟山 丽水 合肥 芜湖 蚌埠 淮南 马鞍山 淮北 铜陵 安庆 黄山 阜阳 六安
宣城 厦门 莆田 三明 南平 龙岩 宁德 南昌 景德镇 萍乡 九江 鹰潭 吉安 宜春 新余 上饶 济南 青岛 淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照
临沂 聊城 菏泽 开封 洛阳 平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 武汉 黄石 十堰 宜昌 襄阳 荆门 孝感
黄冈 咸宁 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德 张家界 益阳 怀化 娄底 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 汕尾 河源 阳江 清远 东莞
中山 揭阳 云浮 南宁 桂林 梧州 北海 贵港 玉林 百色 河池 来宾 崇左 海口 三亚 成都 自贡 攀枝花 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾
广安 达州 雅安 巴中 资阳 贵阳 六盘水 遵义 安顺 毕节 铜仁 昆明 曲靖 玉溪 保山 昭通 丽江 普洱 临沧 西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林
安康 商洛 金昌 白银 天水 武威 张掖 平凉 酒泉 庆阳 定西 陇南 西宁 海东 银川 石嘴山 吴忠 固原 中卫
"""
_TOWNS = frozenset(_TOWN_NAMES.split())
"""Towns that could be taken for people."""

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
_PIECE = 100
_PIECES = tuple(first * _PIECE + second for first, second in ((6, 8), (6, 4), (10, 4), (14, 3), (14, 4), (17, 1)))
"""The lengths of the first two pieces of a spread ID, joined to one number; or eighteen pieces of one digit."""

_DIGITS, _MOBILE_DIGITS = 18, 11
_MOBILE = re.compile(r"(?<![^\t])(?:(?:00|\+)?86)?1[3-9]\d{9}(?:\.0+)?(?![^\t])", re.ASCII)


def find_person_rows(sheet: RawSheet) -> Iterator[str]:
    """The first cell of each column of names: three with a sex beside nearly each of them, or five with hardly anything else below."""
    forms = {text for text in sheet.distinct if _has_name_form(text.strip())}
    columns: dict[int, list[Word]] = {}
    for row, column, text in words_in(sheet) if len(forms) >= _PERSONS else ():
        columns.setdefault(column, []).append((row, text))
    rows = {row for cells in columns.values() for row, text in cells if text in forms}
    beside_names = {text for cells in columns.values() for row, text in cells if row in rows}
    sex_words = {text for text in beside_names if normal_name(text) in _SEXES}
    sexes = {row for cells in columns.values() for row, text in cells if text in sex_words}
    for column, cells in columns.items():
        shaped = [cell for cell in cells if cell[1] in forms and cell[1] not in sex_words]
        names = _names_in(shaped, len(cells))
        beside = sum(row in sexes for row, _ in shaped) >= _MOST * len(shaped)
        # A list may stand below or beside a form: then the column holds the form's labels as well, and only the rows with a sex count.
        listed = [cell for cell in shaped if cell[0] in sexes]
        below = _names_in(listed, sum(row in sexes for row, _ in cells))
        names = names or (below if len(below) >= _SURE * len(listed) else [])
        if (beside and names and len(names) >= _SURE * len(shaped)) or _is_list_of_names(shaped, names):
            yield cell_name(names[0][0], column)


def find_spread_ids(sheet: RawSheet) -> Iterator[str]:
    """The first cell of each resident ID whose digits stand in neighbouring cells of one row."""
    for first, last in _rows_of_pieces(sheet):
        joined = "\t".join(sheet.text(place).replace("\t", " ") for place in range(first, last + 1))
        for found in _SPREAD_ID.finditer(joined):
            place = first + joined.count("\t", 0, found.start())
            if find_personal_number(found[0].replace("\t", "")) == "resident_id":
                yield cell_name(sheet.rows[place], sheet.columns[place])


def _rows_of_pieces(sheet: RawSheet) -> Iterator[tuple[int, int]]:
    """First and last place of each row of neighbouring cells in which two lengths follow one another as in a spread ID."""
    lengths = np.array([len(text) for text in sheet.distinct] or [0], dtype=np.int64)[np.asarray(sheet.which, dtype=np.int64)]
    rows, columns = np.asarray(sheet.rows, dtype=np.int64), np.asarray(sheet.columns, dtype=np.int64)
    joined = (np.diff(rows) == 0) & (np.diff(columns) == 1)
    pair = joined & np.isin(lengths[:-1] * _PIECE + lengths[1:], _PIECES)
    # The digits one by one: eighteen single characters without a gap.
    breaks = np.flatnonzero(~(joined & (lengths[:-1] == 1) & (lengths[1:] == 1)))
    single = np.diff(np.concatenate(([-1], breaks, [len(joined)]))) >= _DIGITS
    pair[np.concatenate(([-1], breaks))[single] + 1] = True
    ends = np.flatnonzero(~joined)
    starts = np.concatenate(([0], ends + 1))
    stops = np.concatenate((ends, [len(joined)]))
    wanted = np.unique(np.searchsorted(stops, np.flatnonzero(pair), side="left"))
    return zip(starts[wanted].tolist(), stops[wanted].tolist(), strict=True)


def find_mobile_figures(sheet: RawSheet) -> Iterator[tuple[int, int]]:
    """Row and column of every number that is a mobile number by form."""
    mobiles = {place for place, text in enumerate(sheet.distinct) if len(text) >= _MOBILE_DIGITS and _MOBILE.fullmatch(text)}
    if not mobiles:
        return
    for cell in sheet.cells_of(RawKind.NUMBER):
        if _MOBILE.fullmatch(cell.text):
            yield cell.row, cell.column


def _names_in(shaped: list[Word], count: int) -> list[Word]:
    """The cells that begin with a surname, if those of the form of names differ, are three at least and most of what follows a header."""
    different = len({text for _, text in shaped}) >= max(_PERSONS, _MOST * len(shaped))
    if not different or len(shaped) < _MOST * (count - 1):
        return []
    return [cell for cell in shaped if _is_name(cell[1].strip())]


def _is_list_of_names(shaped: list[Word], names: list[Word]) -> bool:
    """Whether names stand alone: nearly all begin with a surname, and most have three characters or several parts, as towns have not."""
    long = sum(len(text.strip()) >= 3 for _, text in names)
    return len(names) >= max(_PERSONS_ALONE, _MOST * len(shaped)) and long >= _LONG * len(names)


def _has_name_form(text: str) -> bool:
    return (
        bool(_SHORT_NAME.fullmatch(text) or _DOTTED_NAME.fullmatch(text) or _LATIN_NAME.fullmatch(text))
        and text not in _TOWNS
        and not _NO_PERSON.search(text)
    )


def _is_name(text: str) -> bool:
    """Whether a text of the form of a name begins with a surname, or is a name of several parts."""
    if _DOTTED_NAME.fullmatch(text) or _LATIN_NAME.fullmatch(text):
        return True
    return (text[0] in SURNAMES and len(text) <= 3) or text.startswith(_DOUBLE_SURNAMES)
