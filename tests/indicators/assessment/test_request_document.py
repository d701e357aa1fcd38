"""All that enters an assessment besides figures and catalogue goes into a document and comes back, whatever is asked."""

import json
from dataclasses import fields
from datetime import date

from small_studies import make_catalogue, make_indicator, make_observations

from indicators.assessment.levels import Levels
from indicators.assessment.request import AssessmentRequest, Audit, EarlierVerdict, IntegrityFlag, Notice, Veto, VetoLevel
from indicators.assessment.request_document import ELSEWHERE, read_request_document, request_document
from indicators.model.verdict import Grade

CATALOGUE = make_catalogue([make_indicator("i1")])
FIGURES = make_observations([("i1", "11", "2026-Q2", 0.5)])
EVERYTHING = {
    "as_of": date(2026, 8, 1),
    "provisional": True,
    "submitted": frozenset({("MPS", "2026-Q2"), ("MCA", "2026-Q1")}),
    "vetoes": (Veto("44", VetoLevel.MAJOR, "2026/12"),),
    "notices": (Notice("44", "i1", "2026-Q1"),),
    "flags": (IntegrityFlag("11", "open"),),
    "earlier": (EarlierVerdict("44", "2026-Q1", Grade.WATCH, frozenset({"i2", "i1"}), ("C1", "C2"), False, frozenset({"i2", "i1"})),),
    "audits": (Audit("44", 2025, False),),
    "snapshot_id": "N-1",
    "snapshot_sha256": "0" * 64,
    "run_robustness": True,
    "levels": Levels({"44": "z"}, {"44": "Z"}, frozenset({"Z", "Y"}), True),
}


def test_every_field_of_a_request_comes_back_as_it_was() -> None:
    request = AssessmentRequest("2026-Q2", CATALOGUE, FIGURES, **EVERYTHING)  # type: ignore[arg-type]
    asked = {field.name for field in fields(AssessmentRequest)} - {*ELSEWHERE, "period"}
    assert asked == set(EVERYTHING), "a new field of the request must be kept and read again"
    document = json.loads(json.dumps(request_document(request), allow_nan=False))
    again = read_request_document(document, CATALOGUE, FIGURES)
    assert {name: getattr(again, name) for name in asked} == EVERYTHING
    assert again.period == "2026-Q2"


def test_equal_requests_have_equal_documents_in_whatever_order_sets_are_held() -> None:
    pairs = [(f"D{number}", "2026-Q2") for number in range(50)]
    one, other = (AssessmentRequest("2026-Q2", CATALOGUE, FIGURES, submitted=frozenset(each)) for each in (pairs, pairs[::-1]))
    assert json.dumps(request_document(one)) == json.dumps(request_document(other))


def test_a_document_of_an_earlier_program_is_read_with_the_defaults_of_what_came_later() -> None:
    document = request_document(AssessmentRequest("2026-Q2", CATALOGUE, FIGURES, **EVERYTHING))  # type: ignore[arg-type]
    del document["audits"]
    for earlier in document["earlier"]:
        del earlier["held"], earlier["on_performance"]
    again = read_request_document(document, CATALOGUE, FIGURES)
    assert again.audits == () and again.earlier[0].held is None
