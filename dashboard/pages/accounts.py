"""The administrator's page of local accounts."""

import streamlit as st

from dashboard.services.accounts import list_accounts
from dashboard.text.say import say
from dashboard.ui.account_forms import accounts_table, show_adding, show_disabling, show_finished, show_resetting
from dashboard.ui.markup import lead_html, table_html
from dashboard.ui.session import current_desk, current_language

desk, language = current_desk(), current_language()
st.title(say(language, "navigation.page.accounts"), anchor=False)
show_finished()
accounts = list_accounts(desk, language)
st.html(lead_html(say(language, "accounts.lead", n=len(accounts), off=sum(account.disabled for account in accounts))))
show_adding(desk, language)
show_resetting(accounts, desk, language)
show_disabling(accounts, desk, language)
st.html(table_html(accounts_table(accounts, desk, language)))
