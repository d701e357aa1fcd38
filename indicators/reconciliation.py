"""Departments whose figures contradict one another get one ticket for each relation and period, in the act that brought the figures.

The acts follow the receipt (or the return, or the withdrawal) in the same transaction: all of it happens, or nothing.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import asdict
from datetime import datetime
from typing import Any

import pandas as pd

from indicators.catalogue.calendar import BEIJING, is_working_day
from indicators.catalogue.catalogue import Catalogue
from indicators.intake.cross.conflicts import Conflict, Judgement, judge_relations
from indicators.intake.cross.term_plan import departments_of, figures_needed
from indicators.model.relation import Relation
from indicators.oversight.reply_clock import working_days_after
from indicators.oversight.ticket import FigureMove, TicketState, follow_figures
from indicators.store.cases import CaseKind, CaseMove, CaseRecord, NewCase, find_cases, move_case, open_case
from indicators.store.connection import Store
from indicators.store.reported import find_reported, load_reported
from indicators.store.transaction import Act, Connection, Done, Stamp
from indicators.store.versions import Expected

Standing = tuple[Relation, str, Sequence[Conflict], CaseRecord | None, frozenset[str]]
"""A relation in one period: its conflicts now, the last ticket over it, and the subjects that could be judged."""


def reconcile_acts(catalogue: Catalogue, stamp: Stamp, department: str, round: str) -> Iterator[Act[Any]]:
    """The acts that follow new figures of a department: tickets opened, brought up to date, resolved or reopened.

    To be performed one after the other behind the act that changed the figures: the first of them reads what is there by then.
    """
    found: list[Standing] = []
    relations = relations_between(catalogue, department)
    if not relations:
        return
    yield Act(stamp, lambda connection: _judge(catalogue, relations, round, (connection, found)))
    for standing in found:
        move = _move_of(standing)
        if move is not FigureMove.KEEP:
            yield _act_of(catalogue, stamp, round, (standing, move))


def load_others(store: Store, catalogue: Catalogue, department: str, rounds: Collection[str]) -> pd.DataFrame:
    """What departments have reported of the figures that relations with this one need in these rounds; REPORTED_COLUMNS."""
    relations = [one for one in catalogue.relations if department in (owners := departments_of(catalogue, one)) and len(owners) > 1]
    needed = [figures_needed(catalogue, relations, round) for round in sorted(rounds)]
    codes = {code for one in needed for code in one.codes}
    return load_reported(store, codes, {period for one in needed for period in one.periods})


def relations_between(catalogue: Catalogue, department: str) -> tuple[Relation, ...]:
    """The relations over which this department can get a ticket with another."""
    owned = [(relation, departments_of(catalogue, relation)) for relation in catalogue.relations if relation.ticket]
    return tuple(relation for relation, owners in owned if department in owners and len(owners) > 1)


def _judge(catalogue: Catalogue, relations: Sequence[Relation], round: str, box: tuple[Connection, list[Standing]]) -> Done[None]:
    """Judges the figures as they stand in this transaction; leaves what it found in the box. It writes nothing itself."""
    connection, found = box
    needed = figures_needed(catalogue, relations, round)
    judgement = judge_relations(catalogue, relations, find_reported(connection, needed.codes, needed.periods), round)
    for relation in relations:
        for period in sorted({at for id, at, _ in judgement.judged if id == relation.id}):
            found.append(_standing(connection, relation, period, judgement))
    return Done(None, None)


def _standing(connection: Connection, relation: Relation, period: str, judgement: Judgement) -> Standing:
    now = [one for one in judgement.conflicts if (one.relation, one.period) == (relation.id, period)]
    judged = frozenset(subject for id, at, subject in judgement.judged if (id, at) == (relation.id, period))
    tickets = find_cases(connection, CaseKind.TICKET, period, relation.id)
    return relation, period, now, tickets[0] if tickets else None, judged


def _move_of(standing: Standing) -> FigureMove:
    _, _, _, ticket, _ = standing
    if ticket is None:
        return follow_figures(None, bool(standing[2]), True, 0)
    after = _conflicts_after(standing)
    changed = _figures_in(after) != _figures_in(ticket.document["conflicts"])
    return follow_figures(TicketState(ticket.state), bool(after), changed, int(ticket.document.get("reopened", 0)))


def _conflicts_after(standing: Standing) -> list[Mapping[str, Any]]:
    """The conflicts as they stand now; one of an open ticket that could not be judged again stands as it did."""
    _, _, now, ticket, judged = standing
    kept = [] if ticket is None or ticket.state != TicketState.OPEN else ticket.document["conflicts"]
    unjudged = [one for one in kept if one["subject"] not in judged]
    return sorted([*unjudged, *(_conflict_document(one) for one in now)], key=lambda one: str(one["subject"]))


def _figures_in(conflicts: Collection[Mapping[str, Any]]) -> list[tuple[object, ...]]:
    """What a conflict is made of, whichever file it came in."""
    names = ("indicator", "part", "breakdown", "subject", "period", "figure")
    return sorted((one["subject"], *(cell[name] for name in names)) for one in conflicts for cell in one["cells"])


def _conflict_document(conflict: Conflict) -> Mapping[str, Any]:
    cells = [asdict(cell) for cell in conflict.cells]
    return {"subject": conflict.subject, "left": conflict.left, "right": conflict.right, "cells": cells}


def _act_of(catalogue: Catalogue, stamp: Stamp, round: str, decided: tuple[Standing, FigureMove]) -> Act[CaseRecord]:
    standing, move = decided
    relation, period, _, ticket, _ = standing
    conflicts = _conflicts_after(standing)
    regions = [one["subject"] for one in conflicts]
    if ticket is None or move is FigureMove.OPEN:
        document: dict[str, Any] = {"rule": relation.rule, "round": round, "regions": regions, "answers": []}
        document |= {"conflicts": conflicts, "reopened": 0, "since": stamp.at}
        document |= {"follows": ticket.id} if ticket else {}
        owners = departments_of(catalogue, relation)
        return open_case(
            stamp, NewCase(CaseKind.TICKET, period, relation.id, TicketState.OPEN, owners, _settle_by(catalogue, stamp), document)
        )
    expected = Expected(ticket.id, ticket.row_version, (ticket.state,))
    if move is FigureMove.RESOLVE:
        return move_case(stamp, expected, CaseMove(move, TicketState.RESOLVED))
    changes: dict[str, Any] = {"regions": regions, "conflicts": conflicts}
    if move is FigureMove.REOPEN:
        changes["reopened"] = int(ticket.document.get("reopened", 0)) + 1
        changes["since"] = stamp.at
    due = _settle_by(catalogue, stamp) if move is FigureMove.REOPEN else None
    return move_case(stamp, expected, CaseMove(move, TicketState.OPEN, due=due, document={**ticket.document, **changes}))


def _settle_by(catalogue: Catalogue, stamp: Stamp) -> str:
    today = datetime.fromisoformat(stamp.at).astimezone(BEIJING).date()
    return working_days_after(today, int(catalogue.number("ticket_settle_days")), is_working_day).isoformat()
