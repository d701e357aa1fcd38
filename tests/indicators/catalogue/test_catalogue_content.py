"""What the built-in catalogue holds: counts, agreement with the plan, honesty about what is illustrative."""

from collections import Counter

import pytest

from indicators.catalogue.catalogue import Catalogue
from indicators.catalogue.load import load_catalogue
from indicators.model.area import SCORED_AREAS
from indicators.model.indicator import Direction, Indicator, Kind, Level, Measure, SourceStatus, Use
from indicators.model.subject import XINJIANG, XPCC

CENSUS_XINJIANG = 25_852_345
COUNTRY = 1_409_778_724  # the 31 provincial-level units of the 2020 census


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


def scored_regional(catalogue: Catalogue) -> list[Indicator]:
    return [
        indicator
        for indicator in catalogue.indicators.values()
        if indicator.use is Use.SCORE and indicator.level is not Level.NATIONAL and indicator.area in SCORED_AREAS
    ]


def test_there_are_80_indicators_in_eight_groups(catalogue: Catalogue) -> None:
    counts = Counter(indicator.area for indicator in catalogue.indicators.values())
    assert counts == {"A1": 11, "A2": 13, "A3": 11, "A4": 8, "A5": 10, "A6": 7, "B1": 8, "C1": 12}


def test_uses_levels_and_frequencies_are_those_of_the_source(catalogue: Catalogue) -> None:
    indicators = catalogue.indicators.values()
    assert Counter(i.use for i in indicators) == {Use.SCORE: 68, Use.MONITOR: 8, Use.GATE: 3, Use.RED_LINE: 1}
    assert Counter(i.level for i in indicators) == {Level.REGION: 52, Level.BOTH: 19, Level.NATIONAL: 9}
    assert Counter(i.frequency for i in indicators) == {"H": 26, "M": 19, "Y": 18, "Q": 17}


def test_46_scored_regional_indicators_make_up_the_six_areas(catalogue: Catalogue) -> None:
    counts = Counter(indicator.area for indicator in scored_regional(catalogue))
    assert [counts[area] for area in SCORED_AREAS] == [9, 10, 10, 6, 8, 3]
    assert set(catalogue.area_weights) == set(SCORED_AREAS)
    assert sum(catalogue.area_weights.values()) == pytest.approx(1)


def test_every_sentence_of_both_documents_is_served(catalogue: Catalogue) -> None:
    served = {clause for indicator in catalogue.indicators.values() for clause in indicator.clauses}
    unserved = [clause.id for clause in catalogue.clauses.values() if clause.id not in served and not clause.functions]
    assert unserved == []
    assert [len([c for c in catalogue.clauses if c.startswith(part)]) for part in ("S1-", "S2-")] == [28, 12]


def test_every_indicator_points_to_clauses_that_exist(catalogue: Catalogue) -> None:
    for indicator in catalogue.indicators.values():
        assert indicator.clauses
        assert set(indicator.clauses) <= set(catalogue.clauses)


def test_17_of_33_active_seats_report(catalogue: Catalogue) -> None:
    active = [department for department in catalogue.departments.values() if department.known and department.closed is None]
    assert (len(catalogue.departments), len(active), len(catalogue.reporting_departments())) == (35, 33, 17)
    assert catalogue.departments["NRRA"].successor == "MARA"
    assert not catalogue.departments["X35"].known


def test_series_are_reported_by_departments_that_file_workbooks(catalogue: Catalogue) -> None:
    reporting = {department.code for department in catalogue.reporting_departments()}
    assert {series.lead for series in catalogue.series.values()} <= reporting
    for series in catalogue.series.values():
        assert series.rules
        assert set(series.breakdowns) <= set(catalogue.breakdowns)


def test_xinjiang_and_xpcc_are_disjoint_and_add_up(catalogue: Catalogue) -> None:
    assert catalogue.regions[XINJIANG].population == 22_603_945
    assert catalogue.regions[XINJIANG].population + catalogue.regions[XPCC].population == CENSUS_XINJIANG
    assert sum(region.population for region in catalogue.regions.values()) == COUNTRY
    assert catalogue.xpcc_note is not None


