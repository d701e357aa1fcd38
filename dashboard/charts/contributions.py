"""What adds up to a score: a waterfall from a reference to the subject's score. Printed parts add up to the printed total."""

from collections.abc import Mapping
from dataclasses import dataclass

import plotly.graph_objects as go

from dashboard.charts.layout import INK, QUIET, folded, lean_figure, quiet_axis
from indicators.model.finding import Comparison, Contribution

WORST_SHOWN, BEST_SHOWN = 5, 3
OTHERS = "others"
COVERAGE = "coverage_effect"
REFERENCE = "reference"
TOTAL = "total"

_ROW, _LINE = 34, 15
_LABEL_COLUMNS = 28
_LOSS = "#b5382e"
_GAIN = "#14695a"


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the waterfall, in points rounded to one decimal: an indicator code, OTHERS, COVERAGE, or one of the two ends."""

    code: str
    points: float


def fold_contributions(comparison: Comparison) -> tuple[Step, ...]:
    """Reference, the largest losses and gains, all others, coverage effect, score (method.md 1.13).

    Five losses and three gains are named, or the other way round for a subject that is ahead.

    The printed parts add up to the printed end: what rounding leaves over stands in the line of all others.
    """
    named = [part for part in comparison.contributions if part.indicator != OTHERS]
    shown = (WORST_SHOWN, BEST_SHOWN) if comparison.total <= 0 else (BEST_SHOWN, WORST_SHOWN)
    losses = sorted((part for part in named if part.printed < 0), key=_points)[: shown[0]]
    gains = sorted((part for part in named if part.printed > 0), key=_points, reverse=True)[: shown[1]]
    reference = 100.0 if comparison.reference_score is None else comparison.reference_score
    start, end = round(reference, 1), round(reference + comparison.total, 1)
    coverage = round(comparison.coverage_effect, 1)
    named_steps = [Step(part.indicator, part.printed) for part in (*losses, *reversed(gains))]
    rest = round(end - start - coverage - sum(step.points for step in named_steps), 1)
    tail = [Step(code, points) for code, points in ((OTHERS, rest), (COVERAGE, coverage)) if points]
    return (Step(REFERENCE, start), *named_steps, *tail, Step(TOTAL, end))


def draw_contributions(steps: tuple[Step, ...], labels: Mapping[str, str]) -> go.Figure:
    """From top to bottom: the reference, floating bars of what it gains and loses (losses hatched), the score; each with its points."""
    levels = [sum(step.points for step in steps[: place + 1]) for place in range(len(steps) - 1)]
    reach = max(max(levels) - min(levels), 4.0)
    ends = {0: levels[0], len(steps) - 1: levels[-1]}
    names = [folded(labels.get(step.code, step.code), _LABEL_COLUMNS) for step in steps]
    row = max(_ROW, _LINE * max(name.count("<br>") + 1 for name in names) + 6)
    return lean_figure(
        [_floating_bars(steps[1:-1], levels), _end_points(ends)],
        len(steps) * row + 40,
        margin={"l": 8, "r": 24, "t": 8, "b": 24},
        xaxis=quiet_axis(range=[min(levels) - 0.35 * reach, max(levels) + 0.35 * reach], nticks=6),
        yaxis=quiet_axis(
            range=[len(steps) - 0.4, -0.6],
            tickvals=list(range(len(steps))),
            ticktext=names,
            showgrid=False,
            tickfont={"size": 12, "color": INK},
        ),
    )


def _floating_bars(steps: tuple[Step, ...], levels: list[float]) -> go.Bar:
    losses = [step.points < 0 for step in steps]
    pattern = {"shape": ["/" if loss else "" for loss in losses], "size": 5, "solidity": 0.35, "fgcolor": "#ffffff", "fillmode": "overlay"}
    return go.Bar(
        base=levels[: len(steps)],
        x=[step.points for step in steps],
        y=list(range(1, len(steps) + 1)),
        orientation="h",
        width=0.62,
        marker={"color": [_LOSS if loss else _GAIN for loss in losses], "pattern": pattern, "line": {"width": 0.5, "color": QUIET}},
        text=[f"{step.points:+.1f}" for step in steps],
        textposition="outside",
        textfont={"size": 12, "color": INK},
        cliponaxis=False,
        hoverinfo="skip",
    )


def _end_points(ends: Mapping[int, float]) -> go.Scatter:
    """The two ends as points, not bars: the axis does not begin at 0, so a bar's length would mislead."""
    return go.Scatter(
        x=list(ends.values()),
        y=list(ends),
        mode="markers+text",
        marker={"symbol": "line-ns", "size": 20, "line": {"width": 3, "color": INK}},
        text=[f"  <b>{value:.1f}</b>" for value in ends.values()],
        textposition="middle right",
        textfont={"size": 13, "color": INK},
        cliponaxis=False,
        hoverinfo="skip",
    )


def _points(part: Contribution) -> float:
    return part.printed
