"""A region is taken from an exact name, alias or code only; whatever resembles two of them is asked (house.md 6.6, experience.md 3)."""

from itertools import combinations

import pytest
from spelling_variants import SAFE_COUNT, UNSAFE_COUNT, variants_of

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.names import is_total, match_region, region_names
from indicators.intake.nearest import edit_distance

LOOKALIKE_PAIRS = tuple(
    f"{left}{right}"
    for left, rights in (
        ("河北", "河南 湖北"),
        ("山西", "江西 山东 广西 陕西"),
        ("上海", "青海"),
        ("江苏", "江西"),
        ("江西", "广西 陕西"),
        ("山东", "广东"),
        ("河南", "湖南 海南 云南"),
        ("湖北", "湖南"),
        ("湖南", "海南 云南"),
        ("广东", "广西"),
        ("广西", "陕西"),
        ("海南", "云南"),
    )
    for right in rights.split()
)
"""Pairs of short names at edit similarity 0.5: 17 and the three of 云南."""

LATIN_PAIRS = ("Shanxi Shaanxi", "Hebei Hubei", "Henan Hunan", "Hunan Hainan", "Jiangxi Guangxi", "Jiangsu Jiangxi")


def test_32_units_in_200_spellings_are_never_matched_wrongly(catalogue: Catalogue) -> None:
    names, regions = region_names(catalogue), dict(catalogue.regions)
    variants = [one for region in regions.values() for one in variants_of(region, regions)]
    matches = [(one, match_region(names, "", one.text)) for one in variants]
    assert len(variants) == 32 * (SAFE_COUNT + UNSAFE_COUNT) == 6400
    assert [one for one, match in matches if match.region and (match.region != one.region or not one.safe)] == []
    automatic = sum(match.region == one.region for one, match in matches if one.safe)
    assert automatic >= 0.99 * 32 * SAFE_COUNT
    assert all(match.code and one.region in match.candidates for one, match in matches if not one.safe)


def test_the_look_alike_pairs_are_those_of_edit_similarity_one_half(catalogue: Catalogue) -> None:
    short = [region.short_name.zh for region in catalogue.regions.values()]
    near = [a + b for a, b in combinations(short, 2) if 1 - edit_distance(a, b) / max(len(a), len(b)) >= 0.5]
    assert tuple(near) == LOOKALIKE_PAIRS


@pytest.mark.parametrize("pair", LOOKALIKE_PAIRS)
def test_a_typo_between_two_look_alikes_is_asked_of_both(catalogue: Catalogue, pair: str) -> None:
    names = region_names(catalogue)
    left, right = pair[:2], pair[2:]
    codes = {match_region(names, "", name).region for name in (left, right)}
    differs = next(place for place in (0, 1) if left[place] != right[place])
    common = left[1 - differs]
    strange = f"口{common}" if differs == 0 else f"{common}口"
    both = left[0] + right[0] + common if differs == 0 else common + left[1] + right[1]
    for typo in (strange, strange.replace("口", "？"), both, f"{left}或{right}", f"{left}{right}", f"{left}/{right}"):
        match = match_region(names, "", typo)
        assert match.region == "" and match.suggested == "", typo
        assert codes <= set(match.candidates), (typo, match)


@pytest.mark.parametrize("pair", LATIN_PAIRS)
def test_a_latin_typo_between_two_look_alikes_is_asked_of_both(catalogue: Catalogue, pair: str) -> None:
    names = region_names(catalogue)
    left, right = pair.split()
    codes = {match_region(names, "", name).region for name in (left, right)}
    place = next(n for n in range(len(left)) if left[n] != right[n])
    for typo in (left[:place] + right[place] + left[place:] + "x", left[:place] + "q" + left[place + 1 :]):
        match = match_region(names, "", typo)
        assert (match.region, codes <= set(match.candidates)) == ("", True), (typo, match)


@pytest.mark.parametrize(
    ("text", "region", "candidates"),
    [
        ("吉林", "22", ()),
        ("吉林省", "22", ()),
        ("吉林市", "", ("22",)),
        ("吉林省吉林市", "", ("22",)),
        ("Jilin City", "", ("22",)),
        ("海南", "46", ()),
        ("海南省", "46", ()),
        ("海南州", "", ("46",)),
        ("海南藏族自治州", "", ("46",)),
        ("Hainan Prefecture", "", ("46",)),
        ("新疆", "65", ()),
        ("新疆（不含兵团）", "65", ()),
        ("Xinjiang (without XPCC)", "65", ()),
        ("新疆（含兵团）", "", ("65", "66")),
        ("新疆和兵团", "", ("65", "66")),
        ("新疆、兵团", "", ("65", "66")),
        ("新疆（兵团）", "", ("65", "66")),
        ("Xinjiang including XPCC", "", ("65", "66")),
        ("兵团", "66", ()),
        ("新疆兵团", "66", ()),
        ("新疆生产建设兵团", "66", ()),
        ("Shanxi", "14", ()),
        ("Shaanxi", "61", ()),
        ("Shan Xi", "", ("14", "61")),
        ("Shanxi Sheng", "", ("14", "61")),
        ("Shānxī", "", ("14", "61")),
        ("Shǎnxī", "", ("14", "61")),
        ("Guǎngdōng", "44", ()),
        ("31.新疆", "", ("31", "65")),
        ("江西省南昌市", "", ("36",)),
        ("辽宁（不含大连）", "", ("21",)),
    ],
)
def test_names_easily_confused_are_told_apart_or_asked(catalogue: Catalogue, text: str, region: str, candidates: tuple[str, ...]) -> None:
    match = match_region(region_names(catalogue), "", text)
    assert (match.region, match.candidates[: len(candidates)]) == (region, candidates)


@pytest.mark.parametrize("text", ["广东省合计", "广东小计", "广东省本级"])
def test_a_total_within_a_region_is_never_the_region(catalogue: Catalogue, text: str) -> None:
    match = match_region(region_names(catalogue), "", text)
    assert (match.region, match.suggested) == ("", "44")


@pytest.mark.parametrize("text", ["全国", "合 计", "全国（不含港澳台）", "Total", "总　计", "小计：", "全國合計"])
def test_a_total_is_no_region(text: str) -> None:
    assert is_total(text)
