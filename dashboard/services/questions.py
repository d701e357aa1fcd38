"""Questions about figures: answered once with a coded reason, confirmed by a second person where a rule asks for one.

Answers are kept with the draft, figure by figure, and go on record with the submission. They hold until the figure changes.
"""

from collections.abc import Collection, Mapping
from itertools import groupby

from dashboard.access.actions import Action
from dashboard.access.permissions import allowed, require
from dashboard.access.refusals import Refused
from dashboard.access.roles import OFFICE, Role
from dashboard.services.desk import Desk
from dashboard.services.draft_checks import check_draft, view_draft
from dashboard.services.draft_views import DraftView, SignatureRequest
from dashboard.services.drafts import draft_key, read_draft
from dashboard.services.views import Answer
from indicators.intake.personal_data import find_personal_data
from indicators.model.submission import Problem
from indicators.oversight.review import AnswerReason, check_answer
from indicators.store.accounts import ACTIVE, load_accounts
from indicators.store.drafts import DraftAnswer, DraftKey, confirm_answers, load_draft, load_draft_answers, load_drafts, save_answers
from indicators.store.transaction import perform

LONGEST_NOTE = 300
_READING_RULES = ("V-05", "V-27", "V-28")


def reasons_for(problem: Problem) -> tuple[str, ...]:
    """The coded reasons that answer a question. That a cell was only checked explains how it is read, never why a figure is unusual."""
    explained = tuple(reason.value for reason in AnswerReason if reason is not AnswerReason.CHECKED)
    return (AnswerReason.CHECKED.value, *explained) if problem.rule in _READING_RULES else explained


def answer_questions(desk: Desk, round_code: str, given: Mapping[str, Answer]) -> DraftView:
    """The draft with reasons by fingerprint, kept at once; Refused without a fitting reason, words for `other`, or with personal data."""
    key = draft_key(desk, round_code)
    before = read_draft(desk, round_code)
    questions = {mark: one for one in before.upload.unanswered for mark in one.fingerprints}
    answers = [
        DraftAnswer(mark, answer.reason, answer.note.strip(), part)
        for mark, answer in given.items()
        if mark in questions and (part := questions[mark].only({mark})) is not None
    ]
    for answer in answers:
        _require_sound(answer)
    perform(desk.store, save_answers(desk.stamp(), key, answers))
    return read_draft(desk, round_code)


def sign_answers(desk: Desk, department: str, round_code: str, fingerprints: Collection[str]) -> None:
    """Confirms reasons as the second person. Refused for one's own, and for the office where the department has a second account."""
    require(desk.actor, Action.SIGN_ANSWER, department=department, demo=desk.demo)
    if desk.actor.role in OFFICE and not _has_one_account(desk, department):
        raise Refused("draft.refused.department_signs")
    key = DraftKey(department, round_code)
    kept = load_draft_answers(desk.store, key)
    chosen = {mark for mark in fingerprints if mark in kept}
    if any(kept[mark].by == desk.actor.name for mark in chosen):
        raise Refused("draft.refused.own_answer")
    perform(desk.store, confirm_answers(desk.stamp(), key, chosen))


def list_signatures(desk: Desk) -> tuple[SignatureRequest, ...]:
    """Reasons that wait for a second person and that this actor may look at: its department's, for the office those it must sign."""
    found: list[SignatureRequest] = []
    for record in load_drafts(desk.store, desk.actor.department):
        may_sign = allowed(desk.actor, Action.SIGN_ANSWER, department=record.department, demo=desk.demo)
        if may_sign and (desk.actor.role not in OFFICE or _has_one_account(desk, record.department)):
            found += _requests(desk, record.key)
    return tuple(found)


def signing_office(desk: Desk, department: str) -> bool:
    """Whether the office signs for a department, because nobody else of the department can."""
    return _has_one_account(desk, department)


def count_reasons(problems: Collection[Problem], answers: Mapping[str, Answer]) -> tuple[tuple[str, int], ...]:
    """How many figures were explained by which reason, the most frequent first."""
    reasons = sorted(answers[mark].reason for problem in problems for mark in problem.fingerprints if mark in answers)
    counts = [(reason, len(list(group))) for reason, group in groupby(reasons)]
    return tuple(sorted(counts, key=lambda pair: -pair[1]))


def _requests(desk: Desk, key: DraftKey) -> list[SignatureRequest]:
    """Only what the workbook still asks: a reason for a figure that has changed since waits for nobody."""
    kept = load_draft_answers(desk.store, key)
    if not any(one.question.needs_second and one.second_by is None for one in kept.values()):
        return []
    view = view_draft(desk, check_draft(desk, load_draft(desk.store, key)))
    asked = [mark for problem in view.waiting for mark in problem.fingerprints if mark in kept]
    return [
        SignatureRequest(*(key.department, key.round, mark, kept[mark].question), view.answers[mark], kept[mark].by == desk.actor.name)
        for mark in asked
    ]


def _has_one_account(desk: Desk, department: str) -> bool:
    own = [one for one in load_accounts(desk.store) if one.department == department and one.role == Role.LIAISON and one.state == ACTIVE]
    return len(own) < 2


def _require_sound(answer: DraftAnswer) -> None:
    lacks = check_answer(answer.reason, answer.note)
    if not lacks and answer.reason not in reasons_for(answer.question):
        lacks = ("answer_needs_reason",)
    if lacks:
        raise Refused(f"acts.lacks.{lacks[0]}")
    if len(answer.note) > LONGEST_NOTE:
        raise Refused("draft.refused.too_long", {"limit": LONGEST_NOTE})
    if find_personal_data(answer.note) is not None:
        raise Refused("draft.refused.personal_data")
