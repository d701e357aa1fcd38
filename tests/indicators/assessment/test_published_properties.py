"""P12 (method.md 1.16) on random studies: what is published of a region and an indicator is the same for every hidden count.

That no count can be solved for from scores, years and the country is tried on the demonstration (test_counts_not_recovered.py).
"""

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from random_studies import Study, draw_study

from dashboard.access.publication import protect_assessment
from indicators.assessment.assess import assess
from indicators.assessment.document import assessment_document
from indicators.model.period import quarter_at
from indicators.model.verdict import Assessment

SEEDS = st.integers(0, 2**31)
SOME = settings(max_examples=20, deadline=None)
SMALL = range(1, 8)


def study_of_persons(seed: int, quarters: int) -> Study:
    """A random study whose figures count persons; its first indicator is a share of 20 in 40 wherever a test does not set it."""
    drawn = draw_study(seed, quarters=quarters)
    path = replace(drawn.indicators[0].path, baseline=0.3, target_2025=0.5, target_2030=0.7)
    first = replace(drawn.indicators[0], kind="prop", unit="share", direction="up", path=path)
    indicators = tuple(replace(item, persons=True) for item in (first, *drawn.indicators[1:]))
    rows = [(code, subject, period, "20/40" if code == first.code else figure) for code, subject, period, figure in drawn.rows]
    return replace(drawn, indicators=indicators, rows=rows)


def published(study: Study, count: int, base: int) -> Assessment:
    """What is published where the first region's first share stands on `count` of `base` persons in its last four quarters."""
    window = {quarter_at(study.last - back).code for back in range(4)}
    figures = dict.fromkeys(window, f"0/{base // 4}")
    figures[quarter_at(study.last).code] = f"{count}/{base - 3 * (base // 4)}"
    rows = [
        (code, subject, period, figures[period] if (code, subject) == ("i0", "R0") and period in window else figure)
        for code, subject, period, figure in study.rows
    ]
    request = study.request(rows=rows)
    return protect_assessment(assess(request), request.catalogue)


def passages(document: object, code: str) -> Iterator[object]:
    """Every innermost part of a document that names the code."""
    if isinstance(document, dict):
        inner = [found for value in document.values() for found in passages(value, code)]
        named = code in document.values() or code in document
        yield from (inner or ([document] if named else []))
    elif isinstance(document, list):
        yield from (found for value in document for found in passages(value, code))


@SOME
@given(SEEDS, st.sampled_from(SMALL), st.sampled_from(SMALL), st.sampled_from([1, 5, 9]))
def test_p12_nothing_said_of_an_indicator_depends_on_its_hidden_count(seed: int, one: int, other: int, quarters: int) -> None:
    study = study_of_persons(seed, quarters)
    said = []
    for count in (one, other):
        assessment = published(study, count, 48)
        own = replace(assessment, regions=assessment.regions[:1], departments=(), national=())
        said.append(list(passages(assessment_document(own), "i0")))
    assert said[0] == said[1]
