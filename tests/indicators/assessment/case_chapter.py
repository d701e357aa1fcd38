"""The readable cases as a chapter of docs/method.md: figures, our score beside that of Open SDG, why they differ, and the arithmetic."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isnan

import numpy as np
from readable_cases import ReadableCase, case_indicators, load_cases, load_themes, run_case

from dashboard.services.method_document import both, paragraphs, table
from dashboard.text.say import Language, say
from indicators.assessment.open_sdg import NEARLY_ZERO, open_sdg_score
from indicators.model.finding import IndicatorResult
from indicators.model.indicator import Direction, Indicator, Kind
from indicators.model.period import parse_period
from indicators.model.verdict import Verdict

YEARS = 10.0
CUTS = ((5.0, "achieved"), (2.5, "on_track"), (0.0, "needs_acceleration"), (-2.5, "limited"))
LABELS = ("achieved", "on_track", "needs_acceleration", "limited", "moving_away")
PROGRESS_CUTS = (0.0, 0.6, 0.95)


@dataclass(frozen=True)
class Beside:
    """One trajectory on both scales: the score of Open SDG (None: it has none), its word, and why it differs from our label."""

    score: float | None
    word: str
    why: str
    same: bool


@dataclass(frozen=True)
class Trajectory:
    """One indicator of one subject with its three points of the plan."""

    indicator: Indicator
    result: IndicatorResult
    baseline: float
    target: float
    years: float


def render_cases() -> str:
    """All cases by theme, each with its table, its verdicts and its arithmetic."""
    told = [(case, *_case(case)) for case in load_cases()]
    beside = [one for _, _, found in told for one in found if one.score is not None]
    blocks = [*paragraphs("cases.intro", n=len(told)), *paragraphs("cases.summary", n=len(beside), same=sum(one.same for one in beside))]
    for theme, head in load_themes().items():
        blocks += [f"### `{theme}.yaml`", head]
        blocks += [block for case, text, _ in told if case.theme == theme for block in text]
    return "\n\n".join(blocks)


def _case(case: ReadableCase) -> tuple[list[str], list[Beside]]:
    """The blocks of one case, and its trajectories beside Open SDG."""
    assessment = run_case(case)
    subjects = [verdict for verdict in assessment.regions if verdict.subject in case.story["expect"]]
    rows, found = [], []
    for verdict in subjects:
        for trajectory in _trajectories(case, verdict):
            beside = compare(trajectory)
            found.append(beside)
            rows.append(_row(verdict, trajectory, beside))
    verdicts = [v for v in (*subjects, *assessment.departments) if v.subject in case.story["expect"] and v.T is not None]
    grades = "; ".join(f"{v.subject}: {_grade(v)} (T {_number(v.T)}, S {_number(v.score)})" for v in verdicts)
    head = [both(f"cases.columns.{name}") for name in ("who", "value", "path", "score", "label", "other", "why")]
    blocks = [f"#### {case.name}", f"{case.zh} {case.en}"]
    blocks += [table(head, rows)] if rows else []
    blocks += [f"{both('cases.verdicts')}: {grades}"] if grades else []
    return [*blocks, f"{both('cases.arithmetic')}:\n\n```\n" + "\n".join(case.arithmetic) + "\n```"], found


def _trajectories(case: ReadableCase, verdict: Verdict) -> Iterator[Trajectory]:
    """The scored indicators of one region that have a value."""
    own = {(row[0], row[1]): row[2:] for row in case.story.get("targets", ())}
    years = parse_period(case.story["period"]).quarter_index / 4
    indicators = case_indicators(case)
    for result in verdict.indicators:
        path = indicators[result.indicator].path
        plan = own.get((result.indicator, verdict.subject), (path.baseline, path.target_2025, path.target_2030))
        if result.value is not None and result.weight > 0:
            yield Trajectory(indicators[result.indicator], result, float(plan[0]), float(plan[2]), years)


def compare(trajectory: Trajectory) -> Beside:
    """Both results, and in words why they differ."""
    score, word = _open_sdg(trajectory)
    ours = trajectory.result.progress
    if score is None:
        return Beside(None, "–", both(f"cases.{_without(trajectory)}"), False)
    if word == ours:
        return Beside(score, word, both("cases.same"), True)
    if ours not in LABELS:
        return Beside(score, word, both("cases.too_early"), False)
    if _is_held(trajectory, word):
        return Beside(score, word, both("cases.hysteresis"), False)
    planned = {"planned": _number(_growth_path(trajectory)), "path": _number(trajectory.result.path)}
    zero = 0 in (trajectory.baseline, trajectory.target)
    return Beside(score, word, both(f"cases.{'zero' if zero else 'growth'}", **planned), False)


def _open_sdg(trajectory: Trajectory) -> tuple[float | None, str]:
    """Its score and its word; None for bands, flat plans and changes of sign."""
    if trajectory.indicator.direction is Direction.BAND or trajectory.baseline == trajectory.target:
        return None, ""
    sign = -1.0 if trajectory.indicator.direction is Direction.DOWN else 1.0
    years = (trajectory.years, YEARS)
    plan = (np.array(trajectory.baseline), np.array(trajectory.target))
    score = float(open_sdg_score(np.array(_value(trajectory)), *plan, years, np.array(sign)))
    if isnan(score):
        return None, ""
    met = sign * (_value(trajectory) - trajectory.target) >= 0
    return score, "achieved" if met else next((word for cut, word in CUTS[1:] if score >= cut), "moving_away")


def _value(trajectory: Trajectory) -> float:
    value = trajectory.result.value
    assert value is not None
    return value


def _without(trajectory: Trajectory) -> str:
    if trajectory.indicator.direction is Direction.BAND:
        return "band"
    return "flat" if trajectory.baseline == trajectory.target else "sign"


def _is_held(trajectory: Trajectory, word: str) -> bool:
    """Whether our ratio alone would give their word, and only the hysteresis of labels keeps ours."""
    path = trajectory.result.path
    if path is None or path == trajectory.baseline:
        return False
    ratio = (_value(trajectory) - trajectory.baseline) / (path - trajectory.baseline)
    return word == LABELS[-1 - sum(ratio >= cut for cut in PROGRESS_CUTS)]


def _growth_path(trajectory: Trajectory) -> float:
    """What constant growth from the base to the target asks for by now, zeros replaced as Open SDG does."""
    first, last = (one or NEARLY_ZERO for one in (trajectory.baseline, trajectory.target))
    return float(first * (last / first) ** (trajectory.years / YEARS))


def _row(verdict: Verdict, trajectory: Trajectory, beside: Beside) -> list[str]:
    result = trajectory.result
    milestone = trajectory.indicator.kind is Kind.MILESTONE
    other = "–" if beside.score is None else f"{beside.score:+.2f} {both(f'cases.word.{beside.word}')}"
    label = "–" if result.progress == "none" else both_words(f"verdicts.progress.{result.progress}")
    value = f"{_number(result.value)}/4" if milestone else _number(result.value)
    return [f"{verdict.subject} {result.indicator}", value, _number(result.path), _number(result.score), label, other, beside.why]


def both_words(code: str) -> str:
    return f"{say(Language.ZH, code)} {say(Language.EN, code)}"


def _grade(verdict: Verdict) -> str:
    return both_words(f"verdicts.grade.{verdict.grade}")


def _number(value: float | None) -> str:
    return "–" if value is None else f"{round(value, 4):g}"
