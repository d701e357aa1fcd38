"""Tickets as pages see them, cut to what the reader may know: small counts of another department are not told, nor can be computed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dashboard.services.desk import Desk
from dashboard.text.figures import say_date, say_period
from dashboard.text.say import Language, say
from indicators.intake.cross.in_words import is_few, name_term
from indicators.model.relation import Term
from indicators.model.words import Bilingual
from indicators.notices import NOTICE
from indicators.oversight.ticket import TicketFacts, TicketState, is_overdue
from indicators.store.cases import CaseRecord

SIDES = ("left", "right")


@dataclass(frozen=True, slots=True)
class TicketView:
    """A ticket in a list. `text` says what should hold, or asks about figures of one department (`rule` is empty then).

    `must_fix`: the round is not frozen over it without a reason. `notice`: a written notice about missing figures.
    """

    id: str
    rule: str
    text: Bilingual
    period: str
    round: str
    state: str
    owners: tuple[str, ...]
    answered: tuple[str, ...]
    settle_by: date
    overdue: bool
    subjects: tuple[str, ...]
    must_fix: bool
    row_version: int
    notice: bool = False


@dataclass(frozen=True, slots=True)
class TicketFigure:
    """One figure, or the sum of another department's; `amount` None where it is small and not one's own.

    `places` (`sheet!cell`) are told of one's own figures, and to the office.
    """

    side: str
    department: str
    name: Bilingual | None
    amount: float | None
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TicketConflict:
    """Both sums for one region or the country; None where a small figure of another department could be computed from it."""

    subject: str
    left: float | None
    right: float | None
    figures: tuple[TicketFigure, ...]


@dataclass(frozen=True, slots=True)
class TicketAnswer:
    """What one owner said."""

    department: str
    by: str
    at: str
    text: str


@dataclass(frozen=True, slots=True)
class TicketDetail:
    """A ticket with its figures and answers. `may`: for every act ok or the code of why not. `missing`: what a notice asks for,
    indicator -> rounds.
    """

    view: TicketView
    conflicts: tuple[TicketConflict, ...]
    answers: tuple[TicketAnswer, ...]
    may: Mapping[str, str]
    missing: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def view_of(desk: Desk, record: CaseRecord) -> TicketView:
    """A stored ticket for a list."""
    rule = str(record.document["rule"])
    facts = facts_of(desk, record)
    return TicketView(
        id=record.id,
        rule=rule,
        text=_text(desk, record),
        period=record.period,
        round=str(record.document["round"]),
        state=record.state,
        owners=record.owners,
        answered=facts.answered,
        settle_by=facts.settle_by,
        overdue=is_overdue(facts),
        subjects=tuple(record.document["regions"]),
        must_fix=bool(rule) and desk.catalogue.check_rules[rule].severity == "must_fix",
        row_version=record.row_version,
        notice=is_notice(record),
    )


def is_notice(record: CaseRecord) -> bool:
    """Whether a ticket is a written notice about missing figures."""
    return NOTICE in record.document


def missing_of(record: CaseRecord) -> Mapping[str, tuple[str, ...]]:
    """What a notice asks for, indicator -> rounds; nothing for any other ticket."""
    figures: Mapping[str, Any] = record.document[NOTICE]["figures"] if is_notice(record) else {}
    return {code: tuple(rounds) for code, rounds in figures.items()}


def _text(desk: Desk, record: CaseRecord) -> Bilingual:
    """What should hold, what is asked about reported figures, or which figures a notice asks for."""
    asked = record.document.get("question")
    if asked:
        return Bilingual(asked["zh"], asked["en"])
    if is_notice(record):
        return _notice_text(desk, record)
    relations = {relation.id: relation for relation in desk.catalogue.relations}
    known = relations.get(record.subject)
    return known.text if known else desk.catalogue.check_rules[str(record.document["rule"])].text


def _notice_text(desk: Desk, record: CaseRecord) -> Bilingual:
    notice = record.document[NOTICE]
    known = desk.catalogue.regions.get(record.subject) or desk.catalogue.departments[record.subject]
    day = date.fromisoformat(notice["day"])
    facts = {"number": notice["number"], "n": len(notice["figures"])}
    words = {
        language: say(
            language,
            "notices.ticket",
            subject=known.short_name.in_language(language),
            day=say_date(day, language),
            period=say_period(record.period, language),
            **facts,
        )
        for language in Language
    }
    return Bilingual(words[Language.ZH], words[Language.EN])


def facts_of(desk: Desk, record: CaseRecord) -> TicketFacts:
    """The ticket as its machine sees it. Answers given before it was reopened do not count."""
    since = str(record.document.get("since", record.opened_at))
    answered = dict.fromkeys(answer.department for answer in answers_of(record) if answer.at >= since)
    due = date.fromisoformat(str(record.due))
    return TicketFacts(TicketState(record.state), record.owners, tuple(answered), due, desk.today)


def answers_of(record: CaseRecord) -> tuple[TicketAnswer, ...]:
    """What the owners said, the first first."""
    return tuple(TicketAnswer(**answer) for answer in record.document["answers"])


def conflicts_of(desk: Desk, record: CaseRecord) -> tuple[TicketConflict, ...]:
    """The contradictions as this reader may see them."""
    return tuple(_conflict(desk, one) for one in record.document["conflicts"])


def _conflict(desk: Desk, conflict: Mapping[str, Any]) -> TicketConflict:
    figures = tuple(figure for side in SIDES for figure in _figures(desk, side, conflict["cells"]))
    totals = {side: _total(desk, conflict[side], [figure for figure in figures if figure.side == side]) for side in SIDES}
    return TicketConflict(str(conflict["subject"]), totals["left"], totals["right"], figures)


def _figures(desk: Desk, side: str, cells: Sequence[Mapping[str, Any]]) -> list[TicketFigure]:
    """One's own figures one by one, those of another department as their sum; the office sees all of them."""
    reader = desk.actor.department
    groups: dict[tuple[str, str, str, str], list[Mapping[str, Any]]] = {}
    for cell in cells:
        if cell["side"] == side:
            own = reader is None or cell["department"] == reader
            what = (str(cell["indicator"]), str(cell["part"]), str(cell["breakdown"])) if own else ("", "", "")
            groups.setdefault((str(cell["department"]), *what), []).append(cell)
    return [_figure(desk, side, key, group) for key, group in groups.items()]


def _figure(desk: Desk, side: str, key: tuple[str, str, str, str], cells: Sequence[Mapping[str, Any]]) -> TicketFigure:
    department, code, part, breakdown = key
    amount = sum(float(cell["figure"]) * float(cell["factor"]) for cell in cells)
    if not code:
        return TicketFigure(side, department, None, None if is_few(amount) else amount, ())
    places = tuple(f"{cell['sheet']}!{cell['cell']}" for cell in cells if cell["cell"])
    return TicketFigure(side, department, name_term(desk.catalogue, Term(code, part, breakdown)), amount, places)


def _total(desk: Desk, total: float, figures: Sequence[TicketFigure]) -> float | None:
    """The sum of a side; not where it would give away what is hidden in it."""
    foreign = any(desk.actor.department not in (None, figure.department) for figure in figures)
    hidden = any(figure.amount is None for figure in figures) or (foreign and is_few(total))
    return None if hidden else float(total)
