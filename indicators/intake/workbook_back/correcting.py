"""Writes corrected values into the cells of a workbook; every other byte of the file stays as the sender wrote it."""

from collections.abc import Mapping

from indicators.intake.limits import refuse_cell
from indicators.intake.workbook_back.archive import Parts
from indicators.intake.workbook_back.book import BEHIND_CALCULATION, BookFile, drop_part, drop_relation, read_book_file, relations
from indicators.intake.workbook_back.cells import CellSpot, patch_cells
from indicators.intake.workbook_back.elements import Edit, append_inside, apply_edits, find_elements
from indicators.intake.workbook_back.references import Place, cell_at
from indicators.intake.workbook_back.shared_formulas import resolve_shared_formulas
from indicators.intake.workbook_back.tags import attribute, quoted, tag_prefix, text_bytes, with_attribute

Value = str | float | None
_KEPT_ATTRIBUTES = ("r", "s")


def correct_parts(parts: Parts, corrections: Mapping[tuple[str, str], Value]) -> None:
    """Writes {(sheet, cell): value} into the parts of a workbook; FileRefusedError for a sheet that is not there."""
    book = read_book_file(parts)
    by_sheet: dict[str, dict[Place, Value]] = {}
    for (sheet, cell), value in corrections.items():
        by_sheet.setdefault(sheet, {})[cell_at(cell)] = value
    lost_formula = False
    for name, values in by_sheet.items():
        lost_formula |= _correct_sheet(parts, book, name, values)
    if by_sheet:
        _recalculate_on_load(parts, book)
    if lost_formula:
        _drop_calculation_chain(parts, book)


def cell_xml(spot: CellSpot, value: Value) -> bytes:
    """The cell with a value, keeping its reference and style."""
    tag = spot.tag
    kept = b"".join(b" " + name.encode() + b"=" + quoted(found) for name in _KEPT_ATTRIBUTES if (found := attribute(tag, name)))
    if not spot.xml and spot.style:
        kept += f' s="{spot.style}"'.encode()
    start, p = b"<" + spot.prefix + b"c" + kept, spot.prefix.decode()
    if value is None or value == "":
        return start + b"/>" if spot.xml else b""
    if isinstance(value, str):
        before, after = f' t="inlineStr"><{p}is><{p}t xml:space="preserve">', f"</{p}t></{p}is></{p}c>"
        return start + before.encode() + text_bytes(value) + after.encode()
    return start + f"><{p}v>{number_text(value)}</{p}v></{p}c>".encode()


def number_text(value: float) -> str:
    """A number as it stands in a cell: whole ones without a point, others with as many digits as they need."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def _correct_sheet(parts: Parts, book: BookFile, name: str, values: Mapping[Place, Value]) -> bool:
    """Writes the values of one sheet; whether a formula was replaced."""
    listed = book.sheet(name)
    if listed is None:
        raise refuse_cell("part_missing", name, part="worksheet")
    content = resolve_shared_formulas(parts.xml[listed.part], set(values))
    lost = False

    def write(spot: CellSpot) -> bytes:
        nonlocal lost
        lost = lost or b"<" + spot.prefix + b"f" in spot.xml
        return cell_xml(spot, values[spot.place])

    parts.put(listed.part, patch_cells(content, values.keys(), write))
    return lost


def _recalculate_on_load(parts: Parts, book: BookFile) -> None:
    content = parts.xml[book.part]
    present = find_elements(content, ("calcPr",))
    if present:
        tag = with_attribute(present[0].tag(content), "fullCalcOnLoad", "1")
        parts.put(book.part, apply_edits(content, [Edit(present[0].start, present[0].inside, tag)]))
        return
    root = find_elements(content, ("workbook",))[0]
    new = b"<" + tag_prefix(root.tag(content)) + b'calcPr fullCalcOnLoad="1"/>'
    later = [one for one in find_elements(content, BEHIND_CALCULATION) if len(one.path) == 2]
    edit = Edit(later[0].start, later[0].start, new) if later else append_inside(content, root, new)
    parts.put(book.part, apply_edits(content, [edit]))


def _drop_calculation_chain(parts: Parts, book: BookFile) -> None:
    """The order of calculation would name a cell without formula, which Excel calls damage; programs build it again by themselves."""
    for relation in relations(parts, book.part):
        if relation.kind == "calcChain":
            drop_part(parts, relation.target)
            drop_relation(parts, book.part, relation.id)
