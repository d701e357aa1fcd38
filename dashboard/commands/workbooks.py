"""Commands about workbooks: template, check, submit, review."""

from argparse import Namespace
from collections.abc import Mapping
from pathlib import Path

from dashboard.access.roles import SHELL
from dashboard.commands.annotated_copies import annotated_targets
from dashboard.commands.entrance import open_desk, store_exists
from dashboard.commands.output import Exit, print_json, print_line, print_message
from dashboard.services.desk import Desk
from dashboard.services.marked_copies import mark_workbook
from dashboard.services.obligations import download_template
from dashboard.services.reviews import ReturnWords, accept, send_back
from dashboard.services.submissions import check_upload, submit
from dashboard.services.views import Answer, CheckedUpload
from dashboard.settings import read_settings
from dashboard.text.problem_sentences import describe_problem
from indicators.catalogue.load import load_catalogue
from indicators.intake.check_workbook import CheckedWorkbook, IntakeContext, check_workbook
from indicators.model.submission import CheckStatus, Problem, Severity
from indicators.store.submission_records import load_submission

_STATUS_EXIT = {CheckStatus.CLEAN: Exit.DONE, CheckStatus.PROBLEMS: Exit.PROBLEMS, CheckStatus.REFUSED: Exit.REFUSED}


def run_template(arguments: Namespace) -> Exit:
    """Writes the workbook that a department fills for a round."""
    desk = open_desk(arguments.acting_as)
    document = download_template(desk, arguments.department, arguments.period)
    Path(arguments.output).write_bytes(document.data)
    print_message(f"{arguments.output}: {len(document.data)} bytes")
    return Exit.DONE


def run_check(arguments: Namespace) -> Exit:
    """Checks workbooks, each by itself; the worst one decides the exit status."""
    desk = None if arguments.offline or not store_exists(read_settings()) else open_desk(arguments.acting_as)
    worst = Exit.DONE
    files = [Path(name) for name in arguments.files]
    targets = annotated_targets(arguments.annotated, files) if arguments.annotated else [None] * len(files)
    for path, target in zip(files, targets, strict=True):
        try:
            data = path.read_bytes()
        except OSError as error:
            print_message(f"{path.name}: {error.strerror}")
            worst = Exit.REFUSED
            continue
        checked, unanswered = _check(desk, path.name, data, (arguments.department, arguments.period))
        _print_checked(checked, unanswered, arguments.json)
        if target and checked.status is not CheckStatus.REFUSED:
            target.write_bytes(mark_workbook(data, checked.problems))
            print_message(str(target))
        worst = max(worst, _STATUS_EXIT[effective_status(checked, unanswered)])
    return worst


def run_submit(arguments: Namespace) -> Exit:
    """Submits a workbook and prints its receipt, or every problem that is left."""
    desk = open_desk(arguments.acting_as)
    path = Path(arguments.file)
    answers = _answers(desk, path, arguments.reason, arguments.note) if arguments.reason else {}
    outcome = submit(desk, path.name, path.read_bytes(), answers)
    if isinstance(outcome, CheckedUpload):
        _print_checked(outcome.checked, outcome.unanswered, arguments.json)
        return _STATUS_EXIT[effective_status(outcome.checked, outcome.unanswered)]
    receipt = {
        name: getattr(outcome, name) for name in ("id", "department", "version", "state", "sha256", "file", "at", "by", "head", "repeated")
    }
    document = receipt | {"period": outcome.round, "counts": dict(outcome.counts)}
    print_json(document) if arguments.json else print_line("\n".join(f"{key}: {value}" for key, value in document.items()))
    return Exit.DONE


def run_review(arguments: Namespace) -> Exit:
    """Accepts a submission or returns it with a reason, words and cells."""
    desk = open_desk(arguments.acting_as)
    version = load_submission(desk.store, arguments.id).row_version
    if arguments.accept:
        view = accept(desk, arguments.id, version)
    else:
        view = send_back(desk, arguments.id, version, ReturnWords(arguments.reason or "", arguments.note or "", tuple(arguments.cell)))
    print_line(f"{view.id}: {view.state}")
    return Exit.DONE


def effective_status(checked: CheckedWorkbook, unanswered: tuple[Problem, ...]) -> CheckStatus:
    """`problems` means something must be fixed, or a question is not answered (interface.md 2)."""
    if checked.status is CheckStatus.REFUSED:
        return checked.status
    must_fix = any(problem.severity is Severity.MUST_FIX for problem in checked.problems)
    return CheckStatus.PROBLEMS if must_fix or unanswered else CheckStatus.CLEAN


def check_document(checked: CheckedWorkbook, unanswered: tuple[Problem, ...]) -> Mapping[str, object]:
    """The JSON of interface.md 2."""
    identity = checked.identity
    return {
        "file": checked.name,
        "sha256": checked.sha256,
        "department": identity.department if identity else None,
        "period": identity.period if identity else None,
        "template_version": identity.template_version if identity else None,
        "status": effective_status(checked, unanswered).value,
        "observations": len(checked.observations),
        "normalised": len(checked.normalised),
        "problems": [_problem_document(problem) for problem in checked.problems],
    }


def _problem_document(problem: Problem) -> Mapping[str, object]:
    message, fix = describe_problem(problem)
    names = ("code", "rule", "sheet", "cell", "indicator", "subject")
    document: dict[str, object] = {name: getattr(problem, name) for name in names}
    document |= {"severity": problem.severity.value, "also": list(problem.also)}
    document |= {"facts": {key: fact if isinstance(fact, int | float | str | list) else str(fact) for key, fact in problem.facts.items()}}
    document |= {"message": {"zh": message.zh, "en": message.en}, "fix": {"zh": fix.zh, "en": fix.en}}
    return document if problem.value is None else document | {"value": problem.value}


def _check(desk: Desk | None, name: str, data: bytes, whose: tuple[str | None, str | None]) -> tuple[CheckedWorkbook, tuple[Problem, ...]]:
    if desk is not None:
        upload = check_upload(desk, name, data, whose=whose)
        return upload.checked, upload.unanswered
    as_of = Desk(SHELL, None, None).today  # type: ignore[arg-type]
    checked = check_workbook(data, name, IntakeContext(load_catalogue(), as_of=as_of, department=whose[0], round=whose[1]))
    return checked, tuple(problem for problem in checked.problems if problem.severity is Severity.CONFIRM)


def _answers(desk: Desk, path: Path, reason: str, note: str) -> Mapping[str, Answer]:
    """One coded reason for every question that is open."""
    upload = check_upload(desk, path.name, path.read_bytes())
    return {mark: Answer(reason, note) for problem in upload.unanswered for mark in problem.fingerprints}


def _print_checked(checked: CheckedWorkbook, unanswered: tuple[Problem, ...], as_json: bool) -> None:
    if as_json:
        print_json(check_document(checked, unanswered))
        return
    print_line(f"{checked.name}: {effective_status(checked, unanswered).value} ({len(checked.observations)} / {len(checked.problems)})")
    for problem in checked.problems:
        message, fix = describe_problem(problem)
        place = f"{problem.sheet}!{problem.cell}" if problem.cell else problem.sheet
        more = f" (+{len(problem.also)})" if problem.also else ""
        print_line(f"  [{problem.severity.value}] {place}{more}\n    {message.zh}{fix.zh}\n    {message.en} {fix.en}")
