"""What a brief is composed from: two assessments, the catalogue, the language, and the facts of its publication."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from dashboard.briefs.brief import Figure, Look
from dashboard.charts.marks import Mark
from dashboard.text.figures import say_list, say_number
from dashboard.text.say import say
from dashboard.text.sentences import Language
from indicators.catalogue.catalogue import Catalogue
from indicators.model.verdict import Assessment

_NAMED = 3


@dataclass(frozen=True, slots=True)
class BriefFacts:
    """What the assessment itself does not know: when, from which frozen state, and who has not reported.

    `late_departments`: codes of departments whose workbook for the round is still missing; `departments_due`: how many had to
    report, None if not known. `head`: the head of the audit chain when the brief was made.
    """

    as_of: date
    published_on: date | None
    head: str
    sample: bool
    snapshot_id: str | None = None
    snapshot_sha256: str | None = None
    late_departments: tuple[str, ...] = ()
    departments_due: int | None = None


@dataclass(frozen=True, slots=True)
class Scene:
    """All that the sections of a brief read."""

    assessment: Assessment
    previous: Assessment | None
    catalogue: Catalogue
    language: Language
    facts: BriefFacts


def tell(scene: Scene, code: str, **facts: object) -> str:
    """The sentence `brief.<code>` in the language of the scene."""
    return say(scene.language, f"brief.{code}", **facts)


def tell_number(scene: Scene, code: str, count: int, **facts: object) -> str:
    """The sentence `brief.<code>.one` or `.other`, by the count `n`."""
    return tell(scene, f"{code}.{'one' if count == 1 else 'other'}", n=count, **facts)


def join_clauses(scene: Scene, clauses: Iterable[str]) -> str:
    """Clauses of one sentence, with what stands between them in the language; empty ones are left out."""
    return tell(scene, "join_clauses").replace("_", " ").join(clause for clause in clauses if clause)


def say_score(scene: Scene, score: float | None) -> Figure:
    """A score (0-125) to one decimal."""
    return Figure(say_number(score, scene.language), score)


def say_names(scene: Scene, names: Sequence[str], code: str = "names_and_more") -> str:
    """The first three names, and how many there are in all where that is more."""
    shown = say_list(names[:_NAMED], scene.language)
    return tell(scene, code, names=shown, total=len(names)) if len(names) > _NAMED else shown


def area_name(scene: Scene, area: str) -> str:
    """The name of an area of the catalogue."""
    return scene.catalogue.areas[area].in_language(scene.language)


def subject_name(scene: Scene, subject: str) -> str:
    """The short name of a region or department; the code itself for a subject that the catalogue does not hold."""
    known = scene.catalogue.regions.get(subject) or scene.catalogue.departments.get(subject)
    return known.short_name.in_language(scene.language) if known else subject


def look_of(mark: Mark) -> Look:
    """The mark of a chart as a document draws it."""
    return Look(mark.symbol, mark.ink, mark.fill)
