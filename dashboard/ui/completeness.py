"""Who has reported for a round: a symbol and words for each department, gravest first."""

from collections.abc import Mapping

import pandas as pd

from dashboard.charts.marks import REPORTING_SYMBOLS, Mark
from dashboard.text.figures import say_period
from dashboard.text.say import Language, say
from dashboard.ui.labels import subject_name, submission_state
from dashboard.ui.markup import Chip, Table
from indicators.catalogue.catalogue import Catalogue

_KIND: Mapping[str, str] = {
    "accepted": "reported",
    "frozen": "reported",
    "published": "reported",
    "submitted": "nil",
    "in_review": "nil",
    "returned": "returned",
    "late": "missing",
}
_INK = {
    "missing": ("#8f1d18", "#f3b6ae"),
    "returned": ("#7a4a00", "#fbe3b3"),
    "late": ("#7a4a00", "#fbe3b3"),
    "reported": ("#0b5d4e", "#d3ebe4"),
}
_PLAIN = ("#2f4f7f", "#e6edf6")
_ORDER = ("missing", "returned", "nil", "not_due", "late", "reported")
COLUMNS = ("department", "state", "version", "received", "days")


def say_completeness(rows: pd.DataFrame, round_code: str, language: Language) -> str:
    """The counts of the round in one sentence."""
    kinds = [_kind(row.state, row.days_late) for row in rows.itertuples()]
    facts = {
        "due": len(rows),
        "accepted": kinds.count("reported") + kinds.count("late"),
        "waiting": kinds.count("nil"),
        "missing": len(rows) - kinds.count("reported") - kinds.count("late") - kinds.count("nil"),
        "late": kinds.count("missing"),
    }
    return say(language, "review.matrix.sentence", round=say_period(round_code, language), **facts)


def completeness_table(rows: pd.DataFrame, catalogue: Catalogue, language: Language) -> Table:
    """One row a department (columns department, state, version, received, days_late, submission), what is missing first."""
    ordered = sorted(rows.itertuples(), key=lambda row: (_ORDER.index(_kind(row.state, row.days_late)), row.department))
    body = tuple(
        (
            subject_name(row.department, catalogue, language),
            state_chip(row.state, row.days_late, language),
            str(row.version) if row.version else "–",
            row.received or "–",
            str(row.days_late) if row.days_late > 0 else "–",
        )
        for row in ordered
    )
    head = tuple(say(language, f"review.matrix.columns.{column}") for column in COLUMNS)
    return Table(head, body, frozenset({2, 4}), say(language, "review.matrix.legend"))


def state_chip(state: str, days_late: int, language: Language) -> Chip:
    """The chip of a submission's state; one that was accepted after its due day carries the sign of a late one."""
    kind = _kind(state, days_late)
    ink, fill = _INK.get(kind, _PLAIN)
    return Chip(Mark(REPORTING_SYMBOLS[kind], "circle", ink, fill), submission_state(state, language))


def _kind(state: str, days_late: int) -> str:
    """What the symbol says; a report that came after its day is late, one that is not in after its day is missing."""
    kind = _KIND.get(state, "not_due")
    if days_late <= 0 or kind in ("nil", "returned"):
        return kind
    return "late" if kind == "reported" else "missing"
