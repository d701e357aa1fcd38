"""The kept workbooks: the good ones are clean, each bad one has exactly the problem it is named after, all can be made again."""

import zipfile
from collections.abc import Mapping
from io import BytesIO
from itertools import islice
from pathlib import Path

import pandas as pd
import pytest
import yaml

from indicators.catalogue.calendar import due_date
from indicators.catalogue.catalogue import Catalogue
from indicators.catalogue.load import load_catalogue
from indicators.intake.check_workbook import CheckedWorkbook, IntakeContext, check_workbook
from indicators.intake.codes import PROBLEM_CODES
from indicators.intake.layout import SAMPLE_MARK
from indicators.intake.limits import Limits
from indicators.model.period import parse_period
from indicators.model.submission import Severity
from sample_data.build import FOLDER, GOOD, sample_files
from sample_data.faults import all_faults
from sample_data.not_kept import NOT_KEPT
from sample_data.observations import sample_observations
from sample_data.story import AS_OF
from sample_data.workbooks import sample_workbook, split_by_workbook, write_workbook

BASES = {fault.code: fault.base for fault in all_faults()}
ANYBODY = {"nothing_due", "department_unknown"}
CASES = Path(__file__).parents[1] / "cases" / "rules"
IMPLAUSIBLE = {code for code, (rule, _) in PROBLEM_CODES.items() if rule in {f"V-{number}" for number in range(14, 24)}}
"""Questions that a figure raises by what came before it: they come with a wrong figure, and one in a thousand right ones raises one."""
ALWAYS_TOLD = {"gate_not_met"}
"""Notes that say how things stand."""
NUMBERS = ["numerator", "denominator", "value", "se"]


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def observations(catalogue: Catalogue) -> pd.DataFrame:
    return sample_observations(catalogue)


@pytest.fixture(scope="module")
def made(catalogue: Catalogue) -> Mapping[str, bytes]:
    return dict(sample_files(catalogue))


def check(catalogue: Catalogue, observations: pd.DataFrame, data: bytes, key: tuple[str, str], department: str | None) -> CheckedWorkbook:
    """As the department's liaison would see it in that round, with the department's own earlier figures known."""
    first_day = parse_period(key[1]).first_day
    codes = [item.code for item in (*catalogue.indicators.values(), *catalogue.series.values()) if item.lead == key[0]]
    own = observations[observations["indicator"].isin(codes)]
    known = own[own["period"].map({code: parse_period(code).last_day for code in own["period"].unique()}) < first_day]
    open_rounds = frozenset({"2026-Q3"}) if key[1] == "2026-Q1" else frozenset({key[1]})
    day = min(AS_OF, due_date(parse_period(key[1])))
    # More time than a user is given: what is tested is the problem found, not how busy the machine is.
    return check_workbook(data, "sample.xlsx", IntakeContext(catalogue, day, known, open_rounds, department, Limits(seconds=60)))


def contents(data: bytes) -> object:
    """What is in a file, whatever the packing: the parts of an archive, else its bytes."""
    if not data.startswith(b"PK") or not zipfile.is_zipfile(BytesIO(data)):
        return data
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize("key", [*GOOD, ("MPS", "2025-Q4"), ("LAC", "2024-Q4"), ("MOF", "2023-Q2"), ("MPS", "2024-03"), ("CPD", "2024-12")])
def test_a_good_workbook_is_clean_and_gives_back_every_figure_that_was_put_in(
    catalogue: Catalogue, observations: pd.DataFrame, key: tuple[str, str]
) -> None:
    given = split_by_workbook(catalogue, observations)[key]
    checked = check(catalogue, observations, write_workbook(catalogue, key, given, observations), key, key[0])
    serious = [one for one in checked.problems if one.severity is not Severity.NOTE]
    assert {one.code for one in serious} <= IMPLAUSIBLE, serious
    assert len(serious) <= len(given) / 200
    names = ["indicator", "subject", "period", "breakdown"]
    found = checked.observations.set_index(names).sort_index()
    wanted = given.set_index(names).sort_index()
    assert list(found.index) == list(wanted.index)
    assert list(found["status"]) == list(wanted["status"])
    reported = (wanted["status"] == "REPORTED").to_numpy()
    pd.testing.assert_frame_equal(found.loc[reported, NUMBERS], wanted.loc[reported, NUMBERS])


@pytest.mark.parametrize("code", sorted(BASES))
def test_a_bad_workbook_has_exactly_the_problem_it_is_named_after(catalogue: Catalogue, observations: pd.DataFrame, code: str) -> None:
    data = (FOLDER / "bad" / f"{code}.xlsx").read_bytes()
    uploader = "NHC" if code == "wrong_department" else None if code in ANYBODY else BASES[code][0]
    key = (BASES[code][0], "2026-Q3" if code == "round_unknown" else BASES[code][1])
    problems = check(catalogue, observations, data, key, uploader).problems
    serious = {one.code for one in problems if one.severity is not Severity.NOTE} - (IMPLAUSIBLE - {code})
    notes = {one.code for one in problems if one.severity is Severity.NOTE} - ALWAYS_TOLD
    assert serious == {code} or (not serious and notes == {code})


def test_every_problem_code_has_a_bad_workbook_a_readable_case_or_a_reason_why_not() -> None:
    cases = [case for path in CASES.glob("*.yaml") for case in yaml.safe_load(path.read_text(encoding="utf-8"))]
    told = {code for case in cases for code in case.get("expect", {})}
    assert set(BASES) | set(NOT_KEPT) <= set(PROBLEM_CODES)
    assert set(PROBLEM_CODES) - set(BASES) - set(NOT_KEPT) <= told
    assert not set(BASES) & set(NOT_KEPT)
    assert all(NOT_KEPT.values())


def test_a_workbook_that_is_too_large_is_refused_though_no_sample_is_kept(catalogue: Catalogue, observations: pd.DataFrame) -> None:
    data = bytes(Limits().file_bytes + 1)
    assert [one.code for one in check(catalogue, observations, data, ("NHC", "2026-Q3"), "NHC").problems] == ["file_too_large"]


def test_the_kept_files_are_those_that_the_generator_makes(made: Mapping[str, bytes]) -> None:
    kept = {path.relative_to(FOLDER).as_posix(): path.read_bytes() for path in FOLDER.glob("*/*")}
    stale = sorted(name for name in made.keys() & kept.keys() if contents(made[name]) != contents(kept[name]))
    assert set(made) == set(kept)
    assert not stale, f"run `python -m sample_data.build`: {stale}"


def test_the_same_bytes_are_made_every_time(catalogue: Catalogue, made: Mapping[str, bytes]) -> None:
    assert dict(islice(sample_files(catalogue), 30)) == dict(islice(made.items(), 30))


def test_any_workbook_can_be_made_alone(catalogue: Catalogue, observations: pd.DataFrame) -> None:
    key = ("MOF", "2024-Q4")
    expected = write_workbook(catalogue, key, split_by_workbook(catalogue, observations)[key], observations)
    assert sample_workbook(catalogue, *key) == expected


def test_all_kept_files_together_stay_small() -> None:
    assert sum(path.stat().st_size for path in FOLDER.glob("*/*")) < 3_000_000


def test_every_good_workbook_says_that_it_is_sample_data() -> None:
    for path in Path(FOLDER / "good").iterdir():
        with zipfile.ZipFile(path) as archive:
            assert SAMPLE_MARK in archive.read("xl/sharedStrings.xml").decode()
            assert SAMPLE_MARK in archive.read("docProps/custom.xml").decode()
