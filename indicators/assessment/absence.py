"""Missing, late and inapplicable figures, and whose absence it is (method.md 1.4). Knows no value of any figure."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from indicators.assessment.arrays import Array, Mask, Whole
from indicators.assessment.cells import Cells
from indicators.assessment.codebook import Codebook
from indicators.assessment.pooling import window_sum
from indicators.model.period import quarter_at


class State(IntEnum):
    """What one indicator of one subject is in one quarter; the names are those of IndicatorResult."""

    OBSERVED = 0
    LATE = 1
    MISSING = 2
    NOT_APPLICABLE = 3
    NIL = 4
    NOT_DUE = 5
    TOO_FEW = 6


@dataclass(frozen=True, slots=True)
class AbsenceRules:
    """Quarters of grace, length of the window, and the share of regions above which an absence is the department's."""

    grace: int
    window: int
    owner_share: float


@dataclass(frozen=True, slots=True)
class Absences:
    """(Q, U, I). `late`: quarters since the first due figure that did not come (0: all came). `own_late`: the same, counting the
    subject's own absences only. `gap`: share of what was due in the window and is missing beyond grace although later figures came.
    `own_gap`: likewise, own absences only. `department`: absence of that quarter belongs to the department.
    """

    late: Whole
    own_late: Whole
    gap: Array
    own_gap: Array
    department: Mask


def find_absences(cells: Cells, codebook: Codebook, submitted: frozenset[tuple[str, str]] | None, rules: AbsenceRules) -> Absences:
    """Lateness and gaps of every cell with their owner; `submitted` holds (department, round), None: all filed (method.md 1.4.0)."""
    missing = np.maximum(cells.due - cells.seen, 0)
    department = _owned_by_department(cells, codebook, submitted, rules.owner_share)
    own_due = np.where(department, cells.seen, cells.due)
    own_missing = np.where(department, 0, missing)
    flow = ~codebook.stock
    return Absences(
        late=quarters_late(cells.seen, cells.due),
        own_late=quarters_late(cells.seen, own_due),
        gap=_gap(missing, cells.due, rules) * flow,
        own_gap=_gap(own_missing, cells.due, rules) * flow,
        department=department & (missing > 0),
    )


def quarters_late(seen: Whole, due: Whole) -> Whole:
    """(Q, U, I) quarters by which the oldest figure is overdue that should have followed the last filed one; 0 where none is (1.4).

    Counted from the quarter in which it fell due: 1 in that quarter. An observation is current until its successor's due day.
    """
    late = np.zeros_like(seen)
    before = np.zeros_like(seen[0])
    for q in range(seen.shape[0]):
        absent = due[q] > seen[q]
        running = np.where(before > 0, before + 1, absent.astype(np.int64))
        before = np.where(seen[q] > 0, absent.astype(np.int64), running)
        late[q] = before
    return late


def states(late: Whole, has_value: Mask, present: Mask, codebook: Codebook, enough: Mask) -> Whole:
    """(Q, U, I) State codes. `present`: something was filed in the window; `has_value`: it is evidence; `enough`: n reaches n_min."""
    state = np.full(late.shape, int(State.MISSING), dtype=np.int64)
    state[(late == 0) & ~present] = State.NOT_DUE
    within = present & (late == 0)
    state[within] = State.NIL
    state[within & has_value] = State.OBSERVED
    state[within & has_value & ~enough] = State.TOO_FEW
    return np.where(codebook.applicable, state, int(State.NOT_APPLICABLE))


def with_carried(state: Whole, late: Whole, has_value: Mask, present: Mask, grace: int) -> Whole:
    """(Q, U, I) states with late figures within grace told from missing ones; a late nil stays nil. Needs a value to carry on."""
    carried = (state == State.MISSING) & (late <= grace) & present
    return np.where(carried & has_value, int(State.LATE), np.where(carried, int(State.NIL), state))


def _owned_by_department(cells: Cells, codebook: Codebook, submitted: frozenset[tuple[str, str]] | None, share: float) -> Mask:
    """(Q, U, I): the department did not file the round, or more than `share` of the applicable regions lack the indicator."""
    regions = slice(0, len(codebook.subjects) - 1)
    lacking = ((cells.due > cells.seen) & codebook.applicable)[:, regions].sum(axis=1)
    applicable = np.maximum(codebook.applicable[regions].sum(axis=0), 1)
    common = lacking > share * applicable + 1e-9
    unfiled = np.zeros(common.shape, dtype=bool)
    if submitted is not None:
        leads = [indicator.lead for indicator in codebook.indicators]
        unfiled = np.array([_not_filed(leads, quarter_at(cells.first + q).code, submitted) for q in range(cells.seen.shape[0])])
    return np.broadcast_to((common | unfiled)[:, None, :], cells.seen.shape).copy()


def _not_filed(leads: Sequence[str], period: str, submitted: frozenset[tuple[str, str]]) -> list[bool]:
    return [(lead, period) not in submitted for lead in leads]


def _gap(missing: Whole, due: Whole, rules: AbsenceRules) -> Array:
    """Share of the window's due figures that are missing for longer than the grace."""
    old = window_sum(missing, rules.window) - window_sum(missing, rules.grace) if rules.grace else window_sum(missing, rules.window)
    total = window_sum(due, rules.window)
    return np.where(total > 0, old / np.maximum(total, 1), 0.0)
