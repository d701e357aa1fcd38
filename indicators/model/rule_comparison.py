"""What another version of the rules makes of the same figures: values handed from the engine to pages and commands."""

from dataclasses import dataclass

from indicators.model.finding import RuleOutcome
from indicators.model.verdict import Grade, GradeBasis, Lines
from indicators.model.words import Bilingual


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One rule of the catalogue whose value differs; None where a version has no such rule."""

    id: str
    before: object
    after: object
    text: Bilingual


@dataclass(frozen=True, slots=True)
class OutcomeChange:
    """One rule of a verdict (C1, R2 ...) that came out otherwise, with value and threshold on both sides; None where it was not asked."""

    id: str
    before: RuleOutcome | None
    after: RuleOutcome | None


@dataclass(frozen=True, slots=True)
class VerdictChange:
    """One subject whose verdict differs. `outcomes`: the rules that came out otherwise, in the order of evaluation, the first the cause.

    `because`: ids of the changed rules each of which alone changes the verdict in the same way; empty where it takes several, or untold.
    """

    subject: str
    kind: str
    grade_before: Grade
    grade_after: Grade
    basis_before: GradeBasis
    basis_after: GradeBasis
    score_before: float | None
    score_after: float | None
    outcomes: tuple[OutcomeChange, ...]
    because: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoreShift:
    """How the scores of one kind of subjects move, in points: how many have one on both sides, median and largest |after - before|.

    `subject` is whose shift is the largest; None where nothing moves.
    """

    compared: int
    median: float | None
    largest: float | None
    subject: str | None


@dataclass(frozen=True, slots=True)
class RuleComparison:
    """The same figures under two versions of the rules. `before`, `after`: fingerprints of the rules; nothing of it is published.

    `as_published`: the side before is the kept assessment itself, byte for byte; else the method has another version by now.
    """

    assessment: str
    period: str
    snapshot: str
    before: str
    after: str
    as_published: bool
    rules: tuple[RuleChange, ...]
    lines_before: Lines
    lines_after: Lines
    verdicts: tuple[VerdictChange, ...]
    regions: ScoreShift
    departments: ScoreShift
