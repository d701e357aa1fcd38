"""The six areas of the plan on one page: standing, score, change on a year ago, widest gap of a national indicator."""

from dashboard.briefs.brief import AreaLine, AreaTable, Figure
from dashboard.briefs.headline import direction_of
from dashboard.briefs.scene import Scene, area_name, look_of, say_score, tell
from dashboard.charts.marks import STANDING_MARKS, standing_of
from dashboard.text.figures import say_number, say_points, say_value
from indicators.model.area import SCORED_AREAS
from indicators.model.indicator import Use
from indicators.model.verdict import NationalResult

_COLUMNS = ("area", "standing", "score", "change")


def compose_areas(scene: Scene) -> AreaTable:
    """The table of the six areas in the order of the plan."""
    return AreaTable(
        heading=tell(scene, "areas.heading"),
        columns={column: tell(scene, f"areas.columns.{column}") for column in _COLUMNS},
        lines=tuple(_line(scene, area) for area in SCORED_AREAS),
        plan=tell(scene, "areas.plan"),
        scale=_scale(scene),
    )


def _scale(scene: Scene) -> str:
    lines = scene.assessment.lines
    said = {name: say_number(getattr(lines, name), scene.language) for name in ("criticise", "watch", "commend")}
    return tell(scene, "areas.scale", **said)


def _line(scene: Scene, area: str) -> AreaLine:
    score = scene.assessment.national_areas.get(area)
    before = scene.previous.national_areas.get(area) if scene.previous else None
    standing = standing_of(score, scene.assessment.lines)
    return AreaLine(
        code=area,
        name=area_name(scene, area),
        standing=tell(scene, f"standing.{standing}"),
        look=look_of(STANDING_MARKS[standing]),
        score=say_score(scene, score),
        change=_change(scene, before, score),
        arrow=direction_of(before, score),
        gap=_widest_gap(scene, area),
    )


def _change(scene: Scene, before: float | None, now: float | None) -> Figure:
    if before is None or now is None:
        return Figure(tell(scene, "areas.no_change_known"), None)
    change = now - before
    level = round(change, 1) == 0
    return Figure(tell(scene, "areas.level") if level else say_points(change, scene.language), change)


def _widest_gap(scene: Scene, area: str) -> str:
    results = [result for result in scene.assessment.national if _is_scored(scene, result, area)]
    if not results:
        return tell(scene, "areas.gap_unknown")
    worst = min(results, key=lambda result: (result.gap, result.indicator))
    if worst.gap is None or worst.gap >= 0:
        return tell(scene, "areas.gap_none")
    indicator = scene.catalogue.indicators[worst.indicator]
    value, path = say_value(indicator, worst.value, scene.language), say_value(indicator, worst.path, scene.language)
    return tell(scene, "areas.gap", indicator=indicator.name, value=value, path=path)


def _is_scored(scene: Scene, result: NationalResult, area: str) -> bool:
    indicator = scene.catalogue.indicators.get(result.indicator)
    has_figures = None not in (result.gap, result.value, result.path)
    return indicator is not None and indicator.area == area and indicator.use is Use.SCORE and has_figures
