"""The parts inside a workbook file: inflated with a count of real bytes, forbidden ones refused, found by their relationships."""

import posixpath
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from indicators.intake.container import ZipEntry
from indicators.intake.limits import Limits, refuse
from indicators.intake.xml_scan import read_elements

_FORBIDDEN: tuple[tuple[str, str], ...] = (
    (r"vbaproject|vbadata|/macrosheets/|/dialogsheets/|/activex/|/ctrlprops/|^customui/", "has_macros"),
    (r"/externallinks/", "has_external_links"),
    (r"/embeddings/|oleobject", "has_embeddings"),
    (r"connections\.xml$|/querytables/|/model/|/webextensions/|/customdata/", "has_connections"),
    (r"/media/|/cellimages", "has_pictures"),
)
_XML_NAMES = (".xml", ".rels", ".vml")
_MAIN_TYPES = ("spreadsheetml.sheet.main+xml", "spreadsheetml.template.main+xml")


@dataclass(frozen=True, slots=True)
class Package:
    """All XML parts of the file by name without leading slash, and the case-blind way to find one."""

    parts: Mapping[str, bytes]

    def find(self, name: str) -> bytes | None:
        """The bytes of a part, whatever the case of its name."""
        return self.parts.get(name.lstrip("/").casefold())


def open_package(data: bytes, entries: tuple[ZipEntry, ...], limits: Limits) -> Package:
    """Inflates the XML parts; FileRefusedError for forbidden parts, lies about sizes, and what is no workbook."""
    for entry in entries:
        _require_allowed_name(entry.name)
    left = limits.inflated_bytes
    parts: dict[str, bytes] = {}
    for entry in entries:
        if entry.name.casefold().endswith(_XML_NAMES):
            parts[entry.name.casefold()] = _inflate(data, entry, left)
            left -= entry.size
    package = Package(parts)
    _require_workbook_type(package)
    _require_no_outside_links(package)
    return package


def read_relationships(package: Package, part: str) -> Iterator[tuple[str, str, str]]:
    """(id, last word of the type, target part) of the relationships of a part."""
    folder, name = posixpath.split(part.lstrip("/"))
    rels = package.find(posixpath.join(folder, "_rels", f"{name}.rels"))
    for _, attributes in read_elements(rels, ("Relationship",)) if rels is not None else ():
        target = attributes.get("Target", "")
        absolute = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        yield attributes.get("Id", ""), attributes.get("Type", "").rpartition("/")[2], absolute


def _require_allowed_name(name: str) -> None:
    for pattern, code in _FORBIDDEN:
        if re.search(pattern, name.casefold()):
            raise refuse(code)
    if name.casefold() == "xl/workbook.bin":
        raise refuse("file_is_xlsb")


def _inflate(data: bytes, entry: ZipEntry, left: int) -> bytes:
    packed = data[entry.start : entry.end]
    if entry.method == 0:
        content = packed
    else:
        inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        try:
            content = inflater.decompress(packed, min(entry.size, left) + 1)
        except zlib.error as error:
            raise refuse("zip_damaged") from error
    if len(content) != entry.size or len(content) > left or zlib.crc32(content) != entry.crc:
        raise refuse("zip_damaged")
    return content


def _require_workbook_type(package: Package) -> None:
    types = package.find("[Content_Types].xml") or b""
    declared = " ".join(attributes.get("ContentType", "") for _, attributes in read_elements(types, ("Override", "Default")))
    if "macroEnabled" in declared:
        raise refuse("has_macros")
    if "sheet.binary" in declared:
        raise refuse("file_is_xlsb")
    if not any(kind in declared for kind in _MAIN_TYPES):
        kinds = {"wordprocessingml": "Word (.docx)", "presentationml": "PowerPoint (.pptx)"}
        raise refuse("file_is_other", found=next((text for word, text in kinds.items() if word in declared), "zip"))


def _require_no_outside_links(package: Package) -> None:
    for name, content in package.parts.items():
        if not name.endswith(".rels"):
            continue
        for _, attributes in read_elements(content, ("Relationship",)):
            outside = attributes.get("TargetMode", "").casefold() == "external"
            if outside and not attributes.get("Type", "").endswith("/hyperlink"):
                raise refuse("has_external_links")
