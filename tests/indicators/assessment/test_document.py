"""Documents of an assessment: nothing is lost, and the bytes do not depend on the machine's last digits."""

import json

from random_studies import draw_study

from indicators.assessment.assess import assess
from indicators.assessment.document import (
    assessment_document,
    canonical_bytes,
    read_assessment_document,
    summary_document,
    verdict_document,
)
from indicators.model.finding import SourceCell

ASSESSMENT = assess(draw_study(11, missing=0.1, quarters=8).request())


def test_an_assessment_comes_back_whole_from_its_document() -> None:
    text = json.dumps(assessment_document(ASSESSMENT), allow_nan=False)
    assert read_assessment_document(json.loads(text)) == ASSESSMENT


def test_canonical_bytes_have_ten_digits_and_sorted_keys() -> None:
    assert canonical_bytes({"b": 1 / 3, "a": [1e-17, 2, None, -0.0]}) == b'{"a":[1e-17,2,null,0.0],"b":0.3333333333}'
    assert canonical_bytes({"x": 0.1 + 0.2}) == canonical_bytes({"x": 0.3})


def test_the_summary_has_the_fields_of_the_contract() -> None:
    document = summary_document(ASSESSMENT, {"R0": {"zh": "甲", "en": "A"}})
    assert {
        "period",
        "method_version",
        "rules_version",
        "catalogue_version",
        "snapshot",
        "provisional",
        "lines",
        "regions",
        "departments",
    } <= set(document)
    verdict = document["regions"][0]
    assert verdict["name"] == {"zh": "甲", "en": "A"}
    assert {
        "subject", "name", "grade", "grade_basis", "state", "score", "score_low", "score_high", "T", "se", "seT", "q_plan", "q_peer",
        "q_praise", "fulfilment", "areas", "rank", "rules", "reasons",
    } <= set(verdict)  # fmt: skip
    assert set(verdict["rank"]) == {"tier", "low", "high"}
    json.dumps(document, allow_nan=False)


def test_the_explanation_has_reasons_changes_and_cells() -> None:
    cell = SourceCell("i0", "2024-Q4", "a.xlsx", "A1", "D14", "3", "s1")
    document = verdict_document(ASSESSMENT.regions[0], (cell,))
    assert document["cells"][0]["cell"] == "D14"
    assert {"vs_path", "vs_peers", "vs_last_year"} == set(document["why"])
    assert {"closing_share", "closing_grade", "single", "margins", "lifted_by"} == set(document["what_would_change"])
    json.dumps(document, allow_nan=False)
