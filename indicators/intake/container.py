"""Looks at the bytes before anything opens them: what kind of file it is, and whether its zip directory is honest. Inflates nothing."""

import re
import struct
from collections.abc import Mapping
from dataclasses import dataclass

from indicators.intake.limits import Limits, refuse

_STORED, _DEFLATED = 0, 8
_END = struct.Struct("<4s4H2LH")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_LOCAL = struct.Struct("<4s5H3L2H")
_ENCRYPTED_FLAG, _SIZES_FOLLOW_FLAG, _UTF8_FLAG = 0x1, 0x8, 0x800
_OLE, _ZIP = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"PK\x03\x04"
_BAD_NAME = re.compile(r"^[/\\]|^[A-Za-z]:|\\|(^|/)\.\.?(/|$)|[\x00-\x1f]|//")
_MAGIC: Mapping[bytes, str] = {
    b"%PDF": "PDF",
    b"Rar!": "RAR",
    b"7z\xbc\xaf": "7z",
    b"\x1f\x8b": "gzip",
    b"\xff\xd8\xff": "JPEG",
    b"\x89PNG": "PNG",
    b"PK\x05\x06": "zip",
}


@dataclass(frozen=True, slots=True)
class ZipEntry:
    """One entry of the archive as its directory declares it; `start` and `end` bound its packed bytes in the file."""

    name: str
    method: int
    crc: int
    size: int
    start: int
    end: int


def require_workbook_bytes(data: bytes, limits: Limits) -> tuple[ZipEntry, ...]:
    """The zip entries of what looks like an xlsx; FileRefusedError names what it is otherwise, or what its directory hides."""
    if not data:
        raise refuse("file_empty")
    if len(data) > limits.file_bytes:
        raise refuse("file_too_large", size=_megabytes(len(data)), limit=_megabytes(limits.file_bytes))
    if not data.startswith(_ZIP):
        raise refuse(*_other_kind(data)[:1], **_other_kind(data)[1])
    entries = _read_directory(data, limits)
    _require_honest_entries(entries, limits)
    names = {entry.name.casefold() for entry in entries}
    if "[content_types].xml" not in names:
        found = data[:120]
        code = "file_is_ods" if b"opendocument.spreadsheet" in found else "file_is_other"
        raise refuse(code, **({} if code == "file_is_ods" else {"found": "zip"}))
    return entries


def _other_kind(data: bytes) -> tuple[str, Mapping[str, str]]:
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            return "file_is_encrypted", {}
        return ("file_is_xls", {}) if "Workbook".encode("utf-16-le") in data else ("file_is_other", {"found": "OLE"})
    for magic, found in _MAGIC.items():
        if data.startswith(magic):
            return "file_is_other", {"found": found}
    if data[:512].lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<"):
        return "file_is_other", {"found": "XML / HTML"}
    return ("file_is_other", {"found": "binary"}) if b"\x00" in data[:4096] else ("file_is_csv", {})


def _read_directory(data: bytes, limits: Limits) -> tuple[ZipEntry, ...]:
    place = data.rfind(b"PK\x05\x06")
    if place < 0 or place + _END.size > len(data):
        raise refuse("zip_damaged")
    _, disk, first_disk, here, total, size, offset, comment = _END.unpack_from(data, place)
    if place + _END.size + comment != len(data) or disk or first_disk or here != total or offset + size != place:
        raise refuse("zip_damaged")
    if total > limits.entries:
        raise refuse("zip_too_many_entries", count=total, limit=limits.entries)
    entries = []
    for _ in range(total):
        entry, offset = _read_entry(data, offset, place)
        entries.append(entry)
    if offset != place:
        raise refuse("zip_damaged")
    return tuple(entries)


def _read_entry(data: bytes, offset: int, end: int) -> tuple[ZipEntry, int]:
    if offset + _CENTRAL.size > end:
        raise refuse("zip_damaged")
    fields = _CENTRAL.unpack_from(data, offset)
    signature, flags, method, crc, packed, size = fields[0], fields[3], fields[4], fields[7], fields[8], fields[9]
    name_length, extra, comment, local = fields[10], fields[11], fields[12], fields[16]
    raw_name = data[offset + _CENTRAL.size : offset + _CENTRAL.size + name_length]
    if signature != b"PK\x01\x02" or len(raw_name) != name_length:
        raise refuse("zip_damaged")
    if flags & _ENCRYPTED_FLAG:
        raise refuse("file_is_encrypted")
    if method not in (_STORED, _DEFLATED):
        raise refuse("zip_damaged")
    start = _data_start(data, local, (raw_name, flags, method, crc, packed, size))
    if start + packed > end:
        raise refuse("zip_damaged")
    name = raw_name.decode("utf-8" if flags & _UTF8_FLAG else "cp437", errors="replace")
    return ZipEntry(name, method, crc, size, start, start + packed), offset + _CENTRAL.size + name_length + extra + comment


def _data_start(data: bytes, local: int, said: tuple[bytes, int, int, int, int, int]) -> int:
    """Where the packed bytes begin. The header in front of them must say what the directory says: readers differ in which they believe."""
    if local + _LOCAL.size > len(data):
        raise refuse("zip_damaged")
    fields = _LOCAL.unpack_from(data, local)
    name_start = local + _LOCAL.size
    name, flags, method, *sizes = said
    if fields[0] != _ZIP or data[name_start : name_start + fields[9]] != name or fields[3] != method:
        raise refuse("zip_damaged")
    # A writer that did not know the sizes yet puts them behind the bytes, and zeros here.
    if not (flags | fields[2]) & _SIZES_FOLLOW_FLAG and list(fields[6:9]) != sizes:
        raise refuse("zip_damaged")
    return name_start + fields[9] + fields[10]


def _require_honest_entries(entries: tuple[ZipEntry, ...], limits: Limits) -> None:
    names = [entry.name.casefold() for entry in entries]
    if len(set(names)) != len(names) or any(_BAD_NAME.search(entry.name) for entry in entries):
        raise refuse("zip_bad_names")
    total = sum(entry.size for entry in entries)
    if total > limits.inflated_bytes:
        raise refuse("zip_too_large", size=_megabytes(total), limit=_megabytes(limits.inflated_bytes))
    spans = sorted((entry.start, entry.end) for entry in entries)
    if any(later[0] < earlier[1] for earlier, later in zip(spans, spans[1:], strict=False)):
        raise refuse("zip_overlap")


def _megabytes(count: int) -> str:
    return f"{count / 1024 / 1024:.1f} MB"
