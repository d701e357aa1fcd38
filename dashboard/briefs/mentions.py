"""Who is named on the page: only subjects that the assessment itself put forward, never the best or worst of a list."""

from collections.abc import Sequence

from dashboard.briefs.brief import Mention, MentionList
from dashboard.briefs.scene import Scene, area_name, join_clauses, look_of, say_names, say_score, subject_name, tell
from dashboard.charts.marks import GRADE_MARKS
from dashboard.text.figures import say_number, say_points, say_share, say_value
from indicators.model.finding import Contribution
from indicators.model.verdict import SEVERITY, Grade, GradeBasis, Verdict, VerdictState

_PLACES = 3
_ITEMS = 2
_PUT_FORWARD = (VerdictState.PROPOSED, VerdictState.CONFIRMED)
_ON_RECORD = (*_PUT_FORWARD, VerdictState.NONE)
_WATCH_RULES = {
    "C1": "pending",
    "W1": "score",
    "W2": "other",
    "R2": "reporting",
    "R2b": "reporting",
    "W3": "trend",
    "W4": "milestone",
    "W5": "alarm",
}
"""What is said of a subject on watch, by rule, the plainest first: the first one that applies is said."""

_TOLD_TIERS = ("upper", "lower")


def named(scene: Scene, grades: Sequence[Grade]) -> tuple[Verdict, ...]:
    """The verdicts with one of `grades` that stand as proposals or decisions, gravest first, then lowest score (for praise: highest).

    A provisional assessment proposes nothing.
    """
    if scene.assessment.provisional:
        return ()
    every = (*scene.assessment.regions, *scene.assessment.departments)
    chosen = [verdict for verdict in every if verdict.grade in grades and verdict.state in _states(verdict.grade)]
    return tuple(sorted(chosen, key=_weight))


def compose_praise(scene: Scene) -> MentionList:
    """Up to three subjects to commend, or the plain statement that none meets the standard of proof."""
    verdicts = named(scene, (Grade.COMMEND,))
    note = _others(scene, verdicts) if verdicts else tell(scene, f"praise.{_why_none(scene)}")
    improved = _improved(scene)
    if improved:
        note = tell(scene, "join_sentences", first=note, second=improved).strip()
    return MentionList(tell(scene, "praise.heading"), tuple(_mention(scene, verdict) for verdict in verdicts[:_PLACES]), note)


def compose_concern(scene: Scene) -> MentionList:
    """Up to three subjects of concern: those to criticise, then those on watch; says so where nobody is to be criticised."""
    verdicts = named(scene, (Grade.CRITICISE, Grade.WATCH))
    return MentionList(
        tell(scene, "concern.heading"), tuple(_mention(scene, verdict) for verdict in verdicts[:_PLACES]), _concern_note(scene, verdicts)
    )


def _concern_note(scene: Scene, verdicts: Sequence[Verdict]) -> str:
    if not verdicts:
        return tell(scene, f"concern.{_why_none(scene)}")
    if verdicts[0].grade is Grade.CRITICISE:
        return _others(scene, verdicts)
    return tell(scene, "join_sentences", first=tell(scene, "concern.only_watch"), second=_others(scene, verdicts)).strip()


def _states(grade: Grade) -> tuple[VerdictState, ...]:
    return _ON_RECORD if grade is Grade.WATCH else _PUT_FORWARD


def _weight(verdict: Verdict) -> tuple[int, float, str]:
    score = 0.0 if verdict.score is None else verdict.score
    return -SEVERITY[verdict.grade], -score if verdict.grade is Grade.COMMEND else score, verdict.subject


def _improved(scene: Scene) -> str:
    """Who is among the most improved, whatever the grade (method.md 1.11); nothing in a provisional assessment."""
    every = () if scene.assessment.provisional else (*scene.assessment.regions, *scene.assessment.departments)
    names = [subject_name(scene, verdict.subject) for verdict in every if verdict.improved]
    return tell(scene, "praise.improved", names=say_names(scene, names)) if names else ""


def _why_none(scene: Scene) -> str:
    return "none_provisional" if scene.assessment.provisional else "none"


def _others(scene: Scene, verdicts: Sequence[Verdict]) -> str:
    rest = [subject_name(scene, verdict.subject) for verdict in verdicts[_PLACES:]]
    return tell(scene, "others", names=say_names(scene, rest)) if rest else ""


def _mention(scene: Scene, verdict: Verdict) -> Mention:
    status = "confirmed" if verdict.state is VerdictState.CONFIRMED else "proposed"
    return Mention(
        subject=verdict.subject,
        name=subject_name(scene, verdict.subject),
        grade=verdict.grade,
        word=tell(scene, f"grade.{status}.{verdict.grade}"),
        look=look_of(GRADE_MARKS[verdict.grade]),
        score=say_score(scene, verdict.score),
        reason=tell(scene, "join_sentences", first=_reason(scene, verdict), second=_tier(scene, verdict)).strip(),
        detail=_detail(scene, verdict),
    )


