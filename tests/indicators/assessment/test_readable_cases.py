"""The cases of tests/cases/assessment: small stories of one or two regions with their arithmetic, readable by an official."""

from pathlib import Path

import pytest
import yaml
from small_studies import make_catalogue, make_indicator, make_request, verdict_of

from indicators.assessment.assess import assess
from indicators.model.verdict import Verdict

FOLDER = Path(__file__).parents[2] / "cases" / "assessment"
CASES = [case for path in sorted(FOLDER.glob("*.yaml")) for case in yaml.safe_load(path.read_text(encoding="utf-8"))]
CLOSE = 5e-7


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_case(case: dict) -> None:
    indicators = [make_indicator(code, **(changes or {})) for code, changes in case["indicators"].items()]
    changes = {}
    if "not_applicable" in case:
        changes["not_applicable"] = frozenset(tuple(pair) for pair in case["not_applicable"])
    catalogue = make_catalogue(indicators, case.get("rules"), **changes)
    if "targets" in case:
        catalogue.targets.loc[:, :] = None
        for row, (indicator, subject, *values) in enumerate(case["targets"]):
            catalogue.targets.loc[row] = [indicator, subject, *values, "sourced"]
    rows = [(i, s, p, figure) for s, own in case["figures"].items() for i, series in own.items() for p, figure in series.items()]
    options = {}
    if "as_of" in case:
        options = {"as_of": case["as_of"], "provisional": True}
    if "submitted" in case:
        options["submitted"] = frozenset(tuple(pair) for pair in case["submitted"])
    assessment = assess(make_request(catalogue, rows, case["period"], **options))
    for subject, expected in case["expect"].items():
        check_verdict(verdict_of(assessment.regions, subject), expected)


def check_verdict(verdict: Verdict, expected: dict) -> None:
    results = {result.indicator: result for result in verdict.indicators}
    for name, value in expected.items():
        if name in results:
            for field, wanted in value.items():
                assert getattr(results[name], field) == close(wanted), f"{verdict.subject} {name} {field}"
        elif name in ("missing", "late", "department_owned", "not_available", "coverage"):
            found = getattr(verdict.reporting, name)
            assert (list(found) if isinstance(found, tuple) else found) == close(value), f"{verdict.subject} {name}"
        else:
            assert getattr(verdict, name) == close(value), f"{verdict.subject} {name}"


def close(value: object) -> object:
    return pytest.approx(value, abs=CLOSE) if isinstance(value, int | float) and not isinstance(value, bool) else value


def test_every_case_is_explained_in_both_languages() -> None:
    assert len(CASES) >= 25
    assert all(case["about"]["zh"] and case["about"]["en"] for case in CASES)
    assert len({case["name"] for case in CASES}) == len(CASES)
