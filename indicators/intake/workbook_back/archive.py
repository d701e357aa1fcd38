"""The file as a zip archive: its parts by name, and a new archive in which every part that was not changed keeps its packed bytes."""

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field

from indicators.intake.container import ZipEntry, require_workbook_bytes
from indicators.intake.limits import Limits
from indicators.intake.package import open_package

_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s6H3L5H2L")
_END = struct.Struct("<4s4H2LH")
_DAY = (1 << 5) | 1
"""1 January 1980, the first day of zip: the same content gives the same bytes."""
_VERSION, _UTF8 = 20, 0x800
_XML_NAMES = (".xml", ".rels", ".vml")
_XML_ENTITIES = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(slots=True)
class Parts:
    """The parts of a workbook while it is being changed. XML parts are UTF-8 in `xml`; the others stay packed."""

    data: bytes
    entries: tuple[ZipEntry, ...]
    xml: dict[str, bytes]
    changed: set[str] = field(default_factory=set)

    def __contains__(self, name: str) -> bool:
        return name in self.xml

    def put(self, name: str, content: bytes) -> None:
        """Replaces a part or adds one at the end."""
        if self.xml.get(name) != content:
            self.xml[name] = content
            self.changed.add(name)

    def drop(self, name: str) -> None:
        """Takes a part out of the file."""
        if self.xml.pop(name, None) is not None:
            self.changed.add(name)

    def real_name(self, name: str) -> str:
        """The name as the archive spells it; names of parts are blind to case."""
        wanted = name.casefold()
        return next((one for one in self.xml if one.casefold() == wanted), name)


def read_parts(data: bytes, limits: Limits) -> Parts:
    """The parts of a file that passes the guard; FileRefusedError as `open_package`."""
    entries = require_workbook_bytes(data, limits)
    package = open_package(data, entries, limits)
    xml = {entry.name: _as_utf8(package.parts[entry.name.casefold()]) for entry in entries if _is_xml(entry.name)}
    return Parts(data, entries, xml)


def write_parts(parts: Parts) -> bytes:
    """The file with its parts in the order they had, new ones last."""
    if not parts.changed:
        return parts.data
    body, directory = bytearray(), bytearray()
    count = 0
    for name, method, crc, size, packed in _packed(parts):
        raw = name.encode()
        flags = 0 if raw.isascii() else _UTF8
        facts = (method, 0, _DAY, crc, len(packed), size, len(raw), 0)
        directory += _CENTRAL.pack(b"PK\x01\x02", _VERSION, _VERSION, flags, *facts, 0, 0, 0, 0, len(body)) + raw
        body += _LOCAL.pack(b"PK\x03\x04", _VERSION, flags, *facts) + raw + packed
        count += 1
    return bytes(body + directory + _END.pack(b"PK\x05\x06", 0, 0, count, count, len(directory), len(body), 0))


def _packed(parts: Parts) -> Iterator[tuple[str, int, int, int, bytes]]:
    kept = {entry.name for entry in parts.entries}
    for entry in parts.entries:
        if entry.name not in parts.changed:
            yield entry.name, entry.method, entry.crc, entry.size, parts.data[entry.start : entry.end]
        elif entry.name in parts.xml:
            yield _pack(entry.name, parts.xml[entry.name])
    for name, content in parts.xml.items():
        if name not in kept:
            yield _pack(name, content)


def _pack(name: str, content: bytes) -> tuple[str, int, int, int, bytes]:
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return name, zlib.DEFLATED, zlib.crc32(content), len(content), packer.compress(content) + packer.flush()


def _is_xml(name: str) -> bool:
    return name.casefold().endswith(_XML_NAMES)


def _as_utf8(content: bytes) -> bytes:
    """A part in another encoding is changed to UTF-8, so that places in it are places of characters."""
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _XML_ENTITIES + _without_declaration(content.decode("utf-16").encode())
    declared = content[:100].partition(b"?>")[0].lower()
    if b"iso-8859-1" in declared:
        return _XML_ENTITIES + _without_declaration(content.decode("latin-1").encode())
    return content


def _without_declaration(content: bytes) -> bytes:
    return content.partition(b"?>")[2] if content.startswith(b"<?xml") else content
