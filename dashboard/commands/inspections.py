"""The command for inspections: draw, plan, name, begin, report, return, settle, cancel, list, show. The same acts as on the page."""

from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Mapping

from dashboard.access.refusals import Refused
from dashboard.commands.entrance import open_desk
from dashboard.commands.output import Exit, print_json, print_line
from dashboard.services.desk import Desk
from dashboard.services.inspection_views import InspectionView, inspection_document
from dashboard.services.inspections import (
    GROUNDS,
    InspectionOrder,
    InspectionReport,
    Settlement,
    begin_inspection,
    cancel_inspection,
    draw_subjects,
    list_inspections,
    name_inspectors,
    plan_inspection,
    read_detail,
    report_inspection,
    return_inspection,
    settle_inspection,
)
from indicators.oversight.inspection import BreachKind, BreachLevel, Outcome
from indicators.oversight.inspection_record import DocumentReference, Ground, Matter

_ACTS: Mapping[str, Callable[[Desk, str, int, Namespace], InspectionView]] = {
    "name": lambda desk, id, version, given: name_inspectors(desk, id, version, tuple(given.inspector)),
    "begin": lambda desk, id, version, given: begin_inspection(desk, id, version),
    "report": lambda desk, id, version, given: report_inspection(desk, id, version, _report(given)),
    "return": lambda desk, id, version, given: return_inspection(desk, id, version, given.reason),
    "settle": lambda desk, id, version, given: settle_inspection(desk, id, version, Settlement(given.reason, given.level)),
    "cancel": lambda desk, id, version, given: cancel_inspection(desk, id, version, given.reason),
}
STEPS = ("list", "draw", "show", "plan", *_ACTS)


def add_arguments(command: ArgumentParser) -> None:
    """What the command takes; `plan` takes a subject and a period, every other act the number of an inspection."""
    command.add_argument("step", choices=STEPS)
    command.add_argument("id", nargs="?", metavar="ID")
    command.add_argument("--subject", default="", help="region or department (plan)")
    command.add_argument("--period", default="", help="the quarter inspected (plan)")
    command.add_argument("--ground", type=Ground, choices=GROUNDS, default=Ground.OTHER)
    command.add_argument("--matter", type=Matter, choices=tuple(Matter), default=Matter.FIGURES)
    command.add_argument("--inspector", nargs="*", default=[], metavar="NAME", help="accounts of the office (plan, name)")
    command.add_argument("--outcome", type=Outcome, choices=tuple(Outcome), help="what was found (report)")
    command.add_argument("--breach", type=BreachKind, choices=tuple(BreachKind), help="the kind of breach (report)")
    command.add_argument("--findings", default="")
    command.add_argument("--document", nargs=3, metavar=("NUMBER", "TITLE", "DAY"), help="the document it rests on (report)")
    command.add_argument("--level", type=BreachLevel, choices=tuple(BreachLevel), help="how grave a breach is (settle)")
    command.add_argument("--reason", default="", help="reason, or opinion of who settles it")


def run_inspection(arguments: Namespace) -> Exit:
    """Prints one inspection as it stands after the act, all of them, or who is drawn for a random audit."""
    desk = open_desk(arguments.acting_as)
    if arguments.step == "list":
        views = list_inspections(desk)
        if arguments.json:
            print_json({"inspections": [inspection_document(view) for view in views]})
        for view in () if arguments.json else views:
            print_line(_line(view))
        return Exit.DONE
    if arguments.step == "draw":
        drawn = draw_subjects(desk, arguments.period)
        print_json({"period": arguments.period, "drawn": list(drawn)}) if arguments.json else print_line("\t".join(drawn))
        return Exit.DONE
    view = _act(desk, arguments)
    print_json(inspection_document(view)) if arguments.json else print_line(_line(view))
    return Exit.DONE


def _act(desk: Desk, given: Namespace) -> InspectionView:
    if given.step == "plan":
        inspectors = tuple(given.inspector)
        return plan_inspection(desk, InspectionOrder(given.subject, given.period, given.ground, given.matter, given.reason, inspectors))
    if given.id is None:
        raise Refused("inspections.refused.no_number")
    view = read_detail(desk, given.id).view
    return view if given.step == "show" else _ACTS[given.step](desk, view.id, view.row_version, given)


def _report(given: Namespace) -> InspectionReport:
    if given.outcome is None:
        raise Refused("acts.why_not.no_outcome")
    document = DocumentReference(*given.document) if given.document else None
    return InspectionReport(given.outcome, given.findings, given.breach, document)


def _line(view: InspectionView) -> str:
    about = view.about
    return "\t".join((view.id, about.subject, view.period, about.ground, view.state, about.outcome or "-", view.effect))
