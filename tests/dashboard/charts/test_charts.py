"""Figures hold what they were given, in both languages and in grey."""

import pytest

from dashboard.charts.areas import AreaScore, ScoreLine, draw_area_scores
from dashboard.charts.contributions import COVERAGE, OTHERS, REFERENCE, TOTAL, Step, draw_contributions, fold_contributions
from dashboard.charts.history import draw_score_history
from dashboard.charts.layout import EndLabel, end_labels, folded
from dashboard.charts.marks import GRADE_MARKS, OUTCOME_MARKS, PROGRESS_MARKS, STANDING_MARKS, Standing, standing_of
from dashboard.charts.planned_path import PathSeries, draw_planned_path
from dashboard.charts.scorecard import Cell, draw_scorecard
from dashboard.charts.tile_map import NOT_ASSESSED, Tile, draw_tile_map
from indicators.model.finding import Comparison, Contribution
from indicators.model.verdict import Grade, Lines

LINES = Lines(criticise=77.0, watch=88.5, commend=103.0, planned_share=0.575)


def luminance(colour: str) -> float:
    channels = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    bright, dark = sorted((luminance(first), luminance(second)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("marks", [GRADE_MARKS, STANDING_MARKS, PROGRESS_MARKS, OUTCOME_MARKS])
def test_every_mark_reads_on_white_and_on_its_own_fill(marks):
    for name, mark in marks.items():
        assert contrast(mark.ink, "#ffffff") >= 4.5, name
        assert contrast(mark.ink, mark.fill) >= 4.5, name
        assert contrast("#1f2933", mark.fill) >= 4.5, name


@pytest.mark.parametrize("marks", [GRADE_MARKS, STANDING_MARKS, PROGRESS_MARKS, OUTCOME_MARKS])
def test_statuses_differ_in_symbol_so_that_they_survive_grey(marks):
    assert len({mark.symbol for mark in marks.values()}) == len(marks)
    assert len({mark.shape for mark in marks.values()}) == len(marks)


def test_every_grade_has_a_mark():
    assert set(GRADE_MARKS) == set(Grade)


@pytest.mark.parametrize(
    ("score", "standing"),
    [(None, "no_data"), (77.0, "far_behind"), (77.1, "slipping"), (88.5, "slipping"), (88.6, "on_plan"), (103.0, "ahead")],
)
def test_standing_follows_the_lines_of_the_period(score, standing):
    assert standing_of(score, LINES) == standing


def test_tile_map_shows_each_unit_once_and_the_grey_ones_without_status():
    tiles = (Tile("44", "粤", 6, 5, GRADE_MARKS[Grade.WATCH]), *NOT_ASSESSED)
    trace = draw_tile_map(tiles).data[0]
    assert list(trace.customdata) == ["44", "71", "82", "81"]
    assert "粤" in trace.text[0] and "◆" in trace.text[0]
    assert not any(mark.symbol in text for text in trace.text[1:] for mark in GRADE_MARKS.values())


def test_tile_map_of_35_units_stays_lean():
    tiles = tuple(Tile(str(n), "粤", n % 8, n % 7, GRADE_MARKS[Grade.STEADY]) for n in range(35))
    assert len(draw_tile_map(tiles).to_json()) < 9_000


def test_scorecard_cells_carry_symbol_and_number_and_missing_is_not_zero():
    figure = draw_scorecard(("广东", "山西"), ("总分",), ((Cell(83.14, Standing.SLIPPING),), (Cell(None, Standing.NO_DATA),)))
    assert [list(row) for row in figure.data[0].text] == [["◆83"], ["–"]]


def test_scorecard_of_the_country_stays_lean():
    row = tuple(Cell(90.0 + n, Standing.ON_PLAN) for n in range(7))
    assert len(draw_scorecard(("内蒙古",) * 32, ("总分",) * 7, (row,) * 32).to_json()) < 12_000


def comparison(parts: list[float], coverage: float = 0.0, reference: float = 100.0) -> Comparison:
    contributions = tuple(Contribution(f"A1-{n:02d}", part, round(part, 1), 0.5, 0.6, 20) for n, part in enumerate(parts, 1))
    return Comparison("path", reference, contributions, coverage, sum(parts) + coverage)


def test_folded_contributions_keep_the_ends_and_add_up_as_printed():
    steps = fold_contributions(comparison([-3.14, -2.26, -1.06, -0.94, -0.51, -0.44, -0.3, 0.55, 0.25, 0.15, 0.12], -0.4))
    assert steps[0] == Step(REFERENCE, 100.0)
    assert steps[-1].code == TOTAL
    assert round(sum(step.points for step in steps[:-1]), 1) == steps[-1].points
    assert len([step for step in steps if step.points < 0 and step.code.startswith("A")]) == 5
    assert {OTHERS, COVERAGE} <= {step.code for step in steps}


def test_folded_contributions_leave_out_empty_lines():
    assert [step.code for step in fold_contributions(comparison([-3.0]))] == [REFERENCE, "A1-01", TOTAL]


def test_waterfall_bars_join_without_gap():
    steps = fold_contributions(comparison([-3.0, 2.0]))
    bars, ends = draw_contributions(steps, {}).data
    assert list(bars.text) == ["-3.0", "+2.0"]
    assert list(bars.base) == [100, 97]
    assert [text.strip() for text in ends.text] == ["<b>100.0</b>", "<b>99.0</b>"]


@pytest.mark.parametrize("label", ["拐卖现案12个月侦破率（立案队列）", "12-month clearance of current cases, registration cohort"])
def test_labels_are_folded_and_lose_no_sign(label):
    text = folded(label, 24)
    assert "<br>" in text
    assert text.replace("<br>", "").replace(" ", "") == label.replace(" ", "")


def test_area_scores_say_the_word_and_keep_a_missing_area_apart():
    areas = (AreaScore("预防", 95.2, Standing.ON_PLAN, "按计划"), AreaScore("打击", None, Standing.NO_DATA, "无数据"))
    figure = draw_area_scores(areas, (ScoreLine("计划", 100.0), ScoreLine("批评线", 77.0)))
    texts = [note.text for note in figure.layout.annotations]
    assert "● 按计划 <b>95.2</b>" in texts and "– 无数据" in texts
    assert list(figure.data[0].x) == [95.2, None]
    assert {shape.x0 for shape in figure.layout.shapes} == {100.0, 77.0}


def test_history_keeps_gaps():
    figure = draw_score_history(("2026-Q1", "2026-Q2"), (("得分", (90.0, None)), ("关注线", (90.0, 89.0))))
    assert list(figure.data[0].y) == [90.0, None]
    assert [note.text for note in figure.layout.annotations] == ["关注线"]


def test_planned_path_names_both_lines_in_the_language_given():
    series = PathSeries(("2026-Q1", "2026-Q2"), (90.0, None), (91.0, 92.0), "Actual", "Planned", "%")
    figure = draw_planned_path(series)
    assert {note.text for note in figure.layout.annotations} == {"Actual", "Planned"}
    assert list(figure.data[1].y) == [90.0, None]


def test_names_of_lines_that_end_together_do_not_overlap():
    notes = end_labels((EndLabel("a", 90.0, "#000000"), EndLabel("b", 90.2, "#000000")), span=10.0, height=200)
    heights = sorted(note["y"] / 10 * 200 + note["yshift"] for note in notes)
    assert heights[1] - heights[0] >= 15
