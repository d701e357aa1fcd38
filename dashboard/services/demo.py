"""Making the demonstration store: the sample history replayed through the same checks and acts that a real office would use.

A store is a demo from its first moment and says so on every page; nothing here can touch a store that is there already.
"""

from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from functools import cache
from itertools import chain
from multiprocessing import get_context
from typing import Any

from dashboard.access.accounts import hash_password
from dashboard.access.roles import SHELL, Role
from dashboard.services.desk import BEIJING, Desk
from dashboard.services.house import chain_key
from dashboard.services.rounds import keep_assessment_of
from dashboard.settings import Settings
from indicators.catalogue.catalogue import Catalogue
from indicators.catalogue.load import load_catalogue
from indicators.intake.check_workbook import CheckedWorkbook, IntakeContext, check_workbook
from indicators.model.indicator import Frequency
from indicators.model.period import parse_period
from indicators.model.round import RoundState
from indicators.model.submission import Severity
from indicators.reconciliation import reconcile_acts
from indicators.store.accounts import NewAccount, add_account
from indicators.store.assessments import publish_round
from indicators.store.connection import Store
from indicators.store.creation import Creation, create_store
from indicators.store.drafts import DraftKey, NewDraft, open_draft
from indicators.store.rounds import close_round, open_round
from indicators.store.snapshots import freeze_round
from indicators.store.submissions import Incoming, ReturnNote, StoredAnswer, accept_submission, receive_submission, return_submission
from indicators.store.transaction import Act, Stamp, perform_all
from indicators.store.versions import Expected
from sample_data.accounts import DEMO_PASSWORD, demo_accounts
from sample_data.demo import AS_OF, DemoSubmission, Outcome, Round, demo_rounds, demo_submissions
from sample_data.planted import OPEN_ROUND

WORKERS = 2
DIRECTOR = "director-zhou"


@dataclass(frozen=True, slots=True)
class Moment:
    """One act of the history with its time; `freezes` and `publishes` name the quarter that is assessed or published then.

    `files` names the department that files in the open round, whose figures may contradict another's.
    """

    at: datetime
    act: Act[Any] | None
    freezes: str = ""
    publishes: str = ""
    files: str = ""


def build_demo(settings: Settings) -> Store:
    """Makes the demo store of these settings from the sample history; StoreUnavailable if there is a store already."""
    catalogue = load_catalogue()
    rounds = demo_rounds()
    start = Stamp(_iso(_at(rounds[0].opened, 6)), SHELL.name, SHELL.role)
    store = create_store(settings.store_url, chain_key(settings), Creation(start, True, AS_OF.isoformat()), settings.anchor)
    _add_accounts(store, catalogue, start)
    moments = sorted((*_round_moments(rounds), *_filing_moments(catalogue)), key=lambda moment: moment.at)
    _replay(Desk(SHELL, store, catalogue, AS_OF, True, True), moments)
    return store


def _add_accounts(store: Store, catalogue: Catalogue, stamp: Stamp) -> None:
    hashed = hash_password(DEMO_PASSWORD)
    new = [
        NewAccount(account.name, account.role, account.display.zh, account.display.en, hashed, account.department, account.region)
        for account in demo_accounts(catalogue)
    ]
    perform_all(store, [add_account(stamp, account) for account in new])


def _replay(desk: Desk, moments: list[Moment]) -> None:
    """Performs the acts in time order, in one transaction from one freeze or publication to the next."""
    waiting: list[Iterable[Act[Any]]] = []
    assessed: dict[str, str] = {}
    for moment in moments:
        if moment.publishes:
            stamp = _stamp(moment.at, DIRECTOR, Role.DIRECTOR)
            waiting.append((publish_round(stamp, _frozen(moment.publishes), assessed[moment.publishes]),))
        elif moment.act is not None:
            waiting.append((moment.act,))
        if moment.act is not None and moment.files:
            waiting.append(reconcile_acts(desk.catalogue, moment.act.stamp, moment.files, OPEN_ROUND))
        if moment.freezes:
            snapshot = perform_all(desk.store, chain.from_iterable(waiting))[-1]
            waiting = []
            assessed[moment.freezes] = keep_assessment_of(desk, moment.freezes, snapshot.id, _stamp(moment.at, DIRECTOR, Role.DIRECTOR))
    perform_all(desk.store, chain.from_iterable(waiting))


