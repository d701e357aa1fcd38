"""Small verdicts, catalogues and assessments built from values, for tests of what is published."""

from typing import Any

import pandas as pd

from indicators.catalogue.catalogue import Catalogue
from indicators.model.finding import Comparison, Contribution, IndicatorResult, RuleOutcome
from indicators.model.indicator import Direction, Frequency, Indicator, Kind, Level, Measure, Path, SourceStatus, Use
from indicators.model.subject import Region
from indicators.model.verdict import (
    Assessment,
    Grade,
    GradeBasis,
    Lines,
    RankTier,
    Reporting,
    Verdict,
    VerdictState,
)
from indicators.model.words import Bilingual

TEXT = Bilingual(zh="甲", en="A")


def make_indicator(code: str, **changes: Any) -> Indicator:
    fields: dict[str, Any] = {
        "code": code, "area": code[:2], "name": TEXT, "definition": TEXT, "numerator": None, "denominator": None,
        "unit": "share", "direction": Direction.UP, "kind": Kind.PROP, "measure": Measure.FLOW, "frequency": Frequency.QUARTER,
        "level": Level.REGION, "lead": "MPS", "support": (), "clauses": ("S1-01",), "use": Use.SCORE, "risk": TEXT, "guard": TEXT,
        "path": Path(0.1, 0.2, 0.3, SourceStatus.ILLUSTRATIVE, SourceStatus.ILLUSTRATIVE), "band_low": None, "band_high": None,
        "definition_note": None, "persons": True, "weight": 1.0, "required": True, "d_min": None, "n_min": 10,
        "meas_sd": None, "deadline": None, "lead_share": None, "maximum": 1e6,
    }  # fmt: skip
    return Indicator(**(fields | changes))


def make_result(code: str, numerator: float | None, denominator: float | None, **changes: Any) -> IndicatorResult:
    value = numerator / denominator if numerator is not None and denominator else None
    fields: dict[str, Any] = {
        "indicator": code, "state": "missing" if value is None else "observed", "value": value,
        "numerator": numerator, "denominator": denominator, "path": 0.51234,
        "gap": None if value is None else value - 0.51234, "se_gap": 0.0123456,
        "score": None if value is None else 87.654321, "weight": 0.25,
        "progress": "on_track", "p_plan": 0.123456, "national_path": True, "illustrative": True, "periods": ("2026-Q2",),
    }  # fmt: skip
    return IndicatorResult(**(fields | changes))


def make_part(code: str, contribution: float, n: float | None) -> Contribution:
    return Contribution(code, contribution, round(contribution, 1), 0.4, 0.5, n)


def make_verdict(results: tuple[IndicatorResult, ...], **changes: Any) -> Verdict:
    parts = tuple(make_part(result.indicator, -1.234, result.denominator) for result in results)
    total = sum(part.contribution for part in parts)
    fields: dict[str, Any] = {
        "subject": "54", "kind": "region", "grade": Grade.WATCH, "grade_basis": GradeBasis.PERFORMANCE, "state": VerdictState.PROPOSED,
        "score": 91.2345, "score_low": 80.1234, "score_high": 99.9876, "T": 88.123, "se": 3.456, "seT": 4.567, "q_plan": 0.0123456,
        "q_peer": 0.5, "q_praise": None, "fulfilment": 0.876543, "safeguards": 93.14159,
        "areas": {"A1": 91.2345, "A2": 88.8888, "A3": None},
        "rank": RankTier("lower", 20, 31), "rules": (RuleOutcome("C1", 91.2345, 75.0, False, 16.2345),), "reasons": (), "caveats": (),
        "reporting": Reporting(1.0, {}, (), (), (), ()), "indicators": results,
        "comparisons": {"vs_path": Comparison("path", 100.0, parts, 0.0, total)}, "changes": (),
        "closing_share": 0.34567, "closing_grade": "steady",
    }  # fmt: skip
    return Verdict(**(fields | changes))


CODES = [f"{area}-{number:02d}" for area in ("A1", "A2") for number in range(1, 5)]
INDICATORS = {code: make_indicator(code) for code in CODES}
REGION = Region("54", TEXT, TEXT, 3_648_100, (), (), "藏", 1, 1)


def make_catalogue(**changes: Any) -> Catalogue:
    fields: dict[str, Any] = {
        "version": "1", "rules_version": "1", "areas": {}, "area_weights": {}, "indicators": INDICATORS, "regions": {"54": REGION},
        "departments": {}, "clauses": {}, "rules": {}, "check_rules": {}, "series": {}, "targets": pd.DataFrame(),
        "not_applicable": frozenset(),
    }  # fmt: skip
    return Catalogue(**(fields | changes))


def make_assessment(*regions: Verdict, **changes: Any) -> Assessment:
    fields: dict[str, Any] = {
        "period": "2026-Q2", "method_version": "1", "rules_version": "1", "catalogue_version": "1", "snapshot_id": None,
        "snapshot_sha256": None, "provisional": False, "lines": Lines(60, 80, 105, 0.46), "common_cause": False, "systemic": (),
        "regions": regions, "departments": (), "campaign": (), "national": (), "national_areas": {"A1": 91.2345},
        "national_score": 90.12345, "illustrative_weight": 0.9,
    }  # fmt: skip
    return Assessment(**(fields | changes))