def test_32_regions_and_3_grey_tiles_stand_on_places_of_their_own(catalogue: Catalogue) -> None:
    tiles = [*catalogue.regions.values(), *catalogue.grey_tiles]
    assert (len(catalogue.regions), len(catalogue.grey_tiles)) == (32, 3)
    assert len({(tile.tile_row, tile.tile_column) for tile in tiles}) == 35


def test_lookalikes_are_mutual_and_never_also_aliases(catalogue: Catalogue) -> None:
    names = {region.short_name.zh: region for region in catalogue.regions.values()}
    for region in catalogue.regions.values():
        assert not set(region.lookalikes) & {region.name.zh, region.short_name.zh, *region.aliases}
        for name in set(region.lookalikes) & set(names):
            assert region.short_name.zh in names[name].lookalikes
    assert "陕西" in names["山西"].lookalikes
    assert "吉林市" in names["吉林"].lookalikes


def test_shares_lie_between_0_and_1(catalogue: Catalogue) -> None:
    for indicator in catalogue.indicators.values():
        path = indicator.path
        if indicator.unit == "share":
            assert all(0 <= value <= 1 for value in (path.baseline, path.target_2025, path.target_2030) if value is not None)
    assert catalogue.indicators["A1-08"].path.target_2030 == 0.999


def test_odd_values_of_the_source_are_read_as_they_are_meant(catalogue: Catalogue) -> None:
    paths = {code: indicator.path for code, indicator in catalogue.indicators.items()}
    assert (paths["A2-03"].baseline, paths["A2-03"].target_2025, paths["A2-03"].target_2030) == (0.0, 0.10, 0.12)
    assert (paths["A4-02"].baseline, paths["A4-02"].target_2025, paths["A4-02"].target_2030) == (0, 3, 4)  # 24 of 32 regions at level 4
    assert paths["A1-10"].baseline == pytest.approx(3055 / 1_411.78e6, rel=0.01)
    assert (paths["A5-05"].target_2025, paths["C1-06"].target_2025) == (24, None)
    assert str(catalogue.indicators["C1-01"].deadline) == "2024-04-30"


def test_an_unknown_baseline_stands_20_points_behind_the_target_and_is_marked(catalogue: Catalogue) -> None:
    up, down = catalogue.indicators["A1-03"].path, catalogue.indicators["A1-04"].path
    assert (up.baseline, up.target_2025, up.baseline_status) == (0.65, 0.85, SourceStatus.ILLUSTRATIVE)
    assert (down.baseline, down.target_2025, down.baseline_status) == (0.28, 0.08, SourceStatus.ILLUSTRATIVE)


def test_74_of_80_indicators_have_illustrative_targets(catalogue: Catalogue) -> None:
    statuses = Counter(indicator.path.target_status for indicator in catalogue.indicators.values())
    assert statuses[SourceStatus.ILLUSTRATIVE] == 74


def test_raw_detection_counts_have_no_better_direction(catalogue: Catalogue) -> None:
    for code in ("C1-06", "C1-07"):
        assert (catalogue.indicators[code].direction, catalogue.indicators[code].kind) == (Direction.CONTEXT, Kind.CONTEXT)
    assert all(indicator.kind is not Kind.CONTEXT for indicator in scored_regional(catalogue))


def test_offences_and_victims_say_where_the_law_is_narrower_than_palermo(catalogue: Catalogue) -> None:
    for code in ("A1-06", "A2-01", "A2-12", "A3-01", "A3-09", "A6-01", "C1-04"):
        note = catalogue.indicators[code].definition_note
        assert note is not None
        assert "Palermo" in note.en
        assert "巴勒莫" in note.zh


def test_gates_and_red_line_are_required(catalogue: Catalogue) -> None:
    acting = [indicator for indicator in catalogue.indicators.values() if indicator.use in (Use.GATE, Use.RED_LINE)]
    assert {indicator.code for indicator in acting} == {"A2-02", "B1-03", "B1-04", "A3-09"}
    assert all(indicator.required for indicator in acting)


