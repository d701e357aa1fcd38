"""Commands for the rounds of past years: import, vouch, drop, list."""

from argparse import Namespace
from dataclasses import asdict
from datetime import date
from pathlib import Path

from dashboard.commands.entrance import open_desk
from dashboard.commands.output import Exit, print_json, print_line, print_message
from dashboard.services.history import HistoryBatch, HistoryFile, HistoryOrder, drop_history, import_history, list_history, vouch_for
from dashboard.services.views import Answer
from dashboard.text.problem_sentences import describe_problem
from dashboard.text.say import Language, say
from indicators.model.submission import Severity


def run_history(arguments: Namespace) -> Exit:
    """Brings in past rounds, vouches for a batch, drops one, or lists all."""
    desk = open_desk(arguments.acting_as)
    if arguments.step == "list":
        documents = [_document(batch) for batch in list_history(desk)]
        print_json({"batches": documents}) if arguments.json else print_line("\n".join(map(_line, documents)))
        return Exit.DONE
    if arguments.step == "import":
        return _import(arguments)
    batch = (
        vouch_for(desk, arguments.names[0], arguments.statement or "")
        if arguments.step == "vouch"
        else drop_history(desk, arguments.names[0], arguments.note or "")
    )
    print_json(_document(batch)) if arguments.json else print_line(_line(_document(batch)))
    return Exit.DONE


def _import(arguments: Namespace) -> Exit:
    desk = open_desk(arguments.acting_as)
    files = [HistoryFile(Path(name).name, Path(name).read_bytes()) for name in arguments.names]
    filed = date.fromisoformat(arguments.filed) if arguments.filed else None
    answer = Answer(arguments.reason, arguments.note or "") if arguments.reason else None
    outcome = import_history(desk, files, HistoryOrder(arguments.source or "", filed, answer))
    for name, problem in outcome.problems:
        if problem.severity is Severity.MUST_FIX or outcome.batch is None:
            message, fix = describe_problem(problem)
            print_message(f"{name} {problem.sheet}!{problem.cell} [{problem.severity.value}] {message.zh}{fix.zh} / {message.en} {fix.en}")
    for language in Language:
        print_message(say(language, "history.absent", n=outcome.absent))
    if outcome.batch is None:
        return Exit.PROBLEMS
    print_json(_document(outcome.batch)) if arguments.json else print_line(_line(_document(outcome.batch)))
    return Exit.DONE


def _document(batch: HistoryBatch) -> dict[str, object]:
    return asdict(batch) | {"rounds": list(batch.rounds)}


def _line(document: dict[str, object]) -> str:
    return "\t".join(f"{key}={value}" for key, value in document.items())
