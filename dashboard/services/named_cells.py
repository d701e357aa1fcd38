"""Cells as a reviewer types them (`sheet!cell`, sheet names with spaces too), read against the cells that a submission has."""

import re
import unicodedata
from collections.abc import Iterable, Mapping

from dashboard.access.actions import Action
from dashboard.access.permissions import require
from dashboard.access.refusals import Refused
from dashboard.services.desk import Desk
from indicators.store.observations import load_observations
from indicators.store.submission_records import load_submission

_BETWEEN = " \t\r\n,;，；、"
_CELL = re.compile(r"[ ]*!\$?([A-Za-z]{1,3})\$?([1-9][0-9]{0,6})(?![0-9A-Za-z])")


def read_cell_names(desk: Desk, id: str, typed: str) -> tuple[str, ...]:
    """The cells a text names, as `sheet!cell`, in its order; the area code alone (`A2!D14`) stands for the area's first sheet.

    AccessRefused; Refused with what was not understood where a name is no cell of the submission.
    """
    record = load_submission(desk.store, id)
    require(desk.actor, Action.READ_SUBMISSION, department=record.department, demo=desk.demo)
    figures = load_observations(desk.store, id)
    places = zip(figures["sheet"], figures["cell"], figures["denominator_cell"], strict=True)
    cells: dict[str, set[str]] = {}
    for sheet, first, second in places:
        cells.setdefault(sheet, set()).update((first, second) if second else (first,))
    return tuple(dict.fromkeys(_names(unicodedata.normalize("NFKC", typed), {unicodedata.normalize("NFKC", k): k for k in cells}, cells)))


def _names(typed: str, sheets: Mapping[str, str], cells: Mapping[str, set[str]]) -> Iterable[str]:
    rest = typed.strip(_BETWEEN)
    while rest:
        name, _, _ = rest.partition("!")
        found = _CELL.match(rest, len(name.rstrip()))
        if found is None:
            raise _unknown(rest.split("!")[0] if "!" not in rest else rest, cells)
        cell = found[1].upper() + found[2]
        asked = name.strip().strip("'\"")
        fitting = [known for plain, known in sheets.items() if _means(asked, plain) and cell in cells[known]]
        if not fitting:
            raise _unknown(f"{asked}!{cell}", cells)
        # The sheet of monthly figures has the longer name: an area code alone means the other one.
        yield f"{min(fitting, key=len)}!{cell}"
        rest = rest[found.end() :].strip(_BETWEEN)


def _means(asked: str, sheet: str) -> bool:
    """Whether a name is that of a sheet, or the code its name begins with."""
    return asked == sheet or asked.casefold() == sheet.partition(" ")[0].casefold()


def _unknown(found: str, cells: Mapping[str, set[str]]) -> Refused:
    sheet = next(iter(cells), "A2")
    return Refused("refusals.unknown_cell", {"found": found[:60], "example": f"{sheet}!{min(cells.get(sheet, {'D14'}))}"})
