"""Written notices about missing figures (method.md 1.11 R3): which figures are missing and whose absence it is, and the notices that stand.

A notice is a ticket that names figures. It is open until the figures are there, or the office withdraws or settles it. It counts from the
round in which it was written, never from an earlier one. Judges nobody: what follows from a notice is the assessment's.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from indicators.assessment.absence import AbsenceRules, find_absences
from indicators.assessment.arrays import Mask
from indicators.assessment.assess import assessed_regions, cells_of
from indicators.assessment.codebook import Codebook, make_codebook
from indicators.assessment.evidence import evidence_rules
from indicators.assessment.request import AssessmentRequest, Notice
from indicators.model.period import parse_period, quarter_at
from indicators.oversight.ticket import TicketState
from indicators.store.cases import CaseKind, CaseRecord, load_cases
from indicators.store.connection import Store

NOTICE = "notice"
"""Under this name a ticket's document holds number, day and figures (indicator -> rounds) of a notice."""


@dataclass(frozen=True, slots=True)
class MissingFigure:
    """An indicator of which a subject owes figures; `rounds`: the quarters in which they fell due, oldest first."""

    subject: str
    indicator: str
    rounds: tuple[str, ...]


def missing_figures(request: AssessmentRequest) -> tuple[MissingFigure, ...]:
    """What every region and department has not reported, by subject and indicator: own absences only (method.md 1.4.0).

    Within the window, and beyond it as long as nothing came after. Of a stock only what nothing came after. Late figures count too.
    """
    codebook = make_codebook(request.catalogue, assessed_regions(request), request.levels)
    rules = evidence_rules(request.catalogue)
    cells = cells_of(request, codebook)
    absences = find_absences(cells, codebook, request.submitted, AbsenceRules(rules.grace, rules.window, rules.owner_share))
    gone, country = cells.due > cells.seen, len(codebook.subjects) - 1
    scored = (codebook.area >= 0) | codebook.required
    own = _asked(gone & ~absences.department & scored, cells.seen > 0, codebook, rules.window)
    regional = codebook.applicable[:country].any(axis=0)
    lacking = np.where(regional, absences.department[:, :country].any(axis=1), gone[:, country])
    of_lead = _asked(lacking & scored, ~lacking & (cells.due > 0).any(axis=1), codebook, rules.window)
    found = [(codebook.subjects[u], i, own[:, u, i]) for u in range(country) for i in np.flatnonzero(own[:, u].any(axis=0))]
    found += [(codebook.indicators[i].lead, i, of_lead[:, i]) for i in np.flatnonzero(of_lead.any(axis=0))]
    return tuple(
        sorted(
            (
                MissingFigure(subject, codebook.codes[i], tuple(quarter_at(cells.first + int(q)).code for q in np.flatnonzero(quarters)))
                for subject, i, quarters in found
            ),
            key=lambda one: (one.subject, one.indicator),
        )
    )


def _asked(gone: Mask, came: Mask, codebook: Codebook, window: int) -> Mask:
    """(Q, ..., I) which absences are still open at the end: nothing came after them, or of a flow they lie in the window."""
    after = np.zeros_like(came)
    after[:-1] = np.logical_or.accumulate(came[::-1], axis=0)[::-1][1:]
    recent = np.arange(len(gone)) >= len(gone) - window
    recent = recent.reshape(-1, *([1] * (gone.ndim - 1)))
    return np.asarray(gone & (~after | (recent & ~codebook.stock)), dtype=bool)


def standing_notices(store: Store, request: AssessmentRequest) -> tuple[Notice, ...]:
    """The notices that enter an assessment: those not withdrawn or settled, of figures that the request still lacks."""
    open_ones = [record for record in load_cases(store, CaseKind.TICKET, (TicketState.OPEN,)) if NOTICE in record.document]
    counted = [(record, counted_round(record)) for record in open_ones]
    now = parse_period(request.period).quarter_index
    due = [(record, code) for record, code in counted if parse_period(code).quarter_index <= now]
    if not due:
        return ()
    lacking = missing_figures(request)
    found = {Notice(record.subject, indicator, code) for record, code in due for indicator in unanswered(record, lacking)}
    return tuple(sorted(found, key=lambda one: (one.subject, one.indicator, one.period)))


def unanswered(record: CaseRecord, lacking: Sequence[MissingFigure]) -> Mapping[str, tuple[str, ...]]:
    """Of the figures a notice names, those that are still missing: indicator -> rounds."""
    still = {one.indicator: set(one.rounds) for one in lacking if one.subject == record.subject}
    named: Mapping[str, Any] = record.document[NOTICE]["figures"]
    left = {code: tuple(round for round in rounds if round in still.get(code, ())) for code, rounds in named.items()}
    return {code: rounds for code, rounds in left.items() if rounds}


def counted_round(record: CaseRecord) -> str:
    """The round from which a notice counts: its own, or the last that had ended when it was written, if that is later."""
    own = parse_period(record.period).round.quarter_index
    written = quarter_of(date.fromisoformat(record.document[NOTICE]["day"]))
    return quarter_at(max(own, written - 1)).code


def quarter_of(day: date) -> int:
    """The index of the quarter that a day lies in."""
    return parse_period(f"{day.year}-Q{(day.month + 2) // 3}").quarter_index
