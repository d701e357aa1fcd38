"""What a department has decided about names and headers of its own files, as the checks use it."""

from dashboard.services.desk import day_of
from indicators.intake.recognised import Decision, Recognised
from indicators.store.connection import Store
from indicators.store.recognition import load_recognitions

NAME_QUESTIONS: tuple[str, ...] = ("mapping_suggested", "unit_suggested")
"""Questions that are answered by choosing a meaning, not by giving a reason."""


def recognised_names(store: Store, department: str) -> Recognised:
    """(kind, normalised name) -> the decision that stands, with its author and the day."""
    records = load_recognitions(store, department)
    return {key: Decision(record.target, record.by, day_of(record.at).isoformat()) for key, record in records.items()}
