"""Values reach the page escaped, whatever they hold; links lead to our own addresses only."""

import pytest

from dashboard.charts.marks import GRADE_MARKS
from dashboard.ui.markup import Card, Chip, Link, Table, cards_html, chip_html, facts_html, lead_html, link_html, points_html, table_html

HOSTILE = '<img src=x onerror="alert(1)">&'
MARK = GRADE_MARKS["watch"]


@pytest.mark.parametrize(
    "html",
    [
        lead_html(HOSTILE, (Chip(MARK, HOSTILE),)),
        points_html([HOSTILE]),
        facts_html([(HOSTILE, HOSTILE)]),
        cards_html([Card(HOSTILE, Chip(MARK, HOSTILE), HOSTILE, (HOSTILE,))]),
        table_html(Table((HOSTILE,), ((HOSTILE,), (Chip(MARK, HOSTILE),), (Link(HOSTILE, "/region?x=<"),)), frozenset({0}), HOSTILE)),
    ],
)
def test_no_value_becomes_markup(html):
    assert "<img" not in html
    assert "&lt;img" in html


@pytest.mark.parametrize("address", ["https://example.org", "//example.org", "javascript:alert(1)", "region"])
def test_a_link_leads_nowhere_else(address):
    with pytest.raises(ValueError, match="not an address of ours"):
        link_html(Link("x", address))


def test_a_status_is_read_as_its_word_not_its_symbol():
    html = chip_html(Chip(MARK, "关注"))
    assert 'aria-hidden="true">◆' in html and html.endswith("关注</span>")


def test_table_marks_columns_of_numbers_and_heads():
    html = table_html(Table(("地区", "得分"), (("广东", "83.1"),), frozenset({1}), "说明"))
    assert html.count('scope="col"') == 2
    assert '<td class="apm-number">83.1</td>' in html
    assert '<p class="apm-caption">说明</p>' in html and 'aria-label="说明"' in html
