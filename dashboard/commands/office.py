"""Commands for the acts of the office and the right of reply: rounds, freezing, publishing, deciding."""

from argparse import Namespace

from dashboard.commands.entrance import open_desk
from dashboard.commands.output import Exit, print_line
from dashboard.services import decisions
from dashboard.services.rounds import end_round, freeze, publish, start_round
from dashboard.services.views import RoundView
from indicators.model.verdict import Grade


def run_round(arguments: Namespace) -> Exit:
    """Opens or closes a collection round."""
    desk = open_desk(arguments.acting_as)
    return _print_round(start_round(desk, arguments.period) if arguments.step == "open" else end_round(desk, arguments.period))


def run_freeze(arguments: Namespace) -> Exit:
    """Freezes a round and prints its snapshot with the hash."""
    return _print_round(freeze(open_desk(arguments.acting_as), arguments.period))


def run_publish(arguments: Namespace) -> Exit:
    """Publishes a frozen round."""
    return _print_round(publish(open_desk(arguments.acting_as), arguments.period))


def _print_round(view: RoundView) -> Exit:
    snapshot = f"\t{view.snapshot_id}\t{view.snapshot_sha256}" if view.snapshot_id else ""
    print_line(f"{view.period}\t{view.state}\t{view.accepted}/{view.expected}{snapshot}")
    return Exit.DONE


def run_decide(arguments: Namespace) -> Exit:
    """Proposes a decision (`decide 2026-Q2:13 --grade G --reason TEXT`) or takes one further (`decide D-... --sign`)."""
    desk = open_desk(arguments.acting_as)
    if ":" in arguments.id:
        period, _, subject = arguments.id.partition(":")
        record = decisions.propose(desk, period, subject, Grade(arguments.grade), arguments.reason or "")
    elif arguments.step == "notify":
        record = decisions.notify(desk, arguments.id)
    elif arguments.step == "panel":
        record = decisions.convene(desk, arguments.id)
    elif arguments.step == "reject":
        record = decisions.reject(desk, arguments.id, arguments.reason or "")
    else:
        record = decisions.sign(desk, arguments.id, arguments.reason or "")
    print_line(f"{record.id}\t{record.state.value}\t{record.subject}\t{record.grade}\t{record.reply_due or ''}")
    return Exit.DONE


def run_reply(arguments: Namespace) -> Exit:
    """The reply of the assessed side."""
    found = decisions.reply(open_desk(arguments.acting_as), arguments.id, arguments.text)
    print_line(f"{arguments.id}\t{found.kind.value}\t{found.at}")
    return Exit.DONE
