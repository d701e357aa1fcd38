"""A family of subjects that is tested together: standings, runs of the last quarters, and which findings lasted (C4, K4).

Regions are one family, departments another (method.md 1.9).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from indicators.assessment.arrays import Array, Mask, Whole
from indicators.assessment.codebook import Codebook
from indicators.assessment.decide import DecisionRules, decision_rules, held_in_run, measures_of, passes
from indicators.assessment.levels import Nesting
from indicators.assessment.outlook import Outlook, OutlookRules, outlook_rules, rules_beside, trend_outlook
from indicators.assessment.run import Run, proof_rules, run_quarter, systemic_indicators
from indicators.assessment.standing import Profile, Standing, score_rules, stand
from indicators.catalogue.catalogue import Catalogue
from indicators.model.verdict import Lines

LOOK_BACK = 8
"""Quarters that rule R2b looks back, on top of those of persistence."""


@dataclass(frozen=True, slots=True)
class Family:
    """`runs`, `outlooks` and `held` (rule id -> (U,) mask) of the last quarters in order, the assessed one last; `standing` has all
    quarters. The outlook of earlier quarters is their trend alone. `counted`: of each run, who met (C1 and C2) and (K1 and K2).
    """

    profile: Profile
    standing: Standing
    runs: tuple[Run, ...]
    outlooks: tuple[Outlook, ...]
    held: tuple[Mapping[str, Mask], ...]
    counted: tuple[tuple[Mask, Mask], ...]
    rules: DecisionRules
    outlook_rules: OutlookRules
    nesting: Nesting = field(default_factory=Nesting)

    @property
    def run(self) -> Run:
        """The assessed quarter's run."""
        return self.runs[-1]

    @property
    def outlook(self) -> Outlook:
        """The assessed quarter's outlook."""
        return self.outlooks[-1]


def make_family(
    profile: Profile, weights: Array, planned: Array | None, lines: Sequence[Lines], setting: tuple[Codebook, Catalogue]
) -> Family:
    """The family from weights (Q, U, I). `planned` pi (Q, U, I) finds systemic indicators and common causes.

    None: departments, which do different work; neither is sought, so that C3 asks for no peers (method.md 1.12).
    """
    codebook, catalogue = setting
    standing = stand(profile, weights, codebook, score_rules(catalogue))
    proof, rules = proof_rules(catalogue), decision_rules(catalogue)
    quarters = weights.shape[0]
    first = max(0, quarters - int(catalogue.number("persistence_runs")) - LOOK_BACK)
    none = np.zeros(weights.shape[-1], dtype=bool)
    runs = []
    for q in range(first, quarters):
        systemic = none
        if planned is not None:
            counted = np.where(standing.weights[q] > 0, profile.point_gap[q], np.nan)
            systemic = systemic_indicators(np.where(profile.observed[q], counted, np.nan), planned[q], proof)
        run = run_quarter(standing, profile, systemic, codebook, (q, lines[q], proof))
        runs.append(run if planned is not None else replace(run, common_cause=False, q_peer=np.full(run.q_peer.shape, np.nan)))
    beside = outlook_rules(catalogue)
    outlooks = [trend_outlook(standing, run.q, beside, codebook.nesting.families) for run in runs]
    held = [
        {**passes(measures_of(standing, run, rules), run.lines, rules, run.common_cause), **_held_beside(standing, run, outlook, beside)}
        for run, outlook in zip(runs, outlooks, strict=True)
    ]
    found = tuple(held_in_run(one) for one in held)
    return Family(profile, standing, tuple(runs), tuple(outlooks), tuple(held), found, rules, beside, codebook.nesting)


def with_outlook(family: Family, outlook: Outlook) -> Family:
    """The family with all that is known beside the tests of the assessed quarter."""
    held = {**family.held[-1], **_held_beside(family.standing, family.run, outlook, family.outlook_rules)}
    return replace(family, outlooks=(*family.outlooks[:-1], outlook), held=(*family.held[:-1], held))


def _held_beside(standing: Standing, run: Run, outlook: Outlook, rules: OutlookRules) -> Mapping[str, Mask]:
    return rules_beside(outlook, run.lines, rules, standing.weights[run.q], standing.score_high[run.q])


def runs_held(family: Family, catalogue: Catalogue, back: int = 0) -> tuple[Whole, Whole] | None:
    """In how many of the last 4 runs (C1 and C2), (K1 and K2) held, (U,) each, `back` runs ago; None with fewer than 4 runs.

    method.md 1.11 C4, K4. The clause of C4 on recovery is rule C4b.
    """
    window = int(catalogue.number("persistence_runs"))
    end = len(family.runs) - back
    if end < window:
        return None
    found = family.counted[end - window : end]
    return np.sum([pair[0] for pair in found], axis=0), np.sum([pair[1] for pair in found], axis=0)
