"""The liaison's page: what is owed, the upload with its problems, the receipt, the history."""

import streamlit as st

from dashboard.services.obligations import list_obligations
from dashboard.text.say import say
from dashboard.ui.draft_card import show_drafts
from dashboard.ui.labels import subject_name
from dashboard.ui.obligation_cards import say_obligations, show_lead, show_obligations
from dashboard.ui.returned_card import show_returned
from dashboard.ui.session import current_desk, current_language
from dashboard.ui.submission_history import show_history
from dashboard.ui.upload import show_upload

desk, language = current_desk(), current_language()
st.title(say(language, "navigation.page.submit"), anchor=False)
cards = st.container()
back = st.container()
show_upload(desk, language)
show_drafts(desk, language)
with cards:
    obligations = list_obligations(desk)
    show_lead(say_obligations(obligations, subject_name(desk.actor.department or "", desk.catalogue, language), language))
    show_obligations(obligations, desk.catalogue, language)
with back:
    show_returned(obligations, desk, language)
show_history(desk, language)
