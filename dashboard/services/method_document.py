"""docs/method.md from the rules, the docstrings of the steps, and what the caller brings: the example, the cases, the measured tables.

The cases belong to the tests, so the document is written there: tests/indicators/assessment/method_page.py.
"""

import ast
import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import indicators
from dashboard.text.say import Language, say
from indicators.catalogue.catalogue import Catalogue, Rule

SOURCES = Path(indicators.__file__).parent
COMMAND = "PYTHONPATH=. python tests/indicators/assessment/method_page.py"
PLACES = {"rules": "`indicators/catalogue/rules.yaml`", "cases": "`tests/cases/assessment`", "measured": "`docs/measured`"}
BRIEF = ("question", "gap", "two_scales", "missing", "lines", "proof", "people", "explain")
DISTRUST = (
    "policy", "weights", "independence", "slow", "early", "peers", "forecast", "chances", "two_years", "departments",
    "baselines", "screening",
)  # fmt: skip
OUTLOOK = (
    "trend", "seasonal", "forecast", "forecast_goals", "forecast_scale", "damped_line", "variogram", "ranks", "rank_doubt", "robustness",
    "benefit", "sobol",
)  # fmt: skip
MEASURED = {name: name for name in ("operating", "gaming", "forecast_coverage", "forecast", "ranks")}


@dataclass(frozen=True, slots=True)
class Chapter:
    """One step of the method: its code in method_document.yaml, the sections of the specification that its rules cite, its modules."""

    code: str
    sections: tuple[str, ...]
    modules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """What the caller brings as finished Markdown: the worked example and the cases; and the folder of measured tables."""

    example: str
    cases: str
    measured: Path


CHAPTERS = (
    Chapter("scored", ("1.1",), ("codebook", "targets")),
    Chapter("figures", ("1.2",), ("cells", "pooling", "variance")),
    Chapter("path", ("1.3",), ("path", "progress", "open_sdg")),
    Chapter("absence", ("1.4",), ("absence", "evidence", "reporting")),
    Chapter("shrink", ("1.5",), ("shrink", "prior_mean")),
    Chapter("score", ("1.6",), ("score", "standing")),
    Chapter("certainty", ("1.7", "2"), ("stability", "quarterly")),
    Chapter("lines", ("1.8",), ("lines",)),
    Chapter("proof", ("1.9",), ("levels", "proof", "multiple", "run", "jackknife", "exact", "funnel", "funnel_limits", "overdispersion")),
    Chapter("outlook", ("1.10",), OUTLOOK),
    Chapter("verdict", ("1.11",), ("ladder", "decide", "family", "settle", "settled", "outcomes")),
    Chapter("departments", ("1.12",), ("national", "shares", "departments")),
    Chapter("special", ("1.12b", "special action plan"), ("campaign", "gates")),
    Chapter("explanation", ("1.13",), ("contributions", "compare", "imagine", "changes", "distances", "reasons", "caveats")),
    Chapter("guards", ("1.14",), ("../signals",)),
    Chapter("publication", ("1.15",), ()),
)


def render_method(catalogue: Catalogue, told: Told) -> str:
    """The whole document as Markdown: in brief, one example, step by step, the cases, the measurements, what to distrust."""
    facts = {"command": COMMAND, **PLACES}
    blocks = [
        f"# {both('title')}",
        *paragraphs("made", **facts),
        *paragraphs("how_to_read"),
        *_list_part("brief", BRIEF),
        f"## {both('parts.example')}",
        told.example,
        f"## {both('parts.steps')}",
        *(block for number, chapter in enumerate(_chapters(), 1) for block in _chapter(chapter, number, catalogue)),
        f"## {both('parts.cases')}",
        told.cases,
        f"## {both('parts.measured')}",
        *_measured(told.measured),
        *_list_part("distrust", DISTRUST),
    ]
    return "\n\n".join(blocks) + "\n"


