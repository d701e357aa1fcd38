"""Small catalogues and figures built from values, for tests of the engine. Every field has a default; a test names what it is about."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import pandas as pd

from indicators.assessment.request import AssessmentRequest
from indicators.catalogue.catalogue import Catalogue
from indicators.catalogue.load import load_catalogue
from indicators.model.indicator import Direction, Frequency, Indicator, Kind, Level, Measure, Path, SourceStatus, Use
from indicators.model.observation import OBSERVATION_COLUMNS, TOTAL
from indicators.model.subject import Department
from indicators.model.verdict import Verdict
from indicators.model.words import Bilingual

BUILT_IN = load_catalogue()
"""Loaded once: only its rules are taken."""
FEW_DRAWS = {"rank_draws": 500}
"""Rank sets take most of the time of a small study."""
_NAME = Bilingual("例", "example")


def make_indicator(code: str, **changes: object) -> Indicator:
    """A share that should rise from 50 % (2020) by one point a quarter to 70 % (2025) and 90 % (2030); `changes` as in Indicator."""
    path = [changes.pop(name, default) for name, default in (("baseline", 0.5), ("m2025", 0.7), ("m2030", 0.9))]
    status = SourceStatus(str(changes.pop("source", "sourced")))
    plain = Indicator(
        code=code, area="X", name=_NAME, definition=_NAME, numerator=_NAME, denominator=_NAME, unit="share", direction=Direction.UP,
        kind=Kind.PROP, measure=Measure.FLOW, frequency=Frequency.QUARTER, level=Level.REGION, lead="D1", support=(),
        path=Path(*path, status, status), band_low=None, band_high=None, clauses=("S1-01",), use=Use.SCORE, risk=_NAME, guard=_NAME,
        definition_note=None, persons=False, weight=1.0, required=True, d_min=None, n_min=1, meas_sd=None, deadline=None,
        lead_share=None, maximum=1e9,
    )  # fmt: skip
    choices = {"direction": Direction, "kind": Kind, "measure": Measure, "frequency": Frequency, "level": Level, "use": Use}
    return replace(plain, **{name: choices[name](value) if name in choices else value for name, value in changes.items()})


def make_catalogue(indicators: Sequence[Indicator], rules: Mapping[str, object] | None = None, **changes: object) -> Catalogue:
    """A catalogue of these indicators with the built-in rules, some of them set to other values; areas count equally."""
    areas = sorted({item.area for item in indicators if item.area not in ("B1", "C1")})
    changed = {id: replace(BUILT_IN.rules[id], value=value) for id, value in {**FEW_DRAWS, **(rules or {})}.items()}
    leads = sorted({item.lead for item in indicators} | {code for item in indicators for code in item.support})
    plain = Catalogue(
        version="test", rules_version="test", areas=dict.fromkeys(areas, _NAME), area_weights={area: 1 / len(areas) for area in areas},
        indicators={item.code: item for item in indicators}, regions={},
        departments={code: Department(code, _NAME, _NAME, (), "", None, None, True) for code in leads},
        clauses={}, rules={**BUILT_IN.rules, **changed}, check_rules={}, series={},
        targets=pd.DataFrame(columns=["indicator", "subject", "baseline", "m2025", "m2030", "source_status"]),
        not_applicable=frozenset(),
    )  # fmt: skip
    return replace(plain, **changes)


def make_observations(rows: Sequence[tuple[str, str, str, object]]) -> pd.DataFrame:
    """OBSERVATION_COLUMNS from (indicator, subject, period, figure); a figure as `read_figure` takes it."""
    frame = pd.DataFrame([{"indicator": i, "subject": s, "period": p, **read_figure(figure)} for i, s, p, figure in rows])
    frame["breakdown"] = TOTAL
    return frame.reindex(columns=list(OBSERVATION_COLUMNS)).astype(dict.fromkeys(("numerator", "denominator", "value", "se"), float))


def read_figure(figure: object) -> dict[str, object]:
    """`59/100`, `72`, `3.5 n=20 se=0.5`, `nil`, `n/a` or `not available` as the columns of an observation."""
    text = str(figure)
    words = {"nil": "CONFIRMED_NIL", "n/a": "NOT_APPLICABLE", "not available": "NOT_AVAILABLE"}
    if text in words:
        return {"status": words[text]}
    if "/" in text:
        numerator, denominator = text.split("/")
        return {"status": "REPORTED", "numerator": float(numerator), "denominator": float(denominator)}
    value, *rest = text.split()
    parts = dict(part.split("=") for part in rest)
    return {"status": "REPORTED", "value": float(value), "denominator": float(parts.get("n", "nan")), "se": float(parts.get("se", "nan"))}


def make_request(catalogue: Catalogue, rows: Sequence[tuple[str, str, str, object]], period: str, **changes: object) -> AssessmentRequest:
    """A request on figures given as `make_observations` takes them."""
    return AssessmentRequest(period, catalogue, make_observations(rows), **changes)


def verdict_of(verdicts: Sequence[Verdict], subject: str) -> Verdict:
    """The verdict of one subject."""
    return next(verdict for verdict in verdicts if verdict.subject == subject)


def rule_of(verdict: Verdict, id: str) -> object:
    """One rule's outcome."""
    return next(rule for rule in verdict.rules if rule.id == id)
