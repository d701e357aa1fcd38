"""What services hand to pages, commands and documents: plain values, already cut to what the actor may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from indicators.intake.check_workbook import CheckedWorkbook
from indicators.model.finding import SourceCell
from indicators.model.submission import Problem
from indicators.model.verdict import Assessment, RankDoubt, Verdict


@dataclass(frozen=True, slots=True)
class Document:
    """A file on its way out: name with ending, bytes, media type."""

    name: str
    data: bytes
    media_type: str


@dataclass(frozen=True, slots=True)
class PeriodView:
    """A period that this actor may look at; state: open, closed, frozen, published."""

    code: str
    state: str


@dataclass(frozen=True, slots=True)
class AssessmentView:
    """An assessment as this actor may see it. tier: office (exact) or published (small counts protected)."""

    assessment: Assessment
    tier: str
    state: str
    as_of: date
    published_on: date | None
    snapshot_id: str | None
    snapshot_sha256: str | None
    head: str


@dataclass(frozen=True, slots=True)
class Recomputation:
    """A kept assessment against the one computed again: whether every byte agrees, and both hashes.

    `by_kept_rules`: by the catalogue that was kept with it, else (an older store) by the present one, which has the same fingerprint.
    `places`: where they differ first, as paths in the document.
    """

    identical: bool
    kept: str
    computed: str
    by_kept_rules: bool
    places: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """One verdict with the cells it rests on. `rank_doubt`: how firmly its rank tier stands; None outside of the office."""

    verdict: Verdict
    cells: tuple[SourceCell, ...]
    view: AssessmentView
    rank_doubt: RankDoubt | None = None


@dataclass(frozen=True, slots=True)
class Obligation:
    """What one department owes in one round. next_action: download, fix, wait, amend, none.

    `returned_days`: for how many days a returned workbook has been with the department; None if it is not. `in_time`: whether a
    version came by the due day.
    """

    department: str
    round: str
    indicator_count: int
    cell_count: int
    due: date
    days_left: int
    state: str
    submission_id: str | None
    version: int
    next_action: str
    returned_days: int | None = None
    in_time: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A coded reason for a figure the system asked about, with a note; once kept, by whom, when, and confirmed by which second person."""

    reason: str
    note: str
    by: str = ""
    at: str = ""
    second_by: str | None = None


@dataclass(frozen=True, slots=True)
class CheckedUpload:
    """An upload after all checks. `unanswered` and `answered` split the problems to confirm.

    `changes`: indicator, subject, period, field, before, after, sheet, cell against the last accepted or else the last version, whose
    number and state are `against`; both None if there is none. `unsigned`: the unanswered ones that only lack a second person.
    """

    checked: CheckedWorkbook
    unanswered: tuple[Problem, ...]
    answered: tuple[Problem, ...]
    changes: pd.DataFrame | None
    unsigned: tuple[Problem, ...] = ()
    against: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True)
class Receipt:
    """Proof that a workbook was received: what, when, as which version, signed by whom, and where the audit chain stood."""

    id: str
    department: str
    round: str
    version: int
    state: str
    sha256: str
    file: str
    at: str
    by: str
    observations: int
    counts: Mapping[str, int]
    head: str
    repeated: bool
    signers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class SubmissionView:
    """One version of one department's workbook for a round."""

    id: str
    department: str
    round: str
    version: int
    state: str
    received: str
    by: str
    sha256: str
    file: str
    observations: int
    confirms: int
    row_version: int
    corrected: int = 0


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One act on a submission, with the words and the cells that came with it."""

    at: str
    actor: str
    action: str
    reason: str
    note: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SubmissionDetail:
    """A submission with its problems, its history and its figures."""

    view: SubmissionView
    problems: tuple[Problem, ...]
    answers: Mapping[str, Answer]
    timeline: tuple[TimelineEntry, ...]
    changes: pd.DataFrame | None
    observations: pd.DataFrame


@dataclass(frozen=True, slots=True)
class InboxItem:
    """A submission that waits for the office, with why it should come first."""

    view: SubmissionView
    days_waiting: int
    late: bool


@dataclass(frozen=True, slots=True)
class RoundView:
    """A collection round and how far it is."""

    period: str
    state: str
    due: date
    expected: int
    submitted: int
    accepted: int
    missing: tuple[str, ...]
    snapshot_id: str | None
    snapshot_sha256: str | None


@dataclass(frozen=True, slots=True)
class AccountView:
    """A local account without its secrets."""

    name: str
    role: str
    display: str
    department: str | None
    region: str | None
    disabled: bool
