"""The short passages below the names: findings that are nobody's alone, the special action, the reporting, the decisions asked."""

from collections import Counter

from dashboard.briefs.brief import Passage
from dashboard.briefs.mentions import named
from dashboard.briefs.scene import Scene, say_names, subject_name, tell, tell_number
from dashboard.text.figures import say_list, say_share
from indicators.model.subject import NATIONAL
from indicators.model.verdict import CampaignResult, Grade, NationalResult

_SHOWN = 3
_OUTCOMES = ("met", "not_met", "cannot_tell", "running", "no_data")


def compose_systemic(scene: Scene) -> Passage:
    """What fails in so many regions that it is the plan's matter, with the department that leads it."""
    sentences = [tell(scene, "systemic.common_cause")] if scene.assessment.common_cause else []
    results = {result.indicator: result for result in scene.assessment.national}
    codes = [code for code in scene.assessment.systemic if code in scene.catalogue.indicators]
    codes.sort(key=lambda code: -_behind(results.get(code)))
    sentences += [_systemic(scene, code, results.get(code)) for code in codes[:_SHOWN]]
    if len(codes) > _SHOWN:
        sentences.append(tell_number(scene, "systemic.more", len(codes) - _SHOWN))
    return Passage(tell(scene, "systemic.heading"), tuple(sentences) or (tell(scene, "systemic.none"),))


def compose_campaign(scene: Scene) -> Passage:
    """The special action on its own clock: outcomes for the country by number, and which targets were missed."""
    results = [result for result in scene.assessment.campaign if result.subject == NATIONAL]
    heading = tell(scene, "campaign.heading")
    if not results:
        return Passage(heading, (tell(scene, "campaign.none"),))
    tally = Counter(result.outcome for result in results)
    counts = [tell(scene, f"campaign.outcome.{outcome}", n=tally[outcome]) for outcome in _OUTCOMES if tally[outcome]]
    summary = tell(scene, "campaign.summary", n=len(results), counts=say_list(counts, scene.language))
    missed = [_campaign_name(scene, result) for result in results if result.outcome == "not_met"]
    if not missed:
        return Passage(heading, (summary,))
    return Passage(heading, (summary, tell(scene, "campaign.missed", names=say_names(scene, missed, "indicators_and_more"))))


def compose_reporting(scene: Scene) -> Passage:
    """How many departments reported, and who has not."""
    late = [subject_name(scene, code) for code in scene.facts.late_departments]
    due = scene.facts.departments_due
    sentences = [] if due is None else [tell(scene, "reporting.received", due=due, received=due - len(late))]
    sentences.append(tell(scene, "reporting.late", names=say_names(scene, late)) if late else tell(scene, "reporting.complete"))
    return Passage(tell(scene, "reporting.heading"), tuple(sentences))


def compose_decisions(scene: Scene) -> Passage:
    """What the leader is asked to decide, each following from something on the page."""
    heading = tell(scene, "decisions.heading")
    if scene.assessment.provisional:
        return Passage(heading, (tell(scene, "decisions.provisional"),))
    asked = [*_asked_of_names(scene), *_asked_of_findings(scene)]
    return Passage(heading, tuple(asked) or (tell(scene, "decisions.none"),))


def _asked_of_names(scene: Scene) -> list[str]:
    asked = []
    for grade in (Grade.COMMEND, Grade.CRITICISE):
        names = [subject_name(scene, verdict.subject) for verdict in named(scene, (grade,))]
        if names:
            asked.append(tell(scene, f"decisions.{grade}", names=say_names(scene, names)))
    return asked


def _asked_of_findings(scene: Scene) -> list[str]:
    asked = []
    codes = [code for code in scene.assessment.systemic if code in scene.catalogue.indicators]
    if codes:
        leads = list(dict.fromkeys(subject_name(scene, scene.catalogue.indicators[code].lead) for code in codes))
        asked.append(tell(scene, "decisions.systemic", names=say_names(scene, leads)))
    elif scene.assessment.common_cause:
        asked.append(tell(scene, "decisions.common_cause"))
    if scene.facts.late_departments:
        late = [subject_name(scene, code) for code in scene.facts.late_departments]
        asked.append(tell(scene, "decisions.late", names=say_names(scene, late)))
    if _is_mostly_illustrative(scene):
        asked.append(tell(scene, "decisions.illustrative"))
    return asked


def compose_notices(scene: Scene) -> tuple[str, ...]:
    """What qualifies every figure on the page: provisional run, illustrative parameters."""
    notices = [tell(scene, "notices.provisional")] if scene.assessment.provisional else []
    weight = scene.assessment.illustrative_weight
    if weight > 0:
        code = "notices.illustrative_most" if _is_mostly_illustrative(scene) else "notices.illustrative_some"
        notices.append(tell(scene, code, share=say_share(weight, scene.language, digits=0)))
    return tuple(notices)


def _is_mostly_illustrative(scene: Scene) -> bool:
    return scene.assessment.illustrative_weight > scene.catalogue.number("illustrative_majority")


def _behind(result: NationalResult | None) -> int:
    return result.regions_behind if result else 0


def _systemic(scene: Scene, code: str, result: NationalResult | None) -> str:
    indicator = scene.catalogue.indicators[code]
    lead = subject_name(scene, indicator.lead)
    if result is None:
        return tell(scene, "systemic.indicator", indicator=indicator.name, lead=lead)
    return tell(
        scene,
        "systemic.indicator_counted",
        indicator=indicator.name,
        lead=lead,
        behind=result.regions_behind,
        all=result.regions_with_value,
    )


def _campaign_name(scene: Scene, result: CampaignResult) -> str:
    indicator = scene.catalogue.indicators.get(result.indicator)
    return indicator.name.in_language(scene.language) if indicator else result.indicator
