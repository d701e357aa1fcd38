"""Which region a label means: by exact name, alias or code only. Look-alikes are never matched silently, only suggested."""

import difflib
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from indicators.catalogue.catalogue import Catalogue
from indicators.model.subject import Region

_NOISE = re.compile(r"[\s\u200b\u200c\u200d\ufeff()（）\[\]【】:：,，、.。·*'\"]")
_TOTALS = frozenset(
    ["全国", "合计", "总计", "小计", "合", "计", "全国合计", "total", "totals", "sum", "country", "national", "china", "全国总计", "共计"]
)
_CLOSE = 0.5


@dataclass(frozen=True, slots=True)
class RegionNames:
    """Every accepted spelling of every region (normalised) -> code, and the look-alikes that must be asked -> codes they resemble."""

    codes: Mapping[str, str]
    lookalikes: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Match:
    """The region a row means, or the problem with its label. `candidates` are region codes to choose from."""

    region: str = ""
    code: str = ""
    candidates: tuple[str, ...] = ()


def normal_name(text: str) -> str:
    """A name without width, case, spaces and punctuation."""
    return _NOISE.sub("", unicodedata.normalize("NFKC", text)).casefold()


def region_names(catalogue: Catalogue) -> RegionNames:
    """The alias table of a catalogue. A spelling that two regions claim belongs to neither, and the listed look-alikes (吉林市, 海南州)
    that are nobody's own name are asked."""
    claims: dict[str, set[str]] = {}
    for code, region in catalogue.regions.items():
        for name in _spellings(region):
            claims.setdefault(normal_name(name), set()).add(code)
    asked = {name: codes for name, codes in claims.items() if len(codes) > 1}
    for code, region in catalogue.regions.items():
        for name in map(normal_name, region.lookalikes):
            if name not in claims or name in asked:
                asked.setdefault(name, set()).add(code)
    codes = {name: next(iter(found)) for name, found in claims.items() if len(found) == 1}
    return RegionNames(codes, {name: tuple(sorted(found)) for name, found in asked.items()})


def match_region(names: RegionNames, code_text: str, name_text: str) -> Match:
    """The region that code and name of a row agree on; one of the two may be empty."""
    known_codes = set(names.codes.values())
    by_code = code_text.strip() if code_text.strip() in known_codes else ""
    label = normal_name(name_text) or ("" if by_code else normal_name(code_text))
    if not label:
        return Match(region=by_code) if by_code else Match(code="row_unlabelled")
    by_name = names.codes.get(label, "")
    if by_name and (by_name == by_code or not code_text.strip()):
        return Match(region=by_name)
    if by_name and not by_code and normal_name(code_text) == label:
        return Match(region=by_name)
    if by_name:
        return Match(code="region_conflict", candidates=tuple(sorted({by_name, *([by_code] if by_code else [])})))
    if label in names.lookalikes:
        return Match(code="region_ambiguous", candidates=names.lookalikes[label])
    return Match(code="region_unknown", candidates=_nearest(names, label))


def is_total(text: str) -> bool:
    """Whether a label names a total and no region (全国, 合计, Total)."""
    return normal_name(text) in _TOTALS


def _spellings(region: Region) -> tuple[str, ...]:
    pairs = (region.name, region.short_name)
    joined = tuple(f"{pair.zh}{pair.en}" for pair in pairs)
    return (*joined, *(text for pair in pairs for text in (pair.zh, pair.en)), *region.aliases)


def _nearest(names: RegionNames, label: str) -> tuple[str, ...]:
    close = difflib.get_close_matches(label, names.codes, n=3, cutoff=_CLOSE)
    return tuple(dict.fromkeys(names.codes[name] for name in close))
