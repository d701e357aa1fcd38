"""Random small studies for property tests: a few regions, indicators and quarters, drawn from one seed."""

from dataclasses import dataclass

import numpy as np
from small_studies import make_catalogue, make_indicator, make_request

from indicators.assessment.request import AssessmentRequest
from indicators.model.indicator import Indicator
from indicators.model.period import quarter_at

KINDS = (
    {"kind": "prop", "direction": "up"},
    {"kind": "prop", "direction": "down", "baseline": 0.2, "m2025": 0.12, "m2030": 0.05},
    {"kind": "rate", "direction": "down", "unit": "per_100k", "baseline": 4.0, "m2025": 3.0, "m2030": 2.0},
    {"kind": "admin", "direction": "up", "unit": "number", "baseline": 40.0, "m2025": 60.0, "m2030": 90.0, "meas_sd": 2.0},
)
Rows = list[tuple[str, str, str, object]]


@dataclass(frozen=True, slots=True)
class Study:
    """Indicators with their figures; `last` is the assessed quarter's t."""

    indicators: tuple[Indicator, ...]
    rows: Rows
    last: int

    def request(self, rules: dict[str, object] | None = None, rows: Rows | None = None) -> AssessmentRequest:
        """The request on this study, or on other figures of it."""
        catalogue = make_catalogue(self.indicators, rules)
        return make_request(catalogue, self.rows if rows is None else rows, quarter_at(self.last).code)


def planned(indicator: Indicator, t: int) -> float:
    """The planned value at quarter t, written out a second time."""
    path = indicator.path
    if t <= 20:
        return path.baseline + (path.target_2025 - path.baseline) * t / 20
    return path.target_2025 + (path.target_2030 - path.target_2025) * (t - 20) / 20


def draw_study(seed: int, missing: float = 0.0, spread: float = 0.3, quarters: int | None = None) -> Study:
    """3-7 regions, 2-6 indicators in 1-3 areas; each region off its path by about `spread` plans, a share of cells missing."""
    random = np.random.default_rng(seed)
    areas = [f"A{1 + i}" for i in range(random.integers(1, 4))]
    count = int(random.integers(len(areas) + 1, 7))
    indicators = tuple(
        make_indicator(f"i{i}", area=areas[i % len(areas)], weight=float(random.integers(1, 4)), **dict(KINDS[random.integers(len(KINDS))]))
        for i in range(count)
    )
    last = int(random.integers(10, 38))
    length = quarters or int(random.integers(1, 10))
    rows: Rows = []
    for region in range(int(random.integers(3, 8))):
        for indicator in indicators:
            shift = random.normal(0, spread) * (indicator.path.target_2030 - indicator.path.baseline)
            for t in range(last - length + 1, last + 1):
                if random.random() >= missing:
                    rows.append(
                        (indicator.code, f"R{region}", quarter_at(t).code, _figure(random, indicator, planned(indicator, t) + shift))
                    )
    return Study(indicators, rows, last)


def _figure(random: np.random.Generator, indicator: Indicator, level: float) -> str:
    n = int(random.integers(5, 400))
    if indicator.kind == "prop":
        return f"{random.binomial(n, float(np.clip(level, 0.01, 0.99)))}/{n}"
    if indicator.kind == "rate":
        return f"{random.poisson(max(level, 0.05) * n)}/{n}"
    return f"{level + random.normal(0, 2):.3f}"
