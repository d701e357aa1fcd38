"""The country of the studies: 70 indicators in six areas (40 proportions, 20 rates, 10 administrative figures), all subjects on one path.

The rules are the built-in ones, so what is measured is what is in force. The paths of 2025 are set so that exactly half of the plan was
due in the four quarters that are assessed (pibar = 0.5: lines 80, 90 and 103).
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from indicators.assessment.codebook import Codebook, make_codebook
from indicators.assessment.request import AssessmentRequest
from indicators.catalogue.catalogue import Catalogue
from indicators.catalogue.load import load_catalogue
from indicators.model.indicator import Direction, Frequency, Indicator, Kind, Level, Measure, Path, SourceStatus, Use
from indicators.model.observation import OBSERVATION_COLUMNS
from indicators.model.period import parse_period
from indicators.model.words import Bilingual

PERIOD = "2025-Q4"
QUARTERS = 12
"""Of a study: eight for the stability variance and the trend, and four more so that each of the four runs of persistence has them."""
DUE_SHARE = 0.5 * 20 / 18.5
"""Share of the plan planned for 2025: the mean of the path over t = 17..20 is then half of it."""
AREAS = ("A1", "A2", "A3", "A4", "A5", "A6")
SHAPES: Mapping[Kind, tuple[tuple[str, float, float], ...]] = {
    Kind.PROP: (("up", 0.70, 0.95), ("up", 0.75, 0.97), ("up", 0.80, 0.95), ("up", 0.55, 0.90), ("down", 0.30, 0.05)),
    Kind.RATE: (("down", 0.50, 0.25), ("down", 0.40, 0.25)),
    Kind.ADMIN: (("up", 40.0, 90.0), ("down", 30.0, 10.0)),
}
"""Direction, baseline and target of 2030 of the kinds, taken in turn: plans of 15 to 35 points, as in the catalogue."""
REQUIRED_EVERY = 7
"""One indicator in seven is required, as in the catalogue."""
FEWER_DRAWS: Mapping[str, object] = {"robust_draws": 500, "rank_draws": 200}
"""The robustness run has a share's error of 0.013 at its limit of 0.9 with these; no grade rests on the ranks but the distinction."""
COUNTS = {Kind.PROP: 40, Kind.RATE: 20, Kind.ADMIN: 10}
WORD = Bilingual("例", "example")


@dataclass(frozen=True, slots=True)
class World:
    """The catalogue with its arrays for a number of subjects, and the request whose rules the grades are settled by; `last`: the
    assessed quarter's t.
    """

    catalogue: Catalogue
    codebook: Codebook
    request: AssessmentRequest
    last: int

    @property
    def units(self) -> int:
        return len(self.codebook.subjects) - 1


def make_world(units: int, required: bool = False, period: str = PERIOD) -> World:
    """The world of `units` subjects assessed in `period`; `required`: all indicators are, not one in seven."""
    built_in = load_catalogue()
    indicators = {item.code: item for item in make_indicators(required)}
    catalogue = replace(
        built_in,
        indicators=indicators,
        regions={},
        not_applicable=frozenset(),
        targets=pd.DataFrame(columns=["indicator", "subject", "baseline", "m2025", "m2030", "source_status"]),
        rules={**built_in.rules, **{id: replace(built_in.rules[id], value=value) for id, value in FEWER_DRAWS.items()}},
    )
    codebook = make_codebook(catalogue, [f"R{row:04d}" for row in range(units)])
    request = AssessmentRequest(period, catalogue, pd.DataFrame(columns=list(OBSERVATION_COLUMNS)))
    return World(catalogue, codebook, request, parse_period(period).quarter_index)


def make_indicators(required: bool) -> tuple[Indicator, ...]:
    """The 70 indicators, spread over the areas in turn."""
    kinds = [kind for kind, count in COUNTS.items() for _ in range(count)]
    return tuple(_indicator(number, kind, required or number % REQUIRED_EVERY == 0) for number, kind in enumerate(kinds))


def _indicator(number: int, kind: Kind, required: bool) -> Indicator:
    direction, baseline, target = SHAPES[kind][number % len(SHAPES[kind])]
    due = baseline + DUE_SHARE * (target - baseline)
    return Indicator(
        code=f"S{number:02d}", area=AREAS[number % len(AREAS)], name=WORD, definition=WORD, numerator=WORD, denominator=WORD,
        unit="share" if kind is Kind.PROP else "number", direction=Direction(direction), kind=kind, measure=Measure.FLOW,
        frequency=Frequency.QUARTER, level=Level.REGION, lead="D1", support=(),
        path=Path(baseline, due, target, SourceStatus.SOURCED, SourceStatus.SOURCED), band_low=None, band_high=None, clauses=(),
        use=Use.SCORE, risk=WORD, guard=WORD, definition_note=None, persons=False, weight=1.0, required=required, d_min=None, n_min=1,
        meas_sd=None, deadline=None, lead_share=None, maximum=1e9,
    )  # fmt: skip


def quarters(world: World) -> np.ndarray:
    """t of the quarters of a study."""
    return np.arange(world.last - QUARTERS + 1, world.last + 1, dtype=float)
