"""The command for written notices about missing figures: what is missing, give a notice, list or withdraw them."""

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import asdict
from datetime import date

from dashboard.access.refusals import Refused
from dashboard.commands.entrance import open_desk
from dashboard.commands.output import Exit, print_json, print_line
from dashboard.services.desk import Desk
from dashboard.services.notices import Letter, MissingView, NoticeView, give_notices, list_missing, list_notices
from dashboard.services.tickets import drop_ticket, read_ticket


def run_notice(arguments: Namespace) -> Exit:
    """`missing` lists figures that were not reported, `give` puts a letter about them on record, `list`, `withdraw ID`."""
    desk = open_desk(arguments.acting_as)
    if arguments.step == "withdraw":
        view = read_ticket(desk, arguments.id or "").view
        if not view.notice:
            raise Refused("notices.refused.no_notice", {"id": view.id})
        drop_ticket(desk, view.id, view.row_version, arguments.reason or "")
    if arguments.step == "give":
        letter = Letter(arguments.period or "", arguments.number or "", _day(desk, arguments.day))
        chosen = _chosen(list_missing(desk, letter.period), arguments)
        give_notices(desk, letter, {(one.subject, one.indicator) for one in chosen if not one.notice})
    if arguments.step == "missing":
        return _print_missing(_chosen(list_missing(desk, arguments.period or ""), arguments), arguments)
    return _print_notices(list_notices(desk), arguments)


def _chosen(missing: Sequence[MissingView], arguments: Namespace) -> list[MissingView]:
    """Those of the named subjects and indicators; all where none is named."""
    subjects, indicators = arguments.subject, arguments.indicator
    return [one for one in missing if (not subjects or one.subject in subjects) and (not indicators or one.indicator in indicators)]


def _day(desk: Desk, text: str | None) -> date:
    try:
        return date.fromisoformat(text) if text else desk.today
    except ValueError as error:
        raise Refused("notices.refused.no_day", {"text": text or ""}) from error


def _print_missing(missing: Sequence[MissingView], arguments: Namespace) -> Exit:
    if arguments.json:
        print_json([asdict(one) for one in missing])
        return Exit.DONE
    for one in missing:
        print_line(f"{one.subject}\t{one.indicator}\t{','.join(one.rounds)}\t{one.lead}\t{one.notice or '-'}")
    return Exit.DONE


def _print_notices(notices: Sequence[NoticeView], arguments: Namespace) -> Exit:
    if arguments.json:
        print_json([asdict(one) | {"day": one.day.isoformat(), "settle_by": one.settle_by.isoformat()} for one in notices])
        return Exit.DONE
    for one in notices:
        print_line(f"{one.id}\t{one.state}\t{one.subject}\t{one.number}\t{one.day}\t{','.join(one.figures)}\t{one.ripens}")
    return Exit.DONE
