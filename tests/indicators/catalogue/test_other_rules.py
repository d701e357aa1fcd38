"""Proposed rules are tried out only where they are rules of ours, of the kind they have; a kept catalogue comes back as it was."""

import json
from datetime import date
from pathlib import Path

import pytest
from study_folder import copy_catalogue, replace_text, write_codebook

from indicators.catalogue.catalogue import CatalogueError
from indicators.catalogue.kept import load_packed_catalogue, pack_catalogue
from indicators.catalogue.load import BUILT_IN, catalogue_on, load_catalogue
from indicators.catalogue.other_rules import propose_rules

LATER = "\n- {id: lead_share, value: 0.6, since: 2025-01-01, reference: a later decision, text: {zh: 牵头份额, en: share}}\n"


def test_single_values_replace_rules_and_leave_the_rest() -> None:
    own = load_catalogue()
    other = propose_rules(own, "lead_share: 0.6\narea_weights: {A1: 3, A2: 1}")
    assert other.number("lead_share") == 0.6 and other.area_weights == {"A1": 0.75, "A2": 0.25}
    assert {id: rule.value for id, rule in other.rules.items() if id not in ("lead_share", "area_weights")} == {
        id: rule.value for id, rule in own.rules.items() if id not in ("lead_share", "area_weights")
    }
    assert other.rules_version != own.rules_version


def test_a_whole_file_counts_with_its_latest_versions() -> None:
    text = (BUILT_IN / "rules.yaml").read_text(encoding="utf-8") + LATER
    assert propose_rules(load_catalogue(), text).number("lead_share") == 0.6


@pytest.mark.parametrize(
    "text",
    [
        "nonsense: 1",
        "area_power: many",
        "area_weights: {A9: 1}",
        "area_weights: 1",
        "robust_draws: 1000000000",
        "robust_draws: 0",
        "- [",
        "",
        "word",
    ],
)
def test_values_the_engine_could_not_read_are_refused(text: str) -> None:
    with pytest.raises(CatalogueError):
        propose_rules(load_catalogue(), text)


def test_a_kept_catalogue_comes_back_with_every_version_of_its_rules(tmp_path: Path) -> None:
    folder = copy_catalogue(tmp_path)
    with (folder / "rules.yaml").open("a", encoding="utf-8") as file:
        file.write(LATER)
    own = load_catalogue(folder)
    data = pack_catalogue(own)
    again = load_packed_catalogue(data)
    assert (again.version, again.rules_version, again.rules) == (own.version, own.rules_version, own.rules)
    assert pack_catalogue(again) == data == pack_catalogue(catalogue_on(own, date(2024, 1, 1)))
    assert [catalogue_on(again, day).number("lead_share") for day in (date(2024, 12, 31), date(2025, 1, 1))] == [0.7, 0.6]
    replace_text(folder / "areas/A1.yaml", "maximum: 200000", "maximum: 200001")
    assert pack_catalogue(load_catalogue(folder)) != data


@pytest.mark.parametrize("name", ["../evil.yaml", "/etc/evil.yaml", "areas/../../evil.yaml", "evil.py", "a/b/c.yaml"])
def test_a_forged_catalogue_writes_nothing_outside_its_place(name: str) -> None:
    with pytest.raises(CatalogueError, match="something else"):
        load_packed_catalogue(json.dumps({name: "x"}).encode())


def test_a_study_is_not_kept_and_its_rules_have_no_dates(tmp_path: Path) -> None:
    study = load_catalogue(write_codebook(tmp_path))
    assert catalogue_on(study, date(2021, 1, 1)) is study
    with pytest.raises(CatalogueError, match="cannot be kept"):
        pack_catalogue(study)
