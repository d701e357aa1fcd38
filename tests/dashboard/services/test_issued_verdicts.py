"""Later quarters look back to the verdicts as they were published (method.md 1.12b)."""

import json

from indicators.model.round import RoundState
from indicators.model.verdict import GradeBasis
from indicators.requests import PERSISTENT, issued_verdicts, period_request
from indicators.store.assessments import load_assessment_document, publish_round
from indicators.store.rounds import load_round
from indicators.store.transaction import perform
from indicators.store.versions import Expected
from tests.dashboard.services.kept_stores import ROUND, STAMP, KeptStore


def test_only_published_verdicts_of_earlier_quarters_are_looked_back_to(kept_store: KeptStore) -> None:
    store = kept_store.desk.store
    assert issued_verdicts(store, "2026-Q3") == ()
    expected = Expected(ROUND, load_round(store, ROUND).row_version, (RoundState.FROZEN,))
    perform(store, publish_round(STAMP, expected, kept_store.assessment))
    document = json.loads(load_assessment_document(store, kept_store.assessment))
    issued = {verdict.subject: verdict for verdict in issued_verdicts(store, "2026-Q3")}
    assert len(issued) == len(document["regions"]) + len(document["departments"])
    for verdict in document["regions"]:
        found = issued[verdict["subject"]]
        assert (found.period, found.grade, found.on_performance) == (
            ROUND,
            verdict["grade"],
            verdict["grade_basis"] == GradeBasis.PERFORMANCE,
        )
        assert found.held == tuple(rule["id"] for rule in verdict["rules"] if rule["id"] in PERSISTENT and rule["passed"])
    assert issued_verdicts(store, ROUND) == ()
    assert issued_verdicts(store, "2028-Q4") == ()
    request = period_request(store, kept_store.desk.catalogue, "2026-Q3", None, kept_store.desk.today)
    assert request.earlier == tuple(issued.values()) and request.run_robustness
