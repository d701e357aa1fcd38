"""Rules are versions with dates: the one in force on a day counts, and the version of the catalogue follows its files."""

from datetime import date
from pathlib import Path

import pytest
from study_folder import copy_catalogue, replace_text

from indicators.catalogue.catalogue import CatalogueError
from indicators.catalogue.load import load_catalogue
from indicators.catalogue.read_rules import parse_value, read_rules
from indicators.catalogue.yaml_lines import parse_yaml

LATER = """
- id: lead_share
  value: 0.6
  since: 2025-01-01
  reference: a later decision
  text: {zh: 牵头份额, en: Share of the lead}
"""


def test_the_latest_version_in_force_on_the_day_counts(tmp_path: Path) -> None:
    folder = copy_catalogue(tmp_path)
    with (folder / "rules.yaml").open("a", encoding="utf-8") as file:
        file.write(LATER)
    values = [load_catalogue(folder, on=day).number("lead_share") for day in (date(2024, 12, 31), date(2025, 1, 1), None)]
    assert values == [0.7, 0.6, 0.6]


def test_before_the_first_rule_there_is_no_catalogue(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="area_weights"):
        load_catalogue(on=date(2020, 12, 31))


def test_two_versions_of_a_rule_on_one_day_are_refused(tmp_path: Path) -> None:
    folder = copy_catalogue(tmp_path)
    with (folder / "rules.yaml").open("a", encoding="utf-8") as file:
        file.write(LATER + LATER)
    with pytest.raises(CatalogueError, match=r"rules\.yaml:\d+: rule lead_share: two versions begin on 2025-01-01"):
        load_catalogue(folder)


def test_area_weights_must_name_areas_and_be_positive(tmp_path: Path) -> None:
    for found, new, message in (("A6: 1}", "A7: 1}", "unknown areas: A7"), ("A6: 1}", "A6: NO}", "numbers above 0")):
        folder = copy_catalogue(tmp_path / new[:5].replace(": ", ""))
        replace_text(folder / "rules.yaml", found, new)
        with pytest.raises(CatalogueError, match=message):
            load_catalogue(folder)


def test_values_are_cast_and_words_stay_words() -> None:
    document = parse_yaml("[10, 0.5, -3, 1e-3, true, NO, 012, {A1: 1}, [1, x]]", "f.yaml")
    assert parse_value(document) == (10, 0.5, -3, 0.001, True, "NO", "012", {"A1": 1}, (1, "x"))


def test_a_rule_without_reference_is_refused() -> None:
    text = "- {id: x, value: 1, since: 2021-01-01, text: {zh: 规则, en: rule}}\n"
    with pytest.raises(CatalogueError, match=r"f\.yaml:1: a rule: no 'reference'"):
        read_rules(parse_yaml(text, "f.yaml"), None)


def test_versions_follow_the_files_and_nothing_else(tmp_path: Path) -> None:
    built_in, folder = load_catalogue(), copy_catalogue(tmp_path)
    assert load_catalogue(folder).version == built_in.version
    replace_text(folder / "areas/A1.yaml", "maximum: 200000", "maximum: 200001")
    changed = load_catalogue(folder)
    assert changed.version != built_in.version
    assert changed.rules_version == built_in.rules_version


def test_asking_for_an_unknown_rule_is_refused() -> None:
    with pytest.raises(CatalogueError, match="no rule 'nonsense'"):
        load_catalogue().number("nonsense")
