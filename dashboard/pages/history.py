"""The office's page for the rounds from before the system: what was brought in, by whom, and who vouches for it."""

import streamlit as st

from dashboard.services.history import list_history
from dashboard.text.say import say
from dashboard.ui.history_batches import batches_table, show_import, show_vouching
from dashboard.ui.markup import lead_html, table_html
from dashboard.ui.session import current_desk, current_language

desk, language = current_desk(), current_language()
st.title(say(language, "navigation.page.history"), anchor=False)
st.html(lead_html(say(language, "history.lead")))
batches = list_history(desk)
if batches:
    st.html(table_html(batches_table(batches, language)))
else:
    st.info(say(language, "history.none"))
show_vouching(desk, batches, language)
show_import(desk, language)
