"""What a department has answered about names and headers, and how such an answer is used: for the identical spelling only, and said."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from indicators.intake.problems import problem
from indicators.intake.spelling import normal_name
from indicators.model.submission import Problem
from indicators.model.words import Bilingual

NONE_OF_THESE = "-"
"""The answer that a name means nothing that is asked for here: the row or column is left out."""


class NameKind(StrEnum):
    """What a name in a file is asked to mean: a region, a column, the scale of a unit."""

    REGION = "region"
    COLUMN = "column"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class Decision:
    """One answer: `target` is a region code, `A3-03.numerator`, a factor, or NONE_OF_THESE; by whom and on which day."""

    target: str
    by: str
    on: str


Recognised = Mapping[tuple[str, str], Decision]
"""(kind, normalised name) -> the department's decision."""


def decided(recognised: Recognised, kind: NameKind, label: str) -> Decision | None:
    """The decision about exactly this name, whatever its width, spaces and punctuation."""
    return recognised.get((kind.value, normal_name(label)))


def said_decision(decision: Decision, label: str, place: tuple[str, str], meaning: Bilingual | None) -> Problem:
    """The note that a name was read as decided earlier, or left out; `place` is (sheet, cell), `meaning` None for a factor."""
    facts = {"label": label, "by": decision.by, "on": decision.on}
    if decision.target == NONE_OF_THESE:
        return problem("left_out_as_decided", sheet=place[0], cell=place[1], value=label, **facts)
    if meaning is None:
        return problem("scaled_as_decided", sheet=place[0], cell=place[1], value=label, factor=decision.target, **facts)
    words = {"meaning_zh": meaning.zh, "meaning_en": meaning.en}
    return problem("as_decided", sheet=place[0], cell=place[1], value=label, **facts, **words)
