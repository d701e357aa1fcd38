"""Casting single fields of catalogue files from text to values; every refusal names file and line. Knows no file as a whole."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from indicators.catalogue.yaml_lines import Located, refusal
from indicators.model.words import Bilingual

NOT_SET = "none"
Choice = TypeVar("Choice", bound=StrEnum)
_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,9})?")
_SHARE = re.compile(r"(-?[0-9]{1,15}(?:\.[0-9]{1,9})?) ?%")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_CHINESE = re.compile(r"[\u4e00-\u9fff]")


def require_mapping(at: Located, what: str) -> Mapping[str, Located]:
    """The pairs of a mapping; refused if it is a text or a list."""
    if isinstance(at.value, Mapping):
        return at.value
    raise refusal(at, f"{what}: expected fields (name: value)")


def require_list(at: Located, what: str) -> tuple[Located, ...]:
    """The items of a list; refused if it is a text or a mapping."""
    if isinstance(at.value, tuple):
        return at.value
    raise refusal(at, f"{what}: expected a list")


def require_fields(at: Located, what: str, needed: tuple[str, ...], optional: tuple[str, ...] = ()) -> Mapping[str, Located]:
    """The fields of an entry, all of `needed` present and nothing besides `needed` and `optional`."""
    fields = require_mapping(at, what)
    for name in needed:
        if name not in fields:
            raise refusal(at, f"{what}: no {name!r}")
    for name, field in fields.items():
        if name not in needed and name not in optional:
            raise refusal(field, f"{what}: unknown field {name!r}")
    return fields


def parse_text(at: Located, what: str) -> str:
    """A text that is not empty."""
    if not isinstance(at.value, str) or not at.value.strip():
        raise refusal(at, f"{what}: expected a text, found nothing")
    return at.value.strip()


def parse_bilingual(at: Located, what: str) -> Bilingual:
    """A text in both languages; refused if one is absent or the Chinese one holds no Chinese."""
    fields = require_fields(at, what, ("zh", "en"))
    zh, en = parse_text(fields["zh"], f"{what}.zh"), parse_text(fields["en"], f"{what}.en")
    if not _CHINESE.search(zh):
        raise refusal(fields["zh"], f"{what}.zh: no Chinese in {zh!r}")
    return Bilingual(zh, en)


def parse_number(at: Located, what: str) -> float:
    """A plain decimal number such as 12 or 0.5."""
    text = parse_text(at, what)
    if not _NUMBER.fullmatch(text):
        raise refusal(at, f"{what}: expected a number, found {text!r}")
    return float(text)


def parse_whole(at: Located, what: str) -> int:
    """A whole number, 0 or more, without leading zeros (012 is refused: it is not a count)."""
    text = parse_text(at, what)
    if not re.fullmatch(r"0|[1-9][0-9]{0,14}", text):
        raise refusal(at, f"{what}: expected a whole number, found {text!r}")
    return int(text)


def parse_quantity(at: Located, what: str, unit: str) -> float | None:
    """A baseline, target or bound in the indicator's unit, None for `none`.

    Shares are written with their sign (95 %) and held as 0-1; `per_100k` is written per 100,000 and held per person, so that it
    compares with numerator / denominator; other units are held as written (milestones as levels 0-4).
    """
    text = parse_text(at, what)
    if text == NOT_SET:
        return None
    if unit == "share":
        return _parse_share(at, what, text)
    number = parse_number(at, what)
    return float(Decimal(text) / 100_000) if unit == "per_100k" else number


def _parse_share(at: Located, what: str, text: str) -> float:
    match = _SHARE.fullmatch(text)
    if not match:
        raise refusal(at, f"{what}: a share is written with its sign (95 %), found {text!r}")
    share = float(Decimal(match[1]) / 100)
    if not 0 <= share <= 1:
        raise refusal(at, f"{what}: {text} lies outside 0-100 %")
    return share


def parse_flag(at: Located, what: str) -> bool:
    """`true` or `false`, nothing else (`NO` is a word here, not a truth value)."""
    text = parse_text(at, what)
    if text not in ("true", "false"):
        raise refusal(at, f"{what}: expected true or false, found {text!r}")
    return text == "true"


def parse_day(at: Located, what: str) -> date:
    """A day written 2024-04-30."""
    text = parse_text(at, what)
    try:
        if not _DAY.fullmatch(text):
            raise ValueError(text)
        return date.fromisoformat(text)
    except ValueError as error:
        raise refusal(at, f"{what}: expected a day such as 2024-04-30, found {text!r}") from error


def parse_choice(at: Located, what: str, choices: type[Choice]) -> Choice:
    """One member of a closed set by its code."""
    text = parse_text(at, what)
    try:
        return choices(text)
    except ValueError as error:
        raise refusal(at, f"{what}: {text!r} is none of {', '.join(choices)}") from error


def parse_codes(at: Located, what: str) -> tuple[str, ...]:
    """A list of codes without repetition; an empty list is allowed."""
    codes = tuple(parse_text(item, what) for item in require_list(at, what))
    if len(set(codes)) != len(codes):
        raise refusal(at, f"{what}: a code appears twice")
    return codes
