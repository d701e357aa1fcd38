"""READ FIRST of this package: every relation against every reported figure at once, and the conflicts with all their cells.

`judge_relations` and `find_conflicts` are pure functions of the catalogue and a frame; they know no workbook, store or clock.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.cross.term_plan import departments_of, lead_of, plan_terms
from indicators.model.observation import CellStatus
from indicators.model.relation import Bounds, Operator, Relation
from indicators.model.subject import NATIONAL

SIDES = ("left", "right")
_EXACT = 1e-9
_KEY = ["relation", "at", "subject"]
_PLACES = ("sheet", "cell", "denominator_cell", "file", "submission")
_COUNTED = (CellStatus.REPORTED, CellStatus.CONFIRMED_NIL)


@dataclass(frozen=True, slots=True)
class TermCell:
    """One reported figure in a conflict. `figure` is as reported, before its factor; places are empty where not known."""

    side: str
    department: str
    indicator: str
    part: str
    breakdown: str
    subject: str
    period: str
    figure: float
    factor: float
    sheet: str
    cell: str
    file: str
    submission: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """A relation that does not hold for one subject and period, with both sums and every figure in them."""

    relation: str
    rule: str
    subject: str
    period: str
    left: float
    right: float
    departments: tuple[str, ...]
    cells: tuple[TermCell, ...]


@dataclass(frozen=True, slots=True)
class Judgement:
    """`conflicts`, and all that could be judged: (relation, period, subject); what is not among it lacked a term."""

    conflicts: tuple[Conflict, ...]
    judged: frozenset[tuple[str, str, str]]


def find_conflicts(catalogue: Catalogue, observations: pd.DataFrame, round: str) -> tuple[Conflict, ...]:
    """The relations that the figures of a round contradict, in the order of the catalogue, period and subject."""
    return judge_relations(catalogue, catalogue.relations, observations, round).conflicts


def judge_relations(catalogue: Catalogue, relations: Collection[Relation], observations: pd.DataFrame, round: str) -> Judgement:
    """Every relation for every subject and period that a round touches and of which no term is missing.

    `observations`: OBSERVATION_COLUMNS, with file and submission where they are known.
    """
    figures = _figures(catalogue, plan_terms(catalogue, relations, round), observations)
    known = {relation.id: relation for relation in relations}
    sums = _side_sums(figures, {relation.id: len(relation.terms) for relation in relations})
    sums = sums[sums["relation"].isin(list(known))]
    holds = _holds(sums, known)
    failed = sums[~holds]
    order = {id: place for place, id in enumerate(known)}
    failed = failed.assign(order=failed["relation"].map(order)).sort_values(["order", "at", "subject"], kind="stable")
    cells = _cells(catalogue, figures, failed)
    conflicts = tuple(
        Conflict(
            row.relation,
            known[row.relation].rule,
            row.subject,
            row.at,
            float(row.left),
            float(row.right),
            departments_of(catalogue, known[row.relation]),
            tuple(cells[row.relation, row.at, row.subject]),
        )
        for row in failed.itertuples()
    )
    return Judgement(conflicts, frozenset(zip(sums["relation"], sums["at"], sums["subject"], strict=True)))


def _figures(catalogue: Catalogue, plan: pd.DataFrame, observations: pd.DataFrame) -> pd.DataFrame:
    """The plan's terms with the figures reported for them: one row for each figure, `subject` region or country as the relation asks."""
    wanted = observations[observations["indicator"].isin(set(plan["indicator"]))]
    rows = plan.merge(wanted, on=["indicator", "breakdown", "period"], how="inner")
    counted = rows["status"].isin(_COUNTED)
    nil = rows["status"] == CellStatus.CONFIRMED_NIL
    given = np.select([rows["part"] == "numerator", rows["part"] == "denominator"], [rows["numerator"], rows["denominator"]], rows["value"])
    # A region to which the figure does not apply adds nothing to the country; in its own row there is nothing to compare.
    absent = (rows["status"] == CellStatus.NOT_APPLICABLE) & ~rows["by_region"].astype(bool)
    figure = pd.Series(given, index=rows.index, dtype="float64").mask(nil | absent, 0.0)
    rows = rows.assign(figure=figure, of=rows["subject"], weight=1)[(counted | absent) & figure.notna()]
    regional = rows["subject"].isin(list(catalogue.regions))
    by_region = rows["by_region"].astype(bool)
    return pd.concat([rows[by_region & regional], _of_country(rows[~by_region], len(catalogue.regions))], ignore_index=True)


