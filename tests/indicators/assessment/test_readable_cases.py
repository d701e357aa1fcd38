"""The cases of tests/cases/assessment: small stories of a few regions with their arithmetic, readable by an official."""

import pytest
from readable_cases import FOLDER, ReadableCase, load_cases, run_case

from indicators.model.verdict import Assessment, Verdict

CASES = load_cases()
CLOSE = 5e-7
REPORTING = ("missing", "late", "department_owned", "not_available", "coverage")


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_case(case: ReadableCase) -> None:
    assessment = run_case(case)
    for subject, expected in case.story["expect"].items():
        if subject == "all":
            check_whole(assessment, expected)
        elif subject == "special_action":
            check_special_action(assessment, expected)
        else:
            check_verdict(verdict_in(assessment, subject), expected)


def verdict_in(assessment: Assessment, subject: str) -> Verdict:
    return next(verdict for verdict in (*assessment.regions, *assessment.departments) if verdict.subject == subject)


def check_whole(assessment: Assessment, expected: dict) -> None:
    """Findings on the whole round: common_cause, systemic, and the lines."""
    for name, value in expected.items():
        holder = assessment.lines if hasattr(assessment.lines, name) else assessment
        assert plain(getattr(holder, name)) == close(value), name


def check_special_action(assessment: Assessment, expected: dict) -> None:
    found = {(result.subject, result.indicator): result for result in assessment.campaign}
    for subject, own in expected.items():
        for indicator, fields in own.items():
            for field, wanted in fields.items():
                assert getattr(found[subject, indicator], field) == close(wanted), f"{subject} {indicator} {field}"


def check_verdict(verdict: Verdict, expected: dict) -> None:
    results = {result.indicator: result for result in verdict.indicators}
    for name, value in expected.items():
        if name in results:
            for field, wanted in value.items():
                assert getattr(results[name], field) == close(wanted), f"{verdict.subject} {name} {field}"
        elif name in REPORTING:
            assert plain(getattr(verdict.reporting, name)) == close(value), f"{verdict.subject} {name}"
        elif name in SPECIAL:
            SPECIAL[name](verdict, value)
        else:
            assert getattr(verdict, name) == close(value), f"{verdict.subject} {name}"


def check_rules(verdict: Verdict, expected: dict) -> None:
    found = {rule.id: rule.passed for rule in verdict.rules}
    assert {id: found[id] for id in expected} == expected, verdict.subject


def check_areas(verdict: Verdict, expected: dict) -> None:
    assert {area: verdict.areas[area] for area in expected} == pytest.approx(expected, abs=CLOSE), verdict.subject


def check_told(verdict: Verdict, expected: list) -> None:
    codes = {told["code"] for told in (*verdict.reasons, *verdict.caveats)}
    assert set(expected) <= codes, f"{verdict.subject}: {sorted(codes)}"


def check_contributions(verdict: Verdict, expected: dict) -> None:
    """As printed, against the path."""
    printed = {part.indicator: part.printed for part in verdict.comparisons["vs_path"].contributions}
    assert {name: printed[name] for name in expected} == pytest.approx(expected, abs=CLOSE), verdict.subject


def check_last_year(verdict: Verdict, expected: float) -> None:
    assert verdict.comparisons["vs_last_year"].total == close(expected)


def check_better(verdict: Verdict, expected: dict) -> None:
    """The first change told for an indicator is that to a better grade: value needed, whole cases, grade reached."""
    found = {change.indicator: change for change in reversed(verdict.changes)}
    for indicator, fields in expected.items():
        for field, wanted in fields.items():
            assert getattr(found[indicator], field) == close(wanted), f"{verdict.subject} {indicator} {field}"


def check_trend(verdict: Verdict, expected: dict) -> None:
    assert {name: getattr(verdict.trend, name) for name in expected} == {name: close(value) for name, value in expected.items()}


def check_benefit(verdict: Verdict, expected: dict) -> None:
    assert [verdict.benefit.best, verdict.benefit.worst] == pytest.approx([expected["best"], expected["worst"]], abs=CLOSE)


def check_margins(verdict: Verdict, expected: dict) -> None:
    """Points above (below: negative) each line."""
    found = {margin.line: margin.points for margin in verdict.margins}
    assert {line: found[line] for line in expected} == pytest.approx(expected, abs=CLOSE), verdict.subject


def check_lifts(verdict: Verdict, expected: dict) -> None:
    """The reports that would lift each rule."""
    found = {lift.rule: list(lift.indicators) for lift in verdict.lifts}
    assert {rule: found[rule] for rule in expected} == expected, verdict.subject


SPECIAL = {
    "trend": check_trend,
    "benefit": check_benefit,
    "margins": check_margins,
    "lifted_by": check_lifts,
    "rules": check_rules,
    "areas": check_areas,
    "told": check_told,
    "contributions": check_contributions,
    "than_last_year": check_last_year,
    "to_be_better": check_better,
}


def close(value: object) -> object:
    return pytest.approx(value, abs=CLOSE) if isinstance(value, int | float) and not isinstance(value, bool) else value


def plain(value: object) -> object:
    return list(value) if isinstance(value, tuple) else value


def test_every_case_is_told_in_both_languages_with_its_arithmetic() -> None:
    assert len(CASES) >= 60
    assert all(case.zh and case.en and case.zh != case.en for case in CASES)
    assert len({case.name for case in CASES}) == len(CASES)
    assert all(case.arithmetic for case in CASES), [case.name for case in CASES if not case.arithmetic]


def test_files_of_cases_stay_readable() -> None:
    for path in FOLDER.glob("*.yaml"):
        lines = path.read_text(encoding="utf-8").splitlines()
        assert len(lines) <= 300, path.name
        assert max(map(len, lines)) <= 180, path.name
