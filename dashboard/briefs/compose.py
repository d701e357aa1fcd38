"""From an assessment of the published tier to the leader's brief: the sections in the order of the page. Lays nothing out."""

from dashboard.briefs.areas import compose_areas
from dashboard.briefs.brief import Brief, FooterFact
from dashboard.briefs.headline import say_headline
from dashboard.briefs.mentions import compose_concern, compose_praise
from dashboard.briefs.passages import compose_campaign, compose_decisions, compose_notices, compose_reporting, compose_systemic
from dashboard.briefs.scene import BriefFacts, Scene, tell
from dashboard.briefs.tiles import compose_map
from dashboard.text.figures import say_date, say_period, say_share
from dashboard.text.sentences import Language
from indicators.catalogue.catalogue import Catalogue
from indicators.model.verdict import Assessment

_SEEN = ("observed", "nil")
_UNSEEN = ("late", "missing")


def compose_brief(
    assessment: Assessment, previous: Assessment | None, catalogue: Catalogue, language: Language, facts: BriefFacts
) -> Brief:
    """The brief of one period; `previous` is the assessment of the same period a year earlier.

    Both assessments must be of the published tier: nothing is protected here (method.md 1.15).
    """
    scene = Scene(assessment, previous, catalogue, language, facts)
    return Brief(
        language=language,
        period_code=assessment.period,
        dated=facts.published_on or facts.as_of,
        office=tell(scene, "office"),
        title=tell(scene, "title"),
        period=_period(scene),
        comparator=_comparator(scene),
        stamps=_stamps(scene),
        headline=say_headline(scene),
        areas=compose_areas(scene),
        map=compose_map(scene),
        praise=compose_praise(scene),
        concern=compose_concern(scene),
        systemic=compose_systemic(scene),
        campaign=compose_campaign(scene),
        reporting=compose_reporting(scene),
        decisions=compose_decisions(scene),
        notices=compose_notices(scene),
        footer=_footer(scene),
    )


def coverage_of(assessment: Assessment) -> float | None:
    """The share (0-1) of regional figures due in the period that are there; None where nothing was due.

    Counts cells, whoever owes them: a department's missing workbook lowers it (method.md 1.4).
    """
    states = [result.state for verdict in assessment.regions for result in verdict.indicators]
    seen, unseen = sum(state in _SEEN for state in states), sum(state in _UNSEEN for state in states)
    return seen / (seen + unseen) if seen + unseen else None


def _period(scene: Scene) -> str:
    period = say_period(scene.assessment.period, scene.language)
    published = scene.facts.published_on
    if published is None:
        return tell(scene, "period.unpublished", period=period)
    return tell(scene, "period.published", period=period, date=say_date(published, scene.language))


def _comparator(scene: Scene) -> str:
    if scene.previous is None:
        return tell(scene, "comparator.path_only")
    return tell(scene, "comparator.both", previous=say_period(scene.previous.period, scene.language))


def _stamps(scene: Scene) -> tuple[str, ...]:
    stamps = [tell(scene, "stamps.sample")] if scene.facts.sample else []
    return (*stamps, *([tell(scene, "stamps.provisional")] if scene.assessment.provisional else []))


def _footer(scene: Scene) -> tuple[FooterFact, ...]:
    assessment, facts = scene.assessment, scene.facts
    none = tell(scene, "footer.none")
    versions = tell(
        scene,
        "footer.version_list",
        method=assessment.method_version,
        rules=assessment.rules_version,
        catalogue=assessment.catalogue_version,
    )
    texts = {
        "as_of": say_date(facts.as_of, scene.language),
        "coverage": say_share(coverage_of(assessment), scene.language),
        "scope": tell(scene, "footer.scope_text"),
        "versions": versions,
        "snapshot": facts.snapshot_id or assessment.snapshot_id or none,
        "hash": facts.snapshot_sha256 or assessment.snapshot_sha256 or none,
        "head": facts.head,
    }
    return tuple(FooterFact(tell(scene, f"footer.{name}"), text) for name, text in texts.items())
