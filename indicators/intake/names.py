"""Which region a label means: by exact name, alias or code only. Look-alikes are never matched silently, only suggested."""

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.label_parts import LabelParts, is_list, parse_label, parse_region_code, words_of
from indicators.intake.nearest import rank_names
from indicators.intake.region_spellings import derived_spellings, listed_spellings
from indicators.intake.spelling import normal_name, toneless

_TOTALS = frozenset(
    ["全国", "合计", "总计", "小计", "合", "计", "全国合计", "total", "totals", "sum", "country", "national", "china", "全国总计", "共计"]
    + ["各地合计", "各省合计", "全国总数", "总数", "grandtotal", "subtotal", "nationaltotal", "totalnational", "allregions", "全部", "总和"]
)
_TOTAL_ENDS = ("合计", "总计", "小计", "共计", "total")


@dataclass(frozen=True, slots=True)
class RegionNames:
    """Every accepted spelling (normalised) -> region code, the look-alikes that must be asked -> codes they resemble, and those look-alikes
    that differ from an accepted spelling by a space or sign only (shan xi), as words. `listed`: of the catalogue; `known`: all codes."""

    codes: Mapping[str, str]
    lookalikes: Mapping[str, tuple[str, ...]]
    asked_words: Mapping[str, tuple[str, ...]]
    listed: tuple[tuple[str, str], ...]
    known: frozenset[str]


@dataclass(frozen=True, slots=True)
class Match:
    """The region a row means, or the problem with its label. `candidates` are region codes to choose from, `suggested` the likely one."""

    region: str = ""
    code: str = ""
    candidates: tuple[str, ...] = ()
    suggested: str = ""


def region_names(catalogue: Catalogue) -> RegionNames:
    """The alias table of a catalogue. A spelling that two regions claim belongs to neither, and the listed look-alikes (吉林市, 海南州)
    that are nobody's listed name are asked."""
    listed: dict[str, set[str]] = {}
    derived: dict[str, set[str]] = {}
    for code, region in catalogue.regions.items():
        for name in map(normal_name, listed_spellings(region)):
            listed.setdefault(name, set()).add(code)
        for name in map(normal_name, derived_spellings(region)):
            derived.setdefault(name, set()).add(code)
    asked = {name: set(codes) for name, codes in listed.items() if len(codes) > 1}
    words: dict[str, set[str]] = {}
    for code, region in catalogue.regions.items():
        for lookalike in region.lookalikes:
            name = normal_name(lookalike)
            if name not in listed or name in asked:
                asked.setdefault(name, set()).update({code} | derived.get(name, set()))
            elif words_of(lookalike) != name:
                words.setdefault(words_of(lookalike), set()).update({code} | listed[name])
    known = {**derived, **listed}
    codes = {name: next(iter(found)) for name, found in known.items() if len(found) == 1 and name not in asked}
    return RegionNames(
        codes,
        _sorted(asked),
        _sorted(words),
        tuple((name, code) for name, code in codes.items() if name in listed),
        frozenset(codes.values()),
    )


def match_region(names: RegionNames, code_text: str, name_text: str) -> Match:
    """The region that code and name of a row agree on; one of the two may be empty."""
    by_code = parse_region_code(code_text, names.known)
    named = bool(normal_name(name_text))
    if not named and by_code:
        return Match(region=by_code)
    label = name_text if named else code_text
    if not normal_name(label):
        return Match(code="row_unlabelled")
    match = match_label(names, label)
    code_given = named and bool(code_text.strip()) and normal_name(code_text) != normal_name(name_text)
    if match.region and code_given and match.region != by_code:
        return Match(code="region_conflict", candidates=tuple(sorted({match.region, *([by_code] if by_code else [])})))
    return match


def match_label(names: RegionNames, text: str) -> Match:
    """The region that one label means as a whole, or all of its parts (广东（粤）, 44 广东 Guangdong) alike."""
    label, words = normal_name(text), words_of(text)
    if words in names.asked_words:
        return Match(code="region_ambiguous", candidates=names.asked_words[words])
    if label in names.lookalikes:
        return Match(code="region_ambiguous", candidates=names.lookalikes[label])
    if label in names.codes and not is_list(text):
        return Match(region=names.codes[label])
    return _match_parts(names, text, parse_label(text, names.known))


def is_total(text: str) -> bool:
    """Whether a label names a total and no region (全国, 合计, Total)."""
    label = normal_name(text)
    return label in _TOTALS or label.startswith("全国")


def _match_parts(names: RegionNames, text: str, parts: LabelParts) -> Match:
    label = normal_name(text)
    found, unknown = set(parts.codes), list(parts.unknown)
    for part in (parts.core,) if parts.core in names.codes else parts.names:
        if part in names.lookalikes:
            return Match(code="region_ambiguous", candidates=tuple(sorted({*found, *names.lookalikes[part]})))
        code = names.codes.get(part) or _toneless_code(names, part)
        if code:
            found.add(code)
        else:
            unknown.append(part)
    if len(found) == 1 and not unknown:
        return Match(region=next(iter(found)))
    if len(found) > 1 or (found and label.endswith(_TOTAL_ENDS)):
        return Match(code="region_ambiguous", candidates=tuple(sorted(found)))
    near = rank_names(label, names.listed)
    best = next(iter(found), "") or near.best
    return Match(code="region_unknown", candidates=tuple(dict.fromkeys((*found, *near.candidates))), suggested=best)


def _toneless_code(names: RegionNames, part: str) -> str:
    """A pinyin name with tone marks; not where the tone alone tells two regions apart (Shānxī, Shǎnxī)."""
    plain = toneless(part)
    homophones = {word.replace(" ", "") for word in names.asked_words}
    return names.codes.get(plain, "") if plain != part and plain not in homophones else ""


def _sorted(found: Mapping[str, set[str]]) -> Mapping[str, tuple[str, ...]]:
    return {name: tuple(sorted(codes)) for name, codes in found.items()}
