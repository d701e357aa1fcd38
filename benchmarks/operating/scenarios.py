"""The scenarios: what is true in each, how many subjects, and how often it is drawn."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from benchmarks.operating.studies import Truth
from benchmarks.operating.tallies import Found, judge_study, judge_withholding
from benchmarks.operating.world import PERIOD

FULFILMENTS = (1.0, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.1)
TARGETS = {
    ("noise_only", "", "proposes_criticism"): "<= 0.01",
    ("two_behind", "0.3", "criticised"): ">= 0.95",
    ("two_behind", "0.7", "watch_or_worse"): ">= 0.75",
    **{(f"withholding{how}", "", "better_grade"): "= 0" for how in ("", "_then_filing", "_chosen", "_unasked")},
}
"""What the client asked for, by scenario, level ("": any) and measure."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """One line of the table: `level` is the value of what is varied; `share` of the runs asked for (large studies take fewer)."""

    name: str
    level: str
    truth: Truth
    units: int = 32
    share: float = 1.0
    required: bool = False
    period: str = PERIOD
    judge: Callable[..., Found] = judge_study


def all_scenarios() -> list[Scenario]:
    """Every scenario in the order of the table."""
    return [*_noise(), *_behind(), *_dependent(), *_misreported(), *_withheld(), *_near_milestones(), *_common(), *_levels()]


def _noise() -> Iterator[Scenario]:
    equal = Truth(poor=0, spread=0.0, area_spread=0.0)
    yield Scenario("noise_only", "equal", equal, share=4)
    yield Scenario("noise_only", "own strengths", replace(equal, spread=0.10, area_spread=0.03), share=4)
    for n in (10, 40):
        yield Scenario("noise_only", f"median n {n}", replace(equal, median_n=n))


def _behind() -> Iterator[Scenario]:
    for fulfilment in FULFILMENTS:
        yield Scenario("two_behind", str(fulfilment), Truth(fulfilment=fulfilment), share=2)
    for n in (10, 40):
        for fulfilment in (0.7, 0.5, 0.3):
            yield Scenario(f"two_behind_n_{n}", str(fulfilment), Truth(fulfilment=fulfilment, median_n=n))
    for quarters in (1, 2, 3, 4, 6):
        yield Scenario("behind_lately", f"0.3 for {quarters} quarters", Truth(fulfilment=0.3, onset=quarters))


def _dependent() -> Iterator[Scenario]:
    for name, truth in (
        ("correlated_0.3", Truth(common=0.3)),
        ("correlated_0.6", Truth(common=0.6)),
        ("shocks_3", Truth(shock=0.03)),
        ("shocks_6", Truth(shock=0.06)),
        ("shocks_6_lasting", Truth(shock=0.06, carry=0.5)),
        ("differences_20", Truth(spread=0.20, area_spread=0.06)),
    ):
        for fulfilment in (1.0, 0.7, 0.5, 0.3):
            yield Scenario(name, str(fulfilment), replace(truth, fulfilment=fulfilment), share=0.5)


def _misreported() -> Iterator[Scenario]:
    for share in (0.1, 0.2, 0.3):
        yield Scenario("inflated", str(share), Truth(fulfilment=0.3, inflate=share), share=0.5)
    for share in (0.1, 0.2, 0.3):
        yield Scenario("denominator_shaved", str(share), Truth(fulfilment=0.3, shave=share), share=0.5)


def _withheld() -> Iterator[Scenario]:
    year = Truth(poor=1, withheld=4)
    for fulfilment in (1.0, 0.7, 0.5, 0.4, 0.3):
        yield Scenario("withholding", str(fulfilment), replace(year, fulfilment=fulfilment), judge=judge_withholding)
    for quarters in (1, 2, 3):
        for fulfilment in (0.5, 0.3):
            truth = replace(year, fulfilment=fulfilment, withheld=quarters)
            yield Scenario("withholding_briefly", f"{fulfilment} for {quarters} quarters", truth, share=0.5, judge=judge_withholding)
            late = replace(truth, delivered=True)
            yield Scenario("withholding_then_filing", f"{fulfilment} for {quarters} quarters", late, share=0.5, judge=judge_withholding)
    for fulfilment in (0.5, 0.3):
        truth = replace(year, fulfilment=fulfilment)
        yield Scenario("withholding_chosen", str(fulfilment), replace(truth, chosen=True), judge=judge_withholding)
        yield Scenario("withholding_unasked", str(fulfilment), replace(truth, asked=False), share=0.5, judge=judge_withholding)
        yield Scenario("withholding_all_required", str(fulfilment), truth, share=0.5, required=True, judge=judge_withholding)


def _near_milestones() -> Iterator[Scenario]:
    for period in ("2024-Q4", "2029-Q4"):
        for fulfilment in (1.0, 0.7, 0.3):
            yield Scenario(f"year_before_milestone_{period}", str(fulfilment), Truth(fulfilment=fulfilment), share=0.5, period=period)


def _common() -> Iterator[Scenario]:
    yield Scenario("all_behind", "0.3", Truth(poor=32, fulfilment=0.3))
    yield Scenario("all_behind", "0.6", Truth(poor=32, fulfilment=0.6))
    yield Scenario("all_behind_some_more", "0.3 beside 0.6", Truth(poor=2, fulfilment=0.3, others=0.6))
    yield Scenario("third_behind", "0.3", Truth(poor=12, fulfilment=0.3))


def _levels() -> Iterator[Scenario]:
    for fulfilment in (1.0, 0.7, 0.3):
        yield Scenario("prefectures", str(fulfilment), Truth(poor=20, fulfilment=fulfilment, median_n=40), units=333, share=0.4)
    yield Scenario("counties", "0.3", Truth(poor=171, fulfilment=0.3, median_n=8), units=2850, share=0.1)
