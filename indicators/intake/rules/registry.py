"""The one registry of validation rules: for each rule its text, limits and severity, the codes it reports, and what evaluates it.

Template notes, messages, the page of rules and docs/rules.md are all made from this. It evaluates nothing itself.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from indicators.catalogue.catalogue import Catalogue, CheckRule
from indicators.intake.check_figures import check_figures, check_pairs
from indicators.intake.check_sums import check_breakdowns, check_national, check_xinjiang
from indicators.intake.check_time import check_cumulative
from indicators.intake.codes import PROBLEM_CODES
from indicators.intake.cross.check_across import check_across
from indicators.intake.identity import check_identity
from indicators.intake.parse_entries import parse_entry
from indicators.intake.parse_number import parse_number
from indicators.intake.personal_layout import check_personal_data
from indicators.intake.placing import place_entries
from indicators.intake.rules.digits import check_digits
from indicators.intake.rules.guide import check_guide
from indicators.intake.rules.jumps import check_jumps
from indicators.intake.rules.notes import check_notes
from indicators.intake.rules.patterns import check_copies, check_perfection, check_silence
from indicators.intake.rules.stocks import check_balances, check_cohorts, check_increments, check_written_off
from indicators.model.submission import Severity

Evaluator = Callable[..., Any]
PUBLICATION = "V-30"
"""Acts on what is published (method.md 1.15), not on what is filed."""
ACROSS_CODES = ("figures_contradict", "others_contradict")
"""Reported by every relation between figures, with the rule and the severity of the relation."""

EVALUATORS: Mapping[str, Evaluator] = {
    "V-01": check_figures,
    "V-02": check_figures,
    "V-03": check_pairs,
    "V-04": check_pairs,
    "V-05": parse_entry,
    "V-06": check_breakdowns,
    "V-07": check_national,
    "V-08": check_xinjiang,
    "V-09": check_cumulative,
    "V-10": check_increments,
    "V-11": check_balances,
    "V-12": check_written_off,
    "V-13": check_cohorts,
    "V-14": check_jumps,
    "V-15": check_jumps,
    "V-16": check_jumps,
    "V-17": check_silence,
    "V-18": check_perfection,
    "V-19": check_copies,
    "V-20": check_digits,
    "V-21": check_guide,
    "V-22": check_guide,
    "V-23": check_jumps,
    "V-24": check_identity,
    "V-25": check_guide,
    "V-26": check_guide,
    "V-27": place_entries,
    "V-28": parse_number,
    "V-29": check_personal_data,
    "V-31": check_notes,
}
"""What evaluates each rule within one workbook; rules between figures (X) are evaluated by `check_across`."""


@dataclass(frozen=True, slots=True)
class RegisteredRule:
    """One rule with all that belongs to it. `codes`: what it reports, with severities; `evaluator`: None where publication acts."""

    rule: CheckRule
    codes: Mapping[str, Severity]
    evaluator: Evaluator | None

    @property
    def evaluated_by(self) -> str:
        """Module and function, as the documentation names them."""
        return "" if self.evaluator is None else f"{self.evaluator.__module__}.{self.evaluator.__name__}"


def rule_registry(catalogue: Catalogue) -> Mapping[str, RegisteredRule]:
    """Every rule of the catalogue by id, in its order."""
    return {id: RegisteredRule(rule, _codes(id), _evaluator(id)) for id, rule in catalogue.check_rules.items()}


def _codes(id: str) -> Mapping[str, Severity]:
    own = {code: severity for code, (rule, severity) in PROBLEM_CODES.items() if rule == id}
    if id.startswith("X-") and not own:
        own = {code: PROBLEM_CODES[code][1] for code in ACROSS_CODES}
    return own


def _evaluator(id: str) -> Evaluator | None:
    if id == PUBLICATION:
        return None
    return EVALUATORS.get(id, check_across)
