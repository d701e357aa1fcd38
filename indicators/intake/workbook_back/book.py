"""What a workbook file lists: its sheets with their parts, relationships, content types. Adds to these lists and takes from them."""

import posixpath
from dataclasses import dataclass

from indicators.intake.limits import refuse
from indicators.intake.workbook_back.archive import Parts
from indicators.intake.workbook_back.elements import Edit, append_inside, apply_edits, find_elements
from indicators.intake.workbook_back.tags import any_id, attribute, quoted, tag_prefix

CONTENT_TYPES = "[Content_Types].xml"
_RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DECLARATION = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

BEHIND_CALCULATION = (
    "oleSize",
    "customWorkbookViews",
    "pivotCaches",
    "smartTagPr",
    "smartTagTypes",
    "webPublishing",
    "fileRecoveryPr",
    "webPublishObjects",
    "extLst",
)
"""Elements of the workbook part that stand behind its calculation settings, in the order of the schema."""


@dataclass(frozen=True, slots=True)
class Relation:
    """One relationship of a part: `kind` is the last word of its type, `target` the part it leads to as the archive spells it."""

    id: str
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class ListedSheet:
    """A sheet as the workbook lists it."""

    name: str
    part: str
    relation: str


@dataclass(frozen=True, slots=True)
class BookFile:
    """The workbook part and the sheets it lists, in order. `types`: what relationship types of this file begin with.

    `namespace`: that of its elements; strict files have others.
    """

    part: str
    types: str
    namespace: str
    sheets: tuple[ListedSheet, ...]

    def sheet(self, name: str) -> ListedSheet | None:
        return next((sheet for sheet in self.sheets if sheet.name == name), None)


def read_book_file(parts: Parts) -> BookFile:
    """What the workbook lists now; FileRefusedError if its own part is missing."""
    root = relations(parts, "")
    part = next((one.target for one in root if one.kind == "officeDocument"), "xl/workbook.xml")
    if part not in parts:
        raise refuse("part_missing", part=part[:60])
    content = parts.xml[part]
    targets = {one.id: one.target for one in relations(parts, part)}
    sheets = []
    for element in find_elements(content, ("sheet",)):
        tag = element.tag(content)
        sheets.append(ListedSheet(attribute(tag, "name") or "", targets.get(any_id(tag), ""), any_id(tag)))
    root_tag = find_elements(content, ("workbook",))[0].tag(content)
    namespace = attribute(root_tag, f"xmlns:{tag_prefix(root_tag).decode()}".rstrip(":")) or _MAIN
    return BookFile(part, _types_of(parts), namespace, tuple(sheet for sheet in sheets if sheet.part in parts))


def relations(parts: Parts, part: str) -> list[Relation]:
    """The relationships of a part; of the whole file for the empty name."""
    content = parts.xml.get(parts.real_name(_rels_name(part)))
    if content is None:
        return []
    folder = posixpath.dirname(part)
    found = []
    for element in find_elements(content, ("Relationship",)):
        tag = element.tag(content)
        target = attribute(tag, "Target") or ""
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        kind = (attribute(tag, "Type") or "").rpartition("/")[2]
        found.append(Relation(attribute(tag, "Id") or "", kind, parts.real_name(path)))
    return found


def add_relation(parts: Parts, part: str, type: str, target: str) -> str:
    """Lets `part` lead to `target` by a relationship of the full type; gives its new id."""
    name = parts.real_name(_rels_name(part))
    content = parts.xml.get(name)
    if content is None:
        content = _DECLARATION + f'<Relationships xmlns="{_RELATIONSHIPS}"></Relationships>'.encode()
    taken = {attribute(element.tag(content), "Id") for element in find_elements(content, ("Relationship",))}
    number = next(number for number in range(1, 100_000) if f"rIdMark{number}" not in taken)
    root = find_elements(content, ("Relationships",))[0]
    prefix = tag_prefix(root.tag(content))
    address = posixpath.relpath(target, posixpath.dirname(part) or ".")
    new = b"<" + prefix + f'Relationship Id="rIdMark{number}" Type="{type}" Target='.encode() + quoted(address) + b"/>"
    parts.put(name, apply_edits(content, [append_inside(content, root, new)]))
    return f"rIdMark{number}"


