"""READ FIRST: the whole of intake, from the bytes of a workbook to its observations and everything that is wrong with it, in one pass."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

import pandas as pd

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.check_figures import check_figures, check_pairs
from indicators.intake.check_sums import check_breakdowns, check_national, check_xinjiang
from indicators.intake.check_time import check_cumulative
from indicators.intake.codes import REFUSALS
from indicators.intake.cross.check_across import check_across
from indicators.intake.cross.filed import Filed
from indicators.intake.doubtful_places import stand_in_doubt
from indicators.intake.entry_table import entries_at, entries_of, entry_table
from indicators.intake.input_cells import CellPlace, InputCell, cells_named, find_inputs, name_figures
from indicators.intake.limits import FileRefusedError, Limits
from indicators.intake.parse_entries import Normalised, ParsedWorkbook
from indicators.intake.parse_tables import parse_tables
from indicators.intake.personal_layout import check_file_name, check_mobile_figures, check_personal_data
from indicators.intake.problems import fold_problems, problem, refusal_problem
from indicators.intake.raw import RawWorkbook
from indicators.intake.recognise import Wanted, recognise
from indicators.intake.recognised import Recognised
from indicators.intake.rules.guide import check_guide, read_guide
from indicators.intake.rules.judge import judge_figures
from indicators.intake.rules.notes import check_notes
from indicators.intake.sandbox import read_in_child
from indicators.intake.series_breaks import comparable_figures
from indicators.intake.signers import read_signers, signer_inputs
from indicators.intake.sound_figures import sound_figures, stand_in
from indicators.model.observation import OBSERVATION_COLUMNS
from indicators.model.period import parse_period
from indicators.model.submission import CheckStatus, Problem, Severity, WorkbookIdentity

__all__ = ["CheckedWorkbook", "IntakeContext", "Normalised", "check_raw", "check_workbook"]

NAME_NOT_KEPT = "***.xlsx"
"""Stands for the name of a file whose name holds personal data."""


@dataclass(frozen=True, slots=True)
class IntakeContext:
    """What a workbook is checked against. `known`: accepted observations of earlier periods; None for what is not known (offline).

    `cells`: input cells (sheet, cell) to be told about besides those that have problems. `others`: what other departments have
    reported for the open rounds. `scores`: computed scores by department or region, for the self-assessment. `round`: the one chosen for
    a file that is not our template. `recognised`: what the department has answered about names and headers.
    """

    catalogue: Catalogue
    as_of: date
    known: pd.DataFrame | None = None
    open_rounds: frozenset[str] | None = None
    department: str | None = None
    limits: Limits = Limits()
    cells: frozenset[CellPlace] = frozenset()
    others: pd.DataFrame | None = None
    scores: Mapping[str, float] | None = None
    round: str | None = None
    recognised: Recognised | None = None
    past: bool = False


@dataclass(frozen=True, slots=True)
class CheckedWorkbook:
    """What was found. `observations` (OBSERVATION_COLUMNS) are those without a must-fix problem; none of a refused file.

    `signers`: who signs, by the names of SIGNER_CELLS that are filled (without the telephone). `inputs`: the input cells that
    problems name, and those the context asks for.
    """

    name: str
    sha256: str
    identity: WorkbookIdentity | None
    status: CheckStatus
    observations: pd.DataFrame
    normalised: tuple[Normalised, ...]
    problems: tuple[Problem, ...]
    signers: Mapping[str, str] = field(default_factory=dict)
    inputs: Mapping[CellPlace, InputCell] = field(default_factory=dict)


def check_workbook(data: bytes, name: str, context: IntakeContext) -> CheckedWorkbook:
    """Every problem of a workbook at once, whatever the bytes. The file is read in a limited child process."""
    sha256 = hashlib.sha256(data).hexdigest()
    named = check_file_name(name)
    if named:
        return _refused(NAME_NOT_KEPT, sha256, None, named)
    try:
        workbook = read_in_child(data, context.limits)
    except FileRefusedError as error:
        return _refused(name, sha256, None, [refusal_problem(error.refusal)])
    return check_raw(workbook, name, sha256, context)


def check_raw(workbook: RawWorkbook, name: str, sha256: str, context: IntakeContext) -> CheckedWorkbook:
    """The check after reading: personal data, identity, places, figures, rules between figures."""
    personal = check_personal_data(workbook)
    if personal:
        return _refused(name, sha256, None, personal)
    wanted = Wanted(context.department, context.round, context.open_rounds, context.recognised or {}, context.past)
    recognition = recognise(context.catalogue, workbook, wanted)
    identity, placement = recognition.identity, recognition.placement
    if identity is None or placement is None:
        return _unread(name, sha256, identity, recognition.refusal)
    tables = [entry_table(found) for found in placement.found]
    mobiles = list(check_mobile_figures(context.catalogue, workbook, entries_of(tables)))
    if mobiles:
        return _refused(name, sha256, identity, mobiles)
    parsed = parse_tables(context.catalogue, tables)
    here = _on_this_side(context, identity.period)
    figures = check_figures(context.catalogue, parsed) if parsed.places else []
    judged = replace(parsed, frame=sound_figures(parsed, figures))
    filed = Filed(identity.department, identity.period, judged.frame, here.known, here.others)
    form = (
        *placement.problems,
        *check_notes(context.catalogue, placement.found),
        *check_guide(context.catalogue, read_guide(workbook), identity, context.as_of, context.scores),
    )
    found = (*form, *parsed.problems, *figures, *check_rules(here, judged), *check_across(context.catalogue, filed))
    named = cells_named(found) | context.cells
    inputs = {**find_inputs(entries_at(tables, named), named), **signer_inputs(workbook, named)}
    problems = fold_problems(name_figures(found, inputs))
    observations = _sound_observations(parsed.frame, problems)
    known = (name, sha256, identity, _status(problems))
    return CheckedWorkbook(*known, observations, (*recognition.normalised, *parsed.normalised), problems, read_signers(workbook), inputs)


def _on_this_side(context: IntakeContext, round_code: str) -> IntakeContext:
    """The context without earlier figures that a changed definition sets apart from those of the round."""
    return replace(context, known=comparable_figures(context.catalogue, context.known, parse_period(round_code)))


def check_rules(context: IntakeContext, parsed: ParsedWorkbook) -> list[Problem]:
    """The problems of every rule between figures: V-03, V-04, V-06 to V-20, V-23. A pair that is none is compared with nothing."""
    if parsed.frame.empty:
        return []
    catalogue = context.catalogue
    pairs = tuple(check_pairs(catalogue, parsed))
    return [
        *pairs,
        *check_breakdowns(catalogue, parsed),
        *check_national(catalogue, parsed),
        *check_xinjiang(catalogue, parsed, context.known),
        *check_cumulative(catalogue, parsed, context.known),
        *judge_figures(catalogue, _sound_observations(parsed.frame, pairs), context.known),
    ]


def _sound_observations(frame: pd.DataFrame, problems: tuple[Problem, ...]) -> pd.DataFrame:
    blamed = {(one.sheet, cell) for one in problems if one.severity is Severity.MUST_FIX for cell in (one.cell, *one.also)}
    if not blamed:
        return frame.reset_index(drop=True)
    doubtful = stand_in(frame, "cell", blamed) | stand_in(frame, "denominator_cell", blamed) | stand_in_doubt(frame, problems)
    return frame[~doubtful].reset_index(drop=True)


def _status(problems: tuple[Problem, ...]) -> CheckStatus:
    """A note hinders nothing; a question hinders until it is answered."""
    if any(one.code in REFUSALS for one in problems):
        return CheckStatus.REFUSED
    return CheckStatus.PROBLEMS if any(one.severity is not Severity.NOTE for one in problems) else CheckStatus.CLEAN


def _refused(name: str, sha256: str, identity: WorkbookIdentity | None, problems: list[Problem]) -> CheckedWorkbook:
    return CheckedWorkbook(name, sha256, identity, CheckStatus.REFUSED, _no_observations(), (), fold_problems(problems))


def _unread(name: str, sha256: str, identity: WorkbookIdentity | None, found: Problem | None) -> CheckedWorkbook:
    """A sound workbook, but not the one wanted: one sentence, and nothing else is judged."""
    problems = (found or problem("template_foreign"),)
    return CheckedWorkbook(name, sha256, identity, CheckStatus.PROBLEMS, _no_observations(), (), problems)


def _no_observations() -> pd.DataFrame:
    numbers = ("numerator", "denominator", "value", "se")
    return pd.DataFrame({name: pd.Series(dtype="float64" if name in numbers else "str") for name in OBSERVATION_COLUMNS})
