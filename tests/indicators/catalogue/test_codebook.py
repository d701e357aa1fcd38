"""A study's codebook becomes a catalogue with the defaults of method.md, or is refused with its line."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from study_folder import CODEBOOK, write_codebook

from indicators.catalogue.catalogue import CatalogueError
from indicators.catalogue.load import load_catalogue
from indicators.model.indicator import Direction, Frequency, Kind, Level, Measure, SourceStatus, Use

HEADER = "indicator,area,kind,direction,baseline,m2025,m2030"


def test_codebook_becomes_a_catalogue_without_regions(tmp_path: Path) -> None:
    study = load_catalogue(write_codebook(tmp_path))
    assert (list(study.indicators), study.regions, study.clauses, len(study.targets)) == (["i1", "i2", "i3", "i4", "i5"], {}, {}, 0)
    assert study.area_weights == {"X": 0.5, "Y": 0.5}
    assert set(study.departments) == {"D1", "D2"}
    assert study.number("lead_share") == load_catalogue().number("lead_share")


def test_the_file_itself_may_be_named(tmp_path: Path) -> None:
    folder = write_codebook(tmp_path)
    assert load_catalogue(folder / "codebook.csv").version == load_catalogue(folder).version


def test_empty_fields_take_the_defaults_of_the_method(tmp_path: Path) -> None:
    indicators = load_catalogue(write_codebook(tmp_path)).indicators
    first, third = indicators["i1"], indicators["i3"]
    assert (first.d_min, first.weight, first.n_min, first.meas_sd, first.required, first.lead_share) == (None, 1.0, 1, None, True, 0.7)
    assert (first.level, first.measure, first.frequency, first.unit) == (Level.REGION, Measure.FLOW, Frequency.QUARTER, "share")
    assert (third.weight, third.required, third.kind, third.direction) == (2.0, False, Kind.RATE, Direction.DOWN)
    assert (indicators["i5"].use, indicators["i1"].use) == (Use.MONITOR, Use.SCORE)


def test_milestones_keep_their_levels(tmp_path: Path) -> None:
    path = load_catalogue(write_codebook(tmp_path)).indicators["i4"].path
    assert (path.baseline, path.target_2025, path.target_2030) == (0, 3, 4)


def test_an_empty_baseline_of_a_share_is_illustrative_20_points_behind(tmp_path: Path) -> None:
    text = f"{HEADER}\ni1,X,prop,up,,0.9,1\ni2,X,prop,down,,0.05,0.02\ni3,X,prop,up,,0.1,0.2\n"
    indicators = load_catalogue(write_codebook(tmp_path, text)).indicators
    assert [indicators[code].path.baseline for code in ("i1", "i2", "i3")] == pytest.approx([0.7, 0.25, 0.0])
    assert {indicator.path.baseline_status for indicator in indicators.values()} == {SourceStatus.ILLUSTRATIVE}


def test_given_area_weights_are_normalised(tmp_path: Path) -> None:
    text = "indicator,area,area_weight,kind,direction,baseline,m2025,m2030\na,X,3,prop,up,0.1,0.2,0.3\nb,Y,1,prop,up,0.1,0.2,0.3\n"
    assert load_catalogue(write_codebook(tmp_path, text)).area_weights == {"X": 0.75, "Y": 0.25}


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ("a,X,prop,up,60,80,95", r":2: a: baseline of kind prop lies outside 0-1"),
        ("a,X,prop,up,0.9,0.8,0.95", r":2: a: direction up, but m2025 lies behind the baseline"),
        ("a,X,rate,down,1,2,0.5", r":2: a: direction down, but m2025 lies behind"),
        ("a,X,rate,down,,2,0.5", r":2: a is scored and has no baseline"),
        ("a,X,prop,up,0.1,,0.5", r":2: a is scored and has no m2025"),
        ("a,X,share,up,0.1,0.2,0.3", r":2: kind 'share' is none of prop"),
        ("a,X,prop,+1,0.1,0.2,0.3", r":2: direction '\+1' is none of up"),
        ("a,X,prop,up,n/a,0.2,0.3", r":2: baseline must be a number, found 'n/a'"),
        ("a,X,prop,up,nan,0.2,0.3", r":2: baseline must be a number"),
        ("a,X,prop,band,0.1,0.2,0.3", r":2: a: a band needs band_low below band_high"),
        ("a,X,milestone,up,0,5,9", r":2: a: m2025 of kind milestone lies outside 0-4"),
        (",X,prop,up,0.1,0.2,0.3", r":2: no indicator"),
        ("a,,prop,up,0.1,0.2,0.3", r":2: no area"),
        ("a,X,prop,up,0.1,0.2", r":2: 6 cells, the header has 7"),
        ("a,X,prop,up,0.1,0.2,0.3\na,X,prop,up,0.1,0.2,0.3", r":3: the code a appears twice"),
        ("a,X,context,context,,,", r":1: no indicator is scored"),
        ("", r":1: no indicator"),
    ],
)
def test_refused_with_its_line(tmp_path: Path, row: str, message: str) -> None:
    with pytest.raises(CatalogueError, match=r"^codebook\.csv" + message):
        load_catalogue(write_codebook(tmp_path, f"{HEADER}\n{row}\n"))


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", r"^codebook\.csv:1: the file is empty"),
        ("indicator,area\n", r"^codebook\.csv:1: no column kind, direction"),
        (HEADER + ",typo\n", r"^codebook\.csv:1: unknown or repeated column typo"),
        (HEADER + ",area\n", r"^codebook\.csv:1: unknown or repeated column"),
        (HEADER + '\n"a,X\n', r"^codebook\.csv:\d+: not valid CSV"),
    ],
)
def test_irregular_tables_are_refused(tmp_path: Path, text: str, message: str) -> None:
    with pytest.raises(CatalogueError, match=message):
        load_catalogue(write_codebook(tmp_path, text))


@pytest.mark.parametrize("text", ["- {id: lead_share, value: 0.5}\n", "lead_share: 0.5\n", "rules:\n  - {id: lead_share, value: 0.5}\n"])
def test_single_rules_can_be_overridden(tmp_path: Path, text: str) -> None:
    folder = write_codebook(tmp_path)
    plain = load_catalogue(folder)
    (folder / "rules.yaml").write_text(text, encoding="utf-8")
    study = load_catalogue(folder)
    assert study.number("lead_share") == 0.5
    assert study.rules_version != plain.rules_version
    assert set(study.rules) == set(plain.rules)


def test_overriding_an_unknown_rule_is_refused(tmp_path: Path) -> None:
    folder = write_codebook(tmp_path)
    (folder / "rules.yaml").write_text("lead_shore: 0.5\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match=r"^rules\.yaml:1: there is no rule 'lead_shore' to override"):
        load_catalogue(folder)


def test_targets_of_subjects_override_the_national_path(tmp_path: Path) -> None:
    folder = write_codebook(tmp_path)
    targets = tmp_path / "G.csv"
    targets.write_text("indicator,subject,baseline,m2025,m2030\ni1,R1,0.5,,\n", encoding="utf-8")
    study = load_catalogue(folder, targets=targets)
    assert study.targets.to_dict("records") == [
        {"indicator": "i1", "subject": "R1", "baseline": 0.5, "m2025": 0.8, "m2030": 0.95, "source_status": "sourced"}
    ]
    assert study.version != load_catalogue(folder).version


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=120))
def test_any_bytes_are_read_or_refused(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    folder = tmp_path_factory.mktemp("study")
    for start in (b"", HEADER.encode() + b"\n", CODEBOOK.encode()):
        (folder / "codebook.csv").write_bytes(start + data)
        try:
            load_catalogue(folder)
        except CatalogueError as refused:
            assert str(refused).startswith("codebook.csv")
