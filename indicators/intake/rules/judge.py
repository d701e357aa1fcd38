"""All rules on the figures of one workbook, in one pass over its timeline. Which rule each function serves is said in `registry`."""

import pandas as pd

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.rules.digits import check_digits
from indicators.intake.rules.jumps import check_jumps
from indicators.intake.rules.patterns import check_copies, check_perfection, check_silence
from indicators.intake.rules.stocks import check_balances, check_cohorts, check_increments, check_written_off
from indicators.intake.rules.timeline import make_timeline
from indicators.model.submission import Problem

_CHECKS = (
    check_increments,
    check_balances,
    check_written_off,
    check_cohorts,
    check_jumps,
    check_silence,
    check_perfection,
    check_copies,
    check_digits,
)


def judge_figures(catalogue: Catalogue, frame: pd.DataFrame, known: pd.DataFrame | None) -> list[Problem]:
    """The problems of V-10 to V-20 and V-23 in a workbook's typed frame, against the department's accepted figures."""
    if frame.empty or not catalogue.check_rules:
        return []
    line = make_timeline(catalogue, frame, known)
    return [one for check in _CHECKS for one in check(line)]
