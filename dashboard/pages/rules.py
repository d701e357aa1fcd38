"""Every rule by which figures are checked, with an example, what it reports and what to do about it."""

import streamlit as st

from dashboard.services.rules import list_rules
from dashboard.text.say import say
from dashboard.ui.markup import lead_html, table_html
from dashboard.ui.rule_list import choose_rule, rule_table, show_rule
from dashboard.ui.session import current_desk, current_language

desk, language = current_desk(), current_language()
rules = list_rules(desk.catalogue)
st.title(say(language, "navigation.page.rules"), anchor=False)
st.html(lead_html(say(language, "rules.lead", n=len(rules))))
with st.container(border=True, key="rule_detail"):
    show_rule(choose_rule(rules, language), language)
for heading, letter in (("within", "V"), ("across", "X")):
    st.subheader(say(language, f"rules.{heading}"), anchor=False)
    st.html(table_html(rule_table(tuple(rule for rule in rules if rule.id.startswith(letter)), language)))
