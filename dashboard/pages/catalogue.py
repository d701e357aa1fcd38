"""What is measured: the indicators, their definitions and targets, what is still illustrative, and published national figures."""

import streamlit as st

from dashboard.text.say import say
from dashboard.ui.catalogue_list import catalogue_frame, choose_filters, figures_table, say_catalogue, show_catalogue, show_definition
from dashboard.ui.markup import lead_html, table_html
from dashboard.ui.session import current_desk, current_language

desk, language = current_desk(), current_language()
catalogue = desk.catalogue
st.title(say(language, "navigation.page.catalogue"), anchor=False)
st.html(lead_html(say_catalogue(catalogue, language)))
st.caption(say(language, "catalogue.illustrative_note"))
shown = choose_filters(catalogue, language)
if shown:
    st.caption(say(language, "catalogue.shown", n=len(shown)))
    code = show_catalogue(catalogue_frame(shown, catalogue, language), language)
    with st.container(border=True, key="definition"):
        show_definition(catalogue.indicators[code], catalogue, language)
else:
    st.info(say(language, "catalogue.none_shown"))
if catalogue.figures:
    with st.expander(say(language, "catalogue.figures.heading"), key="figures"):
        st.html(table_html(figures_table(catalogue, language)))
if catalogue.xpcc_note:
    st.caption(f"{say(language, 'catalogue.xpcc')}　{catalogue.xpcc_note.in_language(language)}")
