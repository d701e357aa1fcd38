"""Marks the cells of a workbook: colours, notes, the list in front, and the memory of how it was. Works on the parts of the file alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from indicators.intake.workbook_back.archive import Parts
from indicators.intake.workbook_back.book import BookFile, ListedSheet, read_book_file
from indicators.intake.workbook_back.cells import CellSpot, patch_cells
from indicators.intake.workbook_back.elements import Edit, apply_edits, find_outside_cells
from indicators.intake.workbook_back.listing import HEADER_ROWS, WHOLE_FILE, ListedProblem, list_sheet
from indicators.intake.workbook_back.notes import add_notes
from indicators.intake.workbook_back.own_marks import MARKS_SHEET, PROBLEMS_SHEET, SEVERITY_COLOURS
from indicators.intake.workbook_back.record import MarkedCell, Record, record_sheet, style_digest
from indicators.intake.workbook_back.references import Place, cell_at
from indicators.intake.workbook_back.sheet_list import add_print_titles, add_sheet, open_at_first
from indicators.intake.workbook_back.stripping import strip_parts
from indicators.intake.workbook_back.styles import StyleSheet, open_styles, solid_fill, write_styles
from indicators.intake.workbook_back.tags import attribute, with_attribute
from indicators.model.submission import Severity

Found = Mapping[Place, list[tuple[Severity, str]]]

_ORDER = tuple(SEVERITY_COLOURS)
_NOTES_ON_A_SHEET = 2_000
"""More notes than that make programs slow to open the file; further cells are coloured and listed."""
_LISTED_CELLS = 40


@dataclass(frozen=True, slots=True)
class Mark:
    """One problem as it is to be shown, its words in both languages. `cells`: all cells it is about, none for a sheet or a whole file."""

    severity: Severity
    sheet: str
    cells: tuple[str, ...]
    found: str
    problem: str
    fix: str
    note: str
    rule: str


@dataclass(slots=True)
class _Marking:
    """A file while it is being marked."""

    parts: Parts
    book: BookFile
    styles: StyleSheet
    record: Record = field(default_factory=Record)


def mark_parts(parts: Parts, marks: Sequence[Mark]) -> None:
    """Marks the cells in the parts of a workbook and puts the list in front; older marks of ours go first."""
    strip_parts(parts)
    book = read_book_file(parts)
    marking = _Marking(parts, book, open_styles(parts, book))
    for sheet in book.sheets:
        found = _found_on(parts, sheet, marks)
        if found:
            _mark_cells(marking, sheet, found)
            _note_cells(marking, sheet, found)
    _finish(marking, [_line(book, mark) for mark in marks])


def _found_on(parts: Parts, sheet: ListedSheet, marks: Sequence[Mark]) -> Found:
    """The words of each problem cell of a sheet; a cell of a merged area stands for its first cell."""
    mine = [mark for mark in marks if mark.sheet == sheet.name and mark.cells]
    if not mine:
        return {}
    merged = _merged_areas(parts.xml[sheet.part])
    found: dict[Place, list[tuple[Severity, str]]] = {}
    for mark in mine:
        for reference in mark.cells:
            row, column = cell_at(reference)
            place = next(((r1, c1) for r1, c1, r2, c2 in merged if r1 <= row <= r2 and c1 <= column <= c2), (row, column))
            found.setdefault(place, []).append((mark.severity, mark.note))
    return found


def _merged_areas(content: bytes) -> list[tuple[int, int, int, int]]:
    areas = []
    for one in find_outside_cells(content, ("mergeCell",)):
        first, _, last = (attribute(one.tag(content), "ref") or "A1").partition(":")
        areas.append((*cell_at(first), *cell_at(last or first)))
    return areas


def _mark_cells(marking: _Marking, sheet: ListedSheet, found: Found) -> None:
    """Gives each problem cell the format it had, in the colour of its most serious problem."""
    styles = marking.styles

    def write(spot: CellSpot) -> bytes:
        severity = min((one for one, _ in found[spot.place]), key=_ORDER.index)
        style = styles.with_fill(spot.style, solid_fill(SEVERITY_COLOURS[severity]))
        tag = spot.tag
        before = attribute(tag, "s") or ("" if spot.xml else str(spot.style or ""))
        absent = "" if spot.xml else ("cell" if spot.row_there else "row")
        marking.record.cells.append(MarkedCell(sheet.name, spot.place, before, str(style), absent, styles.fill_of(spot.style)))
        return with_attribute(tag, "s", str(style)) + spot.xml[len(tag) :]

    marking.parts.put(sheet.part, patch_cells(marking.parts.xml[sheet.part], found.keys(), write))


def _note_cells(marking: _Marking, sheet: ListedSheet, found: Found) -> None:
    ranked = sorted(found, key=lambda place: (min(_ORDER.index(severity) for severity, _ in found[place]), place))
    notes = {place: "\n\n".join(dict.fromkeys(words for _, words in found[place])) for place in sorted(ranked[:_NOTES_ON_A_SHEET])}
    added = add_notes(marking.parts, marking.book, sheet.part, notes)
    marking.record.made.extend(added.parts)
    if added.new_default:
        marking.record.facts["default"] = True


def _line(book: BookFile, mark: Mark) -> ListedProblem:
    cell, further = (mark.cells[0], mark.cells[1:]) if mark.cells else ("", ())
    quoted = mark.sheet.replace("'", "''")
    return ListedProblem(
        place=f"{mark.sheet}!{cell}" if cell else mark.sheet or WHOLE_FILE,
        link=f"'{quoted}'!{cell or 'A1'}" if book.sheet(mark.sheet) else "",
        severity=mark.severity,
        found=mark.found,
        problem=mark.problem,
        fix=mark.fix,
        cells=len(mark.cells),
        further="、".join(further[:_LISTED_CELLS]) + ("…" if len(further) > _LISTED_CELLS else ""),
        rule=mark.rule,
    )


def _finish(marking: _Marking, lines: Sequence[ListedProblem]) -> None:
    """The list as the first sheet, active; the memory as the last one, out of sight."""
    parts, book, record, styles = marking.parts, marking.book, marking.record, marking.styles
    name = _free_name(book, PROBLEMS_SHEET)
    listing = list_sheet(lines, styles, book.namespace)
    write_styles(parts, styles)
    for sheet in book.sheets:
        _deselect(marking, sheet)
    add_sheet(parts, book, name, listing, first=True)
    record.facts |= {
        "list": name,
        "styles": style_digest(parts.xml[styles.part]),
        "before": {key: list(said) for key, said in styles.before.items()},
        "made_styles": styles.made_part,
        "views": open_at_first(parts, book),
        "made_names": add_print_titles(parts, book, name, f"${HEADER_ROWS}:${HEADER_ROWS}"),
    }
    add_sheet(parts, book, _free_name(book, MARKS_SHEET), record_sheet(record, book.namespace), first=False)


def _free_name(book: BookFile, name: str) -> str:
    """The name, or one like it if the sender has a sheet of that name."""
    taken = {sheet.name.casefold() for sheet in book.sheets}
    numbered = (f"{name} ({number})" for number in range(2, 100))
    return next(one for one in (name, *numbered) if one.casefold() not in taken)


def _deselect(marking: _Marking, sheet: ListedSheet) -> None:
    """Two selected sheets would both take what is typed into one."""
    content = marking.parts.xml[sheet.part]
    edits = []
    for one in find_outside_cells(content, ("sheetView",)):
        said = attribute(one.tag(content), "tabSelected")
        if said in ("1", "true"):
            marking.record.selected[sheet.name] = said
            edits.append(Edit(one.start, one.inside, with_attribute(one.tag(content), "tabSelected", "0")))
    marking.parts.put(sheet.part, apply_edits(content, edits))
