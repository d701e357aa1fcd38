"""What was planted, as data: the departures from the planned path, and what the assessment must make of each.

Shifts are in whole plans (method.md 1.3): -0.5 is half a plan behind its path, +0.1 a tenth ahead. Everything not named here is
an ordinary region: near its path, a little better in one thing and worse in another.
"""

from dataclasses import dataclass
from enum import StrEnum

from indicators.model.words import Bilingual


class Planted(StrEnum):
    """The kinds of truth that were planted."""

    AHEAD = "ahead"
    FAR_BEHIND = "far_behind"
    RECOVERS = "recovers"
    TINY_AND_NOISY = "tiny_and_noisy"
    WITHHOLDS = "withholds"
    EVERYBODY_FAILS = "everybody_fails"
    REPORTS_LATE = "reports_late"
    BEHIND = "behind"
    ONE_AREA_FAILS = "one_area_fails"
    DECLINES = "declines"


@dataclass(frozen=True, slots=True)
class Course:
    """How a region or an indicator departs from its path: straight lines between (quarter, shift in whole plans).

    `regions` empty: all; `indicators` holds codes or areas, empty: all. Before the first and after the last knot the shift stays.
    """

    regions: tuple[str, ...]
    indicators: tuple[str, ...]
    knots: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class PlantedTruth:
    """One planted truth: of whom, what was done to the figures, and what must be found. `grades`: allowed in the last published round."""

    kind: Planted
    subject: str
    done: Bilingual
    found: Bilingual
    grades: tuple[str, ...] = ()
    courses: tuple[Course, ...] = ()


LAST_FROZEN = "2026-Q2"
OPEN_ROUND = "2026-Q3"

WITHHELD = ("A1-05", "A2-09", "A3-02", "A3-03", "A3-08")
WITHHELD_SINCE = "2025-Q3"
SYSTEMIC_INDICATOR = "A5-06"
LATE_DEPARTMENT = "MCA"

PLANTED: tuple[PlantedTruth, ...] = (
    PlantedTruth(
        Planted.AHEAD,
        "44",
        Bilingual("六个领域均明显快于规划路径。", "Well ahead of its planned path in all six areas."),
        Bilingual("提出表扬建议，且未触发数据质量等约束条件。", "Proposed for commendation; no gate stands in the way."),
        ("commend",),
        (Course(("44",), (), (("2021-Q1", 0.0), ("2022-Q4", 0.16), ("2026-Q3", 0.16))),),
    ),
    PlantedTruth(
        Planted.FAR_BEHIND,
        "13",
        Bilingual("自2024年起各领域持续大幅落后，已超过六个季度。", "Far behind in every area since 2024, for more than six quarters."),
        Bilingual("连续多个季度提出批评建议。", "Proposed for criticism, quarter after quarter."),
        ("criticise",),
        (Course(("13",), (), (("2022-Q4", 0.0), ("2024-Q1", -0.52), ("2026-Q3", -0.55))),),
    ),
    PlantedTruth(
        Planted.RECOVERS,
        "43",
        Bilingual("2023年严重落后，2024年追赶，2025年起回到规划路径。", "Far behind in 2023, caught up in 2024, back on path since 2025."),
        Bilingual("落后时提出过批评建议；现已平稳，不予批评。", "Was proposed for criticism then; steady now, and not criticised."),
        ("steady",),
        (Course(("43",), (), (("2021-Q4", 0.0), ("2022-Q4", -0.50), ("2023-Q4", -0.50), ("2025-Q1", 0.02))),),
    ),
    PlantedTruth(
        Planted.TINY_AND_NOISY,
        "54",
        Bilingual(
            "实际处于规划路径上，但每年仅约8起案件，单季数字起伏很大。",
            "Truly on its path, but with about eight cases a year its quarterly figures swing widely.",
        ),
        Bilingual("既不表扬也不批评。", "Named neither for praise nor for blame."),
        ("steady", "watch", "insufficient_evidence"),
    ),
    PlantedTruth(
        Planted.WITHHOLDS,
        "22",
        Bilingual("五项最差指标自2025年第三季度起填“无法提供”。", "Its five worst indicators have been “not available” since 2025 Q3."),
        Bilingual("隐匿不划算：评定不优于“关注”。", "Withholding does not pay: the grade is no better than watch."),
        ("watch", "criticise"),
        (
            Course(("22",), WITHHELD, (("2023-Q1", 0.0), ("2025-Q1", -0.80))),
            Course(("22",), ("B1-03",), (("2025-Q2", 0.0), ("2025-Q4", -0.30))),
        ),
    ),
    PlantedTruth(
        Planted.EVERYBODY_FAILS,
        SYSTEMIC_INDICATOR,
        Bilingual("黄金时段播出占比：各地都远低于规划路径。", "Prime-time share of programmes: every region is far below the path."),
        Bilingual("认定为系统性问题，归于规划，不归咎于地区。", "Found to be systemic: about the plan, not about the regions."),
        (),
        (Course((), (SYSTEMIC_INDICATOR,), (("2021-Q1", 0.0), ("2024-Q4", -0.45), ("2026-Q3", -0.50))),),
    ),
    PlantedTruth(
        Planted.REPORTS_LATE,
        LATE_DEPARTMENT,
        Bilingual("自2024年起每轮均逾期报送，2026年第三季度至今未报。", "Late in every round since 2024; has not filed for 2026 Q3."),
        Bilingual("缺报归于部门，不计入各地区。", "The absence is the department's own and is not held against any region."),
    ),
    PlantedTruth(
        Planted.BEHIND,
        "45",
        Bilingual("各领域均有所落后，但未到批评线。", "Somewhat behind everywhere, but short of the line for criticism."),
        Bilingual("关注。", "Watch."),
        ("watch",),
        (Course(("45",), (), (("2021-Q4", 0.0), ("2024-Q2", -0.28), ("2026-Q3", -0.31))),),
    ),
    PlantedTruth(
        Planted.BEHIND,
        "34",
        Bilingual("原处于规划路径，最近一年明显落后。", "Was on its path and has fallen behind within the last year."),
        Bilingual("关注，未达批评条件。", "Watch; the conditions for criticism are not met."),
        ("watch",),
        (Course(("34",), (), (("2024-Q4", 0.0), ("2025-Q4", -0.33), ("2026-Q3", -0.34))),),
    ),
    PlantedTruth(
        Planted.ONE_AREA_FAILS,
        "52",
        Bilingual("仅“宣传教育”一个领域严重落后。", "Far behind in one area alone, publicity and education."),
        Bilingual("因单个领域不达标而关注，不予批评。", "Watch because of one failed area; not criticised."),
        ("watch",),
        (Course(("52",), ("A5",), (("2022-Q4", 0.0), ("2024-Q4", -0.55), ("2026-Q3", -0.58))),),
    ),
    PlantedTruth(
        Planted.DECLINES,
        "21",
        Bilingual("两年前领先，此后逐季下滑。", "Ahead two years ago, sliding quarter by quarter since."),
        Bilingual("分数仍在关注线以上，历史曲线显示持续下滑。", "Its score is still above the watch line; its history shows the slide."),
        ("steady", "watch"),
        (Course(("21",), (), (("2024-Q2", 0.06), ("2026-Q3", -0.16))),),
    ),
)


def planted_kind(kind: Planted) -> PlantedTruth:
    """The planted truth of one kind."""
    return next(truth for truth in PLANTED if truth.kind is kind)
