"""Personal data that shows by the look of a sheet (V-29): forbidden headers, one person per row, mobile numbers typed as figures."""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.entries_found import PlacedEntry
from indicators.intake.fields import NUMBER_FIELDS
from indicators.intake.layout import HIDDEN_SHEETS, cell_name
from indicators.intake.personal_data import find_personal_data
from indicators.intake.problems import problem
from indicators.intake.raw import RawCell, RawKind, RawSheet, RawWorkbook
from indicators.intake.spelling import normal_name
from indicators.model.submission import Problem
from indicators.model.words import Bilingual

_SUFFIX = re.compile(r"[(（\[【].*$|[:：*＊\s_\-]")
_HEADERS = frozenset(
    [
        "姓名",
        "名字",
        "受害人姓名",
        "被害人姓名",
        "当事人姓名",
        "被拐人姓名",
        "被拐卖人姓名",
        "儿童姓名",
        "失踪人姓名",
        "嫌疑人姓名",
        "父亲姓名",
        "母亲姓名",
        "监护人姓名",
        "身份证",
        "身份证号",
        "身份证号码",
        "身份证件号码",
        "居民身份证号",
        "公民身份号码",
        "证件号码",
        "护照号",
        "护照号码",
        "住址",
        "家庭住址",
        "现住址",
        "居住地址",
        "详细地址",
        "家庭地址",
        "户籍地",
        "户籍地址",
        "户籍所在地",
        "户口所在地",
        "手机",
        "手机号",
        "手机号码",
        "移动电话",
        "电话",
        "电话号码",
        "联系电话",
        "联系方式",
        "dna编号",
        "dna样本编号",
        "dna号",
        "血样编号",
        "案件编号",
        "案号",
        "立案编号",
        "出生日期",
        "出生年月",
        "银行卡号",
        "fullname",
        "victimname",
        "idnumber",
        "idno",
        "idcard",
        "idcardnumber",
        "passportnumber",
        "passportno",
        "homeaddress",
        "mobile",
        "mobilenumber",
        "phonenumber",
        "casenumber",
        "caseno",
        "dnanumber",
        "dnano",
        "dateofbirth",
    ]
)
_SEXES = frozenset(("男", "女", "m", "f", "male", "female"))
_PERSON_ROWS = 3
_HAN_NAME = re.compile(r"[\u4e00-\u9fff·]{2,4}")
_SURNAMES = frozenset(
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫"
    "段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤欧买阿古"
)
_KIND_LABELS: Mapping[str, Bilingual] = {
    "resident_id": Bilingual("居民身份证号", "resident identity number"),
    "mobile": Bilingual("手机号码", "mobile number"),
    "bank_card": Bilingual("银行卡号", "bank card number"),
    "personal_header": Bilingual("个人信息栏目", "column of personal data"),
    "person_rows": Bilingual("逐人名单", "list of persons"),
}
_MOBILE = re.compile(r"1[3-9]\d{9}")


def check_personal_data(workbook: RawWorkbook) -> list[Problem]:
    """Every hit of the pattern scan, every forbidden header, every column of persons: kind and address, never the content."""
    problems = [_hit(hit.kind, hit.sheet, hit.cell, hit.part) for hit in workbook.hits]
    for sheet in workbook.sheets:
        if sheet.name not in HIDDEN_SHEETS:
            problems.extend(_forbidden_headers(sheet))
            problems.extend(_person_rows(sheet))
    return problems


def check_file_name(name: str) -> list[Problem]:
    """Personal data in the name of the file itself; the name is then never repeated or stored."""
    kind = find_personal_data(name)
    return [_hit(kind, "", "", "name")] if kind else []


def check_mobile_figures(catalogue: Catalogue, entries: tuple[PlacedEntry, ...]) -> Iterator[Problem]:
    """Figures that are mobile numbers by form and larger than the indicator can be; an amount in yuan may have eleven digits."""
    for placed in entries:
        indicator = catalogue.indicators.get(placed.entry.indicator)
        largest = indicator.maximum if indicator else 0.0
        for name, cell in placed.cells.items():
            if name in NUMBER_FIELDS and cell.kind is RawKind.NUMBER and _MOBILE.fullmatch(cell.text) and float(cell.text) > largest:
                address = placed.address(name)
                yield _hit("mobile", address.sheet, address.cell)


def _hit(kind: str, sheet: str, cell: str, part: str = "") -> Problem:
    label = _KIND_LABELS[kind]
    return problem("personal_data", sheet=sheet, cell=cell, kind=kind, kind_zh=label.zh, kind_en=label.en, part=part)


def _forbidden_headers(sheet: RawSheet) -> Iterator[Problem]:
    for cell in sheet.cells:
        if cell.kind is RawKind.TEXT and len(cell.text) <= 40 and _header_word(cell.text) in _HEADERS:
            yield _hit("personal_header", sheet.name, cell_name(cell.row, cell.column))


def _header_word(text: str) -> str:
    return _SUFFIX.sub("", unicodedata.normalize("NFKC", text).casefold().strip())


def _person_rows(sheet: RawSheet) -> Iterator[Problem]:
    """A column of names beside a column of sexes, three rows at least: one person per row, whatever the headers say."""
    columns: dict[int, list[RawCell]] = {}
    for cell in sheet.cells:
        if cell.kind is RawKind.TEXT:
            columns.setdefault(cell.column, []).append(cell)
    sexes = {cell.row for cells in columns.values() for cell in cells if normal_name(cell.text) in _SEXES}
    if len(sexes) < _PERSON_ROWS:
        return
    for cells in columns.values():
        named = [cell for cell in cells if cell.row in sexes and _is_name(cell.text)]
        if len({cell.text for cell in named}) >= _PERSON_ROWS:
            yield _hit("person_rows", sheet.name, cell_name(named[0].row, named[0].column))


def _is_name(text: str) -> bool:
    bare = text.strip()
    return bare[:1] in _SURNAMES and bool(_HAN_NAME.fullmatch(bare))
