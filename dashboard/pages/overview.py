"""What a leader reads in two minutes: where the country stands, in which areas and regions, and what is to be decided."""

import streamlit as st

from dashboard.text.say import say
from dashboard.ui.brief_view import show_areas, show_brief_links, show_footer, show_headline, show_mentions, show_passage
from dashboard.ui.cache import cached_brief, cached_map, cached_scorecard, cached_view, scope_of, version_of
from dashboard.ui.choice import choose
from dashboard.ui.markup import table_html
from dashboard.ui.period import choose_period
from dashboard.ui.region_map import show_region_map
from dashboard.ui.scorecard import ORDERS, show_scorecard
from dashboard.ui.session import current_desk, current_language
from dashboard.ui.summaries import campaign_table, departments_table, national_table
from indicators.model.area import SCORED_AREAS

REGION_PAGE = "pages/region.py"

desk, language = current_desk(), current_language()
st.title(say(language, "navigation.page.overview"), anchor=False)
left, right = st.columns([2, 3], vertical_alignment="bottom")
with left:
    period = choose_period(desk, language)
if period is None:
    st.stop()
with right, st.container(horizontal=True, horizontal_alignment="right"):
    show_brief_links(desk.actor.role, period, language)

key = (scope_of(desk), version_of(desk, period), period)
brief = cached_brief(*key, language, desk)
assessment = cached_view(*key, desk).assessment

show_headline(brief)
st.subheader(say(language, "overview.areas"), anchor=False)
show_areas(brief)

map_side, names_side = st.columns([9, 11], gap="large")
with map_side:
    chosen = show_region_map(brief.map, cached_map(*key, language, desk), language)
with names_side:
    show_mentions(brief.praise, period, "praise")
    show_mentions(brief.concern, period, "concern")
    show_passage(brief.decisions)

st.subheader(say(language, "overview.scorecard.heading"), anchor=False)
order = choose("order", say(language, "overview.scorecard.sort"), ORDERS, lambda code: say(language, f"overview.scorecard.order.{code}"))
picture, frame = cached_scorecard(*key, (language, order), desk)
chosen = show_scorecard(picture, frame, language) or chosen

first, second, third = st.columns(3, gap="large")
for column, passage in ((first, brief.systemic), (second, brief.reporting), (third, brief.campaign)):
    with column:
        show_passage(passage)

national, departments, campaign = st.tabs(
    [say(language, f"overview.{tab}.heading") for tab in ("national", "departments", "campaign")], key="more"
)
with national:
    names = {str(area): f"{area} {desk.catalogue.areas[area].in_language(language)}" for area in SCORED_AREAS}
    area = choose("area", say(language, "ui.area"), list(names), lambda code: names[code])
    st.html(table_html(national_table(assessment, area, desk.catalogue, language)))
with departments:
    st.html(table_html(departments_table(assessment, desk.catalogue, language)))
with campaign:
    st.html(table_html(campaign_table(assessment, desk.catalogue, language)))

st.divider()
show_footer(brief)
if chosen:
    st.switch_page(REGION_PAGE, query_params={"subject": chosen, "period": period})
