"""The loader refuses what is incomplete or contradictory, and says in which file and on which line."""

from pathlib import Path

import pytest
from study_folder import copy_catalogue, replace_text

from indicators.catalogue.catalogue import CatalogueError
from indicators.catalogue.load import load_catalogue

A1, A4, B1, C1 = ("areas/A1.yaml", "areas/A4.yaml", "areas/B1.yaml", "areas/C1.yaml")

BREAK = "    clauses: [S1-05, S2-11]\n    breaks: [{since: SINCE, text: {zh: 口径变化。, en: Changed.}}]\n"
INCOMPLETE = [
    # file, what stood there, what stands there now, what the refusal says
    (A1, "  - code: A1-01\n", "  - koda: A1-01\n", "an indicator|code"),
    (A1, "    name: {zh: 社区（村）反拐网格有效覆盖率, en: ", "    name: {zh: 社区（村）反拐网格有效覆盖率, xx: ", "A1-01 name: no 'en'"),
    (A1, "    name: {zh: 社区（村）反拐网格有效覆盖率, en: ", "    name: {zh: '', en: ", "A1-01 name.zh: expected a text"),
    (A1, "    name: {zh: 社区（村）反拐网格有效覆盖率, en: ", "    name: {zh: Grid, en: ", "A1-01 name.zh: no Chinese"),
    (A1, "arithmetic: {unit: share, kind: prop,", "arithmetic: {kind: prop,", "A1-01 arithmetic: no 'unit'"),
    (A1, "kind: prop, direction: up, measure", "kind: prop, measure", "A1-01 arithmetic: no 'direction'"),
    (A1, "level: REG, lead: CPLAC,", "level: REG,", "A1-01 reporting: no 'lead'"),
    (A1, "path: {baseline: 78 %, target_2025: 95 %,", "path: {baseline: 78 %,", "A1-01 path: no 'target_2025'"),
    (A1, "target_2025: 95 %,", "target_2025: none,", "A1-01: a scored indicator needs a baseline and the targets"),
    (A1, "    clauses: [S1-05, S2-11]\n", "    clauses: []\n", "A1-01: no plan clause"),
    (A1, "    clauses: [S1-05, S2-11]\n", "", "A1-01: no 'clauses'"),
    (A1, "    clauses: [S1-05, S2-11]\n", BREAK.replace("SINCE", "2024-X"), "A1-01: '2024-X' is not a period"),
    (A1, "direction: up, measure: stock}", "direction: up}", "A1-01 arithmetic: no 'measure'"),
    (A1, "    risk:\n", "    rosk:\n", "A1-01: no 'risk'"),
    (C1, "deadline: 2024-04-30", "n_min: 1", "C1-01: an indicator of the special action needs a target and a deadline"),
    ("regions.yaml", "    population: 21893095\n", "", "a region: no 'population'"),
    ("departments.yaml", "    flag: M\n", "", "a department: no 'flag'"),
]

