"""Files made to harm, in memory: lies in the zip, bombs, endless columns, odd encodings, and masses of what is harmless once.

Each is given with the codes that may be its answer; `None` stands for a file that is simply read.
"""

import struct
from collections.abc import Callable, Mapping

from hostile_files import SHEET
from intake_workbooks import change_parts, read_parts, write_parts

STRINGS = "xl/sharedStrings.xml"
CODES = frozenset[str | None]
_FIRST = 100


def hostile_samples(clean: bytes) -> Mapping[str, tuple[Callable[[], bytes], CODES]]:
    """{name: (how to make the file, the codes it may be answered with)}."""
    return {name: (lambda make=make: make(clean), codes) for name, (make, codes) in _SAMPLES.items()}  # type: ignore[misc]


def with_rows(clean: bytes, rows: str, strings: str = "") -> bytes:
    """The workbook with rows below those of its first input sheet."""
    parts = read_parts(clean)
    changed = {SHEET: parts[SHEET].replace(b"</sheetData>", rows.encode() + b"</sheetData>")}
    if strings:
        changed[STRINGS] = parts[STRINGS].replace(b"</sst>", strings.encode() + b"</sst>")
    return change_parts(clean, changed)


def _local_size_lies(clean: bytes) -> bytes:
    data = bytearray(clean)
    struct.pack_into("<L", data, data.find(b"PK\x03\x04") + 22, 7)
    return bytes(data)


def _local_method_lies(clean: bytes) -> bytes:
    data = bytearray(clean)
    struct.pack_into("<H", data, data.find(b"PK\x03\x04") + 8, 0)
    return bytes(data)


def _nested(clean: bytes) -> bytes:
    """A workbook inside the workbook, twice over, under a name that nothing opens."""
    return change_parts(clean, {"xl/inner.xlsx": change_parts(clean, {"xl/inner.xlsx": clean})})


def _encoded(encoding: str, declared: str) -> Callable[[bytes], bytes]:
    def make(clean: bytes) -> bytes:
        text = read_parts(clean)[SHEET].decode()
        return change_parts(clean, {SHEET: text.replace("UTF-8", declared, 1).encode(encoding)})

    return make


def _entities(part: str, encoding: str = "utf-8") -> Callable[[bytes], bytes]:
    def make(clean: bytes) -> bytes:
        text = read_parts(clean)[part].decode()
        start = text.index("?>") + 2 if text.startswith("<?xml") else 0
        kind = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;">]>'
        head = '<?xml version="1.0" encoding="UTF-16"?>' if encoding == "utf-16" else text[:start]
        return change_parts(clean, {part: (head + kind + text[start:]).encode(encoding)})

    return make


def _string_bomb(clean: bytes) -> bytes:
    """One string of 2,000 characters, referred to 300,000 times."""
    count = read_parts(clean)[STRINGS].count(b"<si>")
    cells = "".join(f'<c r="{letter}{{row}}" t="s"><v>{count}</v></c>' for letter in "CDEFGHIJKLMNOPQRSTUV")
    rows = "".join(f'<row r="{row}">{cells.format(row=row)}</row>' for row in range(_FIRST, _FIRST + 15_000))
    return with_rows(clean, rows, f"<si><t>{'长' * 2000}</t></si>")


def _many_strings(clean: bytes) -> bytes:
    return with_rows(clean, "", "<si><t>a</t></si>" * 2_500_000)


def _far_columns(clean: bytes) -> bytes:
    cells = "".join(
        f'<c r="{letter}{other}{_FIRST}"><v>1</v></c>' for letter in "ABCDEFGHIJKLMNOP" for other in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    )
    return with_rows(clean, f'<row r="{_FIRST}">{cells}<c r="XFD{_FIRST}"><v>1</v></c></row>')


