"""Takes the label of a row apart: code in front or behind, Chinese name, Latin name, what stands in brackets. It knows no names."""

import re
from dataclasses import dataclass

from indicators.intake.spelling import normal_name, plain_text

_ORDINAL = re.compile(r"^\s*\(?(?:(?P<number>\d{1,2})|[一二三四五六七八九十]{1,3})[).、:]\s*(?=\D)")
_SEGMENT = re.compile(r"[()\[\]【】〔〕/|,，、;；:：=]+")
_RUN = re.compile(r"\d+|[\u3400-\u9fff]+|[^\W\d_\u3400-\u9fff][^\d\u3400-\u9fff]*")
_CODE = re.compile(r"(\d\d)(?:0{4}|0{10})?", re.ASCII)
_LIST_SIGNS = "、，,;；/|"
_LIST = re.compile(f"[{_LIST_SIGNS}]")
_NUMBER = re.compile(r"\d+")
_COUNTRY = "中国"
_WORD_BREAK = re.compile(r"[\s\-‐–—_·']+")


@dataclass(frozen=True, slots=True)
class LabelParts:
    """The parts of one label: region codes, names to be looked up (normalised), and signs and numbers that are no region's code.

    `core` is the label as one name without the numbers; empty for a list of names.
    """

    core: str
    codes: tuple[str, ...]
    names: tuple[str, ...]
    unknown: tuple[str, ...]


def parse_region_code(text: str, known: frozenset[str]) -> str:
    """The code of a region that a text gives: as it is, or a two-digit one as 440000 or 440000000000; empty for anything else."""
    plain = plain_text(text).strip()
    if plain in known:
        return plain
    found = _CODE.fullmatch(plain)
    return found[1] if found and found[1] in known else ""


def parse_label(text: str, known: frozenset[str]) -> LabelParts:
    """The parts of a label. A number in a list (3、河北) is no part of it, unless it is some region's code."""
    plain = plain_text(text)
    ordinal = _ORDINAL.match(plain)
    if ordinal and ordinal["number"] not in known:
        plain = plain[ordinal.end() :]
    codes: list[str] = []
    names: list[str] = []
    unknown: list[str] = []
    for segment in _SEGMENT.split(plain):
        runs: list[str] = _RUN.findall(segment)
        unknown.extend(normal_name(_RUN.sub("", segment)))
        for number in (run for run in runs if run.isdigit()):
            code = parse_region_code(number, known)
            (codes if code else unknown).append(code or number)
        chinese = "".join(run for run in runs if "\u3400" <= run[0] <= "\u9fff")
        latin = normal_name(" ".join(run for run in runs if not run.isdigit() and not "\u3400" <= run[0] <= "\u9fff"))
        names.extend(part for part in (_without_country(chinese), latin) if part)
    core = "" if is_list(plain) else _without_country(normal_name(_NUMBER.sub("", plain)))
    return LabelParts(core, tuple(codes), tuple(names), tuple(unknown))


def is_list(text: str) -> bool:
    """Whether a label lists several names (新疆、兵团) rather than one."""
    return bool(_LIST.search(text.strip(_LIST_SIGNS + " ")))


def words_of(text: str) -> str:
    """A Latin name word for word: case and signs between the words do not count, but that there are two words does."""
    return _WORD_BREAK.sub(" ", plain_text(text)).strip()


def _without_country(name: str) -> str:
    return name.removeprefix(_COUNTRY) if len(name) > len(_COUNTRY) else name