CONTRADICTORY = [
    (A1, "baseline: 78 %, target_2025: 95 %", "baseline: 98 %, target_2025: 95 %", "A1-01: the direction is up but the path falls"),
    (A1, "baseline: 28 %, target_2025: 8 %", "baseline: 2 %, target_2025: 8 %", "A1-04: the direction is down but the path rises"),
    (A1, "baseline: 78 %", "baseline: 0.78", "A1-01 baseline: a share is written with its sign"),
    (A1, "target_2030: 100 %", "target_2030: 120 %", "A1-01 target_2030: 120 % lies outside 0-100 %"),
    (A1, "kind: prop,", "kind: proportion,", "A1-01 kind: 'proportion' is none of prop"),
    (A1, "kind: prop", "kind: mean", "A1-01: unit 'share' does not go with kind mean"),
    (A1, "unit: share", "unit: days", "A1-01 baseline: expected a number, found '78 %'"),
    (A1, "lead: CPLAC", "lead: XYZ", "A1-01: the lead 'XYZ' is not a known department"),
    (A1, "lead: CPLAC", "lead: NRRA", "A1-01: the lead NRRA was closed on 2023-03-10; name its successor MARA"),
    (A1, "lead: CPLAC", "lead: X35", "A1-01: the lead 'X35' is not a known department"),
    (A1, "support: [MPS, MCA, ACWF]", "support: [MPS, NBS]", "A1-01: support names the unknown department 'NBS'"),
    (A1, "support: [MPS, MCA, ACWF]", "support: [MPS, CPLAC]", "A1-01: CPLAC is both lead and support"),
    (A1, "support: [MPS, MCA, ACWF]", "support: [MPS, MPS]", "A1-01 support: a code appears twice"),
    (A1, "clauses: [S1-05, S2-11]", "clauses: [S1-99]", "A1-01: unknown plan clause 'S1-99'"),
    (A1, "area: A1\n", "area: A2\n", "A1-01: the code does not begin with its area A2"),
    (A1, "  - code: A1-02\n", "  - code: A1-01\n", "A1-01: the code appears twice"),
    (A1, "use: score, required: false", "use: score, required: NO", "A1-01 required: expected true or false, found 'NO'"),
    (A1, "use: score, required", "use: maybe, required", "A1-01 use: 'maybe' is none of score"),
    (A1, "definition_note: offence", "definition_note: offense", "A1-06 definition_note: this file has no note 'offense'"),
    (A4, "target_2025: 3, target_2030: 4", "target_2025: 3, target_2030: 5", "A4-02: milestone levels run from 0 to 4"),
    (B1, ", band_low: 90 %, band_high: 100 %", "", "B1-05: direction band needs band_low and band_high"),
    (B1, "band_low: 90 %, band_high: 100 %", "band_low: 90 %, band_high: 80 %", "B1-05: band_low is not below band_high"),
    (C1, "use: monitor", "use: score", "C1-06: a raw count"),
    ("regions.yaml", "  - code: 12\n", "  - code: 11\n", "region 11 appears twice"),
    ("regions.yaml", "aliases: [津]", "aliases: [京]", "region 12: the name '京' already belongs to 11"),
    ("regions.yaml", "{label: 津, row: 2, column: 6}", "{label: 津, row: 2, column: 5}", "two tiles stand on one place"),
    ("departments.yaml", "successor: MARA", "successor: MARS", "department NRRA: unknown successor 'MARS'"),
    ("plan_clauses.yaml", "area: A1, summary", "area: A9, summary", "S1-05: 'A9' is none of general"),
    ("plan_clauses.yaml", "functions: [catalogue]", "functions: [magic]", "clause S1-01: unknown function 'magic'"),
    ("series.yaml", "rules: [V-06, X-01, X-04]", "rules: [V-99]", "series SR-01: 'V-99' does not exist"),
    ("checks.yaml", "  severity: must_fix\n", "  severity: fatal\n", "check V-01: severity 'fatal' is none of"),
    ("checks.yaml", "limits: {share: 0.10}", "limits: {part: 0.10}", "V-12 text: no limit for 'share'"),
    ("checks.yaml", "limits: {decimals: 2}", "limits: {decimals: two}", "V-01 limit decimals: expected a number, found 'two'"),
    ("not_applicable.yaml", "subjects: [11,", "subjects: [99,", "unknown region '99'"),
    ("national_figures.yaml", "flag: V,", "flag: R,", "a figure flagged 'R' is not fit to be shown"),
    ("national_figures.yaml", "period: 2012, value: 1918", "period: 2010, value: 1918", "1918 contradicts another figure of 2010"),
    ("national_figures.yaml", "conflict: [registered_2020]", "conflict: [nothing]", "there is no conflict 'nothing'"),
    ("cross_checks.yaml", "left: [{of: SR-01}]", "left: [{of: SR-99}]", "X-01: there is neither an indicator nor a series 'SR-99'"),
    ("cross_checks.yaml", "  rule: X-01\n", "  rule: X-99\n", "X-01: there is no rule 'X-99'"),
    ("cross_checks.yaml", "{of: A3-01, part: denominator}", "{of: A3-01, part: value}", "A3-01 has no part 'value', only numerator"),
    ("cross_checks.yaml", "breakdown: reason.pending", "breakdown: sex.female", "SR-22 is not broken down by 'sex.female'"),
    ("cross_checks.yaml", "  every: Y\n", "  every: M\n", "is reported less often than every M"),
    ("cross_checks.yaml", "  by: country\n", "  by: region\n", "is a figure of the country, not of regions"),
    ("cross_checks.yaml", "lag: 1, factor: share", "lag: 1, factor: much", "factor: expected a number, found 'much'"),
    ("cross_checks.yaml", "limits: {low: hotline}", "limits: {low: coldline}", "rule X-21 has no limit 'coldline' for 'low'"),
    ("cross_checks.yaml", "  equals: [{of: SR-06}", "  is: [{of: SR-06}", "unknown field 'is'"),
    ("cross_checks.yaml", "- id: X-02\n", "- id: X-01\n", "relation X-01 appears twice"),
    ("rules.yaml", "since: 2021-01-01", "since: 2021-13-01", "since: expected a day"),
    ("targets.csv", "A1-01,11,", "A1-99,11,", "unknown indicator 'A1-99'"),
    ("targets.csv", "A1-01,11,0.", "A1-01,11,7", "out of range"),
    ("targets.csv", "A1-01,12,", "A1-01,11,", "A1-01 of 11 appears twice"),
]


@pytest.mark.parametrize(("file", "found", "new", "message"), INCOMPLETE + CONTRADICTORY)
def test_refused_with_file_and_line(tmp_path: Path, file: str, found: str, new: str, message: str) -> None:
    folder = copy_catalogue(tmp_path)
    line = replace_text(folder / file, found, new)
    with pytest.raises(CatalogueError) as refused:
        load_catalogue(folder)
    name, place, said = str(refused.value).split(":", 2)
    assert name == file
    assert 1 <= int(place) <= line + 30
    assert any(part in said for part in message.split("|"))


def test_line_is_that_of_the_field_at_fault(tmp_path: Path) -> None:
    folder = copy_catalogue(tmp_path)
    line = replace_text(folder / A1, "measure: stock}", "measure: pile}")
    with pytest.raises(CatalogueError, match=rf"^areas/A1\.yaml:{line}: A1-01 measure: 'pile' is none of flow, stock, cumulative$"):
        load_catalogue(folder)


def test_every_contradiction_of_an_indicator_is_said_at_once(tmp_path: Path) -> None:
    folder = copy_catalogue(tmp_path)
    replace_text(folder / A1, "lead: CPLAC", "lead: XYZ")
    replace_text(folder / A1, "clauses: [S1-05, S2-11]", "clauses: [S1-99]")
    with pytest.raises(CatalogueError, match=r"the lead 'XYZ'.*; unknown plan clause 'S1-99'"):
        load_catalogue(folder)


@pytest.mark.parametrize("file", ["regions.yaml", "rules.yaml", "targets.csv", "series.yaml"])
def test_an_absent_file_is_named(tmp_path: Path, file: str) -> None:
    folder = copy_catalogue(tmp_path)
    (folder / file).unlink()
    with pytest.raises(CatalogueError, match=rf"^{file}: cannot be read"):
        load_catalogue(folder)


def test_a_folder_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="no such catalogue folder"):
        load_catalogue(tmp_path / "nowhere")
