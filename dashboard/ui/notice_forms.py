"""The office's part of the rounds page about missing figures: who owes what, the letters that asked for it, and a new letter."""

from collections.abc import Sequence

import streamlit as st

from dashboard.services.desk import Desk
from dashboard.services.notices import LONGEST_NUMBER, Letter, MissingView, give_notices, list_notices
from dashboard.services.views import RoundView
from dashboard.text.figures import say_date, say_period
from dashboard.text.say import Language, say
from dashboard.ui.cache import cached_missing, scope_of
from dashboard.ui.labels import indicator_name, subject_name
from dashboard.ui.markup import note_html, table_html
from dashboard.ui.notice_list import notices_table, say_missing

_DONE = "notice_done"


def show_missing(view: RoundView, desk: Desk, language: Language) -> None:
    """What is missing up to this round, the form for a letter, and all notices on record."""
    st.subheader(say(language, "notices.heading"), anchor=False)
    done = st.session_state.pop(_DONE, None)
    if done:
        st.success(done)
    missing = cached_missing(scope_of(desk), view.period, desk)
    if missing:
        st.caption(say(language, "notices.explain", n=int(desk.catalogue.number("notice_quarters"))))
        _show_giving(missing, view, desk, language)
        st.caption(say(language, "notices.missing.caption", n=len(missing), open=sum(not one.notice for one in missing)))
        for heading, lines in say_missing(missing, desk.catalogue, language):
            st.html(note_html(heading, lines))
    else:
        st.caption(say(language, "notices.none_missing", period=say_period(view.period, language)))
    notices = list_notices(desk)
    if notices:
        st.html(table_html(notices_table(notices, desk.catalogue, language)))


def _show_giving(missing: Sequence[MissingView], view: RoundView, desk: Desk, language: Language) -> None:
    free = [one for one in missing if not one.notice]
    if not free:
        st.caption(say(language, "notices.give.all_asked"))
        return
    if desk.today <= view.due:
        st.caption(say(language, "notices.give.too_early", due=say_date(view.due, language)))
        return
    with st.expander(say(language, "notices.give.heading"), key="give_notice"), st.form("notice_form"):
        st.caption(say(language, "notices.give.note"))
        units = list(dict.fromkeys(one.subject for one in free))
        codes = sorted({one.indicator for one in free})
        subjects = _choose("subjects", units, [subject_name(code, desk.catalogue, language) for code in units], language)
        chosen = _choose("indicators", codes, [indicator_name(code, desk.catalogue, language) for code in codes], language)
        number, day = st.columns(2)
        written = number.text_input(say(language, "notices.give.number"), max_chars=LONGEST_NUMBER, key="notice_number")
        dated = day.date_input(say(language, "notices.give.day"), desk.today, max_value=desk.today, format="YYYY-MM-DD", key="notice_day")
        if st.form_submit_button(say(language, "notices.give.button"), type="primary"):
            asked = {(one.subject, one.indicator) for one in free if one.subject in subjects and (not chosen or one.indicator in chosen)}
            ids = give_notices(desk, Letter(view.period, written, dated), asked)
            st.session_state[_DONE] = say(language, "notices.give.done", n=len(ids), ids="、".join(ids))
            st.rerun()


def _choose(name: str, codes: Sequence[str], names: Sequence[str], language: Language) -> list[str]:
    called = dict(zip(codes, names, strict=True))
    label, empty = say(language, f"notices.give.{name}"), say(language, "notices.give.choose")
    return st.multiselect(label, list(called), format_func=called.__getitem__, placeholder=empty, key=f"notice_{name}")