def test_every_region_has_its_own_targets_for_every_scored_indicator(catalogue: Catalogue) -> None:
    expected = {(indicator.code, region) for indicator in scored_regional(catalogue) for region in catalogue.regions}
    assert set(zip(catalogue.targets["indicator"], catalogue.targets["subject"], strict=True)) == expected
    assert set(catalogue.targets["source_status"]) == {"illustrative"}


def test_regional_paths_never_turn_back_and_end_at_the_national_target(catalogue: Catalogue) -> None:
    for row in catalogue.targets.itertuples():
        indicator = catalogue.indicators[row.indicator]
        sign = -1 if indicator.direction is Direction.DOWN else 1
        assert sign * row.baseline <= sign * row.m2025 <= sign * row.m2030
        assert row.m2030 == indicator.path.target_2030


def test_24_regions_are_planned_to_have_the_family_education_measure_by_2025(catalogue: Catalogue) -> None:
    rows = catalogue.targets[catalogue.targets["indicator"] == "A4-02"]
    assert (rows["m2025"] == 4).sum() == 24


def test_not_applicable_pairs_concern_cross_border_cases_only(catalogue: Catalogue) -> None:
    assert {indicator for indicator, _ in catalogue.not_applicable} == {"A6-01"}
    assert not {"53", "45"} & {region for _, region in catalogue.not_applicable}


def test_54_checks_are_registered_and_all_but_that_of_publication_act(catalogue: Catalogue) -> None:
    assert len(catalogue.check_rules) == 54
    assert [rule.id for rule in catalogue.check_rules.values() if not rule.active] == ["V-30"]
    severities = {code: catalogue.check_rules[code].severity for code in ("V-01", "V-14", "V-15", "V-22", "V-29", "V-30")}
    assert list(severities.values()) == ["must_fix", "confirm", "confirm", "note", "refuse", "suppress"]


def test_the_text_of_a_rule_says_its_limits(catalogue: Catalogue) -> None:
    rule = catalogue.check_rules["V-12"]
    assert rule.limits == {"share": 0.1}
    assert ("10%" in rule.text.zh, "10%" in rule.text.en) == (True, True)


def test_roles_of_rules_name_figures_that_exist(catalogue: Catalogue) -> None:
    named = [code for rule in catalogue.check_rules.values() for roles in rule.roles for part in roles.values() for code in part]
    known = {*catalogue.series, *catalogue.indicators, *catalogue.breakdowns}
    assert [code for code in named if code not in known and code.rpartition(".")[0] not in known] == []


def test_official_figures_that_contradict_each_other_are_kept_apart_with_their_conflict(catalogue: Catalogue) -> None:
    assert {figure.value for figure in catalogue.figures if figure.conflicts} == {3055, 5135, 5907, 666, 824}


def test_only_seen_figures_are_shown_and_units_are_kept_apart(catalogue: Catalogue) -> None:
    assert {figure.flag for figure in catalogue.figures} == {"V", "V2"}
    registered = {figure.unit for figure in catalogue.figures if "registered" in figure.subject.en}
    assert registered == {"cases_registered"}
    assert {figure.body for figure in catalogue.figures} <= {*catalogue.departments, *catalogue.observers}


def test_coverage_is_a_stock_and_the_found_persons_are_cumulative(catalogue: Catalogue) -> None:
    measures = {code: catalogue.indicators[code].measure for code in ("A1-01", "A2-03", "A2-01", "C1-06")}
    assert measures == {"A1-01": Measure.STOCK, "A2-03": Measure.STOCK, "A2-01": Measure.FLOW, "C1-06": Measure.CUMULATIVE}


def test_chinese_and_english_are_never_the_same_text(catalogue: Catalogue) -> None:
    for indicator in catalogue.indicators.values():
        for text in (indicator.name, indicator.definition, indicator.risk, indicator.guard):
            assert text.zh != text.en
            assert text.en.isascii() or not any("\u4e00" <= letter <= "\u9fff" for letter in text.en)
