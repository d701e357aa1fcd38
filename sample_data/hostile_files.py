"""Files that must be refused before anyone looks at a figure: no workbooks, damaged or disguised ones, ones that could do harm.

Each is harmless itself: what is dangerous is imitated, not contained. The personal data is the published example of the ID standard.
"""

import struct
import zlib
from collections.abc import Callable, Mapping

from openpyxl import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from sample_data.edit_workbook import edit_parts, edit_workbook, read_parts

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_EXAMPLE_ID = "11010519491231002X"
"""The example printed in the national standard for resident identity numbers; nobody's."""
_SHEET = "xl/worksheets/sheet2.xml"
_MARK = "样例数据 SAMPLE DATA".encode()

Spoil = Callable[[bytes], bytes]


def spoil_part(name: str, change: Callable[[bytes], bytes]) -> Spoil:
    """Replaces one part of the workbook by what `change` makes of it."""
    return lambda data: edit_parts(data, {name: change(read_parts(data)[name])})


def add_part(name: str, content: bytes = _MARK) -> Spoil:
    """Adds a part that a plain workbook does not have."""
    return lambda data: edit_parts(data, {name: content})


def on_first_entry_sheet(change: Callable[[Worksheet], object]) -> Spoil:
    """Opens the workbook, changes its first entry sheet, saves it."""

    def edit(workbook: Workbook) -> None:
        change(workbook.worksheets[1])

    return lambda data: edit_workbook(data, edit)


def _with_rows(rows: bytes) -> Spoil:
    return spoil_part(_SHEET, lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>"))


def _many_sheets(workbook: Workbook) -> None:
    for number in range(51):
        workbook.create_sheet(f"附表{number + 1}")


def _hidden_sheet(workbook: Workbook) -> None:
    workbook.create_sheet("备用").sheet_state = "hidden"


def _many_merges(sheet: Worksheet) -> None:
    for row in range(100, 2101):
        sheet.merge_cells(start_row=row, end_row=row, start_column=60, end_column=61)


def _open_document() -> bytes:
    """An archive as OpenDocument prescribes it: the first entry, not packed, says what it is."""
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    first = _local(b"mimetype", kind) + kind
    directory = _central(b"mimetype", kind, 0)
    return first + directory + struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 1, 1, len(directory), len(first), 0)


def _overlapping(data: bytes) -> bytes:
    """Two entries that share bytes: the second lies inside the first."""
    inner_name, outer_name, content = b"inner.xml", b"outer.xml", b"<a/>"
    inner = _local(inner_name, content) + content
    outer = _local(outer_name, inner) + inner
    directory = _central(outer_name, inner, 0) + _central(inner_name, content, len(_local(outer_name, inner)))
    end = struct.pack("<4s4H2LH", b"PK\x05\x06", 0, 0, 2, 2, len(directory), len(outer), 0)
    return outer + directory + end


def _local(name: bytes, content: bytes) -> bytes:
    fields = (20, 0, 0, 0, 33, zlib.crc32(content), len(content), len(content), len(name), 0)
    return struct.pack("<4s5H3L2H", b"PK\x03\x04", *fields) + name


def _central(name: bytes, content: bytes, offset: int) -> bytes:
    fields = (20, 20, 0, 0, 0, 33, zlib.crc32(content), len(content), len(content), len(name), 0, 0, 0, 0, 0, offset)
    return struct.pack("<4s6H3L5H2L", b"PK\x01\x02", *fields) + name


HOSTILE: Mapping[str, Spoil] = {
    "file_empty": lambda _: b"",
    "file_is_xls": lambda _: _OLE + bytes(504) + "Workbook".encode("utf-16-le") + bytes(512) + _MARK,
    "file_is_xlsb": add_part("xl/workbook.bin"),
    "file_is_ods": lambda _: _open_document(),
    "file_is_csv": lambda _: "样例数据 SAMPLE DATA\n代码,地区,分子,分母\n11,北京,9,10\n".encode(),
    "file_is_encrypted": lambda _: _OLE + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(512) + _MARK,
    "file_is_other": lambda _: b"%PDF-1.7\n% " + _MARK + b"\n",
    "zip_damaged": lambda data: data[: len(data) * 2 // 3],
    "zip_too_many_entries": lambda data: edit_parts(data, {f"xl/extra/part{number}.xml": b"<a/>" for number in range(320)}),
    "zip_too_large": add_part("xl/extra/zeros.xml", bytes(66 * 1024 * 1024)),
    "zip_overlap": _overlapping,
    "zip_bad_names": add_part("../outside.xml"),
    "has_macros": add_part("xl/vbaProject.bin"),
    "has_external_links": add_part("xl/externalLinks/externalLink1.xml", b"<externalLink/>"),
    "has_embeddings": add_part("xl/embeddings/oleObject1.bin"),
    "has_connections": add_part("xl/connections.xml", b"<connections/>"),
    "has_pictures": add_part("xl/media/image1.png"),
    "xml_document_type": spoil_part(_SHEET, lambda xml: xml.replace(b"?>", b"?><!DOCTYPE worksheet [<!ENTITY a 'a'>]>", 1)),
    "xml_damaged": spoil_part(_SHEET, lambda xml: xml.replace(b"</sheetData>", b"</sheetDate>")),
    "xml_too_deep": spoil_part(_SHEET, lambda xml: xml.replace(b"</worksheet>", b"<x>" * 80 + b"</x>" * 80 + b"</worksheet>")),
    "part_missing": lambda data: edit_parts(data, {_SHEET: None}),
    "too_many_sheets": lambda data: edit_workbook(data, _many_sheets),
    "too_many_rows": _with_rows(b"<row/>" * 20_001),
    "cell_far_away": on_first_entry_sheet(lambda sheet: sheet.cell(row=25_000, column=3, value=1)),
    "too_many_cells": _with_rows((b"<row>" + b"<c><v>1</v></c>" * 250 + b"</row>") * 1_610),
    "string_too_long": on_first_entry_sheet(lambda sheet: sheet.cell(row=60, column=3, value="样例" * 1_100)),
    "too_many_merges": on_first_entry_sheet(_many_merges),
    "hidden_sheet": lambda data: edit_workbook(data, _hidden_sheet),
    "personal_data": on_first_entry_sheet(lambda sheet: sheet.cell(row=60, column=3, value=f"样例 {_EXAMPLE_ID}")),
}
"""Problem code -> what makes a clean workbook into a file that is refused with this code."""

NOT_KEPT: Mapping[str, str] = {
    "file_too_large": "such a file would be larger than all samples together",
    "reader_too_slow": "depends on the machine, not on the file",
    "reader_out_of_memory": "depends on the machine, not on the file",
    "reader_failed": "no file is known that does this; if one were, it would be a defect to mend",
}
"""Problem codes without a sample file, and why."""
