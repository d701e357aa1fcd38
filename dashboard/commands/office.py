"""Commands for the acts of the office: rounds, freezing, publishing."""

from argparse import Namespace

from dashboard.commands.entrance import open_desk
from dashboard.commands.output import Exit, print_line
from dashboard.services.rounds import end_round, freeze, publish, start_round
from dashboard.services.views import RoundView


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
