"""The password asked for again before a weighty act; a sample installation says where its own is printed."""

import streamlit as st

from dashboard.services.desk import Desk
from dashboard.text.say import Language, say


def ask_password(key: str, desk: Desk, language: Language) -> str:
    """The field of a form."""
    label = say(language, "ui.password_sample" if desk.demo else "ui.password")
    return str(st.text_input(label, type="password", key=key, autocomplete="current-password"))
