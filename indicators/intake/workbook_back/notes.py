"""The notes of a sheet: which parts hold them, what has to be made for them, what may go with them."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from indicators.intake.workbook_back.archive import Parts
from indicators.intake.workbook_back.book import (
    BookFile,
    add_content_type,
    add_default_type,
    add_relation,
    drop_part,
    drop_relation,
    new_part_name,
    relations,
)
from indicators.intake.workbook_back.comments import add_comments, new_comments, remove_comments
from indicators.intake.workbook_back.elements import Edit, append_inside, apply_edits, find_outside_cells
from indicators.intake.workbook_back.references import Place
from indicators.intake.workbook_back.shapes import add_shapes, new_drawing, remove_shapes
from indicators.intake.workbook_back.tags import any_id, tag_prefix

VML_EXTENSION = "vml"
_VML_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_BEHIND_DRAWING = frozenset(
    ["legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst", "AlternateContent"]
)


@dataclass(frozen=True, slots=True)
class AddedNotes:
    """What had to be made for the notes of a sheet: new parts, and whether the file did not know drawings of this kind."""

    parts: tuple[str, ...]
    new_default: bool


def add_notes(parts: Parts, book: BookFile, part: str, notes: Mapping[Place, str]) -> AddedNotes:
    """Notes for cells of the sheet in `part`; where somebody's own comment stands, ours follows it in the same comment."""
    made: list[str] = []
    default = False
    comments = _related(parts, part, "comments")
    if not comments:
        comments = new_part_name(parts, "xl", "comments", ".xml")
        parts.put(comments, new_comments(book.namespace))
        add_relation(parts, part, f"{book.types}/comments", comments)
        add_content_type(parts, comments, _COMMENTS_TYPE)
        made.append(comments)
    content, fresh = add_comments(parts.xml[comments], notes)
    parts.put(comments, content)
    drawing = _related(parts, part, "vmlDrawing")
    if not drawing:
        drawing = new_part_name(parts, "xl/drawings", "vmlDrawing", ".vml")
        parts.put(drawing, new_drawing(len(fresh)))
        relation = add_relation(parts, part, f"{book.types}/vmlDrawing", drawing)
        default = add_default_type(parts, VML_EXTENSION, _VML_TYPE)
        parts.put(part, _with_legacy_drawing(parts.xml[part], relation, book.types))
        made.append(drawing)
    parts.put(drawing, add_shapes(parts.xml[drawing], {place: notes[place] for place in fresh}))
    return AddedNotes(tuple(made), default)


def remove_notes(parts: Parts, part: str, made: Collection[str] | None) -> list[Place]:
    """Takes our notes from the sheet in `part`; the cells that had one.

    `made`: the parts that were made for notes. None where another program has written the file anew: then what is empty goes.
    """
    comments = _related(parts, part, "comments")
    if not comments:
        return []
    content, gone, left = remove_comments(parts.xml[comments])
    parts.put(comments, content)
    if not gone:
        return []
    if comments in made if made is not None else not left:
        _drop_related(parts, part, comments)
    drawing = _related(parts, part, "vmlDrawing")
    if drawing:
        content, left = remove_shapes(parts.xml[drawing], frozenset(gone))
        parts.put(drawing, content)
        if drawing in made if made is not None else not left:
            _drop_legacy_drawing(parts, part, drawing)
    return gone


def _related(parts: Parts, part: str, kind: str) -> str:
    """The part of a kind that a sheet leads to. Beside the drawing of its notes a sheet may have one of its page headers."""
    found = [one for one in relations(parts, part) if one.kind == kind and one.target in parts]
    if kind != "vmlDrawing" or not found:
        return found[0].target if found else ""
    content = parts.xml[part]
    shown = {any_id(one.tag(content)) for one in find_outside_cells(content, ("legacyDrawing",))}
    return next((one.target for one in found if one.id in shown), "")


def _drop_related(parts: Parts, part: str, target: str) -> None:
    for relation in relations(parts, part):
        if relation.target == target:
            drop_relation(parts, part, relation.id)
    drop_part(parts, target)


def _drop_legacy_drawing(parts: Parts, part: str, drawing: str) -> None:
    ids = {relation.id for relation in relations(parts, part) if relation.target == drawing}
    content = parts.xml[part]
    gone = [one for one in find_outside_cells(content, ("legacyDrawing",)) if any_id(one.tag(content)) in ids]
    parts.put(part, apply_edits(content, [Edit(one.start, one.end, b"") for one in gone]))
    _drop_related(parts, part, drawing)


def _with_legacy_drawing(content: bytes, relation: str, types: str) -> bytes:
    """The sheet with the element that shows its notes, in the place the schema gives it."""
    elements = [one for one in find_outside_cells(content, (*_BEHIND_DRAWING, "worksheet")) if len(one.path) <= 2]
    root = elements[0]
    prefix = tag_prefix(root.tag(content)).decode()
    new = f'<{prefix}legacyDrawing xmlns:r="{types}" r:id="{relation}"/>'.encode()
    later = [one.start for one in elements[1:]]
    return apply_edits(content, [Edit(later[0], later[0], new) if later else append_inside(content, root, new)])
