"""Commands about verdicts: assess, why, recompute, brief; also the engine alone on any catalogue and any tidy table."""

from argparse import Namespace
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path

from dashboard.access.refusals import Refused
from dashboard.commands.entrance import open_desk
from dashboard.commands.explanation import cell_lines, explanation_document, explanation_lines
from dashboard.commands.output import Exit, print_json, print_line, print_message
from dashboard.services.assessments import assess_snapshot, explain_from, read_assessment, sees_exact
from dashboard.services.briefs import make_brief
from dashboard.services.desk import Desk
from dashboard.services.inspection_views import established_about
from dashboard.services.recomputation import recompute
from dashboard.services.views import AssessmentView
from dashboard.text.say import Language, say
from indicators.assessment.assess import assess
from indicators.assessment.document import summary_document
from indicators.assessment.levels import Levels
from indicators.assessment.request import AssessmentRequest
from indicators.catalogue.load import load_catalogue
from indicators.catalogue.read_levels import read_levels, read_proven
from indicators.catalogue.read_observations import read_observations
from indicators.model.indicator import Frequency
from indicators.model.period import parse_period
from indicators.model.subject import NATIONAL
from indicators.model.verdict import Assessment
from indicators.requests import catalogue_for


def run_assess(arguments: Namespace) -> Exit:
    """The assessment of a period: of what is accepted now, of a snapshot, or of a study's catalogue and table."""
    _require_quarter(arguments.period)
    if arguments.observations and not arguments.catalogue:
        raise Refused("refusals.observations_without_catalogue")
    names: Mapping[str, Mapping[str, str]] = {}
    if arguments.catalogue:
        assessment = _assess_study(arguments)
    else:
        desk = open_desk(arguments.acting_as)
        assessment, names = _view(desk, arguments.period, arguments.snapshot).assessment, _names(desk)
    print_json(summary_document(assessment, names)) if arguments.json else _print_summary(assessment)
    return Exit.DONE


def run_why(arguments: Namespace) -> Exit:
    """The explanation of one verdict, down to the cell: of the assessment that stands, or of a snapshot computed now."""
    _require_quarter(arguments.period)
    desk = open_desk(arguments.acting_as)
    view = _view(desk, arguments.period, arguments.snapshot) if arguments.snapshot else read_assessment(desk, arguments.period)
    found = explain_from(desk, view, arguments.subject)
    if arguments.json:
        established = established_about(desk, arguments.period, arguments.subject, view.state) if sees_exact(desk) else {}
        print_json(explanation_document(found, desk) | ({"established": established} if established else {}))
        return Exit.DONE
    languages = [Language(arguments.language)] if arguments.language else list(Language)
    for language in languages:
        for line in explanation_lines(found, desk, language):
            print_line(line)
    for line in cell_lines(found, languages[0]):
        print_line(line)
    return Exit.DONE


def run_recompute(arguments: Namespace) -> Exit:
    """Computes a kept assessment again from its snapshot by the rules kept with it; done only if every byte agrees."""
    outcome = recompute(open_desk(arguments.acting_as), arguments.id)
    if arguments.json:
        print_json({"id": arguments.id, **asdict(outcome)})
    else:
        print_line(f"{arguments.id}: {'identical' if outcome.identical else 'different'} {outcome.kept} {outcome.computed}")
        for place in outcome.places:
            print_line(f"  {place}")
    return Exit.DONE if outcome.identical else Exit.PROBLEMS


def run_brief(arguments: Namespace) -> Exit:
    """Writes the brief of a period."""
    desk = open_desk(arguments.acting_as)
    document = make_brief(desk, arguments.period, Language(arguments.language), arguments.format)
    Path(arguments.output).write_bytes(document.data)
    print_message(f"{arguments.output}: {len(document.data)} bytes")
    return Exit.DONE


def _assess_study(arguments: Namespace) -> Assessment:
    if not arguments.observations:
        raise Refused("refusals.study_without_observations")
    targets = Path(arguments.targets) if arguments.targets else None
    catalogue = catalogue_for(load_catalogue(Path(arguments.catalogue), targets=targets), arguments.period)
    observations = read_observations(Path(arguments.observations), catalogue.indicators)
    if observations.empty:
        raise Refused("refusals.no_observations")
    levels = _study_levels(arguments, frozenset(observations["subject"]) - {NATIONAL})
    return assess(AssessmentRequest(arguments.period, catalogue, observations, run_robustness=not arguments.fast, levels=levels))


def _study_levels(arguments: Namespace, units: frozenset[str]) -> Levels | None:
    """What stands above the units of a study; a table with families is of counties, whom statistics never criticise."""
    if not arguments.levels and arguments.above:
        raise Refused("refusals.levels_without_families")
    if not arguments.levels:
        return None
    parents, families = read_levels(Path(arguments.levels))
    unknown = sorted(units - set(parents))
    if unknown:
        raise Refused("refusals.levels_without_subjects", {"subjects": ", ".join(unknown[:5])})
    if arguments.above and not families:
        raise Refused("refusals.levels_without_families")
    tested = read_proven(Path(arguments.above)) if arguments.above else None
    return Levels(parents, families, tested, inspect_only=bool(families))


def _view(desk: Desk, period: str, snapshot: str | None) -> AssessmentView:
    """Exact and computed now for the office; for everybody else what is published."""
    return assess_snapshot(desk, period, snapshot) if sees_exact(desk) else read_assessment(desk, period)


def _names(desk: Desk) -> Mapping[str, Mapping[str, str]]:
    regions = {code: region.name for code, region in desk.catalogue.regions.items()}
    departments = {code: department.name for code, department in desk.catalogue.departments.items()}
    return {code: {"zh": name.zh, "en": name.en} for code, name in (regions | departments).items()}


def _require_quarter(period: str) -> None:
    try:
        quarter = parse_period(period).frequency is Frequency.QUARTER
    except ValueError:
        quarter = False
    if not quarter:
        raise Refused("refusals.unknown_period", {"period": period})


def _print_summary(assessment: Assessment) -> None:
    for verdict in (*assessment.regions, *assessment.departments):
        score = "-" if verdict.score is None else f"{verdict.score:.1f}"
        print_line(f"{verdict.subject}\t{_grade(verdict.grade.value)}\t{score}")


def _grade(grade: str) -> str:
    return " / ".join(say(language, f"verdicts.grade.{grade}") for language in Language)
