"""What the header above one column of a foreign table means: one figure that is due, beyond doubt, or several to choose from, or none."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from indicators.intake.fields import Field
from indicators.intake.foreign.header_words import is_elsewhen, is_neutral, is_rate, parse_period_word
from indicators.intake.foreign.targets import Targets, required_keys
from indicators.intake.foreign.units import Unit, split_unit
from indicators.intake.nearest import Suggestions, rank_names
from indicators.intake.spelling import normal_name
from indicators.model.observation import TOTAL

NO_UNIT = Unit("")


@dataclass(frozen=True, slots=True)
class Scope:
    """What sheet name and titles say for all columns: the indicator, the unit, the month, the year of the round."""

    codes: frozenset[str]
    unit: Unit
    period: str
    year: int


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one header, sorted. `unknown`: what was not understood. `aside`: another time. `rate`: computed, not collected."""

    codes: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()
    name: Field | None = None
    breakdowns: frozenset[str] = frozenset()
    period: str = ""
    unit: Unit = NO_UNIT
    aside: bool = False
    rate: bool = False
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HeaderReading:
    """`key`: the figure beyond doubt, or empty. `offered`: what else it may be. `aside`: a rate or another time, not to be read."""

    label: str
    key: str
    offered: Suggestions
    period: str
    unit: Unit
    aside: bool


def read_header(targets: Targets, path: tuple[str, ...], scope: Scope) -> HeaderReading:
    """The meaning of one column by the texts above it, from top to bottom; every one of them must be understood to be beyond doubt."""
    words = Words()
    for text in path:
        words = _sort_word(targets, text, scope.year, words)
    keys = _keys(targets, words, scope)
    rate = words.rate or (not keys and bool(words.codes) and not words.name)
    aside = words.aside or (rate and not keys)
    label = " / ".join(" ".join(text.split()) for text in path)
    certain = len(keys) == 1 and not words.unknown and not aside and not words.rate
    unit = words.unit if words.unit.text else scope.unit
    key = next(iter(keys)) if certain else ""
    offered = Suggestions() if certain or aside else _offer(targets, words, keys, path)
    return HeaderReading(label, key, offered, words.period or scope.period, unit, aside)


def _sort_word(targets: Targets, text: str, year: int, words: Words) -> Words:
    """The words with one more text of the header, from the top."""
    unit = split_unit(text)
    if unit.text:
        words = replace(words, unit=unit, rate=words.rate or (unit.share and normal_name(text) not in targets.by_part))
    for form in dict.fromkeys((normal_name(text), normal_name(unit.name))):
        known = _sort_name(targets, form, words) or _sort_joined(targets, form, words)
        if known is not None:
            return known
    period = parse_period_word(unit.name, year)
    if period:
        return replace(words, period=period)
    if is_elsewhen(text):
        return replace(words, aside=True)
    if is_rate(unit.name):
        return replace(words, rate=True)
    if not normal_name(unit.name) or is_neutral(unit.name):
        return words
    return replace(words, unknown=(*words.unknown, normal_name(unit.name)))


def _sort_name(targets: Targets, name: str, words: Words) -> Words | None:
    """The words with a name that is known: of an indicator, a single figure, a field or a breakdown."""
    if name in targets.by_name:
        return replace(words, codes=targets.by_name[name])
    if name in targets.by_part:
        return replace(words, keys=targets.by_part[name])
    if name in targets.by_field:
        return replace(words, name=targets.by_field[name])
    if name in targets.by_breakdown:
        return replace(words, breakdowns=targets.by_breakdown[name])
    return None


def _sort_joined(targets: Targets, name: str, words: Words) -> Words | None:
    """The words with an indicator's name that is followed at once by that of a figure, field or breakdown."""
    for first in sorted(targets.by_name, key=len, reverse=True):
        rest = name.removeprefix(first)
        if rest and rest != name and rest not in targets.by_name:
            known = _sort_name(targets, rest, words)
            if known is not None:
                return replace(known, codes=targets.by_name[first])
    return None


def _keys(targets: Targets, words: Words, scope: Scope) -> frozenset[str]:
    """The figures that the words can mean together; none where they contradict one another."""
    codes = words.codes or scope.codes
    if words.keys:
        within = frozenset(key for key in words.keys if not codes or targets.all[key].indicator in codes)
        fitting = frozenset(key for key in within if words.name in (None, targets.all[key].field))
        return fitting if words.codes or within else words.keys
    if len(codes) != 1:
        return frozenset()
    code = next(iter(codes))
    if words.name:
        return frozenset([f"{code}.{words.name}"]) & frozenset(targets.all)
    if words.breakdowns:
        names = (f"{code}.{Field.VALUE}" + ("" if part == TOTAL else f".{part}") for part in words.breakdowns)
        return frozenset(names) & frozenset(targets.all)
    needed = required_keys(targets, code)
    single = words.codes and len(needed) == 1
    return frozenset(needed) if single else frozenset()


def _offer(targets: Targets, words: Words, keys: frozenset[str], path: tuple[str, ...]) -> Suggestions:
    """What a doubtful header may be: what its known words allow first, then what it resembles, within its indicator where that is known."""
    if keys:
        listed = tuple(sorted(keys))
        return Suggestions(listed, listed[0] if len(listed) == 1 else "")
    label = normal_name(split_unit(path[-1]).name) if path else ""
    return rank_names(label, _spellings(targets, words.codes)) if label else Suggestions()


def _spellings(targets: Targets, codes: frozenset[str]) -> Iterator[tuple[str, str]]:
    for name, keys in targets.by_part.items():
        for key in keys:
            if not codes or targets.all[key].indicator in codes:
                yield name, key
    for name, found in targets.by_name.items():
        for code in found & codes if codes else found:
            needed = required_keys(targets, code)
            if len(needed) == 1:
                yield name, needed[0]
