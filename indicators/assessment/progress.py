"""Progress labels of single indicators, with hysteresis (method.md 1.3; cuts as Eurostat and Open SDG use them)."""

from collections.abc import Sequence

import numpy as np

from indicators.assessment import path
from indicators.assessment.arrays import Array, Mask, Whole
from indicators.assessment.codebook import Codebook
from indicators.assessment.evidence import Evidence
from indicators.catalogue.catalogue import Catalogue

LABELS = ("moving_away", "limited", "needs_acceleration", "on_track", "achieved")
TOO_EARLY, NONE = "too_early", "none"
ACHIEVED = 4


def progress_labels(evidence: Evidence, codebook: Codebook, catalogue: Catalogue) -> list[list[str]]:
    """The label of every subject and indicator in the last quarter, [U][I]: LABELS, too_early or none."""
    targets = codebook.targets
    level = (codebook.sign == 0) | targets.maintained
    ratio = path.progress_ratio(evidence.value, evidence.path, targets, evidence.gap, level)
    ratio = np.where(np.isnan(evidence.gap), np.nan, ratio)
    cuts = (0.0, catalogue.number("progress_acceleration"), catalogue.number("progress_on_track"))
    steady = settle(ratio, cuts, catalogue.number("progress_margin"))[-1]
    with np.errstate(invalid="ignore"):
        met = ~np.isnan(evidence.gap[-1]) & (codebook.sign * (evidence.value[-1] - targets.target_2030) >= 0) & (codebook.sign != 0)
    shown = path.ratio_is_shown(evidence.path, evidence.variance, targets, catalogue.number("progress_least_share"), level)[-1]
    return [[_label(*cell) for cell in zip(*rows, strict=True)] for rows in zip(steady, met, shown, strict=True)]


def settle(ratio: Array, cuts: Sequence[float], margin: float) -> Whole:
    """Label indices (Q, ...) with hysteresis, -1 where there is no ratio.

    The label changes at once when the ratio lies beyond the nearest cut by `margin`, else when it stays across for a second quarter.
    """
    raw = raw_labels(ratio, cuts)
    bounds = np.array(cuts)
    label, before = raw[0].copy(), raw[0]
    labels = [label]
    for q in range(1, ratio.shape[0]):
        up = raw[q] > label
        cut = bounds[np.clip(np.where(up, label, label - 1), 0, len(cuts) - 1)]
        clear: Mask = np.nan_to_num(np.abs(ratio[q] - cut)) >= margin - 1e-12
        stayed = np.where(up, before > label, (before < label) & (before >= 0))
        fresh = (label < 0) | (raw[q] < 0)
        label = np.where(fresh | clear | stayed, raw[q], label)
        before = raw[q]
        labels.append(label)
    return np.stack(labels)


def raw_labels(ratio: Array, cuts: Sequence[float]) -> Whole:
    """Label indices, the shape of `ratio`: 0 below the first cut, then one more for each cut reached; -1 where there is no ratio."""
    reached = sum((np.nan_to_num(ratio, nan=-np.inf) >= cut).astype(np.int64) for cut in cuts)
    return np.where(np.isnan(ratio), -1, reached)


def _label(index: int, met: bool, shown: bool) -> str:
    if index < 0:
        return NONE
    if met:
        return LABELS[ACHIEVED]
    return LABELS[index] if shown else TOO_EARLY
