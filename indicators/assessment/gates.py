"""Gates: indicators whose value bars a commendation, or on which the showing of another depends (method.md 1.12b; dated rules)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from indicators.assessment.absence import State
from indicators.assessment.arrays import Mask, to_number
from indicators.assessment.codebook import Codebook
from indicators.assessment.evidence import Evidence
from indicators.catalogue.catalogue import Catalogue
from indicators.model.finding import RuleOutcome


@dataclass(frozen=True, slots=True)
class Gate:
    """Praise is barred where the indicator is `below` or `above` its limit."""

    indicator: str
    below: float | None
    above: float | None

    @property
    def rule_id(self) -> str:
        return f"G-{self.indicator}"


def praise_gates(catalogue: Catalogue, codebook: Codebook) -> tuple[Gate, ...]:
    """The gates of the rules whose indicator the catalogue has."""
    rows: Sequence[Mapping[str, object]] = catalogue.rule("gates") or ()  # type: ignore[assignment]
    gates = [Gate(str(row["indicator"]), _number(row.get("below")), _number(row.get("above"))) for row in rows]
    return tuple(gate for gate in gates if gate.indicator in codebook.codes)


def gate_outcome(gate: Gate, evidence: Evidence, codebook: Codebook, row: int) -> RuleOutcome:
    """The rule `G-<indicator>` of one subject: passed means that it does not bar praise.

    A gate that applies and was due but has no figure bars praise: an absence can earn nothing. A confirmed nil does not bar.
    """
    column = codebook.codes.index(gate.indicator)
    state = evidence.state[-1, row, column]
    limit = gate.below if gate.below is not None else gate.above
    if state in (State.NOT_APPLICABLE, State.NIL, State.NOT_DUE, State.TOO_FEW):
        return RuleOutcome(gate.rule_id, None, limit, True, None)
    value = to_number(evidence.value[-1, row, column])
    if state == State.MISSING or value is None or limit is None:
        return RuleOutcome(gate.rule_id, None, limit, False, None)
    margin = value - limit if gate.below is not None else limit - value
    return RuleOutcome(gate.rule_id, value, limit, margin >= 0, margin)


def withheld_figures(catalogue: Catalogue, evidence: Evidence, codebook: Codebook) -> Mask:
    """(U, I) figures not to be shown in the last quarter, because the indicator they depend on is below its limit or has no value."""
    hidden = np.zeros(evidence.state.shape[1:], dtype=bool)
    rows: Sequence[Mapping[str, object]] = catalogue.rule("shown_only") or ()  # type: ignore[assignment]
    for row in rows:
        codes = (str(row["indicator"]), str(row["where"]))
        if all(code in codebook.codes for code in codes):
            shown, where = (codebook.codes.index(code) for code in codes)
            value = evidence.value[-1, :, where]
            hidden[:, shown] = np.isnan(value) | (np.nan_to_num(value) < float(str(row["at_least"])))
    return hidden


def _number(value: object) -> float | None:
    return None if value is None else float(str(value))
