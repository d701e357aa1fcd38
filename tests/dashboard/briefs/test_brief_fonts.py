"""Every text of the product can be drawn, and what cannot is told, never boxed."""

import pytest

from dashboard.briefs.fonts import SANS, SERIF, GlyphError, check_glyphs, load_characters, load_fonts, require_glyphs, spell_out_unknown
from dashboard.charts.marks import GRADE_MARKS, STANDING_MARKS
from dashboard.text.sentences import load_sentences
from indicators.catalogue.catalogue import Catalogue

RARE = "\U0002b74e"


def test_every_sentence_of_a_document_has_its_glyphs() -> None:
    said = [sentence for key, sentence in load_sentences().items() if key.split(".")[0] in ("brief", "receipt", "formats")]
    assert len(said) > 100
    assert check_glyphs([text for sentence in said for text in (sentence.zh, sentence.en)]) == ()


def test_every_name_of_the_catalogue_has_its_glyphs(catalogue: Catalogue) -> None:
    entries = (*catalogue.regions.values(), *catalogue.departments.values(), *catalogue.indicators.values())
    names = [name for entry in entries for name in (entry.name.zh, entry.name.en)]
    shorts = [
        name
        for entry in (*catalogue.regions.values(), *catalogue.departments.values())
        for name in (entry.short_name.zh, entry.short_name.en)
    ]
    areas = [name for area in catalogue.areas.values() for name in (area.zh, area.en)]
    assert check_glyphs([*names, *shorts, *areas]) == ()


def test_marks_and_what_the_templates_draw_have_their_glyphs() -> None:
    marks = [mark.symbol for mark in (*GRADE_MARKS.values(), *STANDING_MARKS.values())]
    assert check_glyphs([*marks, "↑↓→□·…0123456789"]) == ()


def test_the_typesetter_sees_our_two_fonts_and_no_other() -> None:
    assert set(load_fonts().families()) == {SANS, SERIF}


def test_coverage_is_that_of_a_chinese_font() -> None:
    assert {ord(sign) for sign in "拐卖镕喆龘Aé“”—％"} <= load_characters()
    assert ord(RARE) not in load_characters() or ord("\U0001f600") not in load_characters()


def test_a_missing_glyph_is_named_by_code_point_only() -> None:
    with pytest.raises(GlyphError, match=r"^no glyph for U\+1F600, U\+1F601$"):
        require_glyphs({"a": ["x\U0001f601", ("\U0001f600",)]})


def test_a_typed_name_is_spelt_out_where_a_glyph_is_missing() -> None:
    assert spell_out_unknown("王\U0001f600") == "王〔U+1F600〕"
    assert spell_out_unknown("王小明") == "王小明"
