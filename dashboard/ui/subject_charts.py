"""The charts of one subject with their sentences and tables: areas, contributions, history."""

from collections.abc import Mapping

import pandas as pd

from dashboard.charts.areas import AreaScore, ScoreLine, draw_area_scores
from dashboard.charts.contributions import COVERAGE, OTHERS, REFERENCE, TOTAL, Step, draw_contributions, fold_contributions
from dashboard.charts.history import draw_score_history
from dashboard.charts.marks import Standing, standing_of
from dashboard.text.figures import say_number, say_period, say_points, say_share, say_value
from dashboard.text.say import Language, say
from dashboard.ui.figure import Picture
from dashboard.ui.labels import indicator_name, standing_chip, subject_name
from dashboard.ui.markup import Table
from indicators.catalogue.catalogue import Catalogue
from indicators.model.area import SCORED_AREAS, Area
from indicators.model.finding import Comparison, Contribution
from indicators.model.verdict import Lines, Verdict

_NOT_INDICATORS = (REFERENCE, OTHERS, COVERAGE, TOTAL)
_BEHIND = (Standing.SLIPPING, Standing.FAR_BEHIND)


def areas_picture(verdict: Verdict, lines: Lines, catalogue: Catalogue, language: Language) -> Picture:
    """The areas of one subject against the lines of the period."""
    standings = {area: standing_of(verdict.areas.get(area), lines) for area in SCORED_AREAS}
    names = {area: catalogue.areas[area].in_language(language) for area in SCORED_AREAS}
    chips = {area: standing_chip(standing, language) for area, standing in standings.items()}
    scores = tuple(AreaScore(names[area], verdict.areas.get(area), standings[area], chips[area].word) for area in SCORED_AREAS)
    rows = tuple(
        (
            f"{area} {names[area]}",
            chips[area],
            say_number(verdict.areas.get(area), language),
            say_share(verdict.reporting.area_coverage.get(area), language, digits=0),
        )
        for area in SCORED_AREAS
    )
    head = _head("areas", ("area", "standing", "score", "coverage"), language)
    sentence = _areas_sentence(subject_name(verdict.subject, catalogue, language), standings, language)
    return Picture("areas", draw_area_scores(scores, _lines(lines, language)), sentence, Table(head, rows, frozenset({2, 3})))


def contributions_picture(comparison: Comparison, kind: str, catalogue: Catalogue, language: Language) -> Picture:
    """The waterfall from a reference (`vs_path`, `vs_peers`, `vs_last_year`) to the score, and every contribution in the table."""
    steps = fold_contributions(comparison)
    reference = say(language, f"subject.contributions.reference.{kind}")
    labels = {
        REFERENCE: reference,
        OTHERS: say(language, "subject.contributions.others"),
        COVERAGE: say(language, "subject.contributions.coverage_effect"),
        TOTAL: say(language, "subject.contributions.total"),
        **{step.code: indicator_name(step.code, catalogue, language) for step in steps if step.code in catalogue.indicators},
    }
    sentence = _contributions_sentence(steps, labels, language)
    table = _contributions_table(comparison, steps, labels, catalogue, language)
    return Picture("contributions", draw_contributions(steps, labels), sentence, table)


def history_picture(history: pd.DataFrame, language: Language) -> Picture:
    """Scores over the periods (columns period, score, watch, criticise, commend) against the lines of each period."""
    periods = tuple(str(code) for code in history["period"])
    series = {name: tuple(None if pd.isna(value) else float(value) for value in history[name]) for name in ("score", "watch", "criticise")}
    named = tuple((say(language, f"subject.history.{name}"), values) for name, values in series.items())
    columns = ("period", "score", "watch", "criticise", "commend")
    rows = tuple(
        (say_period(str(row.period), language), *(say_number(getattr(row, name), language) for name in columns[1:]))
        for row in history.iloc[::-1].itertuples()
    )
    table = Table(_head("history", columns, language), rows, frozenset({1, 2, 3, 4}))
    return Picture("history", draw_score_history(periods, named), _history_sentence(history, language), table)


def _lines(lines: Lines, language: Language) -> tuple[ScoreLine, ...]:
    values = {"criticise": lines.criticise, "watch": lines.watch, "plan": 100.0, "commend": lines.commend}
    return tuple(ScoreLine(say(language, f"subject.areas.lines.{name}"), value) for name, value in values.items())


def _areas_sentence(name: str, standings: Mapping[Area, Standing], language: Language) -> str:
    none = sum(standing is Standing.NO_DATA for standing in standings.values())
    behind = sum(standing in _BEHIND for standing in standings.values())
    total = len(standings)
    return say(language, "subject.areas.sentence", name=name, n=total, on=total - none - behind, behind=behind, none=none)


def _contributions_sentence(steps: tuple[Step, ...], labels: Mapping[str, str], language: Language) -> str:
    start, end = steps[0].points, steps[-1].points
    worst = min((step for step in steps if step.code not in _NOT_INDICATORS), key=lambda step: step.points, default=None)
    facts = {
        "reference": labels[REFERENCE],
        "start": say_number(start, language),
        "end": say_number(end, language),
        "total": say_points(end - start, language),
    }
    if worst is None or worst.points >= 0:
        return say(language, "subject.contributions.sentence_no_loss", **facts)
    worst_said = f"{labels.get(worst.code, worst.code)} {say_points(worst.points, language)}"
    return say(language, "subject.contributions.sentence", worst=worst_said, **facts)


def _contributions_table(
    comparison: Comparison, steps: tuple[Step, ...], labels: Mapping[str, str], catalogue: Catalogue, language: Language
) -> Table:
    parts = {part.indicator: part for part in comparison.contributions}
    rows = tuple(
        (
            labels.get(step.code, step.code),
            say_number(step.points, language) if step.code in (REFERENCE, TOTAL) else say_points(step.points, language),
            *_values(parts.get(step.code), catalogue, language),
        )
        for step in steps
    )
    return Table(_head("contributions", ("part", "points", "value", "expected"), language), rows, frozenset({1, 2, 3}))


def _values(part: Contribution | None, catalogue: Catalogue, language: Language) -> tuple[str, str]:
    indicator = catalogue.indicators.get(part.indicator) if part else None
    if part is None or indicator is None:
        return "", ""
    return say_value(indicator, part.value, language), say_value(indicator, part.expected, language)


def _history_sentence(history: pd.DataFrame, language: Language) -> str:
    known = history.dropna(subset=["score"])
    if known.empty:
        return say(language, "subject.verdict.no_score")
    first, last = known.iloc[0], known.iloc[-1]
    return say(
        language,
        "subject.history.sentence",
        first=say_period(str(first["period"]), language),
        start=say_number(first["score"], language),
        last=say_period(str(last["period"]), language),
        end=say_number(last["score"], language),
    )


def _head(table: str, columns: tuple[str, ...], language: Language) -> tuple[str, ...]:
    return tuple(say(language, f"subject.{table}.columns.{column}") for column in columns)
