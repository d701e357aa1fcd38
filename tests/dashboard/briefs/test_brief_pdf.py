"""The page itself: always one, always the same bytes, every number of the brief on it, drawn with our fonts and nothing from outside."""

import io
import re
import time
from collections.abc import Sequence
from dataclasses import replace
from importlib.resources import files

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from dashboard.briefs.brief import Brief
from dashboard.briefs.compose import compose_brief
from dashboard.briefs.fonts import GlyphError
from dashboard.briefs.pdf import render_pdf
from dashboard.text.sentences import Language
from indicators.catalogue.catalogue import Catalogue
from tests.dashboard.briefs import assessments as made

STORIES = (made.ordinary, made.quiet, made.provisional, made.crowded)
A4 = (595, 842)
SIGNS = "拐卖反，。" + "aZ9 .%★"


def brief_of(story, catalogue: Catalogue, language: Language = Language.ZH) -> Brief:
    codes = tuple(catalogue.regions)
    return compose_brief(story(codes), made.year_before(codes), catalogue, language, made.FACTS)


def read_pdf(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf))


def text_of(pdf: bytes) -> str:
    """The text of the only page without any white space: the typesetter breaks lines and spaces Chinese from Latin as it sees fit."""
    (page,) = read_pdf(pdf).pages
    return re.sub(r"\s", "", page.extract_text())


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("story", STORIES)
def test_every_story_is_one_a4_page(story, language: Language, catalogue: Catalogue) -> None:
    pages = read_pdf(render_pdf(brief_of(story, catalogue, language))).pages
    assert len(pages) == 1
    assert (round(pages[0].mediabox.width), round(pages[0].mediabox.height)) == A4


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(SIGNS, min_size=1, max_size=40), times=st.integers(1, 40), language=st.sampled_from(Language))
def test_one_page_whatever_the_texts_are(text: str, times: int, language: Language, catalogue: Catalogue) -> None:
    long = text * times
    brief = brief_of(made.crowded, catalogue, language)
    names = [replace(one, name=long, reason=long, detail=long) for one in brief.praise.mentions]
    filled = replace(
        brief,
        title=long,
        office=long,
        headline=long,
        comparator=long,
        areas=replace(brief.areas, lines=tuple(replace(line, name=long, gap=long) for line in brief.areas.lines)),
        praise=replace(brief.praise, mentions=tuple(names), note=long),
        concern=replace(brief.concern, mentions=tuple(names), note=long),
        systemic=replace(brief.systemic, sentences=(long,) * 5),
        campaign=replace(brief.campaign, sentences=(long,) * 2),
        reporting=replace(brief.reporting, sentences=(long,) * 2),
        decisions=replace(brief.decisions, sentences=(long,) * 5),
        notices=(long, long),
    )
    assert len(read_pdf(render_pdf(filled)).pages) == 1


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("story", STORIES)
def test_numbers_of_the_brief_are_the_numbers_on_the_page(story, language: Language, catalogue: Catalogue) -> None:
    brief = brief_of(story, catalogue, language)
    page = text_of(render_pdf(brief))
    said = [
        brief.headline,
        brief.period,
        *[line.score.text for line in brief.areas.lines],
        *[line.change.text for line in brief.areas.lines],
    ]
    said += [mention.reason for mention in (*brief.praise.mentions, *brief.concern.mentions)]
    said += [*brief.decisions.sentences, *brief.notices, *[fact.text for fact in brief.footer], *brief.stamps]
    said += [f"{entry.word}{entry.count}" for entry in brief.map.legend]
    assert [text for text in said if re.sub(r"\s", "", text) not in page] == []


def test_an_ordinary_brief_is_printed_in_full(catalogue: Catalogue) -> None:
    brief = brief_of(made.ordinary, catalogue)
    page = text_of(render_pdf(brief))
    passages = (*brief.systemic.sentences, *brief.campaign.sentences, *brief.reporting.sentences)
    details = [mention.detail for mention in (*brief.praise.mentions, *brief.concern.mentions)]
    gaps = [line.gap for line in brief.areas.lines]
    assert [text for text in (*passages, *details, *gaps) if re.sub(r"\s", "", text) not in page] == []
    assert "…" not in page


def test_same_brief_same_bytes(catalogue: Catalogue) -> None:
    brief = brief_of(made.ordinary, catalogue)
    assert render_pdf(brief) == render_pdf(brief)


@pytest.mark.parametrize(("language", "code"), [(Language.ZH, "zh"), (Language.EN, "en")])
def test_document_names_its_language_title_and_standard(language: Language, code: str, catalogue: Catalogue) -> None:
    brief = brief_of(made.ordinary, catalogue, language)
    reader = read_pdf(render_pdf(brief))
    assert str(reader.trailer["/Root"]["/Lang"]).lower().startswith(code)
    assert reader.metadata is not None
    assert reader.metadata.title == f"{brief.title} · {brief.period}"
    assert b"pdfaid" in reader.trailer["/Root"]["/Metadata"].get_data()
    assert "/StructTreeRoot" in reader.trailer["/Root"]


def test_page_is_set_in_our_fonts_alone_and_links_nowhere(catalogue: Catalogue) -> None:
    (page,) = read_pdf(render_pdf(brief_of(made.ordinary, catalogue))).pages
    names = {str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()}
    assert names
    assert all("NotoSansSC" in name or "NotoSerifSC" in name for name in names)
    assert "/Annots" not in page


@pytest.mark.parametrize("template", ["brief.typ", "receipt.typ"])
def test_templates_fetch_nothing(template: str) -> None:
    source = files("dashboard.briefs").joinpath(template).read_text(encoding="utf-8")
    assert re.findall(r"#import|#include|https?:|image\(|read\(|plugin\(|datetime\.today", source) == []


def test_markup_in_data_is_printed_not_obeyed(catalogue: Catalogue) -> None:
    hostile = '#panic("x") $x$ *a* `b` <c> @d \\ #sys.inputs'
    page = text_of(render_pdf(replace(brief_of(made.quiet, catalogue), headline=hostile)))
    assert re.sub(r"\s", "", hostile) in page


def test_a_character_without_a_glyph_is_refused_by_its_code_point(catalogue: Catalogue) -> None:
    with pytest.raises(GlyphError, match=r"U\+1F600"):
        render_pdf(replace(brief_of(made.quiet, catalogue), headline="\U0001f600"))


def test_a_brief_takes_about_a_second_at_most(catalogue: Catalogue) -> None:
    brief = brief_of(made.crowded, catalogue, Language.EN)
    render_pdf(brief)
    spent = []
    for _ in range(3):
        start = time.process_time()
        render_pdf(brief)
        spent.append(time.process_time() - start)
    assert min(spent) <= 1.5


@pytest.mark.parametrize("story", STORIES)
def test_a_status_is_a_symbol_and_a_word_before_it_is_a_colour(story, catalogue: Catalogue, codes: Sequence[str]) -> None:
    brief = brief_of(story, catalogue)
    pairs = {(entry.look.symbol, entry.word) for entry in brief.map.legend if entry.look}
    assert len({symbol for symbol, _ in pairs}) == len({word for _, word in pairs}) == len(pairs)
    page = text_of(render_pdf(brief))
    assert all(symbol + word in page for symbol, word in pairs)
