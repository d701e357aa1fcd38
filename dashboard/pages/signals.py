"""The office's questions about reported figures: what is unusual, how unusual, what may explain it, and what to do about it."""

import streamlit as st

from dashboard.services.assessments import list_periods
from dashboard.services.signals import list_questions
from dashboard.text.figures import say_period, say_share
from dashboard.text.say import say
from dashboard.ui.cache import cached_signals, scope_of, version_of
from dashboard.ui.choice import choose
from dashboard.ui.markup import lead_html, table_html
from dashboard.ui.session import current_desk, current_language
from dashboard.ui.signal_acts import show_acts, show_finished
from dashboard.ui.signal_list import question_option, questions_table, show_question

desk, language = current_desk(), current_language()
st.title(say(language, "navigation.page.signals"), anchor=False)
show_finished()
rounds = [view.code for view in list_periods(desk)]
if rounds:
    period = choose("period", say(language, "ui.period"), rounds, lambda code: say_period(code, language))
    report = cached_signals(scope_of(desk), version_of(desk, period), period, desk)
    questions = {one.key: (number, one) for number, one in enumerate(list_questions(desk, report), 1)}
    new = sum(one.state == "new" for _, one in questions.values())
    lead = say(language, "signals.lead", n=len(questions), new=new) if questions else say(language, "signals.lead_none")
    st.html(lead_html(lead))
    st.caption(say(language, "signals.explain"))
    level = say_share(desk.catalogue.number("signal_level"), language, 0)
    least = int(desk.catalogue.number("signal_least_count"))
    st.caption(say(language, "signals.tested", level=level, least=least, n=sum(report.tested.values())))
    if questions:
        st.html(table_html(questions_table([one for _, one in questions.values()], desk.catalogue, language)))
        pick = say(language, "signals.pick")
        chosen = choose("question", pick, list(questions), lambda key: question_option(*questions[key], desk.catalogue, language))
        with st.container(border=True, key="signal_item"):
            show_question(questions[chosen][1], desk, language)
            show_acts(questions[chosen][1], report, desk, language)
