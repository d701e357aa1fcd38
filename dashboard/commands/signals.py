"""The command that lists the questions about figures of a period, for the office."""

from argparse import Namespace
from dataclasses import asdict

from dashboard.commands.entrance import open_desk
from dashboard.commands.output import Exit, print_json, print_line
from dashboard.services.signals import find_report, list_questions, signal_document
from dashboard.text.say import Language, say


def run_signals(arguments: Namespace) -> Exit:
    """Prints each question with its state: what, who filed the figures, where, how unusual. It finds and says; it accuses nobody."""
    desk = open_desk(arguments.acting_as)
    report = find_report(desk, arguments.period)
    questions = list_questions(desk, report)
    if arguments.json:
        signals = [signal_document(one.signal) | {"key": one.key, "state": one.state} for one in questions]
        units = [asdict(unit) for unit in report.units]
        tested = {kind.value: count for kind, count in report.tested.items()}
        print_json({"period": report.period, "signals": signals, "units": units, "tested": tested})
        return Exit.DONE
    for one in questions:
        signal = one.signal
        kind = " / ".join(say(language, f"signals.kind.{signal.kind}") for language in Language)
        where = f"{signal.department}\t{signal.subject}\t{','.join(signal.indicators)}"
        print_line(f"{kind}\t{where}\tp={signal.p:.2g}\tq={signal.q:.2g}\t{one.state}")
    return Exit.DONE
