"""Questions about names in a department's files: what to choose from, answers kept for good with author and date, answers taken back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation

from dashboard.access.actions import Action
from dashboard.access.permissions import require
from dashboard.access.refusals import Refused
from dashboard.services.desk import Desk, day_of
from dashboard.text.say import say_both
from indicators.catalogue.catalogue import Catalogue
from indicators.intake.foreign.targets import target_words
from indicators.intake.recognised import NONE_OF_THESE, NameKind
from indicators.intake.spelling import normal_name
from indicators.model.submission import Problem
from indicators.model.words import Bilingual
from indicators.store.recognition import NameAnswer, RecognitionRecord, forget_recognition, load_recognitions, save_recognitions
from indicators.store.transaction import perform


@dataclass(frozen=True, slots=True)
class NameQuestion:
    """A name in a file and what it may mean: (target, words) by likelihood; `suggested` is empty unless one stands clearly out."""

    kind: str
    label: str
    place: str
    candidates: tuple[tuple[str, Bilingual], ...]
    suggested: str


@dataclass(frozen=True, slots=True)
class KnownName:
    """An answer that stands: the name as it was shown, what it means, who said so and when."""

    kind: str
    label: str
    shown: str
    meaning: Bilingual
    by: str
    on: date


def name_questions(desk: Desk, problems: Sequence[Problem]) -> tuple[NameQuestion, ...]:
    """The questions about names among problems, each name once."""
    found: dict[tuple[str, str], NameQuestion] = {}
    for one in filter(asks_for_name, problems):
        kind, label = _asked(one)
        targets = [target for target in str(one.facts["candidates"]).split(",") if target]
        candidates = tuple((target, meaning_of(desk.catalogue, kind, target)) for target in targets)
        place = f"{one.sheet}!{one.cell}" if one.cell else one.sheet
        question = NameQuestion(kind, label, place, candidates, str(one.facts.get("suggested", "")))
        found.setdefault((kind, normal_name(label)), question)
    return tuple(found.values())


def asks_for_name(problem: Problem) -> bool:
    """Whether the problem is solved by saying what a name means."""
    kind, label = _asked(problem)
    return kind in tuple(NameKind) and bool(normal_name(label))


def _asked(problem: Problem) -> tuple[str, str]:
    """Kind and name as shown of a question about a name; empty words where it is none."""
    return str(problem.facts.get("kind", "")), str(problem.facts.get("label", problem.facts.get("found", "")))


def answer_names(desk: Desk, answers: Mapping[tuple[str, str], str]) -> int:
    """Keeps for the actor's department what names (kind, name as shown) mean; Refused for a meaning that does not exist."""
    require(desk.actor, Action.SUBMIT, department=desk.actor.department, demo=desk.demo)
    for (kind, label), target in answers.items():
        if not normal_name(label) or not _exists(desk.catalogue, kind, target):
            raise Refused("recognition.refused.no_such_meaning", {"label": label})
    listed = [NameAnswer(kind, normal_name(label), label, target) for (kind, label), target in answers.items()]
    return perform(desk.store, save_recognitions(desk.stamp(), desk.actor.department or "", listed))


def list_names(desk: Desk) -> tuple[KnownName, ...]:
    """Everything that the actor's department has decided, the latest first."""
    require(desk.actor, Action.SUBMIT, department=desk.actor.department, demo=desk.demo)
    records = sorted(load_recognitions(desk.store, desk.actor.department or "").values(), key=lambda one: one.at, reverse=True)
    return tuple(_known(desk.catalogue, one) for one in records)


def forget_name(desk: Desk, kind: str, label: str) -> bool:
    """Takes a decision back, so that the name is asked about again; False if there was none."""
    require(desk.actor, Action.SUBMIT, department=desk.actor.department, demo=desk.demo)
    return perform(desk.store, forget_recognition(desk.stamp(), desk.actor.department or "", kind, normal_name(label)))


def meaning_of(catalogue: Catalogue, kind: str, target: str) -> Bilingual:
    """What a target is called."""
    if target == NONE_OF_THESE:
        return say_both(f"recognition.none.{kind}")
    if kind == NameKind.REGION and target in catalogue.regions:
        return catalogue.regions[target].short_name
    if kind == NameKind.UNIT:
        return say_both("recognition.factor", factor=target)
    return target_words(catalogue, target) or Bilingual(target, target)


def _known(catalogue: Catalogue, one: RecognitionRecord) -> KnownName:
    return KnownName(one.kind, one.label, one.shown, meaning_of(catalogue, one.kind, one.target), one.by, day_of(one.at))


def _exists(catalogue: Catalogue, kind: str, target: str) -> bool:
    if target == NONE_OF_THESE:
        return kind in tuple(NameKind)
    if kind == NameKind.REGION:
        return target in catalogue.regions
    if kind == NameKind.COLUMN:
        return target_words(catalogue, target) is not None
    return kind == NameKind.UNIT and _is_factor(target)


def _is_factor(text: str) -> bool:
    try:
        return Decimal(text).is_finite() and Decimal(text) > 0
    except InvalidOperation:
        return False
