"""Of made-up personal data nearly all is found, of made-up official text nearly none is refused (more in benchmarks/personal_data.py)."""

import pytest
from measure_personal import false_alarms, recall
from official_samples import FIGURES, TEXTS
from official_samples import SHEETS as OFFICIAL_SHEETS
from person_sheets import SHEETS
from personal_samples import POSITIVES

COUNT, SEED, SHEETS_DRAWN = 2_000, 7, 600


@pytest.fixture(scope="module")
def found() -> dict[str, float]:
    return dict(recall(COUNT, SEED, SHEETS_DRAWN))


@pytest.mark.parametrize("kind", [*POSITIVES, "header", *SHEETS])
def test_ninety_nine_of_a_hundred_of_each_kind_are_found(found: dict[str, float], kind: str) -> None:
    assert found[kind] >= 0.99


def test_fewer_than_one_text_of_offices_in_a_thousand_is_refused() -> None:
    alarms = dict(false_alarms(COUNT, SEED, SHEETS_DRAWN))
    assert set(alarms) == {*TEXTS, *FIGURES, *(f"sheet of {name}" for name in OFFICIAL_SHEETS)}
    assert sum(alarms.values()) / len(alarms) < 0.001
    assert max(alarms.values()) <= 0.002