def both(code: str, **facts: object) -> str:
    """A heading or label in both languages, Chinese first."""
    return " ".join(dict.fromkeys(paragraphs(code, **facts)))


def paragraphs(code: str, **facts: object) -> tuple[str, str]:
    """A text as two paragraphs, Chinese first."""
    return say(Language.ZH, f"method_document.{code}", **facts), say(Language.EN, f"method_document.{code}", **facts)


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; bars inside cells are escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join("| " + " | ".join(str(cell).replace("|", "\\|").replace("\n", " ") for cell in line) + " |" for line in lines)


def _list_part(part: str, codes: Sequence[str]) -> Iterator[str]:
    """A heading and one point for each code, the two languages as two lists."""
    yield f"## {both(f'parts.{part}')}"
    for language in (Language.ZH, Language.EN):
        yield "\n".join(f"{n}. {say(language, f'method_document.{part}.{code}')}" for n, code in enumerate(codes, 1))


def _chapters() -> tuple[Chapter, ...]:
    """The chapters, and a last one with every module of the engine that none of them names."""
    named = {module for chapter in CHAPTERS for module in chapter.modules}
    rest = sorted(path.stem for path in (SOURCES / "assessment").glob("*.py") if path.stem not in named and path.stem != "__init__")
    return (*CHAPTERS, Chapter("other", ("",), tuple(rest)))


def _chapter(chapter: Chapter, number: int, catalogue: Catalogue) -> Iterator[str]:
    yield f"### {number}. {both(f'chapter.{chapter.code}.title')}"
    yield from paragraphs(f"chapter.{chapter.code}.body")
    rules = [rule for rule in catalogue.rules.values() if chapter_of(rule) == chapter.code]
    if rules:
        yield f"**{both('labels.rules')}**"
        yield _rules_table(rules)
    steps = [line for module in chapter.modules for line in _steps(module)]
    if steps:
        yield f"<details><summary>{both('labels.steps')} ({len(steps)})</summary>"
        yield "\n".join(steps)
        yield "</details>"


def chapter_of(rule: Rule) -> str:
    """The chapter whose section the rule cites first; `other` where it cites none."""
    cited = rule.reference.removeprefix("method.md ").split(",")[0].split(";")[0]
    section = cited if cited == "special action plan" else cited.split(" ")[0]
    return next((chapter.code for chapter in CHAPTERS if section in chapter.sections), "other")


def _rules_table(rules: Sequence[Rule]) -> str:
    head = [both(f"labels.{name}") for name in ("text", "value", "since", "reference", "rule")]
    return table(
        head, [[f"{rule.text.zh} {rule.text.en}", _value(rule.value), rule.since, rule.reference, f"`{rule.id}`"] for rule in rules]
    )


def _value(value: object) -> str:
    if isinstance(value, Mapping):
        return ", ".join(f"{name} {_value(one)}" for name, one in value.items())
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "; ".join(_value(one) for one in value)
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def _steps(module: str) -> Iterator[str]:
    """One line for each public function of a module (or of every module of a package), with its docstring."""
    place = SOURCES / "assessment" / module
    paths = [place.with_suffix(".py")] if place.with_suffix(".py").exists() else sorted(place.resolve().glob("*.py"))
    for path in paths:
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_"):
                yield f"* `{path.stem}.{node.name}`: {' '.join((ast.get_docstring(node) or '').split())}"


def _measured(folder: Path) -> Iterator[str]:
    """Every measured table, the promised ones first; one that is not there yet is said to be missing."""
    found = {path.stem: path for path in sorted(folder.glob("*.csv"))}
    for name, stem in MEASURED.items():
        yield f"### {both(f'measured.{name}')}"
        yield _measured_table(found.pop(stem)) if stem in found else both("labels.not_measured")
    for stem, path in found.items():
        yield f"### {stem}"
        yield _measured_table(path)


def _measured_table(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        head, *rows = list(csv.reader(file))
    return both("measured.from", file=f"docs/measured/{path.name}") + "\n\n" + table(head, rows)
