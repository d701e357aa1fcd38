"""The stories of tests/cases/assessment as requests and results: what an official writes, made into what the engine is asked.

An indicator is a share that should rise from 50 % to 70 % and 90 % unless it says otherwise; `points` is the same path for a value without
any error, so that every figure of its story can be worked out by hand.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from small_studies import make_catalogue, make_indicator, make_request

from indicators.assessment.assess import assess
from indicators.assessment.request import EarlierVerdict, IntegrityFlag, Notice, Veto, VetoLevel
from indicators.catalogue.catalogue import Catalogue
from indicators.model.indicator import Indicator, SeriesBreak
from indicators.model.period import parse_period
from indicators.model.verdict import Assessment, Grade
from indicators.model.words import Bilingual

FOLDER = Path(__file__).parents[2] / "cases" / "assessment"
LIKE: Mapping[str, Mapping[str, object]] = {
    "share": {},
    "points": {"kind": "admin", "unit": "number", "baseline": 50, "m2025": 70, "m2030": 90, "meas_sd": 0},
}
"""Indicators that a case names instead of describing."""
_CHANGED = Bilingual("口径调整", "definition changed")


@dataclass(frozen=True)
class ReadableCase:
    """One story: its file's theme, the arithmetic written beside it, and the rest as YAML says it."""

    name: str
    theme: str
    zh: str
    en: str
    arithmetic: tuple[str, ...]
    story: Mapping[str, object]


@cache
def load_cases() -> tuple[ReadableCase, ...]:
    """All cases in the order of the files."""
    return tuple(case for path in sorted(FOLDER.glob("*.yaml")) for case in _cases_of(path))


def load_themes() -> dict[str, str]:
    """File stem -> the remarks at its head, as one paragraph."""
    heads = {}
    for path in sorted(FOLDER.glob("*.yaml")):
        head = path.read_text(encoding="utf-8").split("\n- name:")[0]
        heads[path.stem] = " ".join(line.lstrip("# ") for line in head.splitlines() if line.startswith("#"))
    return heads


def _cases_of(path: Path) -> Iterator[ReadableCase]:
    text = path.read_text(encoding="utf-8")
    parts = re.split(r"(?m)^(?=- name:)", text)[1:]
    for story, part in zip(yaml.safe_load(text), parts, strict=True):
        remarks = tuple(line.strip().lstrip("# ") for line in part.splitlines() if line.strip().startswith("#"))
        yield ReadableCase(story["name"], path.stem, story["about"]["zh"], story["about"]["en"], remarks, story)


def case_indicators(case: ReadableCase) -> dict[str, Indicator]:
    """The indicators of the case by code."""
    return {code: _indicator(code, told) for code, told in case.story["indicators"].items()}


def run_case(case: ReadableCase) -> Assessment:
    """The assessment of the case's period; worked out once for whoever asks."""
    return _run(case.name)


@cache
def _run(name: str) -> Assessment:
    case = next(case for case in load_cases() if case.name == name)
    return assess(make_request(_catalogue(case), list(_rows(case)), case.story["period"], **_options(case)))


def _indicator(code: str, told: object) -> Indicator:
    if told is None or isinstance(told, str):
        return make_indicator(code, **LIKE[told or "share"])
    fields = dict(told)
    fields = {**LIKE[fields.pop("like", "share")], **fields}
    if "breaks" in fields:
        fields["breaks"] = tuple(SeriesBreak(since, _CHANGED) for since in fields["breaks"])
    if "support" in fields:
        fields["support"] = tuple(fields["support"])
    return make_indicator(code, **fields)


def _catalogue(case: ReadableCase) -> Catalogue:
    story, changes = case.story, {}
    if "not_applicable" in story:
        changes["not_applicable"] = frozenset(tuple(pair) for pair in story["not_applicable"])
    catalogue = make_catalogue(list(case_indicators(case).values()), story.get("rules"), **changes)
    for row, (indicator, subject, *values) in enumerate(story.get("targets", ())):
        catalogue.targets.loc[row] = [indicator, subject, *values, "sourced"]
    return catalogue


def _rows(case: ReadableCase) -> Iterator[tuple[str, str, str, object]]:
    """(indicator, subject, period, figure): `R2, R3` stand for both, a list for the periods that follow one another."""
    for subjects, own in case.story["figures"].items():
        for subject in subjects.split(", "):
            for indicator, series in own.items():
                for period, told in series.items():
                    figures = told if isinstance(told, list) else [told]
                    first = parse_period(str(period))
                    yield from ((indicator, subject, first.shifted(step).code, figure) for step, figure in enumerate(figures))


def _options(case: ReadableCase) -> dict[str, object]:
    story, options = case.story, {}
    if "as_of" in story:
        options = {"as_of": story["as_of"], "provisional": True}
    if "submitted" in story:
        options["submitted"] = frozenset(tuple(pair) for pair in story["submitted"])
    options["vetoes"] = tuple(Veto(subject, VetoLevel(level), "document") for subject, level in story.get("breaches", ()))
    options["notices"] = tuple(Notice(*notice) for notice in story.get("notices", ()))
    options["flags"] = tuple(IntegrityFlag(subject, "doubt") for subject in story.get("doubts", ()))
    options["earlier"] = tuple(
        EarlierVerdict(subject, period, Grade(grade), frozenset(missing), overdue=frozenset(*overdue))
        for subject, period, grade, missing, *overdue in story.get("earlier", ())
    )
    return options