def drop_relation(parts: Parts, part: str, id: str) -> None:
    """Takes a relationship away, and the list with it once it is empty."""
    name = parts.real_name(_rels_name(part))
    content = parts.xml.get(name)
    if content is None:
        return
    elements = find_elements(content, ("Relationship",))
    gone = [element for element in elements if attribute(element.tag(content), "Id") == id]
    if gone and len(gone) == len(elements):
        parts.drop(name)
    else:
        parts.put(name, apply_edits(content, [Edit(element.start, element.end, b"") for element in gone]))


def add_content_type(parts: Parts, part: str, type: str) -> None:
    """Declares the content type of a new part."""
    content = parts.xml[parts.real_name(CONTENT_TYPES)]
    root = find_elements(content, ("Types",))[0]
    prefix = tag_prefix(root.tag(content))
    new = b"<" + prefix + b"Override PartName=" + quoted(f"/{part}") + f' ContentType="{type}"/>'.encode()
    parts.put(parts.real_name(CONTENT_TYPES), apply_edits(content, [append_inside(content, root, new)]))


def drop_part(parts: Parts, part: str) -> None:
    """Takes a part out of the file, with its own relationships and its content type."""
    parts.drop(part)
    parts.drop(parts.real_name(_rels_name(part)))
    name = parts.real_name(CONTENT_TYPES)
    content = parts.xml[name]
    wanted = f"/{part}".casefold()
    gone = [one for one in find_elements(content, ("Override",)) if (attribute(one.tag(content), "PartName") or "").casefold() == wanted]
    parts.put(name, apply_edits(content, [Edit(one.start, one.end, b"") for one in gone]))


def add_default_type(parts: Parts, extension: str, type: str) -> bool:
    """Declares the content type of an extension unless that is done; whether it was added."""
    name = parts.real_name(CONTENT_TYPES)
    content = parts.xml[name]
    defaults = find_elements(content, ("Default",))
    if any((attribute(one.tag(content), "Extension") or "").casefold() == extension for one in defaults):
        return False
    root = find_elements(content, ("Types",))[0]
    new = b"<" + tag_prefix(root.tag(content)) + f'Default Extension="{extension}" ContentType="{type}"/>'.encode()
    place = defaults[-1].end if defaults else root.inside
    parts.put(name, apply_edits(content, [Edit(place, place, new)]))
    return True


def drop_default_type(parts: Parts, extension: str) -> None:
    """Takes the content type of an extension away."""
    name = parts.real_name(CONTENT_TYPES)
    content = parts.xml[name]
    gone = [one for one in find_elements(content, ("Default",)) if attribute(one.tag(content), "Extension") == extension]
    parts.put(name, apply_edits(content, [Edit(one.start, one.end, b"") for one in gone]))


def new_part_name(parts: Parts, folder: str, stem: str, ending: str) -> str:
    """A name that no part has yet, such as `xl/comments3.xml`."""
    taken = {name.casefold() for name in parts.xml} | {entry.name.casefold() for entry in parts.entries if entry.name in parts.xml}
    number = 1
    while posixpath.join(folder, f"{stem}{number}{ending}").casefold() in taken:
        number += 1
    return posixpath.join(folder, f"{stem}{number}{ending}")


def _rels_name(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _types_of(parts: Parts) -> str:
    """Strict files say their relationship types with another beginning."""
    content = parts.xml.get(parts.real_name("_rels/.rels"), b"")
    for element in find_elements(content, ("Relationship",)) if content else ():
        type = attribute(element.tag(content), "Type") or ""
        if type.endswith("/officeDocument"):
            return type.rpartition("/")[0]
    return _TYPES
