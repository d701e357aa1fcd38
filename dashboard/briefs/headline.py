"""The one sentence on top: where the country stands, since when, which areas hold it back, and what is proposed."""

from dashboard.briefs.mentions import named
from dashboard.briefs.scene import Scene, area_name, join_clauses, say_score, tell, tell_number
from dashboard.charts.marks import Standing, standing_of
from dashboard.text.figures import say_number, say_period
from indicators.model.area import SCORED_AREAS
from indicators.model.verdict import Grade

_ON_PLAN = (Standing.AHEAD, Standing.ON_PLAN)


def say_headline(scene: Scene) -> str:
    """The headline: position against the planned path of 100, change on a year ago, areas on plan, proposals."""
    assessment = scene.assessment
    period = say_period(assessment.period, scene.language)
    if assessment.national_score is None:
        return tell(scene, "headline.no_score", period=period)
    clauses = [_position(scene, period, assessment.national_score), _change(scene), _areas(scene), _proposals(scene)]
    return tell(scene, "headline.whole", clauses=join_clauses(scene, clauses))


def direction_of(before: float | None, now: float | None) -> str:
    """up, down or level as printed to one decimal; none where one of the two is missing."""
    if before is None or now is None:
        return "none"
    change = round(now - before, 1)
    return "level" if change == 0 else "up" if change > 0 else "down"


def _position(scene: Scene, period: str, score: float) -> str:
    side = direction_of(100.0, score)
    distance = say_number(abs(round(score - 100, 1)), scene.language)
    return tell(scene, f"headline.position.{side}", period=period, score=say_score(scene, score).text, distance=distance)


def _change(scene: Scene) -> str:
    before = scene.previous.national_score if scene.previous else None
    now = scene.assessment.national_score
    side = direction_of(before, now)
    if before is None or now is None:
        return ""
    return tell(scene, f"headline.change.{side}", change=say_number(abs(round(now - before, 1)), scene.language))


def _areas(scene: Scene) -> str:
    scores = {area: scene.assessment.national_areas.get(area) for area in SCORED_AREAS}
    known = {area: score for area, score in scores.items() if score is not None}
    if not known:
        return ""
    on_plan = sum(standing_of(score, scene.assessment.lines) in _ON_PLAN for score in known.values())
    lowest = min(known, key=lambda area: known[area])
    if on_plan == len(known):
        return tell(scene, "headline.areas_all", n=on_plan, lowest=area_name(scene, lowest))
    return tell_number(scene, "headline.areas_some", on_plan, all=len(known), lowest=area_name(scene, lowest))


def _proposals(scene: Scene) -> str:
    if scene.assessment.provisional:
        return tell(scene, "headline.provisional")
    praised, criticised = len(named(scene, (Grade.COMMEND,))), len(named(scene, (Grade.CRITICISE,)))
    if not praised and not criticised:
        return tell(scene, "headline.none_proposed")
    return tell(scene, "headline.proposed", praised=praised, criticised=criticised)
