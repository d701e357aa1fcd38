"""A study's codebook.csv (interface.md section 1) as a catalogue: its own areas, indicators and leads, no regions, no validation rules."""

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from indicators.catalogue.catalogue import Catalogue, CatalogueError, Rule
from indicators.catalogue.csv_lines import parse_numbers, read_csv_lines, refuse_rows
from indicators.catalogue.read_targets import no_targets
from indicators.model.indicator import Direction, Frequency, Indicator, Kind, Level, Measure, SourceStatus, Use
from indicators.model.indicator import Path as PlannedPath
from indicators.model.subject import Department
from indicators.model.words import Bilingual

CODEBOOK_NEEDED = ("indicator", "area", "kind", "direction", "baseline", "m2025", "m2030")
CODEBOOK_OPTIONAL = (
    "area_weight", "band_low", "band_high", "unit", "d_min", "weight", "required", "frequency", "n_min", "meas_sd", "lead", "lead_share",
)  # fmt: skip
BASELINE_BELOW_TARGET = 0.20
_NUMBERS = ("area_weight", "band_low", "band_high", "baseline", "m2025", "m2030", "d_min", "weight", "n_min", "meas_sd", "lead_share")
_POSITIVE = ("area_weight", "d_min", "weight", "n_min", "lead_share")
_TRUE, _FALSE = ("true", "1", "yes"), ("false", "0", "no", "")
_LARGEST_COUNT = 1e12
_TOP = {Kind.PROP: 1.0, Kind.MILESTONE: 4.0}


def read_codebook(path: Path, rules: Mapping[str, Rule]) -> Catalogue:
    """The catalogue of a codebook with the given rules; versions are left empty. CatalogueError names file and line.

    Empty fields take the defaults of method.md 1.1; an empty baseline of a share is set 20 points behind the 2025 target and
    marked illustrative.
    """
    frame = _read_frame(path)
    indicators = {row["indicator"]: _read_indicator(row) for _, row in frame.iterrows()}
    leads = sorted({indicator.lead for indicator in indicators.values() if indicator.lead})
    return Catalogue(
        version="",
        rules_version="",
        areas={area: Bilingual(area, area) for area in frame["area"].unique()},
        area_weights=_area_weights(frame, indicators, path),
        indicators=indicators,
        regions={},
        departments={lead: _department(lead) for lead in leads},
        clauses={},
        rules=rules,
        check_rules={},
        series={},
        targets=no_targets(),
        not_applicable=frozenset(),
    )


def _read_frame(path: Path) -> pd.DataFrame:
    frame = read_csv_lines(path, CODEBOOK_NEEDED, CODEBOOK_OPTIONAL)
    if frame.empty:
        raise CatalogueError(f"{path.name}:1: no indicator")
    for column in ("indicator", "area"):
        refuse_rows(frame, frame[column] == "", path, f"no {column}")
    refuse_rows(frame, frame.duplicated("indicator"), path, "the code {indicator} appears twice")
    frame["frequency"] = frame["frequency"].where(frame["frequency"] != "", str(Frequency.QUARTER))
    for column, choices in (("kind", Kind), ("direction", Direction), ("frequency", Frequency)):
        allowed = [str(choice) for choice in choices]
        refuse_rows(frame, ~frame[column].isin(allowed), path, f"{column} {{{column}!r}} is none of {', '.join(allowed)}")
    frame["required"] = frame["required"].str.lower()
    refuse_rows(frame, ~frame["required"].isin(_TRUE + _FALSE), path, "required must be true or false, found {required!r}")
    numbers = frame.assign(**{column: parse_numbers(frame, column, path) for column in _NUMBERS})
    numbers["baseline"] = numbers["baseline"].fillna(_illustrative_baselines(numbers))
    numbers["baseline_given"] = frame["baseline"] != ""
    _refuse_contradictions(numbers, path)
    return numbers


def _illustrative_baselines(frame: pd.DataFrame) -> pd.Series:
    sign = frame["direction"].map({"up": -1.0, "down": 1.0, "band": -1.0}).astype(float)
    below = (frame["m2025"] + sign * BASELINE_BELOW_TARGET).clip(0, 1)
    return below.where(frame["kind"] == Kind.PROP)


