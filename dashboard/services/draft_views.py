"""A workbook in work as pages see it: the cells to mend, one line each, the questions, and what was done since the upload."""

from collections.abc import Mapping
from dataclasses import dataclass

from dashboard.services.views import Answer, CheckedUpload
from indicators.model.submission import Problem


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """What somebody typed for a cell, and what the uploaded file has there."""

    sheet: str
    cell: str
    found: str
    value: str
    by: str
    at: str


@dataclass(frozen=True, slots=True)
class CellLine:
    """One cell to mend. `field`: numerator, denominator, value, se, status or note. `text` is what stands there now.

    `problems` name the cell as it is now; `words` are what a reviewer wrote about it; `correction` is what was typed, if anything.
    """

    sheet: str
    cell: str
    indicator: str
    subject: str
    period: str
    field: str
    text: str
    problems: tuple[Problem, ...]
    words: str
    correction: CorrectionView | None


@dataclass(frozen=True, slots=True)
class DraftLine:
    """An open draft in a list."""

    department: str
    round: str
    file: str
    saved_by: str
    saved: str
    version: int


@dataclass(frozen=True, slots=True)
class DraftView:
    """A draft whole, checked as it stands with its corrections.

    `lines`: cells with a problem that must be mended, or named by a reviewer, and not corrected since. `whole`: problems that no
    cell can mend, for which the file is needed. `waiting`: questions that have a reason and lack the second person; `answers` by
    fingerprint. `version` rises with every change.
    """

    department: str
    round: str
    file: str
    by: str
    at: str
    saved_by: str
    saved: str
    version: int
    upload: CheckedUpload
    lines: tuple[CellLine, ...]
    whole: tuple[Problem, ...]
    corrections: tuple[CorrectionView, ...]
    waiting: tuple[Problem, ...]
    answers: Mapping[str, Answer]


@dataclass(frozen=True, slots=True)
class SignatureRequest:
    """A reason in a draft that waits for a second person. `own`: it is the reader's own, who cannot be the second."""

    department: str
    round: str
    fingerprint: str
    question: Problem
    answer: Answer
    own: bool
