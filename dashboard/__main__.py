"""`python -m dashboard COMMAND`: reads the command line, runs the command, turns every refusal into a sentence and an exit status."""

import logging
import secrets
import sys
from argparse import ArgumentParser, Namespace, _SubParsersAction
from collections.abc import Callable, Sequence

from dashboard.access.roles import Role
from dashboard.commands.history import run_history
from dashboard.commands.hit_rates import run_hit_rate
from dashboard.commands.inspections import add_arguments as add_inspection_arguments
from dashboard.commands.inspections import run_inspection
from dashboard.commands.keeping import run_account, run_audit, run_backup, run_demo, run_init, run_restore, run_upgrade
from dashboard.commands.notices import run_notice
from dashboard.commands.office import run_decide, run_freeze, run_publish, run_reply, run_round
from dashboard.commands.output import Exit, print_message
from dashboard.commands.rule_comparison import run_compare_rules
from dashboard.commands.signals import run_signals
from dashboard.commands.verdicts import run_assess, run_brief, run_recompute, run_why
from dashboard.commands.workbooks import run_check, run_review, run_submit, run_template
from dashboard.services.refusals import REFUSALS, explain_refusal
from dashboard.settings import SettingsError
from dashboard.text.say import Language, say
from indicators.catalogue.catalogue import CatalogueError
from indicators.model.verdict import Grade

