"""Revisions in one's own favour close to the deadline (method.md 1.14, late revisions): a sign test on the versions of each figure."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from indicators.assessment.arrays import Array
from indicators.signals.chances import at_least, several
from indicators.signals.rules import SignalRules

REVISION_COLUMNS = ("department", "indicator", "subject", "period", "favour", "days_left", "before", "row")
"""One change of a figure: `favour` +1 in one's own favour, -1 against it; `days_left` until the deadline (negative: after)."""


def revisions_of(versions: pd.DataFrame) -> pd.DataFrame:
    """Every change of a figure from one version to the next; REVISION_COLUMNS, `before` and `row` the places of both versions in the frame.

    `versions` has department, indicator, subject, period, version, value, sign (+1 more is better), received and due (ISO days).
    """
    key = ["department", "indicator", "subject", "period"]
    frame = versions.reset_index(drop=True)
    frame = frame[~frame["value"].isna() & (frame["sign"] != 0)].sort_values([*key, "version"], kind="stable")
    frame = frame.assign(before=frame.index)
    earlier = frame.groupby(key)[["value", "before"]].shift()
    change = frame["value"] - earlier["value"]
    changed = frame[change.notna() & (change != 0)]
    favour = np.sign(change[changed.index]) * changed["sign"]
    left = (pd.to_datetime(changed["due"]) - pd.to_datetime(changed["received"])).dt.days
    rows = {"before": earlier["before"][changed.index].astype("int64"), "row": changed.index}
    return changed[key].assign(favour=favour, days_left=left, **rows)[list(REVISION_COLUMNS)].reset_index(drop=True)


def judge_revisions(revisions: pd.DataFrame, by: Sequence[str], rules: SignalRules) -> pd.DataFrame:
    """One row for each unit (columns `by`) with revisions enough: p, late, late_favour, revisions, favour, expected.

    Late: within `late_days` of the deadline or after it. Sign test: late revisions in one's own favour against the share of favour among
    the other units' revisions, at least `rules.favour`; and late ones against the unit's own early ones (hypergeometric, by the mid-p
    binomial at the early share). Bonferroni over the two.
    """
    late = revisions["days_left"] <= rules.late_days
    good = revisions["favour"] > 0
    counts = {"late": late.astype(float), "late_favour": (late & good).astype(float), "favour": good.astype(float), "revisions": 1.0}
    table = revisions[list(by)].assign(**counts)
    unit = table.groupby(list(by), sort=True).sum().reset_index()
    usual = _usual(unit, rules)
    early, early_good = unit["revisions"] - unit["late"], unit["favour"] - unit["late_favour"]
    own = np.maximum(rules.favour, ((early_good + 1) / (early + 2)).to_numpy())
    tests = [_sign_test(unit, usual), np.where(early >= rules.least_revisions, _sign_test(unit, np.maximum(own, usual)), np.nan)]
    p = np.where(unit["late"] >= rules.least_revisions, several(np.stack(tests)), np.nan)
    return unit.assign(p=p, expected=unit["late"] * usual)


def _usual(unit: pd.DataFrame, rules: SignalRules) -> Array:
    """Share in one's own favour among the revisions of all other units, never below the dated rule."""
    others, of = unit["favour"].sum() - unit["favour"], unit["revisions"].sum() - unit["revisions"]
    share = np.divide(others.to_numpy(), of.to_numpy(), out=np.zeros(len(unit)), where=of.to_numpy() > 0)
    return np.clip(share, rules.favour, 0.95)


def _sign_test(unit: pd.DataFrame, chance: Array) -> Array:
    return at_least(unit["late_favour"].to_numpy(), unit["late"].to_numpy(), chance)
