"""Who answers for which indicator: the shares of lead and supporting departments (method.md 1.12)."""

from collections.abc import Sequence

import numpy as np

from indicators.assessment.arrays import Array, Mask
from indicators.assessment.codebook import Codebook
from indicators.catalogue.catalogue import Catalogue
from indicators.model.indicator import Indicator

EVERYBODY = ("*",)


def assessed_departments(catalogue: Catalogue) -> tuple[str, ...]:
    """Codes (sorted) of the known departments whose seat has not ended."""
    return tuple(sorted(code for code, department in catalogue.departments.items() if department.known and department.closed is None))


def department_shares(catalogue: Catalogue, codebook: Codebook, departments: Sequence[str]) -> Array:
    """rho (D, I): the lead has 0.7 (or the indicator's own lead share), supporting departments the rest in equal parts.

    A lead without supporters has 1. Supporters that are not assessed (observers, closed seats) take no part.
    """
    shares = np.zeros((len(departments), len(codebook.indicators)))
    rows = {code: row for row, code in enumerate(departments)}
    usual = catalogue.number("lead_share")
    for column, indicator in enumerate(codebook.indicators):
        helpers = _supporters(indicator, departments)
        own = indicator.lead_share if indicator.lead_share is not None else usual
        lead = own if helpers else 1.0
        if indicator.lead in rows:
            shares[rows[indicator.lead], column] = lead
        for code in helpers:
            shares[rows[code], column] = (1 - lead) / len(helpers)
    return shares


def led_by(codebook: Codebook, departments: Sequence[str]) -> Mask:
    """(D, I) whether the department leads the indicator."""
    leads = np.array([indicator.lead for indicator in codebook.indicators])
    return np.asarray(np.array(departments)[:, None] == leads, dtype=bool)


def _supporters(indicator: Indicator, departments: Sequence[str]) -> list[str]:
    named = departments if indicator.support == EVERYBODY else indicator.support
    return [code for code in named if code in departments and code != indicator.lead]
