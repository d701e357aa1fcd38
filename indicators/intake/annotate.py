"""The workbook back: the same file with each problem cell coloured and noted, and a first sheet that lists the problems with links.

What an earlier annotation left is removed first. Formulas lose their stored results (the program that opens the file recalculates).
"""

import io
from collections.abc import Callable, Mapping, Sequence

from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from indicators.intake.codes import REFUSALS
from indicators.intake.layout import PROBLEMS_SHEET
from indicators.intake.limits import Limits, refuse
from indicators.intake.sandbox import read_in_child
from indicators.model.submission import Problem, Severity
from indicators.model.words import Bilingual

Describe = Callable[[Problem], tuple[Bilingual, Bilingual]]

_AUTHOR = "Action Plan Monitor"
_COLOURS: Mapping[Severity, str] = {Severity.MUST_FIX: "FFF4B6B6", Severity.CONFIRM: "FFFFE08A", Severity.NOTE: "FFCFE2F3"}
_SEVERITY_LABELS: Mapping[Severity, str] = {
    Severity.MUST_FIX: "必须改 Must fix",
    Severity.CONFIRM: "请确认 Please confirm",
    Severity.NOTE: "提示 Note",
}
_HEADERS = {
    "位置 Place": 30,
    "程度 Severity": 20,
    "问题 What is there": 56,
    "处理 What to do": 56,
    "处数 Cells": 10,
    "其他单元格 Further cells": 30,
    "规则 Rule": 10,
}
_TRACE_COLUMN = 12
_INPUT_FILL = "FFFFF9E5"
_LISTED_CELLS = 40
_ROW_HEIGHT = 46
_FONT = "Microsoft YaHei"


def annotate_workbook(data: bytes, problems: Sequence[Problem], describe: Describe) -> bytes:
    """The xlsx with its problems marked; `describe` gives message and fix of a problem.

    FileRefusedError for a file that is refused: nothing of such a file is ever given back.
    """
    refused = next((one.code for one in problems if one.code in REFUSALS), None)
    if refused:
        raise refuse(refused)
    read_in_child(data, Limits())
    workbook = load_workbook(io.BytesIO(data))
    _remove_annotation(workbook)
    listing = workbook.create_sheet(PROBLEMS_SHEET, 0)
    _mark_cells(workbook, listing, problems, describe)
    _write_listing(workbook, listing, problems, describe)
    workbook.active = 0
    for sheet in workbook.worksheets:
        sheet.sheet_view.tabSelected = sheet is listing
    target = io.BytesIO()
    workbook.save(target)
    return target.getvalue()


def _remove_annotation(workbook: Workbook) -> None:
    """Takes away our notes and colours; the listing remembers what colour each cell had before."""
    before: dict[tuple[str, str], str] = {}
    if PROBLEMS_SHEET in workbook.sheetnames:
        old = workbook[PROBLEMS_SHEET]
        for row in old.iter_rows(min_row=2, min_col=_TRACE_COLUMN, max_col=_TRACE_COLUMN + 2, values_only=True):
            if row[0]:
                before[(str(row[0]), str(row[1]))] = str(row[2] or "")
        workbook.remove(old)
    for sheet in workbook.worksheets:
        for cell in _noted_cells(sheet):
            cell.comment = None
            unlocked = not cell.protection.locked
            colour = before.get((sheet.title, cell.coordinate), _INPUT_FILL if unlocked else "")
            cell.fill = PatternFill("solid", start_color=colour) if colour else PatternFill()


def _noted_cells(sheet: Worksheet) -> list[Cell]:
    return [cell for row in sheet.iter_rows() for cell in row if getattr(cell, "comment", None) and cell.comment.author == _AUTHOR]


def _mark_cells(workbook: Workbook, listing: Worksheet, problems: Sequence[Problem], describe: Describe) -> None:
    marked: dict[tuple[str, str], list[Problem]] = {}
    for one in problems:
        for reference in (one.cell, *one.also):
            if reference and one.sheet in workbook.sheetnames:
                marked.setdefault((one.sheet, reference), []).append(one)
    for row, ((title, reference), found) in enumerate(marked.items(), 2):
        cell = _top_left(workbook[title], reference)
        _trace(listing, row, cell)
        worst = min(found, key=lambda one: list(_COLOURS).index(one.severity))
        cell.fill = PatternFill("solid", start_color=_COLOURS[worst.severity])
        cell.comment = _note(found, describe)


def _trace(listing: Worksheet, row: int, cell: Cell) -> None:
    colour = cell.fill.start_color.rgb if cell.fill.fill_type == "solid" else ""
    for offset, text in enumerate((cell.parent.title, cell.coordinate, colour if isinstance(colour, str) else "")):
        listing.cell(row, _TRACE_COLUMN + offset, text)


def _note(found: Sequence[Problem], describe: Describe) -> Comment:
    lines = []
    for one in found:
        message, fix = describe(one)
        lines.append(f"{message.zh}\n{fix.zh}\n{message.en}\n{fix.en}")
    note = Comment("\n\n".join(lines), _AUTHOR)
    note.width, note.height = 360, 150
    return note


def _top_left(sheet: Worksheet, reference: str) -> Cell:
    """The cell itself, or the first cell of the merged area it lies in."""
    for area in sheet.merged_cells.ranges:
        if reference in area:
            return sheet.cell(area.min_row, area.min_col)
    return sheet[reference]


def _write_listing(workbook: Workbook, listing: Worksheet, problems: Sequence[Problem], describe: Describe) -> None:
    for column, (text, width) in enumerate(_HEADERS.items(), 1):
        listing.cell(1, column, text).font = Font(name=_FONT, bold=True)
        listing.column_dimensions[listing.cell(1, column).column_letter].width = width
    for offset in range(3):
        letter = listing.cell(1, _TRACE_COLUMN + offset).column_letter
        listing.column_dimensions[letter].hidden = True
    for row, one in enumerate(problems, 2):
        message, fix = describe(one)
        further = "、".join(one.also[:_LISTED_CELLS]) + ("…" if len(one.also) > _LISTED_CELLS else "")
        texts: tuple[str | int, ...] = (
            f"{one.sheet}!{one.cell}" if one.cell else one.sheet,
            _SEVERITY_LABELS[one.severity],
            f"{message.zh}\n{message.en}",
            f"{fix.zh}\n{fix.en}",
            1 + len(one.also),
            further,
            one.rule,
        )
        for column, content in enumerate(texts, 1):
            _put_text(listing.cell(row, column), content)
        listing.cell(row, 2).fill = PatternFill("solid", start_color=_COLOURS[one.severity])
        if one.cell and one.sheet in workbook.sheetnames:
            listing.cell(row, 1).hyperlink = Hyperlink(ref=f"A{row}", location=f"'{one.sheet}'!{one.cell}")
            listing.cell(row, 1).font = Font(name=_FONT, size=10, underline="single", color="FF1F4E9E")
        listing.row_dimensions[row].height = _ROW_HEIGHT
    listing.freeze_panes = "A2"
    listing.page_setup.orientation = "landscape"
    listing.page_setup.fitToHeight = 0
    listing.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)


def _put_text(cell: Cell, text: str | int) -> None:
    """What a stranger wrote is written as text, never as a formula."""
    cell.value = text
    if isinstance(text, str):
        cell.data_type = "s"
    cell.font = Font(name=_FONT, size=10)
    cell.alignment = Alignment(wrap_text=True, vertical="top")
