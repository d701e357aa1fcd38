"""Tickets between departments: who sees which, what an owner says, how the office settles or drops one, what stands against freezing."""

from collections.abc import Iterator

from dashboard.access.actions import Action
from dashboard.access.permissions import allowed, require
from dashboard.access.refusals import Refused
from dashboard.services.desk import Desk
from dashboard.services.lawful import person_at, require_lawful
from dashboard.services.ticket_views import TicketDetail, TicketView, answers_of, conflicts_of, facts_of, missing_of, view_of
from indicators.intake.personal_data import find_personal_data
from indicators.oversight import ticket
from indicators.oversight.ticket import TicketAction, TicketState
from indicators.store.cases import CaseKind, CaseMove, CaseRecord, load_case, load_cases, move_case
from indicators.store.refusals import NotFound
from indicators.store.transaction import Act, perform
from indicators.store.versions import Expected

_PERMISSIONS = {
    TicketAction.ANSWER: Action.ANSWER_TICKET,
    TicketAction.SETTLE: Action.SETTLE_TICKET,
    TicketAction.DROP: Action.SETTLE_TICKET,
}


def list_tickets(desk: Desk) -> tuple[TicketView, ...]:
    """The tickets this actor may see: open ones first, by the day to settle them, then the latest of the others."""
    require(desk.actor, Action.READ_TICKET, department=desk.actor.department, demo=desk.demo)
    records = [record for record in load_cases(desk.store, CaseKind.TICKET) if _may(desk, Action.READ_TICKET, record)]
    views = [view_of(desk, record) for record in records]
    waiting = [view for view in views if view.state == TicketState.OPEN]
    past = [view for view in views if view.state != TicketState.OPEN]
    return (*sorted(waiting, key=lambda view: (view.settle_by, view.id)), *sorted(past, key=lambda view: view.id, reverse=True))


def read_ticket(desk: Desk, id: str) -> TicketDetail:
    """One ticket with figures, answers and what this actor may do with it; NotFound, AccessRefused."""
    record = _require_ticket(desk, id, Action.READ_TICKET)
    lawful = ticket.allowed(facts_of(desk, record), person_at(desk))
    may = {act.value: why if _may(desk, _PERMISSIONS[act], record) else "not_yours" for act, why in lawful.items()}
    return TicketDetail(view_of(desk, record), conflicts_of(desk, record), answers_of(record), may, missing_of(record))


def answer_ticket(desk: Desk, id: str, version: int, text: str) -> TicketView:
    """What an owning department says about its figures; Refused for an empty or too long text and for personal data in it."""
    record = _require_ticket(desk, id, Action.ANSWER_TICKET)
    require_lawful(ticket.allowed(facts_of(desk, record), person_at(desk)), TicketAction.ANSWER)
    said = require_text(desk, text)
    stamp = desk.stamp()
    answer = {"department": desk.actor.department, "by": desk.actor.name, "at": stamp.at, "text": said}
    document = {**record.document, "answers": [*record.document["answers"], answer]}
    return _move(desk, (id, version), CaseMove(TicketAction.ANSWER, TicketState.OPEN, document=document))


def settle_ticket(desk: Desk, id: str, version: int, reason: str) -> TicketView:
    """The office settles a ticket once its owners have answered or the day has passed; with a reason."""
    return _close(desk, (id, version), TicketAction.SETTLE, reason)


def drop_ticket(desk: Desk, id: str, version: int, reason: str) -> TicketView:
    """The office drops a ticket, with a reason."""
    return _close(desk, (id, version), TicketAction.DROP, reason)


def blocking_tickets(desk: Desk, round: str) -> tuple[TicketView, ...]:
    """The open tickets of a round over rules that must hold: it is not frozen over them without a reason."""
    views = [view_of(desk, record) for record in load_cases(desk.store, CaseKind.TICKET, (TicketState.OPEN,))]
    return tuple(view for view in views if view.round == round and view.must_fix)


def acts_over_open_tickets(desk: Desk, round: str, reason: str) -> Iterator[Act[CaseRecord]]:
    """The acts that put on record why a round is frozen over its open tickets; Refused, with their names, without a reason."""
    open_ones = blocking_tickets(desk, round)
    if not open_ones:
        return
    if not reason.strip():
        raise Refused("tickets.refused.freeze", {"n": len(open_ones), "ids": "、".join(view.id for view in open_ones)})
    said = require_text(desk, reason)
    for view in open_ones:
        expected = Expected(view.id, view.row_version, (TicketState.OPEN,))
        yield move_case(desk.stamp(), expected, CaseMove("freeze_over_ticket", TicketState.OPEN, said))


def _close(desk: Desk, seen: tuple[str, int], act: TicketAction, reason: str) -> TicketView:
    record = _require_ticket(desk, seen[0], Action.SETTLE_TICKET)
    require_lawful(ticket.allowed(facts_of(desk, record), person_at(desk)), act)
    state = ticket.next_state(TicketState(record.state), act)
    return _move(desk, seen, CaseMove(act, str(state), require_text(desk, reason)))


def _move(desk: Desk, seen: tuple[str, int], move: CaseMove) -> TicketView:
    return view_of(desk, perform(desk.store, move_case(desk.stamp(), Expected(*seen, (TicketState.OPEN,)), move)))


def _require_ticket(desk: Desk, id: str, permission: Action) -> CaseRecord:
    record = load_case(desk.store, id)
    if record.kind is not CaseKind.TICKET or _is_hidden(desk, record):
        raise NotFound("cases", id)
    require(desk.actor, permission, department=_owner(desk, record), demo=desk.demo)
    return record


def _may(desk: Desk, permission: Action, record: CaseRecord) -> bool:
    return not _is_hidden(desk, record) and allowed(desk.actor, permission, department=_owner(desk, record), demo=desk.demo)


def _is_hidden(desk: Desk, record: CaseRecord) -> bool:
    """What the office noted for itself about reported figures is no department's ticket."""
    return desk.actor.department is not None and bool(record.document.get("office_only"))


def _owner(desk: Desk, record: CaseRecord) -> str:
    """A ticket is the object of each of its owners: of the reader's own department if it is one of them."""
    own = desk.actor.department
    return own if own is not None and own in record.owners else record.owners[0]


def require_text(desk: Desk, text: str, longest: int | None = None) -> str:
    """The text without blanks around it; Refused where it is empty, too long (`longest`, else as V-31) or seems to hold personal data."""
    said = text.strip()
    longest = longest or int(desk.catalogue.limits("V-31")["characters"])
    if not said:
        raise Refused("tickets.refused.no_text")
    if len(said) > longest:
        raise Refused("tickets.refused.too_long", {"n": len(said), "longest": longest})
    if find_personal_data(said) is not None:
        raise Refused("tickets.refused.personal_data")
    return said
