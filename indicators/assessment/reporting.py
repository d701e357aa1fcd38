"""How complete the reporting of each subject is, counting only the absences that are its own (method.md 1.4.0, 1.4.6).

Regions answer for isolated gaps in accepted workbooks; departments for what they did not file, or filed for few regions only.
"""

from dataclasses import dataclass, fields

import numpy as np

from indicators.assessment.absence import State
from indicators.assessment.arrays import Array, Mask, Whole, divide
from indicators.assessment.codebook import Codebook
from indicators.assessment.evidence import Evidence
from indicators.assessment.score import area_sums


@dataclass(frozen=True, slots=True)
class Completeness:
    """One quarter. `coverage` (U,): share of what was due, own absences only, nan where nothing was due; `known` (U,): counting all
    absences. `area_coverage`, `area_known` (U, A). (U, I), own absences: `late` within grace, `missing` beyond it, `bars` and `demands`
    what rules R1, and R2 and R3, look at: required ones, and for R1 a figure of the window that never came; `department_owned`,
    `unavailable`, `gap` (a figure older than the grace is missing although later ones came). `own_loss`, `loss` (U, I): what each
    absence takes from `coverage` and from `known`; `area_loss` (U, I): from `area_known` of its area.
    """

    coverage: Array
    known: Array
    area_coverage: Array
    area_known: Array
    late: Mask
    missing: Mask
    bars: Mask
    demands: Mask
    department_owned: Mask
    unavailable: Mask
    gap: Mask
    own_loss: Array
    loss: Array
    area_loss: Array

    def of_regions(self) -> "Completeness":
        """Without the country's row."""
        return Completeness(*(getattr(self, field.name)[:-1] for field in fields(self)))


def region_completeness(evidence: Evidence, q: int, codebook: Codebook, grace: int) -> Completeness:
    """Completeness of every region in quarter q (the country's row is meaningless here).

    Coverage is over the indicators of the overall score; late and missing also over required gates and red lines.
    """
    area = codebook.area
    counted = codebook.regional & (codebook.area_weights > 0)[np.maximum(area, 0)]
    state, absences = evidence.state[q], evidence.absences
    due = counted & codebook.applicable & (state != State.NOT_DUE)
    asked = codebook.applicable & (state != State.NOT_DUE) & (due | codebook.required)
    gone = state == State.MISSING
    own_late = absences.own_late[q]
    not_own = gone & (own_late == 0) & (absences.own_gap[q] == 0)
    late = asked & (own_late >= 1) & (own_late <= grace)
    missing = asked & ((own_late > grace) | (absences.own_gap[q] > 0))
    own_share = np.where(gone, 0.0, 1 - absences.own_gap[q])
    all_share = np.where(gone, 0.0, 1 - absences.gap[q])
    own_weight = np.where(due & ~not_own, codebook.weight, 0.0)
    all_weight = np.where(due, codebook.weight, 0.0)
    count = len(codebook.areas)
    return Completeness(
        coverage=divide((own_weight * own_share).sum(axis=1), own_weight.sum(axis=1)),
        known=divide((all_weight * all_share).sum(axis=1), all_weight.sum(axis=1)),
        area_coverage=divide(area_sums(own_weight * own_share, area, count), area_sums(own_weight, area, count)),
        area_known=divide(area_sums(all_weight * all_share, area, count), area_sums(all_weight, area, count)),
        late=late,
        missing=missing,
        bars=(late & codebook.required) | (due & (absences.own_gap[q] > 0)),
        demands=missing & codebook.required,
        department_owned=due & (absences.late[q] > own_late),
        unavailable=due & evidence.cells.unavailable[q],
        gap=due & (absences.gap[q] > 0) & ~gone,
        own_loss=shares_lost(own_weight * (1 - own_share), own_weight),
        loss=shares_lost(all_weight * (1 - all_share), all_weight),
        area_loss=lost_in_area(all_weight * (1 - all_share), all_weight, area, count),
    )


def department_completeness(evidence: Evidence, q: int, codebook: Codebook, led: Mask, grace: int) -> Completeness:
    """Completeness of departments in quarter q. `led` (D, I): the indicators each leads; arrays are (D,), (D, A) and (D, I).

    An indicator counts by the share of its cells that are not absent through the department's fault; national figures have one cell.
    Any part of its workbook that came late bars praise; missing beyond grace concerns required figures.
    """
    state, absences = evidence.state[q], evidence.absences
    due = codebook.applicable & (state != State.NOT_DUE) & codebook.national
    country = np.zeros(due.shape, dtype=bool)
    country[-1] = True
    regional = codebook.applicable[:-1].any(axis=0)
    due &= np.where(regional, ~country, country)
    at_fault = np.where(regional, absences.late[q] > absences.own_late[q], absences.late[q] > 0)
    lost = (state == State.MISSING) & at_fault
    gap = np.where(regional, absences.gap[q] - absences.own_gap[q], absences.gap[q])
    share = np.where(lost, 0.0, 1 - np.where(state == State.MISSING, 0.0, gap))
    cells = due.sum(axis=0)
    reported = divide((share * due).sum(axis=0), cells.astype(float))
    weight = np.where(led & (cells > 0), codebook.weight, 0.0)
    area, count = codebook.area, len(codebook.areas)
    covered = weight * np.nan_to_num(reported)
    late = (due & at_fault & (absences.late[q] <= grace)).any(axis=0) | (due & evidence.cells.tardy[q]).any(axis=0)
    gone = (due & ((at_fault & (absences.late[q] > grace)) | (gap > 0))).any(axis=0)
    coverage = divide(covered.sum(axis=1), weight.sum(axis=1))
    lost_weight = weight - covered
    area_coverage = divide(area_sums(covered, area, count), area_sums(weight, area, count))
    return Completeness(
        coverage=coverage,
        known=coverage,
        area_coverage=area_coverage,
        area_known=area_coverage,
        late=led & late,
        missing=led & gone,
        bars=led & late,
        demands=led & gone & codebook.required,
        department_owned=np.zeros(led.shape, dtype=bool),
        unavailable=led & (due & evidence.cells.unavailable[q]).any(axis=0),
        gap=led & (due & (gap > 0)).any(axis=0),
        own_loss=shares_lost(lost_weight, weight),
        loss=shares_lost(lost_weight, weight),
        area_loss=lost_in_area(lost_weight, weight, area, count),
    )


def shares_lost(lost: Array, weight: Array) -> Array:
    """(U, I) what each indicator takes from the coverage of its subject: lost weight over the sum of weights; 0 where nothing was due."""
    return np.nan_to_num(divide(lost, weight.sum(axis=1, keepdims=True) + 0 * lost))


def lost_in_area(lost: Array, weight: Array, area: Whole, count: int) -> Array:
    """(U, I) what each indicator takes from the coverage of its own area; 0 outside the areas."""
    whole = area_sums(weight, area, count)[:, np.maximum(area, 0)]
    return np.where(area >= 0, np.nan_to_num(divide(lost, whole)), 0.0)
