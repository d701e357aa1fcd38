"""Short tables of the overview: departments, the special action, the national indicators of one area."""

from dashboard.text.figures import say_number, say_share, say_value
from dashboard.text.say import Language, say
from dashboard.ui.labels import country_chip, grade_chip, indicator_name, outcome_chip, subject_name
from dashboard.ui.markup import Link, Table, Value
from indicators.catalogue.catalogue import Catalogue
from indicators.model.subject import NATIONAL
from indicators.model.verdict import Assessment, GradeBasis, NationalResult, Verdict


def assessable_departments(assessment: Assessment) -> tuple[Verdict, ...]:
    """The departments whose assessment is more than a narrative."""
    return tuple(verdict for verdict in assessment.departments if verdict.grade_basis != GradeBasis.NARRATIVE_ONLY)


def departments_table(assessment: Assessment, catalogue: Catalogue, language: Language) -> Table:
    """One row an assessable department, with a link to its page."""
    verdicts = assessable_departments(assessment)
    caption = say(language, "overview.departments.sentence", n=len(verdicts), rest=len(assessment.departments) - len(verdicts))
    rows = tuple(
        (
            Link(subject_name(verdict.subject, catalogue, language), f"/department?subject={verdict.subject}&period={assessment.period}"),
            grade_chip(verdict.grade, language),
            say_number(verdict.score, language),
            str(len(catalogue.led_by(verdict.subject))),
            say_share(verdict.reporting.coverage, language, digits=0),
        )
        for verdict in verdicts
    )
    return Table(_head(language, "departments", ("subject", "grade", "score", "led", "coverage")), rows, frozenset({2, 3, 4}), caption)


def campaign_table(assessment: Assessment, catalogue: Catalogue, language: Language) -> Table:
    """One row an indicator of the special action, for the country."""
    rows = []
    for result in assessment.campaign:
        indicator = catalogue.indicators.get(result.indicator)
        if result.subject == NATIONAL and indicator:
            value, target = (say_value(indicator, figure, language) for figure in (result.value, result.target))
            rows.append((indicator_name(result.indicator, catalogue, language), outcome_chip(result.outcome, language), value, target))
    return Table(_head(language, "campaign", ("indicator", "outcome", "value", "target")), tuple(rows), frozenset({2, 3}))


def national_table(assessment: Assessment, area: str, catalogue: Catalogue, language: Language) -> Table:
    """One row a national indicator of the area: progress, value against path, in how many regions it is behind, who leads it."""
    results = tuple(result for result in assessment.national if area_of(result, catalogue) == area)
    behind = sum(result.gap is not None and result.gap < 0 for result in results)
    name = catalogue.areas[area].in_language(language)
    caption = say(language, "overview.national.sentence", area=name, n=len(results), behind=behind)
    rows = tuple(_national_row(result, catalogue, language) for result in results)
    columns = ("indicator", "progress", "value", "path", "behind", "lead")
    return Table(_head(language, "national", columns), rows, frozenset({2, 3, 4}), caption)


def area_of(result: NationalResult, catalogue: Catalogue) -> str:
    """The area of a result's indicator, empty for an unknown one."""
    indicator = catalogue.indicators.get(result.indicator)
    return indicator.area if indicator else ""


def _national_row(result: NationalResult, catalogue: Catalogue, language: Language) -> tuple[Value, ...]:
    indicator = catalogue.indicators[result.indicator]
    counted = {"n": result.regions_behind, "all": result.regions_with_value}
    return (
        indicator_name(result.indicator, catalogue, language),
        country_chip(result, language),
        say_value(indicator, result.value, language),
        say_value(indicator, result.path, language),
        say(language, "overview.national.behind", **counted) if result.regions_with_value else "–",
        subject_name(indicator.lead, catalogue, language),
    )


def _head(language: Language, table: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(say(language, f"overview.{table}.columns.{column}") for column in columns)
