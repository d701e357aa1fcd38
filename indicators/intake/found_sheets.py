"""Which sheet of the file is which sheet of the template: by name, and where names were changed, by the codes that stand in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from indicators.intake.columns import INDICATOR_LABEL, PERIOD_LABEL, REGION_LABEL
from indicators.intake.grid import Grid, make_grid
from indicators.intake.layout import OWN_SHEETS, EntrySheet, SheetKind, WorkbookLayout
from indicators.intake.problems import problem
from indicators.intake.raw import RawKind, RawWorkbook
from indicators.intake.spelling import normal_name
from indicators.model.submission import Problem

_ENOUGH = 0.5


@dataclass(frozen=True, slots=True)
class FoundSheets:
    """The sheet that came back for each one of the template (by the name in the template), and what is to be said about it."""

    grids: Mapping[str, Grid]
    problems: tuple[Problem, ...]


def find_sheets(layout: WorkbookLayout, workbook: RawWorkbook) -> FoundSheets:
    """Every entry sheet of the layout that is there beyond doubt. A name counts only if the sheet holds what it promises."""
    own = {normal_name(name) for name in OWN_SHEETS}
    grids = {normal_name(raw.name): make_grid(raw) for raw in workbook.sheets if normal_name(raw.name) not in own}
    named = {plan.name: normal_name(plan.name) for plan in layout.sheets}
    certain = {plan.name: named[plan.name] for plan in layout.sheets if named[plan.name] in grids and _holds(plan, grids[named[plan.name]])}
    free = {name: grid for name, grid in grids.items() if name not in certain.values()}
    for plan in layout.sheets:
        fitting = [name for name, grid in free.items() if plan.name not in certain and _fits(plan, grid)]
        if len(fitting) == 1:
            certain[plan.name] = fitting[0]
            del free[fitting[0]]
    for plan in layout.sheets:
        if plan.name not in certain and named[plan.name] in free:
            certain[plan.name] = named[plan.name]
    return FoundSheets({name: grids[place] for name, place in certain.items()}, tuple(_said(layout, certain, grids)))


def head_codes(grid: Grid) -> Mapping[str, tuple[tuple[int, int], ...]]:
    """The first word of every cell in the upper part -> where it stands: `A3-03 医疗…` by A3-03."""
    found: dict[str, tuple[tuple[int, int], ...]] = {}
    for place, text in grid.heads.items():
        word = text.split(maxsplit=1)[0]
        found[word] = (*found.get(word, ()), place)
    return found


def _holds(plan: EntrySheet, grid: Grid) -> bool:
    codes = head_codes(grid)
    return any(group.indicator in codes for group in plan.groups)


def _fits(plan: EntrySheet, grid: Grid) -> bool:
    """Whether a sheet without the right name holds at least half of the codes, and the labels of its kind."""
    codes = head_codes(grid)
    share = sum(group.indicator in codes for group in plan.groups) / len(plan.groups)
    national = plan.kind is SheetKind.NATIONAL
    monthly = _labelled(grid, PERIOD_LABEL.zh)
    label = INDICATOR_LABEL.zh if national else REGION_LABEL.zh
    return share >= _ENOUGH and _labelled(grid, label) and (national or monthly is plan.monthly)


def _labelled(grid: Grid, label: str) -> bool:
    return any(text.split(maxsplit=1)[0] == label for text in grid.heads.values())


def _said(layout: WorkbookLayout, certain: Mapping[str, str], grids: Mapping[str, Grid]) -> Iterator[Problem]:
    for plan in layout.sheets:
        if plan.name not in certain:
            yield problem("sheet_missing", sheet=plan.name)
        elif certain[plan.name] != normal_name(plan.name):
            yield problem("sheet_renamed", sheet=grids[certain[plan.name]].raw.name, expected=plan.name)
    for name, grid in grids.items():
        if name not in certain.values() and any(ord(kind) in grid.raw.kinds for kind in (RawKind.NUMBER, RawKind.PERCENT)):
            yield problem("sheet_not_read", sheet=grid.raw.name)