def _tier(scene: Scene, verdict: Verdict) -> str:
    """The third of the regions a subject is proven to be in; nothing where it cannot be separated, never a rank."""
    return tell(scene, f"mention.tier.{verdict.rank.tier}") if verdict.rank.tier in _TOLD_TIERS else ""


def _reason(scene: Scene, verdict: Verdict) -> str:
    match verdict.grade_basis:
        case GradeBasis.VETO:
            return tell(scene, "mention.veto")
        case GradeBasis.REPORTING:
            missing = len(verdict.reporting.missing)
            code = "mention.reporting_missing" if missing else "mention.reporting"
            return tell(scene, code, coverage=say_share(verdict.reporting.coverage, scene.language), n=missing)
    score = say_score(scene, verdict.score).text
    if verdict.grade is Grade.COMMEND:
        return tell(scene, "mention.commend", score=score, line=_line(scene, scene.assessment.lines.commend))
    if verdict.grade is Grade.CRITICISE:
        return _criticise(scene, verdict, score)
    return _watch(scene, verdict, score)


def _criticise(scene: Scene, verdict: Verdict, score: str) -> str:
    line = _line(scene, scene.assessment.lines.criticise)
    if verdict.fulfilment is None:
        return tell(scene, "mention.criticise", score=score, line=line)
    fulfilment = say_share(max(0.0, verdict.fulfilment), scene.language, digits=0)
    return tell(scene, "mention.criticise_fulfilment", score=score, line=line, fulfilment=fulfilment)


def _watch(scene: Scene, verdict: Verdict, score: str) -> str:
    rule = _watch_rule(scene, verdict)
    known = {area: value for area, value in verdict.areas.items() if value is not None and area in scene.catalogue.areas}
    if rule == "W2" and known:
        lowest = min(known, key=lambda area: known[area])
        weakest = say_score(scene, known[lowest]).text
        return tell(scene, "mention.watch.area", area=area_name(scene, lowest), area_score=weakest, score=score)
    coverage = say_share(verdict.reporting.coverage, scene.language)
    lines = scene.assessment.lines
    line = _line(scene, lines.criticise if rule == "C1" else lines.watch)
    return tell(scene, f"mention.watch.{_WATCH_RULES.get(rule, 'other')}", score=score, line=line, coverage=coverage)


def _watch_rule(scene: Scene, verdict: Verdict) -> str:
    if verdict.score is not None and verdict.score <= scene.assessment.lines.watch:
        return "C1" if verdict.score <= scene.assessment.lines.criticise else "W1"
    applying = {rule.id for rule in verdict.rules if rule.passed}
    return next((rule for rule in _WATCH_RULES if rule in applying), "other")


def _detail(scene: Scene, verdict: Verdict) -> str:
    match verdict.grade_basis:
        case GradeBasis.VETO:
            return ""
        case GradeBasis.REPORTING:
            return _overdue(scene, verdict.reporting.missing)
    return _moved(scene, verdict)


def _overdue(scene: Scene, missing: Sequence[str]) -> str:
    known = [scene.catalogue.indicators[code].name.in_language(scene.language) for code in missing if code in scene.catalogue.indicators]
    return tell(scene, "mention.overdue", names=say_names(scene, known, "indicators_and_more")) if known else ""


def _moved(scene: Scene, verdict: Verdict) -> str:
    praised = verdict.grade is Grade.COMMEND
    comparison = verdict.comparisons.get("vs_path")
    parts = [part for part in comparison.contributions if _can_be_said(scene, part)] if comparison else []
    moved = [part for part in parts if (part.printed > 0 if praised else part.printed < 0)]
    if not moved:
        return ""
    moved.sort(key=lambda part: (-abs(part.printed), part.indicator))
    items = join_clauses(scene, [_item(scene, part) for part in moved[:_ITEMS]])
    return tell(scene, f"mention.{'gains' if praised else 'losses'}", items=items)


def _can_be_said(scene: Scene, part: Contribution) -> bool:
    return part.indicator in scene.catalogue.indicators and part.value is not None and part.expected is not None


def _item(scene: Scene, part: Contribution) -> str:
    indicator = scene.catalogue.indicators[part.indicator]
    return tell(
        scene,
        "mention.item",
        indicator=indicator.name,
        value=say_value(indicator, part.value, scene.language),
        path=say_value(indicator, part.expected, scene.language),
        points=say_points(part.printed, scene.language),
    )


def _line(scene: Scene, line: float) -> str:
    return say_number(line, scene.language)
