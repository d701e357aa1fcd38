"""The thresholds of the signals, and what each of their tests returns. Computes nothing."""

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.assessment.arrays import Array, Mask
from indicators.catalogue.catalogue import Catalogue
from indicators.model.signal import SignalKind


@dataclass(frozen=True, slots=True)
class SignalRules:
    """The thresholds of the signals, all from rules.yaml (ids `signal_*`).

    `level`: false discovery rate per kind. `months`: length of the window. `least_count`: figures below it give no signal.
    `least_values`: how many figures a test needs. `least_variance`: least expected variance of a count. `alike`: correlation that regions
    may honestly share. `width`: windows beside a cut, in standard errors. `late_days`: the last days before the deadline.
    `least_revisions`: how many revisions a test needs. `favour`: share of honest revisions in one's own favour, at least.
    `apart`: standard errors between paired indicators. `excluded`: share that may be left out of a denominator.
    """

    level: float
    months: int
    least_count: float
    least_values: int
    least_variance: float
    alike: float
    width: float
    late_days: int
    least_revisions: int
    favour: float
    apart: float
    excluded: float


@dataclass(frozen=True, slots=True)
class Tested:
    """One kind tested in one panel. `p` (U,): nan where there is too little data. `marks` (I, U, T): the figures that made it unusual.

    `facts`: one mapping for each subject, what was counted and what was to be expected.
    """

    kind: SignalKind
    p: Array
    marks: Mask
    facts: tuple[Mapping[str, float | str], ...]


def signal_rules(catalogue: Catalogue) -> SignalRules:
    """The thresholds of a catalogue; CatalogueError if one is missing."""

    def number(name: str) -> float:
        return catalogue.number(f"signal_{name}")

    return SignalRules(
        level=number("level"),
        months=int(number("months")),
        least_count=number("least_count"),
        least_values=int(number("least_values")),
        least_variance=number("least_variance"),
        alike=number("alike"),
        width=number("width"),
        late_days=int(number("late_days")),
        least_revisions=int(number("least_revisions")),
        favour=number("favour"),
        apart=number("apart"),
        excluded=number("excluded"),
    )
