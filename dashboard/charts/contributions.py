"""What adds up to a score: a waterfall from a reference to the subject's score. Printed parts add up to the printed total."""

from collections.abc import Mapping
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.layout import GRID, INK, QUIET, folded, lean_figure, quiet_axis
from indicators.model.finding import Comparison, Contribution

WORST_SHOWN, BEST_SHOWN = 5, 3
OTHERS = "others"
COVERAGE = "coverage_effect"
REFERENCE = "reference"
TOTAL = "total"

_ROW = 34
_LABEL_COLUMNS = 30
_LOSS = {"color": "#b5382e"}
_GAIN = {"color": "#14695a"}
_ENDS = {"color": "#5b6773"}


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the waterfall, in points rounded to one decimal: an indicator code, OTHERS, COVERAGE, or one of the two ends."""

    code: str
    points: float


def fold_contributions(comparison: Comparison) -> tuple[Step, ...]:
    """Reference, the five largest losses, the three largest gains, all others, coverage effect, score (method.md 1.13).

    The printed parts add up to the printed end: what rounding leaves over stands in the line of all others.
    """
    named = [part for part in comparison.contributions if part.indicator != OTHERS]
    losses = sorted((part for part in named if part.printed < 0), key=_points)[:WORST_SHOWN]
    gains = sorted((part for part in named if part.printed > 0), key=_points, reverse=True)[:BEST_SHOWN]
    start = round(comparison.reference_score if comparison.reference_score is not None else 100.0, 1)
    end = round(start + comparison.total, 1)
    coverage = round(comparison.coverage_effect, 1)
    shown = [Step(part.indicator, part.printed) for part in (*losses, *reversed(gains))]
    rest = round(end - start - coverage - sum(step.points for step in shown), 1)
    tail = [Step(code, points) for code, points in ((OTHERS, rest), (COVERAGE, coverage)) if points]
    return (Step(REFERENCE, start), *shown, *tail, Step(TOTAL, end))


def draw_contributions(steps: tuple[Step, ...], labels: Mapping[str, str]) -> go.Figure:
    """A waterfall from top to bottom; losses are hatched, gains plain, and every bar carries its signed points."""
    spans = _spans(steps)
    edges = [edge for span in spans for edge in span]
    room = max(4.0, (max(edges) - min(edges)) * 0.18)
    low = min(edges[2:] or edges) - room
    trace = go.Bar(
        base=[max(min(span), low) for span in spans],
        x=[abs(span[1] - max(span[0], low)) if _is_end(step) else abs(span[1] - span[0]) for step, span in zip(steps, spans, strict=True)],
        y=list(range(len(steps))),
        orientation="h",
        width=0.62,
        marker=_bar_style(steps),
        text=[_bar_text(step) for step in steps],
        textposition="outside",
        textfont={"size": 12, "color": INK},
        cliponaxis=False,
        hoverinfo="skip",
    )
    return lean_figure(
        [trace],
        len(steps) * _ROW + 40,
        margin={"l": 8, "r": 40, "t": 8, "b": 24},
        xaxis=quiet_axis(range=[low, max(edges) + room]),
        yaxis=quiet_axis(
            range=[len(steps) - 0.4, -0.6],
            tickvals=list(range(len(steps))),
            ticktext=[folded(labels.get(step.code, step.code), _LABEL_COLUMNS) for step in steps],
            showgrid=False,
            tickfont={"size": 12, "color": INK},
        ),
        shapes=[{"type": "line", "x0": 100, "x1": 100, "y0": 0, "y1": 1, "yref": "paper", "layer": "below", "line": {"color": GRID}}],
    )


def _spans(steps: tuple[Step, ...]) -> list[tuple[float, float]]:
    """From where to where each bar reaches; the two ends stand on 0."""
    spans, level = [], 0.0
    for step in steps:
        start = 0.0 if _is_end(step) else level
        level = start + step.points
        spans.append((start, level))
    return spans


def _bar_style(steps: tuple[Step, ...]) -> dict[str, object]:
    styles = [_ENDS if _is_end(step) else _LOSS if step.points < 0 else _GAIN for step in steps]
    patterns = ["/" if style is _LOSS else "" for style in styles]
    pattern = {"shape": patterns, "size": 5, "solidity": 0.35, "fgcolor": "#ffffff", "fillmode": "overlay"}
    return {"color": [style["color"] for style in styles], "pattern": pattern, "line": {"width": 0.5, "color": QUIET}}


def _bar_text(step: Step) -> str:
    return f"{step.points:.1f}" if _is_end(step) else f"{step.points:+.1f}"


def _is_end(step: Step) -> bool:
    return step.code in (REFERENCE, TOTAL)


def _points(part: Contribution) -> float:
    return part.printed