def _frozen(period: str) -> Expected:
    """A round after opening, closing and freezing."""
    return Expected(period, 3, (RoundState.FROZEN,))


def _round_moments(rounds: tuple[Round, ...]) -> Iterator[Moment]:
    for item in rounds:
        stamp = _stamp(_at(item.opened, 7), DIRECTOR, Role.DIRECTOR)
        yield Moment(_at(item.opened, 7), open_round(stamp, item.code, item.due))
        if item.closed is None or item.frozen is None or item.published is None:
            continue
        # Holidays may bring two of these days together; the hours keep their order.
        closing = _at(item.closed, 9)
        yield Moment(closing, close_round(_stamp(closing, DIRECTOR, Role.DIRECTOR), item.code, 1))
        if parse_period(item.code).frequency is Frequency.QUARTER:
            freezing = _at(item.frozen, 15)
            yield Moment(freezing, freeze_round(_stamp(freezing, DIRECTOR, Role.DIRECTOR), item.code, 2), freezes=item.code)
            yield Moment(_at(item.published, 17), None, publishes=item.code)


def _filing_moments(catalogue: Catalogue) -> list[Moment]:
    """Every workbook, made here and checked in worker processes, with what became of it."""
    moments: list[Moment] = []
    with ProcessPoolExecutor(WORKERS, mp_context=get_context("spawn")) as pool:
        tasks: list[tuple[DemoSubmission, Future[CheckedWorkbook]]] = [
            (item, pool.submit(check_sample, item.name, item.data, item.filing.at.date())) for item in demo_submissions(catalogue)
        ]
        for item, task in tasks:
            moments += _moments_of(item, task.result())
    return moments


def check_sample(name: str, data: bytes, day: date) -> CheckedWorkbook:
    """One sample workbook through the same checks as any upload; runs in a worker process."""
    return check_workbook(data, name, IntakeContext(_catalogue(), as_of=day, known=None, open_rounds=None, department=None))


@cache
def _catalogue() -> Catalogue:
    return load_catalogue()


def _moments_of(item: DemoSubmission, checked: CheckedWorkbook) -> Iterator[Moment]:
    filing = item.filing
    stamp = _stamp(filing.at, filing.by, Role.LIAISON)
    must_fix = sum(problem.severity is Severity.MUST_FIX for problem in checked.problems)
    if filing.outcome is Outcome.DRAFT:
        draft = NewDraft(DraftKey(filing.department, filing.round), item.name, checked.sha256, item.data)
        yield Moment(filing.at, open_draft(stamp, draft))
        return
    if must_fix or checked.identity is None:
        raise ValueError(f"{item.name}: the sample history holds a workbook with problems: {checked.problems[:3]}")
    receipt = receive_submission(stamp, _incoming(item, checked, checked.identity.template_version))
    yield Moment(filing.at, receipt, files=filing.department if filing.round == OPEN_ROUND else "")
    if filing.review is None:
        return
    id = f"S-{filing.round.replace('-', '')}-{filing.department}-{filing.version}"
    answer = _stamp(filing.review.at, filing.review.by, Role.REVIEWER)
    if filing.outcome is Outcome.ACCEPTED:
        yield Moment(filing.review.at, accept_submission(answer, id, 1))
    else:
        words = ReturnNote(filing.review.reason, filing.review.note.zh, item.cells)
        yield Moment(filing.review.at, return_submission(answer, id, 1, words))


def _incoming(item: DemoSubmission, checked: CheckedWorkbook, template_version: str) -> Incoming:
    questions = [problem for problem in checked.problems if problem.severity is Severity.CONFIRM]
    said = StoredAnswer("campaign", "")
    answers = {mark: said for problem in questions for mark in problem.fingerprints}
    return Incoming(
        department=item.filing.department,
        round=item.filing.round,
        file=item.name,
        data=item.data,
        template_version=template_version,
        observations=checked.observations,
        problems=checked.problems,
        answers=answers,
        signers=checked.signers,
    )


def _stamp(at: datetime, name: str, role: Role) -> Stamp:
    return Stamp(_iso(at), name, role)


def _at(day: date, hour: int) -> datetime:
    return datetime.combine(day, time(hour))


def _iso(at: datetime) -> str:
    """The story's times are Beijing's; the record's are UTC."""
    return at.replace(tzinfo=BEIJING).astimezone(UTC).isoformat(timespec="microseconds")
