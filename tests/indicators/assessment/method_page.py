"""Writes docs/method.md anew: PYTHONPATH=. python tests/indicators/assessment/method_page.py"""

from pathlib import Path

from case_chapter import both_words, render_cases

from dashboard.services.method_document import Told, both, paragraphs, render_method, table
from indicators.assessment.assess import assess
from indicators.assessment.request import AssessmentRequest
from indicators.catalogue.load import load_catalogue
from indicators.catalogue.read_observations import read_observations
from indicators.model.verdict import Assessment, Verdict

ROOT = Path(__file__).resolve().parents[3]
DOCUMENT = ROOT / "docs" / "method.md"
EXAMPLE = ROOT / "tests" / "cases" / "worked_example"
TOLD_OF = "R6"


def render_page() -> str:
    """The whole of docs/method.md."""
    return render_method(load_catalogue(), Told(render_example(), render_cases(), ROOT / "docs" / "measured"))


def render_example() -> str:
    """The worked example: all regions in a table, one told step by step."""
    found = assess(AssessmentRequest("2024-Q4", load_catalogue(EXAMPLE), read_observations(EXAMPLE / "observations.csv")))
    lines = found.lines
    facts = {name: f"{getattr(lines, name):.2f}" for name in ("criticise", "watch", "commend")}
    blocks = [*paragraphs("example.intro", planned=f"{lines.planned_share:.3f}", **facts), _regions(found)]
    told = next(verdict for verdict in found.regions if verdict.subject == TOLD_OF)
    for part, details in (("first", _first(told)), ("second", {**_second(told), **facts}), ("third", _third(told))):
        blocks += paragraphs(f"example.{part}", **details)
    return "\n\n".join(blocks)


def _regions(found: Assessment) -> str:
    head = [both("example.columns.subject"), "T", "seT", "q", "A1", "A2", "S", "P", both("example.columns.verdict")]
    return table(head, [_region(verdict) for verdict in found.regions])


def _region(verdict: Verdict) -> list[str]:
    scores = [verdict.T, verdict.seT, verdict.q_plan, *verdict.areas.values(), verdict.score, verdict.fulfilment]
    return [verdict.subject, *("–" if score is None else f"{score:.4f}" for score in scores), both_words(f"verdicts.grade.{verdict.grade}")]


def _first(verdict: Verdict) -> dict[str, str]:
    result = verdict.indicators[0]
    return {
        "value": f"{result.value:.3f}",
        "path": f"{result.path:.3f}",
        "gap": f"{result.gap:.4f}",
        "score": f"{result.score:.2f}",
    }


def _second(verdict: Verdict) -> dict[str, str]:
    return {
        "scores": ", ".join(f"{result.score:.2f}" for result in verdict.indicators),
        "areas": ", ".join(f"{score:.2f}" for score in verdict.areas.values()),
        "overall": f"{verdict.score:.2f}",
        "linear": f"{verdict.T:.2f}",
        "error": f"{verdict.seT:.2f}",
        "q": f"{verdict.q_plan:.6f}",
        "grade": both_words(f"verdicts.grade.{verdict.grade}"),
    }


def _third(verdict: Verdict) -> dict[str, str]:
    comparison = verdict.comparisons["vs_path"]
    single = {change.indicator: change.needed for change in reversed(verdict.changes)}
    return {
        "parts": ", ".join(f"{part.indicator} {part.printed:+.1f}" for part in comparison.contributions),
        "total": f"{comparison.total:.1f}",
        "closing": f"{100 * verdict.closing_share:.1f} %",
        "single": ", ".join(f"{name} → {needed:.4f}" for name, needed in sorted(single.items()) if needed is not None),
    }


if __name__ == "__main__":
    DOCUMENT.write_text(render_page(), encoding="utf-8")