Run = Callable[[Namespace], Exit]


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command; its exit status is that of interface.md 1."""
    try:
        parsed = make_parser().parse_args(arguments)
    except SystemExit as stop:
        return Exit.USAGE if stop.code else Exit.DONE
    try:
        return parsed.run(parsed)
    except REFUSALS as refusal:
        for language in Language:
            print_message(explain_refusal(language, refusal))
    except (CatalogueError, SettingsError) as refusal:
        print_message(str(refusal))
    except OSError as error:
        print_message(f"{error.filename or ''}: {error.strerror or type(error).__name__}")
    except Exception:
        # A traceback is a defect whatever the input, and may hold figures: the log gets its place, never its values.
        reference = secrets.token_hex(4)
        kind, _, trace = sys.exc_info()
        logging.getLogger(__name__).error("%s %s at %s", reference, kind and kind.__name__, _place(trace))
        for language in Language:
            print_message(say(language, "refusals.unexpected", reference=reference))
    return Exit.REFUSED


def make_parser() -> ArgumentParser:
    """The command line of interface.md 1."""
    parser = ArgumentParser(prog="python -m dashboard", description="Action Plan Monitor / 反拐行动计划监测评估系统")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _add_workbook_commands(commands)
    _add_verdict_commands(commands)
    _add_office_commands(commands)
    _add_keeping_commands(commands)
    return parser


def _add(commands: _SubParsersAction, name: str, run: Run, help: str) -> ArgumentParser:
    command: ArgumentParser = commands.add_parser(name, help=help, description=help)
    command.add_argument("--as", dest="acting_as", metavar="NAME", help="act as this account")
    command.add_argument("--json", action="store_true", help="print one JSON document and nothing else on standard output")
    command.set_defaults(run=run)
    return command


def _add_workbook_commands(commands: _SubParsersAction) -> None:
    template = _add(commands, "template", run_template, "write the workbook a department fills for a round")
    template.add_argument("--department", required=True)
    template.add_argument("--period", required=True)
    template.add_argument("--output", required=True)
    check = _add(commands, "check", run_check, "report every problem of a workbook at once")
    check.add_argument("files", nargs="+", metavar="F.xlsx")
    check.add_argument("--annotated", metavar="OUT.xlsx", help="write the marked copy; of several files one each, or into a folder")
    check.add_argument("--offline", action="store_true", help="use the catalogue alone")
    check.add_argument("--department", help="whose file it is, if it is not our template")
    check.add_argument("--period", help="for which round it is, if it is not our template")
    submit = _add(commands, "submit", run_submit, "submit a workbook")
    submit.add_argument("file", metavar="F.xlsx")
    submit.add_argument("--reason", help="coded reason for every figure that is asked about")
    submit.add_argument("--note", default="")
    review = _add(commands, "review", run_review, "accept a submission or return it")
    review.add_argument("id")
    answer = review.add_mutually_exclusive_group(required=True)
    answer.add_argument("--accept", action="store_true")
    answer.add_argument("--return", dest="send_back", action="store_true")
    review.add_argument("--reason")
    review.add_argument("--note")
    review.add_argument("--cell", nargs="*", default=[], metavar="SHEET!CELL")


def _add_verdict_commands(commands: _SubParsersAction) -> None:
    assess = _add(commands, "assess", run_assess, "assess a period")
    assess.add_argument("--period", required=True)
    assess.add_argument("--snapshot")
    assess.add_argument("--catalogue", metavar="DIR")
    assess.add_argument("--observations", metavar="T.csv")
    assess.add_argument("--targets", metavar="G.csv")
    assess.add_argument("--levels", metavar="L.csv", help="what stands above each subject; with families nobody is criticised")
    assess.add_argument("--above", metavar="A.json", help="the level above as --json printed it: only families proven there are tested")
    assess.add_argument("--fast", action="store_true", help="leave the robustness run out")
    why = _add(commands, "why", run_why, "explain one verdict down to the cell")
    why.add_argument("--subject", required=True)
    why.add_argument("--period", required=True)
    why.add_argument("--snapshot")
    why.add_argument("--language", choices=("zh", "en"), help="one language only")
    recompute = _add(commands, "recompute", run_recompute, "compute a kept assessment again, byte for byte")
    recompute.add_argument("id")
    compare = _add(commands, "compare-rules", run_compare_rules, "hold a kept assessment against the same figures under other rules")
    compare.add_argument("id")
    compare.add_argument(
        "--rules", required=True, metavar="FILE|VERSION|DAY", help="a rules.yaml, a fingerprint, or a day they are in force"
    )
    brief = _add(commands, "brief", run_brief, "write the one-page brief")
    brief.add_argument("--period", required=True)
    brief.add_argument("--format", default="pdf")
    brief.add_argument("--language", choices=("zh", "en"), default="zh")
    brief.add_argument("--output", required=True)


def _add_office_commands(commands: _SubParsersAction) -> None:
    rounds = _add(commands, "round", run_round, "open or close a collection round")
    rounds.add_argument("step", choices=("open", "close"))
    rounds.add_argument("--period", required=True)
    _add(commands, "freeze", run_freeze, "freeze a round").add_argument("--period", required=True)
    _add(commands, "publish", run_publish, "publish a frozen round").add_argument("--period", required=True)

    history = _add(commands, "history", run_history, "bring in past rounds, vouch for them, drop or list them")
    history.add_argument("step", choices=("import", "vouch", "drop", "list"))
    history.add_argument("names", nargs="*", metavar="FILE|BATCH")
    history.add_argument("--source", help="the document the figures were taken from")
    history.add_argument("--filed", metavar="DAY", help="when they were first filed; without it, in time")
    history.add_argument("--reason", help="coded reason for every figure that is asked about")
    history.add_argument("--note")
    history.add_argument("--statement", help="what is vouched for")
    _add(commands, "signals", run_signals, "list the questions about figures of a period").add_argument("period", metavar="PERIOD")
    add_inspection_arguments(_add(commands, "inspection", run_inspection, "plan an inspection, take one further, list them"))
    notice = _add(commands, "notice", run_notice, "ask in writing for missing figures")
    notice.add_argument("step", choices=("missing", "give", "list", "withdraw"))
    notice.add_argument("id", nargs="?", metavar="ID", help="the notice to withdraw")
    notice.add_argument("--period", help="the round up to which figures are missing")
    notice.add_argument("--subject", nargs="*", default=[], help="regions and departments; without it all that owe figures")
    notice.add_argument("--indicator", nargs="*", default=[], help="indicators; without it all that are missing")
    notice.add_argument("--number", help="the document number of the letter")
    notice.add_argument("--day", help="the day of the letter; without it today")
    notice.add_argument("--reason", help="why a notice is withdrawn")
    _add(commands, "hit-rate", run_hit_rate, "tell how often proposals were confirmed")
    decide = _add(commands, "decide", run_decide, "propose a decision on PERIOD:SUBJECT, or take decision ID further")
    decide.add_argument("id", metavar="ID|PERIOD:SUBJECT")
    decide.add_argument("--grade", choices=[grade.value for grade in Grade], default="steady")
    decide.add_argument("--reason")
    for step in ("notify", "panel", "sign", "reject"):
        decide.add_argument(f"--{step}", dest="step", action="store_const", const=step)
    reply = _add(commands, "reply", run_reply, "reply to a decision on one's own department or region")
    reply.add_argument("id")
    reply.add_argument("--text", required=True)


def _add_keeping_commands(commands: _SubParsersAction) -> None:
    demo = _add(commands, "demo", run_demo, "make the store with the sample data")
    demo.add_argument("--if-missing", action="store_true", help="say nothing if there is a store already")
    _add(commands, "init", run_init, "make an empty store for real work (CHAIN_KEY must be set)")
    _add(commands, "upgrade", run_upgrade, "bring a store of an earlier version up to date")
    _add(commands, "audit", run_audit, "verify the event chain").add_argument("--verify", action="store_true", required=True)
    _add(commands, "backup", run_backup, "write the whole store into one file").add_argument("file")
    _add(commands, "restore", run_restore, "bring a store back from a backup").add_argument("file")
    account = _add(commands, "account", run_account, "add, disable or reset a local account")
    account.add_argument("step", choices=("add", "disable", "reset"))
    account.add_argument("name")
    account.add_argument("--role", choices=[role.value for role in Role if role is not Role.SHELL])
    account.add_argument("--department")
    account.add_argument("--region")
    account.add_argument("--display")


def _place(trace: object) -> str:
    """File and line where it happened, without any value."""
    while getattr(trace, "tb_next", None) is not None:
        trace = trace.tb_next  # type: ignore[attr-defined]
    frame = getattr(trace, "tb_frame", None)
    return f"{frame.f_code.co_filename.rsplit('/', 1)[-1]}:{getattr(trace, 'tb_lineno', 0)}" if frame else "?"


if __name__ == "__main__":
    sys.exit(main())
