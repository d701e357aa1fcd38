"""Workbooks as other programs leave them: saved by WPS, with the 1904 date system, with cells that no library would write."""

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from intake_workbooks import change_parts, read_parts

from indicators.model.observation import CellAddress

_PROPERTY = '<property fmtid="{{D5CDD505-2E9C-101B-9397-08002B2CF9AE}}" pid="{}" name="{}"><vt:lpwstr>{}</vt:lpwstr></property>'
_BUILD = _PROPERTY.format(91, "KSOProductBuildVer", "2052-12.1.0.16929") + _PROPERTY.format(
    92, "ICV", "4F13812345678E5A9C02B7D1E6A81F23_12"
)
_KSO_ITEMS = {
    "customXml/item1.xml": b'<woProps xmlns="https://web.wps.cn/et/2018/main"><woSheetsProps>'
    b'<woSheetProps sheetStid="1" interlineOnOff="0" interlineColor="0" isDbSheet="0" isDashBoardSheet="0"/></woSheetsProps><woBookProps>'
    b'<bookSettings isFilterShared="1" coreConquerUserId="" isAutoUpdatePaused="0" filterType="conn"/></woBookProps></woProps>',
    "customXml/item2.xml": b'<pixelators xmlns="https://web.wps.cn/et/2018/main"><pixelatorList sheetStid="1"/></pixelators>',
}
_FORMATS = {"date": 14, "percent": 10}
_TYPES = {"text": "str", "formula_text": "str", "boolean": "b", "error": "e"}


def saved_by_wps(data: bytes) -> bytes:
    """The workbook with what WPS adds: its build in the custom properties, its own XML items, its namespaces, a frozen view, phonetics."""
    parts = read_parts(data)
    custom = parts["docProps/custom.xml"].decode().replace("</Properties>", f"{_BUILD}</Properties>")
    app = re.sub(r"<Application>.*?</Application>", "<Application>WPS 表格</Application>", parts["docProps/app.xml"].decode())
    book = parts["xl/workbook.xml"].decode()
    book = re.sub(r"<fileVersion[^>]*/>", '<fileVersion appName="xl" lastEdited="3" lowestEdited="5" rupBuild="9302"/>', book)
    sheets = {
        name: content.decode()
        .replace("<sheetFormatPr ", '<sheetFormatPr xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData" etc:x="1" ')
        .replace("<row ", '<row customFormat="1" ')
        .encode()
        for name, content in parts.items()
        if name.startswith("xl/worksheets/sheet")
    }
    changed = {"docProps/custom.xml": custom.encode(), "docProps/app.xml": app.encode(), "xl/workbook.xml": book.encode()}
    return change_parts(data, {**sheets, **changed, **_KSO_ITEMS})


def with_1904_dates(data: bytes) -> bytes:
    """The workbook with dates counted from 1904, as Excel for Mac once did."""
    book = read_parts(data)["xl/workbook.xml"].decode()
    changed = re.sub(r"<workbookPr", '<workbookPr date1904="1"', book, count=1)
    assert changed != book
    return change_parts(data, {"xl/workbook.xml": changed.encode()})


def with_raw_cells(data: bytes, cells: Mapping[CellAddress, tuple[str, str]]) -> bytes:
    """The workbook with the XML of cells replaced: {place: (what it holds, text)}; what it holds as in tests/cases/cells.yaml."""
    parts = read_parts(data)
    styles, numbers = _with_formats(parts["xl/styles.xml"].decode())
    texts = {"xl/styles.xml": styles}
    names = re.findall(r'<sheet name="([^"]*)"', parts["xl/workbook.xml"].decode())
    for place, (holds, found) in cells.items():
        part = f"xl/worksheets/sheet{names.index(escape(place.sheet)) + 1}.xml"
        text = texts.get(part) or parts[part].decode()
        cell = _cell_xml(place.cell, holds, found, numbers.get(holds))
        texts[part], times = re.subn(rf'<c r="{place.cell}"(?:[^>]*/>|.*?</c>)', lambda _, xml=cell: xml, text, count=1)
        assert times == 1
    return change_parts(data, {name: text.encode() for name, text in texts.items()})


def _cell_xml(place: str, holds: str, found: str, style: int | None) -> str:
    kind = f" t={quoteattr(_TYPES[holds])}" if holds in _TYPES else ""
    formula = "<f>1+1</f>" if holds.startswith("formula") else ""
    value = "" if holds == "formula" else f'<v xml:space="preserve">{escape(found)}</v>'
    styled = "" if style is None else f' s="{style}"'
    return f'<c r="{place}"{kind}{styled}>{formula}{value}</c>'


def _with_formats(styles: str) -> tuple[str, dict[str, int]]:
    """The styles with one more cell style for dates and one for percentages, and their numbers."""
    found = re.search(r'<cellXfs count="(\d+)">', styles)
    assert found is not None
    count = int(found[1])
    added = "".join(f'<xf numFmtId="{code}" fontId="0" fillId="0" borderId="0" xfId="0"/>' for code in _FORMATS.values())
    return styles.replace("</cellXfs>", f"{added}</cellXfs>"), {name: count + place for place, name in enumerate(_FORMATS)}
