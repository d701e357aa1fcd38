"""The workbook back: the same file with each problem cell coloured and noted, and a first sheet that lists the problems with links.

What an earlier annotation left is taken out first. Nothing else of the file changes: parts that need no mark keep their bytes.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from indicators.intake.codes import REFUSALS
from indicators.intake.limits import Limits, refuse
from indicators.intake.workbook_back.archive import Parts, read_parts, write_parts
from indicators.intake.workbook_back.book import BookFile, ListedSheet, read_book_file
from indicators.intake.workbook_back.cells import CellSpot, patch_cells
from indicators.intake.workbook_back.elements import Edit, apply_edits, find_outside_cells
from indicators.intake.workbook_back.listing import HEADER_ROWS, ListedProblem, list_sheet
from indicators.intake.workbook_back.notes import add_notes
from indicators.intake.workbook_back.own_marks import MARKS_SHEET, PROBLEMS_SHEET, SEVERITY_COLOURS
from indicators.intake.workbook_back.record import MarkedCell, Record, record_sheet, style_digest
from indicators.intake.workbook_back.references import Place, cell_at
from indicators.intake.workbook_back.sheet_list import add_print_titles, add_sheet, open_at_first
from indicators.intake.workbook_back.strip import strip_parts
from indicators.intake.workbook_back.styles import StyleSheet, open_styles, solid_fill, write_styles
from indicators.intake.workbook_back.tags import attribute, with_attribute
from indicators.model.submission import Problem, Severity
from indicators.model.words import Bilingual

Describe = Callable[[Problem], tuple[Bilingual, Bilingual]]
Found = Mapping[Place, list[tuple[Severity, str]]]

_ORDER = tuple(SEVERITY_COLOURS)
_NOTES_ON_A_SHEET = 2_000
"""More notes than that make programs slow to open the file; further cells are coloured and listed."""
_LISTED_CELLS = 40


@dataclass(slots=True)
class _Marking:
    """A file while it is being marked."""

    parts: Parts
    book: BookFile
    styles: StyleSheet
    record: Record = field(default_factory=Record)


def annotate_workbook(data: bytes, problems: Sequence[Problem], describe: Describe) -> bytes:
    """The xlsx with its problems marked; `describe` gives message and fix of a problem in both languages.

    FileRefusedError for a file that is refused: nothing of such a file is ever given back.
    """
    refused = next((one.code for one in problems if one.code in REFUSALS), None)
    if refused:
        raise refuse(refused)
    parts = read_parts(data, Limits())
    strip_parts(parts)
    book = read_book_file(parts)
    marking = _Marking(parts, book, open_styles(parts, book))
    described = [(one, *describe(one)) for one in problems]
    for sheet in book.sheets:
        found = _found_on(parts, sheet, described)
        if found:
            _mark_cells(marking, sheet, found)
            _note_cells(marking, sheet, found)
    _finish(marking, [_line(book, *one) for one in described])
    return write_parts(parts)


def _found_on(parts: Parts, sheet: ListedSheet, described: Sequence[tuple[Problem, Bilingual, Bilingual]]) -> Found:
    """The words of each problem cell of a sheet; a cell of a merged area stands for its first cell."""
    mine = [one for one in described if one[0].sheet == sheet.name and one[0].cell]
    if not mine:
        return {}
    merged = _merged_areas(parts.xml[sheet.part])
    found: dict[Place, list[tuple[Severity, str]]] = {}
    for problem, message, fix in mine:
        words = "\n".join(dict.fromkeys((message.zh, fix.zh, message.en, fix.en)))
        for reference in (problem.cell, *problem.also):
            row, column = cell_at(reference)
            place = next(((r1, c1) for r1, c1, r2, c2 in merged if r1 <= row <= r2 and c1 <= column <= c2), (row, column))
            found.setdefault(place, []).append((problem.severity, words))
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
        remembered = MarkedCell(sheet.name, spot.place, before, str(style), absent, styles.fill_of(spot.style))
        marking.record.cells.append(remembered)
        return with_attribute(tag, "s", str(style)) + spot.xml[len(tag) :]

    marking.parts.put(sheet.part, patch_cells(marking.parts.xml[sheet.part], found.keys(), write))


def _note_cells(marking: _Marking, sheet: ListedSheet, found: Found) -> None:
    ranked = sorted(found, key=lambda place: (min(_ORDER.index(severity) for severity, _ in found[place]), place))
    notes = {place: "\n\n".join(dict.fromkeys(words for _, words in found[place])) for place in sorted(ranked[:_NOTES_ON_A_SHEET])}
    added = add_notes(marking.parts, marking.book, sheet.part, notes)
    marking.record.made.extend(added.parts)
    if added.new_default:
        marking.record.facts["default"] = True


def _line(book: BookFile, problem: Problem, message: Bilingual, fix: Bilingual) -> ListedProblem:
    place = f"{problem.sheet}!{problem.cell}" if problem.cell else problem.sheet
    there = book.sheet(problem.sheet) is not None
    quoted = problem.sheet.replace("'", "''")
    more = "…" if len(problem.also) > _LISTED_CELLS else ""
    return ListedProblem(
        place=place or "整个文件\nWhole file",
        link=f"'{quoted}'!{problem.cell or 'A1'}" if there else "",
        severity=problem.severity,
        found=problem.value or "",
        problem=_both(message),
        fix=_both(fix),
        cells=1 + len(problem.also) if problem.cell else 0,
        further="、".join(problem.also[:_LISTED_CELLS]) + more,
        rule=problem.rule,
    )


def _both(words: Bilingual) -> str:
    return words.zh if words.zh == words.en else f"{words.zh}\n{words.en}"


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