def _of_country(rows: pd.DataFrame, regions: int) -> pd.DataFrame:
    """The country's own figure where it is there, which counts as all its regions; else those of the regions."""
    own = rows["subject"] == NATIONAL
    place = ["relation", "at", "term", "period"]
    has_own = own.groupby([rows[name] for name in place]).transform("any") if len(rows) else own
    kept = rows[own | ~has_own].assign(subject=NATIONAL)
    return kept.assign(weight=np.where(kept["of"] == NATIONAL, regions, 1), needed=kept["needed"] * regions)


def _side_sums(figures: pd.DataFrame, terms: Mapping[str, int]) -> pd.DataFrame:
    """relation, at, subject, left, right where every term is complete."""
    amounts = figures.assign(amount=figures["figure"] * figures["factor"])
    by_term = amounts.groupby([*_KEY, "side", "term"], sort=False).agg(
        amount=("amount", "sum"), found=("weight", "sum"), needed=("needed", "first")
    )
    complete = by_term[by_term["found"] >= by_term["needed"]].reset_index()
    complete = complete.assign(**{side: complete["amount"].where(complete["side"] == side, 0.0) for side in SIDES})
    sums = complete.groupby(_KEY, sort=False).agg(left=("left", "sum"), right=("right", "sum"), terms=("term", "size")).reset_index()
    return sums[sums["terms"] == sums["relation"].map(terms)]


def _holds(sums: pd.DataFrame, known: Mapping[str, Relation]) -> pd.Series:
    outcome = pd.Series(True, index=sums.index)
    for id, rows in sums.groupby("relation", sort=False):
        relation = known[str(id)]
        outcome.loc[rows.index] = _stands(relation.operator, relation.bounds, rows["left"], rows["right"])
    return outcome


def _stands(operator: Operator, bounds: Bounds, left: pd.Series, right: pd.Series) -> pd.Series:
    """Whether the sides stand as they should, with room for the rounding of floats."""
    room = bounds.tolerance + _EXACT * np.maximum(1.0, np.maximum(left.abs(), right.abs()))
    match operator:
        case Operator.EQUALS:
            return (left - right).abs() <= room
        case Operator.AT_MOST:
            return left <= right + room
        case Operator.WITHIN_SHARE:
            return (left - right).abs() <= np.maximum(room, bounds.share * np.maximum(left.abs(), right.abs()) + _EXACT)
    # Multiplied out, so that small and empty denominators need no case of their own; no upper end means none.
    too_high = left > bounds.high * right + room if np.isfinite(bounds.high) else pd.Series(False, index=left.index)
    return (left >= bounds.low * right - room) & ~too_high


def _cells(catalogue: Catalogue, figures: pd.DataFrame, failed: pd.DataFrame) -> Mapping[tuple[str, str, str], list[TermCell]]:
    """The figures of each failed relation, by (relation, period, subject), in the order of its terms."""
    keys = failed[_KEY]
    rows = figures.merge(keys, on=_KEY, how="inner").sort_values(["term", "period", "of"], kind="stable")
    present = [name for name in _PLACES if name in rows.columns]
    places = {name: rows[name].fillna("") if name in present else pd.Series("", index=rows.index) for name in _PLACES}
    rows = rows.assign(**places)
    found: dict[tuple[str, str, str], list[TermCell]] = {}
    for row in rows.itertuples():
        found.setdefault((row.relation, row.at, row.subject), []).append(_cell(catalogue, row))
    return found


def _cell(catalogue: Catalogue, row: object) -> TermCell:
    get = row.__getattribute__
    return TermCell(
        side=get("side"),
        department=lead_of(catalogue, get("indicator")),
        indicator=get("indicator"),
        part=get("part"),
        breakdown=get("breakdown"),
        subject=get("of"),
        period=get("period"),
        figure=float(get("figure")),
        factor=float(get("factor")),
        sheet=get("sheet"),
        cell=get("denominator_cell") if get("part") == "denominator" else get("cell"),
        file=get("file"),
        submission=get("submission"),
    )
