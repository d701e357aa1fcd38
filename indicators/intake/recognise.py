"""Whose workbook it is, for which round, and where its figures stand: our template by its own identity, any other by account and round."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.foreign.place_foreign import has_tables, place_foreign
from indicators.intake.found_sheets import find_sheets
from indicators.intake.identity import check_identity, check_round, identity_of, read_stamp
from indicators.intake.layout import WorkbookLayout
from indicators.intake.parse_entries import Normalised
from indicators.intake.placing import Placement, place_entries
from indicators.intake.problems import problem
from indicators.intake.raw import RawWorkbook
from indicators.intake.recognised import Recognised
from indicators.model.submission import Problem, WorkbookIdentity

_PERIOD = re.compile(r"20\d\d(?:-(?:Q[1-4]|H[12]|\d\d))?")
_NOT_ASKED_THEN = frozenset(("header_changed", "sheet_missing", "row_missing"))
FOREIGN = "—"
"""Stands for the template version of a workbook that is no template of ours."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is known before the file is opened: the uploader's department, the chosen round, the open rounds, earlier answers.

    `past`: it is history, which may have come in a template of its time.
    """

    department: str | None = None
    round: str | None = None
    open_rounds: frozenset[str] | None = None
    recognised: Recognised = field(default_factory=dict)
    past: bool = False


@dataclass(frozen=True, slots=True)
class Recognition:
    """A workbook as recognised; without `placement`, `refusal` says in one problem why it is not read."""

    identity: WorkbookIdentity | None
    placement: Placement | None
    refusal: Problem | None = None
    normalised: tuple[Normalised, ...] = ()


def recognise(catalogue: Catalogue, workbook: RawWorkbook, wanted: Wanted) -> Recognition:
    """The identity of a workbook and where everything due stands in it."""
    stamp, unknown = read_stamp(workbook)
    if stamp is None:
        foreign = unknown is None or unknown.code == "template_foreign"
        return _recognise_foreign(catalogue, workbook, wanted) if foreign else Recognition(None, None, unknown)
    layout, unwanted = check_identity(catalogue, stamp, wanted.department, wanted.open_rounds)
    if layout is None and unwanted is not None and wanted.past and unwanted.code == "template_outdated":
        return _recognise_earlier(catalogue, workbook, identity_of(stamp), wanted)
    if layout is None:
        return Recognition(identity_of(stamp), None, unwanted)
    return Recognition(identity_of(stamp), place_entries(catalogue, layout, workbook, wanted.recognised))


def _recognise_earlier(catalogue: Catalogue, workbook: RawWorkbook, identity: WorkbookIdentity, wanted: Wanted) -> Recognition:
    """A workbook of the past in the template of its time: what it has is read by its own headers, what it never had stays missing."""
    layout, unwanted = check_round(catalogue, identity.department, identity.period, None)
    if layout is None:
        return Recognition(identity, None, unwanted)
    placed = place_entries(catalogue, layout, workbook, wanted.recognised)
    lacking = [one for one in placed.problems if one.code in _NOT_ASKED_THEN]
    rest = [one for one in placed.problems if one.code not in _NOT_ASKED_THEN]
    said = problem("template_earlier", found=identity.template_version, count=len(lacking))
    return Recognition(identity, Placement(placed.found, (said, *rest)))


def _recognise_foreign(catalogue: Catalogue, workbook: RawWorkbook, wanted: Wanted) -> Recognition:
    rounds = wanted.open_rounds or frozenset()
    department, round_code = wanted.department, wanted.round or (next(iter(rounds)) if len(rounds) == 1 else None)
    if not has_tables(catalogue, workbook):
        return Recognition(None, None, _foreign(department, round_code))
    if department is None or round_code is None:
        return Recognition(None, None, problem("department_needed" if department is None else "round_needed"))
    layout, unwanted = check_round(catalogue, department, round_code, wanted.open_rounds)
    if layout is None:
        return Recognition(None, None, unwanted)
    name = catalogue.departments[department].name
    said = problem("foreign_layout", department_zh=name.zh, department_en=name.en, round=round_code)
    identity = WorkbookIdentity(department, round_code, FOREIGN)
    if _is_ours(layout, workbook):
        ours = place_entries(catalogue, layout, workbook, wanted.recognised)
        return Recognition(identity, Placement(ours.found, (said, *ours.problems)))
    placed = place_foreign(catalogue, layout, workbook, wanted.recognised)
    if placed is None:
        return Recognition(None, None, _foreign(department, round_code))
    return Recognition(identity, Placement(placed.found, (said, *placed.problems)), None, placed.normalised)


def _is_ours(layout: WorkbookLayout, workbook: RawWorkbook) -> bool:
    """Whether a file that lost its marks of identity still is the template of this very round: all its sheets, and no other period."""
    grids = find_sheets(layout, workbook).grids
    due = {period for _, _, period, _ in layout.entries}
    stated = {text for grid in grids.values() for text in grid.heads.values() if _PERIOD.fullmatch(text)}
    return len(grids) == len(layout.sheets) and bool(stated) and stated <= due


def _foreign(department: str | None, round_code: str | None) -> Problem:
    """Neither ours nor mappable; where the right template is, if that is known."""
    facts: Mapping[str, str] = {"department": department, "round": round_code} if department and round_code else {}
    return problem("template_foreign", **facts)