def _filled(text: str, count: int) -> Callable[[bytes], bytes]:
    """So many cells of one text in the rows below the form."""

    def make(clean: bytes) -> bytes:
        cell = f'<c r="{{place}}" t="inlineStr"><is><t>{text}</t></is></c>'
        lines = [
            f'<row r="{_FIRST + line}">' + "".join(cell.format(place=f"{letter}{_FIRST + line}") for letter in "CDEFGHIJ") + "</row>"
            for line in range(count // 8)
        ]
        return with_rows(clean, "".join(lines))

    return make


def _blank_cells(clean: bytes) -> bytes:
    """A million blank cells with a format: a common accident."""
    cells = "".join(f'<c r="{letter}{{row}}" s="1"/>' for letter in "KLMNOPQRSTUVWXYZABCDEFGHI"[:50])
    return with_rows(clean, "".join(f'<row r="{row}">{cells.format(row=row)}</row>' for row in range(_FIRST, 19_900)))


def _dimension(reference: str) -> Callable[[bytes], bytes]:
    def make(clean: bytes) -> bytes:
        head, _, rest = read_parts(clean)[SHEET].partition(b'<dimension ref="')
        return change_parts(clean, {SHEET: head + b'<dimension ref="' + reference.encode() + rest[rest.index(b'"') :]})

    return make


def _swapped(old: str, new: str, part: str = SHEET) -> Callable[[bytes], bytes]:
    def make(clean: bytes) -> bytes:
        content = read_parts(clean)[part]
        assert old.encode() in content
        return change_parts(clean, {part: content.replace(old.encode(), new.encode(), 1)})

    return make


def _encrypted_package(clean: bytes) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + "EncryptedPackage".encode("utf-16-le") + clean


def _renamed_part(clean: bytes) -> bytes:
    """A relationship that leads out of the archive."""
    parts = read_parts(clean)
    rels = "xl/_rels/workbook.xml.rels"
    return write_parts({**parts, rels: parts[rels].replace(b'Target="worksheets/sheet2.xml"', b'Target="../../../etc/passwd"')})


_READ: CODES = frozenset([None])
_SAMPLES: Mapping[str, tuple[Callable[[bytes], bytes], CODES]] = {
    "size in the local header lies": (_local_size_lies, frozenset(["zip_damaged"])),
    "method in the local header lies": (_local_method_lies, frozenset(["zip_damaged"])),
    "workbook in a workbook": (_nested, frozenset([None, "has_embeddings"])),
    "encrypted package": (_encrypted_package, frozenset(["file_is_encrypted"])),
    "relationship out of the archive": (_renamed_part, frozenset(["part_missing"])),
    "utf-16 part": (_encoded("utf-16", "UTF-16"), _READ),
    "part with a byte order mark": (_encoded("utf-8-sig", "UTF-8"), _READ),
    "encoding that nobody knows": (_encoded("utf-8", "UTF-7"), frozenset(["xml_damaged"])),
    "entities in shared strings": (_entities(STRINGS), frozenset(["xml_document_type"])),
    "entities in styles": (_entities("xl/styles.xml"), frozenset(["xml_document_type"])),
    "entities in content types": (_entities("[Content_Types].xml"), frozenset(["xml_document_type"])),
    "entities in relationships": (_entities("_rels/.rels"), frozenset(["xml_document_type"])),
    "entities in properties": (_entities("docProps/core.xml"), frozenset(["xml_document_type"])),
    "entities in utf-16": (_entities(SHEET, "utf-16"), frozenset(["xml_document_type"])),
    "one string many times": (_string_bomb, frozenset(["too_many_cells"])),
    "too many strings": (_many_strings, frozenset(["too_many_cells", "reader_too_slow", "reader_out_of_memory"])),
    "sixteen thousand columns": (_far_columns, frozenset(["cell_far_away"])),
    "half a million blank cells": (_blank_cells, _READ),
    "merged sheet": (_swapped("</mergeCells>", '<mergeCell ref="A1:XFD1048576"/></mergeCells>'), frozenset([None, "merged_cells"])),
    "hidden columns without end": (
        _swapped("<cols>", "<cols>" + '<col min="1" max="4294967295" hidden="1"/>' * 2),
        frozenset([None, "hidden_column", "xml_damaged"]),
    ),
    "too small a dimension": (_dimension("A1"), _READ),
    "no dimension": (_dimension(""), frozenset([None, "xml_damaged"])),
    "cell given twice": (_swapped('<c r="D7"', '<c r="C7"'), frozenset(["xml_damaged"])),
    "sheet named twice": (
        _swapped('r:id="rId3"', 'r:id="rId2"', "xl/workbook.xml"),
        frozenset([None, "xml_damaged", "part_missing", "sheet_missing", "header_changed"]),
    ),
    "digits and spaces without end": (_filled("1 " * 990, 8000), frozenset(["too_many_cells", "cell_not_read", "personal_data"])),
    "numerals without end": (_filled("一百零" * 600, 8000), frozenset(["too_many_cells", "cell_not_read"])),
    "names without end": (_filled("王" * 1990, 8000), frozenset(["too_many_cells", "cell_not_read", "personal_data"])),
    "dashes without end": (_filled("1-" * 990, 8000), frozenset(["too_many_cells", "cell_not_read", "personal_data"])),
    "addresses without end": (_filled("省市县区路号" * 300, 8000), frozenset(["too_many_cells", "cell_not_read", "personal_data"])),
    "resident numbers in masses": (_filled("11010519491231002X", 80_000), frozenset(["personal_data"])),
    "telephone numbers in masses": (_filled("13800138000", 80_000), frozenset(["personal_data"])),
    "labels in masses": (_filled("某某县", 100_000), frozenset(["cell_not_read", "region_unknown", "row_unlabelled"])),
}
