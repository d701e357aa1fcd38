"""Which reporting period a page shows: that of the address, else the last published one."""

import streamlit as st

from dashboard.services.assessments import default_period, list_periods
from dashboard.services.desk import Desk
from dashboard.text.figures import say_period
from dashboard.text.say import Language, say
from dashboard.ui.choice import choose


def choose_period(desk: Desk, language: Language) -> str | None:
    """The chosen period; None, with a sentence, where this reader may see none yet."""
    views = {view.code: view.state for view in list_periods(desk)}
    first = default_period(desk)
    if not views:
        st.info(say(language, "ui.no_period"))
        return None
    options = [first, *(code for code in views if code != first)] if first else list(views)
    label = say(language, "ui.period")
    return choose("period", label, options, lambda code: _say_option(code, views[code], language))


def _say_option(code: str, state: str, language: Language) -> str:
    return say(language, "ui.period_option", period=say_period(code, language), state=say(language, f"ui.state.{state}"))
