"""Takes our marks out of a workbook again: list, notes, colours. What the sender or another program did since then stays."""

from collections.abc import Mapping
from functools import partial

from indicators.intake.workbook_back.archive import Parts
from indicators.intake.workbook_back.book import (
    BookFile,
    ListedSheet,
    drop_default_type,
    drop_part,
    drop_relation,
    read_book_file,
    relations,
)
from indicators.intake.workbook_back.cells import CellSpot, patch_cells
from indicators.intake.workbook_back.elements import Edit, apply_edits, find_outside_cells
from indicators.intake.workbook_back.notes import VML_EXTENSION, remove_notes
from indicators.intake.workbook_back.own_marks import INPUT_COLOUR, LIST_TITLE, MARKS_SHEET, NO_FILL, PROBLEMS_SHEET, SEVERITY_COLOURS
from indicators.intake.workbook_back.record import MarkedCell, Record, by_sheet, read_record, style_digest
from indicators.intake.workbook_back.references import Place
from indicators.intake.workbook_back.sheet_list import remove_sheets
from indicators.intake.workbook_back.sheet_texts import read_sheet_texts
from indicators.intake.workbook_back.styles import StyleSheet, open_styles, restore_styles, solid_fill, write_styles
from indicators.intake.workbook_back.tags import attribute, with_attribute


def strip_parts(parts: Parts) -> None:
    """Takes our marks out of the parts of a workbook.

    If no other program has written the styles since, every format goes back to the index it had and what was added is cut off.
    Otherwise each marked cell that still has our colour gets a format like its own with the fill it had.
    """
    book = read_book_file(parts)
    listed, marks = _own_sheets(parts, book)
    record = read_record(read_sheet_texts(parts, book, marks.part)) if marks else None
    if not record and not listed and not any(_has_comments(parts, sheet) for sheet in book.sheets):
        return
    untouched = record is not None and _styles_untouched(parts, book, record)
    record = record or Record()
    noted = {sheet.name: remove_notes(parts, sheet.part, record.made if untouched else None) for sheet in book.sheets}
    if untouched:
        _restore_exactly(parts, book, record)
    else:
        _restore_fills(parts, book, record, noted)
    _remove_own_sheets(parts, book, record, [sheet.name for sheet in (listed, marks) if sheet])
    if record.facts.get("default") and untouched:
        drop_default_type(parts, VML_EXTENSION)
    if record.facts.get("made_styles") and untouched:
        _drop_styles(parts, book)


def _own_sheets(parts: Parts, book: BookFile) -> tuple[ListedSheet | None, ListedSheet | None]:
    """The list of problems and the hidden sheet, if they are ours: told by their first cell, not by their name alone."""

    def first_text(sheet: ListedSheet) -> str:
        rows = read_sheet_texts(parts, book, sheet.part)
        return rows[0][0] if rows and rows[0] else ""

    listed = (one for one in book.sheets if one.name.startswith(PROBLEMS_SHEET) and first_text(one).startswith(LIST_TITLE))
    marks = (one for one in book.sheets if one.name.startswith(MARKS_SHEET) and read_record(read_sheet_texts(parts, book, one.part)))
    return next(listed, None), next(marks, None)


def _has_comments(parts: Parts, sheet: ListedSheet) -> bool:
    return any(one.kind == "comments" for one in relations(parts, sheet.part))


def _style_part(parts: Parts, book: BookFile) -> str:
    return next((one.target for one in relations(parts, book.part) if one.kind == "styles" and one.target in parts), "")


def _styles_untouched(parts: Parts, book: BookFile, record: Record) -> bool:
    part = _style_part(parts, book)
    return bool(part) and style_digest(parts.xml[part]) == record.facts.get("styles")


def _restore_exactly(parts: Parts, book: BookFile, record: Record) -> None:
    for name, cells in by_sheet(record.cells).items():
        sheet = book.sheet(name)
        if sheet:
            rows = {place[0] for place, cell in cells.items() if cell.absent == "row"}
            content = patch_cells(parts.xml[sheet.part], cells.keys(), partial(_before, cells), rows)
            parts.put(sheet.part, content)
    part = _style_part(parts, book)
    before = record.facts.get("before")
    if isinstance(before, dict):
        parts.put(part, restore_styles(parts.xml[part], {name: (int(count), said) for name, (count, said) in before.items()}))


def _before(cells: Mapping[Place, MarkedCell], spot: CellSpot) -> bytes:
    """The cell as it was; one that was not there goes, unless it has been filled since."""
    cell, tag = cells[spot.place], spot.tag
    if not spot.xml or attribute(tag, "s") != cell.after:
        return spot.xml
    if cell.absent and len(spot.xml) == len(tag):
        return b""
    return with_attribute(tag, "s", cell.before or None) + spot.xml[len(tag) :]


def _restore_fills(parts: Parts, book: BookFile, record: Record, noted: Mapping[str, list[Place]]) -> None:
    """Where formats were numbered anew: cells that still have one of our colours get the fill they had.

    A cell that carries our note but is not remembered gets the colour of input cells if it is not locked, else none.
    """
    remembered = by_sheet(record.cells)
    places = {sheet: remembered.get(sheet.name, {}).keys() | set(noted[sheet.name]) for sheet in book.sheets}
    if not any(places.values()):
        return
    styles = open_styles(parts, book)
    for sheet, mine in places.items():
        if mine:
            cells = remembered.get(sheet.name, {})
            parts.put(sheet.part, patch_cells(parts.xml[sheet.part], mine, partial(_with_old_fill, cells, styles)))
    write_styles(parts, styles)


def _with_old_fill(cells: Mapping[Place, MarkedCell], styles: StyleSheet, spot: CellSpot) -> bytes:
    cell, tag = cells.get(spot.place), spot.tag
    if not spot.xml or not any(f'"{colour}"' in styles.fill_of(spot.style) for colour in SEVERITY_COLOURS.values()):
        return spot.xml
    if cell and cell.absent and len(spot.xml) == len(tag):
        return b""
    fallback = NO_FILL if styles.is_locked(spot.style) else solid_fill(INPUT_COLOUR)
    style = styles.with_fill(spot.style, cell.fill if cell and cell.fill else fallback)
    return with_attribute(tag, "s", str(style)) + spot.xml[len(tag) :]


def _remove_own_sheets(parts: Parts, book: BookFile, record: Record, names: list[str]) -> None:
    views = record.facts.get("views")
    was_active = remove_sheets(parts, book, names, views if isinstance(views, list) else [])
    if not was_active:
        return
    for name, said in record.selected.items():
        sheet = book.sheet(name)
        if sheet:
            content = parts.xml[sheet.part]
            views_of = find_outside_cells(content, ("sheetView",))[:1]
            edits = [Edit(one.start, one.inside, with_attribute(one.tag(content), "tabSelected", said)) for one in views_of]
            parts.put(sheet.part, apply_edits(content, edits))


def _drop_styles(parts: Parts, book: BookFile) -> None:
    part = _style_part(parts, book)
    for relation in relations(parts, book.part):
        if relation.target == part:
            drop_relation(parts, book.part, relation.id)
    drop_part(parts, part)