def _refuse_contradictions(frame: pd.DataFrame, path: Path) -> None:
    scored = _scored(frame)
    for column in ("baseline", "m2025", "m2030"):
        refuse_rows(frame, scored & frame[column].isna(), path, f"{{indicator}} is scored and has no {column}")
        for kind, top in _TOP.items():
            outside = (frame["kind"] == kind) & ~frame[column].fillna(0).between(0, top)
            refuse_rows(frame, outside, path, f"{{indicator}}: {column} of kind {kind} lies outside 0-{top:g}")
    sign = frame["direction"].map({"up": 1.0, "down": -1.0}).fillna(0.0)
    for column in ("m2025", "m2030"):
        wrong = sign * (frame[column] - frame["baseline"]) < 0
        refuse_rows(frame, wrong, path, f"{{indicator}}: direction {{direction}}, but {column} lies behind the baseline")
    band = frame["direction"] == Direction.BAND
    refuse_rows(frame, band & ~(frame["band_low"] < frame["band_high"]), path, "{indicator}: a band needs band_low below band_high")
    for column in _POSITIVE:
        refuse_rows(frame, frame[column] <= 0, path, f"{{indicator}}: {column} must be above 0")
    refuse_rows(frame, frame["lead_share"] > 1, path, "{indicator}: lead_share must be at most 1")


def _scored(frame: pd.DataFrame) -> pd.Series:
    return (frame["kind"] != Kind.CONTEXT) & (frame["direction"] != Direction.CONTEXT)


def _area_weights(frame: pd.DataFrame, indicators: Mapping[str, Indicator], path: Path) -> Mapping[str, float]:
    """The weight of each area with a scored indicator, from the rows that give one (equal where none does), summing to 1."""
    scored = frame[_scored(frame)]
    if scored.empty:
        raise CatalogueError(f"{path.name}:1: no indicator is scored")
    given = scored.groupby("area", sort=False)["area_weight"]
    differing = scored["area"].isin(given.nunique()[lambda counts: counts > 1].index)
    refuse_rows(scored, differing, path, "area {area} has two different weights")
    weights = given.first()
    filled = weights.fillna(weights.mean() if weights.notna().any() else 1.0)
    return {str(area): float(weight) for area, weight in (filled / filled.sum()).items()}


def _read_indicator(row: pd.Series) -> Indicator:
    kind, direction = Kind(row["kind"]), Direction(row["direction"])
    name = Bilingual(row["indicator"], row["indicator"])
    status = SourceStatus.SOURCED if row["baseline_given"] else SourceStatus.ILLUSTRATIVE
    path = PlannedPath(_value(row["baseline"]), _value(row["m2025"]), _value(row["m2030"]), status, SourceStatus.SOURCED)
    return Indicator(
        code=row["indicator"],
        area=row["area"],
        name=name,
        definition=name,
        numerator=None,
        denominator=None,
        unit=row["unit"] or ("share" if kind is Kind.PROP else "number"),
        direction=direction,
        kind=kind,
        measure=Measure.FLOW,
        frequency=Frequency(row["frequency"]),
        level=Level.REGION,
        lead=row["lead"],
        support=(),
        path=path,
        band_low=_value(row["band_low"]),
        band_high=_value(row["band_high"]),
        clauses=(),
        use=Use.MONITOR if kind == Kind.CONTEXT or direction is Direction.CONTEXT else Use.SCORE,
        risk=name,
        guard=name,
        definition_note=None,
        persons=False,
        weight=_value(row["weight"]) or 1.0,
        required=row["required"] in _TRUE,
        d_min=_value(row["d_min"]),
        n_min=int(_value(row["n_min"]) or 1),
        meas_sd=_value(row["meas_sd"]),
        deadline=None,
        lead_share=_value(row["lead_share"]),
        maximum=_LARGEST_COUNT,
    )


def _value(number: float) -> float | None:
    return None if pd.isna(number) else float(number)


def _department(code: str) -> Department:
    name = Bilingual(code, code)
    return Department(code, name, name, aliases=(), flag="", closed=None, successor=None, known=True)
