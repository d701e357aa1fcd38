"""The whole story, from workbook to verdict, in two functions. Read this first.

`receive_workbook`: bytes -> checked cells -> a stored submission, or every problem at once and nothing stored.
`assess_period`: accepted or frozen figures -> an assessment with its reasons. Who may ask is decided by the caller.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import chain

from indicators.assessment.assess import assess
from indicators.catalogue.catalogue import Catalogue
from indicators.intake.check_workbook import CheckedWorkbook, IntakeContext, check_workbook
from indicators.model.submission import CheckStatus, Problem, Severity
from indicators.model.verdict import Assessment
from indicators.reconciliation import reconcile_acts
from indicators.requests import period_request
from indicators.store.connection import Store
from indicators.store.drafts import DraftKey, DraftState, close_draft, load_draft_answers
from indicators.store.submission_records import load_answers
from indicators.store.submissions import Incoming, Received, StoredAnswer, receive_submission
from indicators.store.transaction import Stamp, perform_all


@dataclass(frozen=True, slots=True)
class Upload:
    """A file as it arrives, with the reasons its sender gives for figures that are asked about, by problem fingerprint.

    `corrected`: cells (`sheet!cell`) that were corrected on the screen since the file was uploaded.
    """

    name: str
    data: bytes
    answers: Mapping[str, StoredAnswer]
    corrected: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Reception:
    """What became of an upload. `received` is None when something must be fixed, answered, or the file was refused.

    A folded question can be answered for some of its cells only: those then stand in `answered`, the others in `unanswered`.
    `unsigned` are the unanswered ones that have a reason and lack the second person's confirmation. `answers`: all that are known.
    """

    checked: CheckedWorkbook
    unanswered: tuple[Problem, ...]
    answered: tuple[Problem, ...]
    received: Received | None
    unsigned: tuple[Problem, ...] = ()
    answers: Mapping[str, StoredAnswer] = field(default_factory=dict)


def inspect_workbook(store: Store | None, upload: Upload, context: IntakeContext) -> Reception:
    """Every problem of an upload at once, and which questions are answered already, now or for an earlier version; stores nothing."""
    checked = check_workbook(upload.data, upload.name, context)
    known = _known_answers(store, checked, upload)
    answered, unanswered, unsigned = split_questions(checked.problems, known)
    return Reception(checked, unanswered, answered, None, unsigned, known)


def split_questions(problems: Sequence[Problem], known: Mapping[str, StoredAnswer]) -> tuple[tuple[Problem, ...], ...]:
    """(answered, unanswered, unsigned): the questions among the problems by what is known, each cell of a folded one by itself."""
    questions = [problem for problem in problems if problem.severity is Severity.CONFIRM]
    settled = {mark for problem in questions for mark in problem.fingerprints if _settles(known.get(mark), problem)}
    asked = {mark for problem in questions for mark in problem.fingerprints} - settled
    return _parts(questions, settled), _parts(questions, asked), _parts(questions, asked & set(known))


def receive_workbook(store: Store, stamp: Stamp, upload: Upload, context: IntakeContext) -> Reception:
    """Checks an upload and stores it as the next version if nothing is left to fix or to answer; StaleVersion if the round is closed.

    The draft of the department and round ends with it, and contradictions with other departments become tickets.
    """
    reception = inspect_workbook(store, upload, context)
    checked = reception.checked
    if reception.unanswered or checked.identity is None or not _is_sound(checked):
        return reception
    key = DraftKey(checked.identity.department, checked.identity.period)
    kept = load_draft_answers(store, key)
    settled = {mark for problem in reception.answered for mark in problem.fingerprints}
    new = settled & (set(upload.answers) | set(kept))
    incoming = Incoming(
        department=key.department,
        round=key.round,
        file=upload.name,
        data=upload.data,
        template_version=checked.identity.template_version,
        observations=checked.observations,
        problems=checked.problems,
        answers={mark: reception.answers[mark] for mark in sorted(new)},
        signers=checked.signers,
        corrected=upload.corrected,
    )
    receipt = (receive_submission(stamp, incoming), close_draft(stamp, key, DraftState.SUBMITTED))
    # The tickets belong to the receipt: whoever sees the one sees the other.
    received = perform_all(store, chain(receipt, reconcile_acts(context.catalogue, stamp, key.department, key.round)))[0]
    return replace(reception, unanswered=(), received=received)


def _known_answers(store: Store | None, checked: CheckedWorkbook, upload: Upload) -> dict[str, StoredAnswer]:
    """Reasons by fingerprint: of earlier versions, then of the draft, then those that come with the file, the later ones winning.

    A reason that comes again with the same words keeps the second person's confirmation that it has.
    """
    known: dict[str, StoredAnswer] = {}
    if store is not None and checked.identity is not None:
        for mark, kept in load_answers(store, checked.identity.department).items():
            known[mark] = StoredAnswer(kept.reason, kept.note, kept.by, kept.at, kept.second_by, kept.second_at)
        for mark, one in load_draft_answers(store, DraftKey(checked.identity.department, checked.identity.period)).items():
            known[mark] = StoredAnswer(one.reason, one.note, one.by, one.at, one.second_by, one.second_at)
    for mark, given in upload.answers.items():
        before = known.get(mark)
        if before is None or (before.reason, before.note) != (given.reason, given.note):
            known[mark] = given
    return known


def _parts(questions: Sequence[Problem], fingerprints: Collection[str]) -> tuple[Problem, ...]:
    return tuple(part for problem in questions if (part := problem.only(fingerprints)) is not None)


def _settles(answer: StoredAnswer | None, problem: Problem) -> bool:
    return answer is not None and (answer.second_by is not None or not problem.needs_second)


def assess_period(store: Store, catalogue: Catalogue, period: str, snapshot: str | None, as_of: date) -> Assessment:
    """The assessment of a period from a snapshot, or provisionally from what is accepted now; NotFound if there is no such snapshot."""
    return assess(period_request(store, catalogue, period, snapshot, as_of))


def _is_sound(checked: CheckedWorkbook) -> bool:
    must_fix = any(problem.severity is Severity.MUST_FIX for problem in checked.problems)
    return checked.status is not CheckStatus.REFUSED and not must_fix
