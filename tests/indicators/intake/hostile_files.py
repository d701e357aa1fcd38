"""Files that must be refused before anything opens them: each by name, with the code that says why."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable, Mapping

from intake_workbooks import change_parts, read_parts, write_parts

SHEET = "xl/worksheets/sheet2.xml"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def hostile_files(clean: bytes) -> Mapping[str, tuple[bytes, str]]:
    """{name: (bytes, code)}."""
    return {name: (make(clean), code) for name, (make, code) in _KINDS.items()}


def _replace(part: str, old: str, new: str) -> Callable[[bytes], bytes]:
    def change(clean: bytes) -> bytes:
        text = read_parts(clean)[part].decode()
        assert old in text
        return change_parts(clean, {part: text.replace(old, new, 1).encode()})

    return change


def _add(**parts: str) -> Callable[[bytes], bytes]:
    return lambda clean: change_parts(clean, {name.replace("__", "/"): text.encode() for name, text in parts.items()})


def _with_part(name: str, content: bytes = b"<x/>") -> Callable[[bytes], bytes]:
    return lambda clean: change_parts(clean, {name: content})


def _wrap(text: str) -> Callable[[bytes], bytes]:
    """The first input sheet with something put in front of its data."""
    return _replace(SHEET, "<sheetData>", text + "<sheetData>")


def _bomb(clean: bytes) -> bytes:
    parts = read_parts(clean)
    return write_parts({**parts, "xl/big.xml": b"<x>" + b" " * (65 * 1024 * 1024) + b"</x>"})


def _lying_bomb(clean: bytes) -> bytes:
    """The directory says 100 bytes where 65 MB come out."""
    data = bytearray(_bomb(clean))
    place = data.rfind(b"xl/big.xml") - 46
    assert data[place : place + 4] == b"PK\x01\x02"
    struct.pack_into("<L", data, place + 24, 100)
    return bytes(data)


def _twice(clean: bytes) -> bytes:
    parts = read_parts(clean)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in (*parts.items(), ("XL/Workbook.xml", parts["xl/workbook.xml"])):
            archive.writestr(name, content)
    return target.getvalue()


def _overlapping(clean: bytes) -> bytes:
    """One entry lies inside the packed bytes of another, with a local header of its own there."""
    inner = b"<x/>"
    header = struct.pack("<4s5H3L2H", b"PK\x03\x04", 20, 0, 0, 0, 0, zlib.crc32(inner), len(inner), len(inner), 8, 0)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, content in read_parts(clean).items():
            archive.writestr(name, content)
        archive.writestr("xl/a.xml", header + b"xl/b.xml" + inner)
        archive.writestr("xl/b.xml", inner)
        archive.getinfo("xl/b.xml").header_offset = archive.getinfo("xl/a.xml").header_offset + 30 + 8
    return target.getvalue()


def _encrypted_entry(clean: bytes) -> bytes:
    data = bytearray(clean)
    place = data.find(b"PK\x01\x02")
    data[place + 8] |= 1
    return bytes(data)


def _odd_method(clean: bytes) -> bytes:
    data = bytearray(clean)
    struct.pack_into("<H", data, data.find(b"PK\x01\x02") + 10, 12)
    return bytes(data)


def _wrong_check_sum(clean: bytes) -> bytes:
    data = bytearray(clean)
    place = data.rfind(b"xl/worksheets/sheet2.xml") - 46
    struct.pack_into("<L", data, place + 16, zlib.crc32(b"other"))
    return bytes(data)


def _many_entries(clean: bytes) -> bytes:
    return change_parts(clean, {f"xl/extra{number}.xml": b"<x/>" for number in range(300)})


def _rows(count: int, cell: str = "") -> Callable[[bytes], bytes]:
    rows = "".join(f'<row r="{100 + number}" s="1" customFormat="1">{cell}</row>' for number in range(count))
    return _replace(SHEET, "</sheetData>", rows + "</sheetData>")


def _hidden_sheet(clean: bytes) -> bytes:
    text = read_parts(clean)["xl/workbook.xml"].decode()
    return change_parts(clean, {"xl/workbook.xml": re.sub(r'(<sheet name="上期对照")', r'\1 state="veryHidden"', text).encode()})


def _open_document(_: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<x/>")
    return target.getvalue()


def _word(clean: bytes) -> bytes:
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    types = f'<Types><Override PartName="/word/document.xml" ContentType="{kind}"/></Types>'
    return write_parts({"[Content_Types].xml": types.encode(), "word/document.xml": b"<x/>"})


_RELATIONSHIP = '<Relationship Id="rId99" Type="http://x/{kind}" Target="{target}" TargetMode="External"/></Relationships>'
_DEEP = "<x>" * 80 + "</x>" * 80
_ENTITIES = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'

_KINDS: Mapping[str, tuple[Callable[[bytes], bytes], str]] = {
    "empty": (lambda _: b"", "file_empty"),
    "too large": (lambda clean: clean + b" " * (6 * 1024 * 1024), "file_too_large"),
    "old excel": (lambda _: _OLE + b"\x00" * 512 + "Workbook".encode("utf-16-le"), "file_is_xls"),
    "encrypted": (lambda _: _OLE + b"\x00" * 512 + "EncryptedPackage".encode("utf-16-le"), "file_is_encrypted"),
    "encrypted entry": (_encrypted_entry, "file_is_encrypted"),
    "other ole": (lambda _: _OLE + b"\x00" * 600, "file_is_other"),
    "ods": (_open_document, "file_is_ods"),
    "csv": (lambda _: "地区,分子,分母\n北京,1,2\n".encode(), "file_is_csv"),
    "html": (lambda _: b"<html><table></table></html>", "file_is_other"),
    "pdf": (lambda _: b"%PDF-1.7 ...", "file_is_other"),
    "word": (_word, "file_is_other"),
    "zip of something": (lambda _: write_parts({"a.txt": b"hello"}), "file_is_other"),
    "binary workbook": (_with_part("xl/workbook.bin"), "file_is_xlsb"),
    "truncated": (lambda clean: clean[: len(clean) // 2], "zip_damaged"),
    "trailing bytes": (lambda clean: clean + b"more", "zip_damaged"),
    "odd method": (_odd_method, "zip_damaged"),
    "wrong check sum": (_wrong_check_sum, "zip_damaged"),
    "bomb": (_bomb, "zip_too_large"),
    "bomb that lies": (_lying_bomb, "zip_damaged"),
    "many entries": (_many_entries, "zip_too_many_entries"),
    "same name twice": (_twice, "zip_bad_names"),
    "path upwards": (_with_part("xl/../../evil.xml"), "zip_bad_names"),
    "absolute path": (_with_part("/etc/passwd.xml"), "zip_bad_names"),
    "overlap": (_overlapping, "zip_overlap"),
    "macros": (_with_part("xl/vbaProject.bin"), "has_macros"),
    "macro type": (_replace("[Content_Types].xml", "spreadsheetml.sheet.main", "excel.sheet.macroEnabled.main"), "has_macros"),
    "controls": (_with_part("xl/activeX/activeX1.xml"), "has_macros"),
    "external links": (_with_part("xl/externalLinks/externalLink1.xml"), "has_external_links"),
    "outside relationship": (
        _replace("xl/_rels/workbook.xml.rels", "</Relationships>", _RELATIONSHIP.format(kind="oleLink", target="file://x")),
        "has_external_links",
    ),
    "embedding": (_with_part("xl/embeddings/object1.bin"), "has_embeddings"),
    "connections": (_with_part("xl/connections.xml"), "has_connections"),
    "picture": (_with_part("xl/media/image1.png"), "has_pictures"),
    "entities": (_replace(SHEET, "<worksheet", _ENTITIES + "<worksheet"), "xml_document_type"),
    "broken xml": (_replace(SHEET, "</sheetData>", "</sheetDat>"), "xml_damaged"),
    "bad string number": (
        _replace(SHEET, "</sheetData>", '<row r="90"><c r="A90" t="s"><v>99999</v></c></row></sheetData>'),
        "xml_damaged",
    ),
    "bad reference": (_replace(SHEET, "</sheetData>", '<row r="90"><c r="90A"><v>1</v></c></row></sheetData>'), "xml_damaged"),
    "deep xml": (_wrap(_DEEP), "xml_too_deep"),
    "no workbook part": (lambda clean: write_parts({k: v for k, v in read_parts(clean).items() if k != "xl/workbook.xml"}), "part_missing"),
    "no sheet part": (lambda clean: write_parts({k: v for k, v in read_parts(clean).items() if k != SHEET}), "part_missing"),
    "a million blank rows": (_rows(20_001), "too_many_rows"),
    "far cell": (_replace(SHEET, "</sheetData>", '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'), "cell_far_away"),
    "huge dimension": (lambda clean: _dimension(clean), "cell_far_away"),
    "long string": (
        _replace(SHEET, "</sheetData>", f'<row r="90"><c r="A90" t="inlineStr"><is><t>{"长" * 2001}</t></is></c></row></sheetData>'),
        "string_too_long",
    ),
    "merges": (_replace(SHEET, "</mergeCells>", '<mergeCell ref="A50:B50"/>' * 2001 + "</mergeCells>"), "too_many_merges"),
    "hidden sheet": (_hidden_sheet, "hidden_sheet"),
}


def _dimension(clean: bytes) -> bytes:
    text = read_parts(clean)[SHEET].decode()
    return change_parts(clean, {SHEET: re.sub(r'<dimension ref="[^"]*"', '<dimension ref="A1:XFD1048576"', text).encode()})
