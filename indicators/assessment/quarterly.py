"""The figures of each single quarter, as filed, without pooling or carrying forward: what trends and forecasts are read from."""

from dataclasses import dataclass

import numpy as np

from indicators.assessment import pooling
from indicators.assessment.arrays import Array, Mask
from indicators.assessment.codebook import Codebook
from indicators.assessment.evidence import Evidence, filed_quarters
from indicators.assessment.variance import estimates, variances
from indicators.model.period import parse_period


@dataclass(frozen=True, slots=True)
class Quarterly:
    """(Q, U, I), country included: `value` x, its `variance`, and the sums k (`numerator`) and n (`weight`) behind it.

    nan (0 for the sums) where nothing was filed in the quarter, or where the figure means something else than today's (series breaks).
    """

    value: Array
    variance: Array
    numerator: Array
    weight: Array


def quarterly_figures(evidence: Evidence, codebook: Codebook) -> Quarterly:
    """The figures of all quarters of the evidence."""
    pool = pooling.pool_latest(filed_quarters(evidence.cells, codebook), np.ones(len(codebook.indicators), dtype=np.int64))
    same = same_meaning(codebook, evidence.first, evidence.gap.shape[0])[:, None, :]
    return Quarterly(
        value=np.where(same, estimates(pool, codebook), np.nan),
        variance=np.where(same, variances(pool, codebook), np.nan),
        numerator=np.where(same, pool.numerator, 0.0),
        weight=np.where(same, pool.weight, 0.0),
    )


def same_meaning(codebook: Codebook, first: int, quarters: int) -> Mask:
    """(Q, I): whether the figure of the quarter has the same definition as in the last one."""
    last = first + quarters - 1
    breaks = [[parse_period(one.since).quarter_index for one in item.breaks] for item in codebook.indicators]
    begin = np.array([max((q for q in own if q <= last), default=first) for own in breaks], dtype=np.int64)
    return np.asarray(np.arange(first, first + quarters)[:, None] >= begin, dtype=bool)
