"""What stands around every page: the sample banner, the day, who is signed in, the language, the way out. Knows no page."""

from functools import cache
from html import escape
from pathlib import Path

import streamlit as st

from dashboard.services.house import House
from dashboard.services.signed_in import Person
from dashboard.settings import read_settings
from dashboard.text.figures import say_date
from dashboard.text.say import Language, say
from dashboard.ui.session import choose_language

_STYLES = tuple(Path(__file__).with_name(name) for name in ("frame.css", "pieces.css"))
_ICON = Path(__file__).with_name("icon.svg")
_SIDEBAR = 240
"""Width in pixels; on a narrow screen Streamlit folds it away."""
_PUNCTUATION = """@font-face { font-family: "apm-punctuation"; unicode-range: U+2013-2014, U+2018-201D, U+2026;
  src: local("Segoe UI"), local("Helvetica Neue"), local("Arial"), local("Liberation Sans"), local("DejaVu Sans"); }"""
"""Fonts for Chinese draw an English apostrophe as wide as a character; the theme names this one first, and only English has it."""
_SWITCH = "apm_language_switch"


def set_page(language: Language) -> None:
    """The browser's title and the look of everything; first thing on every rerun."""
    st.set_page_config(page_title=say(language, "navigation.product"), page_icon=str(_ICON), layout="wide", initial_sidebar_state=_SIDEBAR)


def dress(language: Language) -> None:
    """The style sheet, with Streamlit's own English words replaced in the language."""
    words = {
        "--apm-product": say(language, "navigation.product_short"),
        "--apm-browse": say(language, "navigation.uploader.browse"),
        "--apm-limit": say(language, "navigation.uploader.limit", megabytes=read_settings().upload_megabytes),
        "--apm-limit-past": say(language, "navigation.uploader.limit_past", megabytes=read_settings().upload_megabytes),
    }
    variables = "".join(f'{name}: "{word}";' for name, word in words.items())
    st.html(f"<style>{_PUNCTUATION if language is Language.EN else ''} :root {{ {variables} }} {_style_sheet()}</style>")


def show_frame(house: House, person: Person, language: Language) -> None:
    """The lines above the page."""
    if house.demo:
        strong, plain = say(language, "navigation.sample_banner"), say(language, "navigation.sample_explained")
        st.html(f'<div class="apm-sample" role="note"><strong>{escape(strong)}</strong><span>{escape(plain)}</span></div>')
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center", key="apm_frame"):
        st.html(_person_line(house, person, language))
        _show_language_switch(language)


def show_way_back(language: Language) -> None:
    """For whoever is no longer signed in."""
    st.html(f'<p><a class="apm-link" href="/?language={language}">{escape(say(language, "navigation.sign_in_again"))}</a></p>')


def _person_line(house: House, person: Person, language: Language) -> str:
    role = say(language, f"roles.{person.actor.role}.name")
    who = escape(say(language, "navigation.signed_in_as", name=person.display.in_language(language), role=role))
    day = escape(say(language, "navigation.as_of", day=say_date(house.desk(person.actor).today, language)))
    leave = f'<a class="apm-link" href="/sign-out?language={language}">{escape(say(language, "navigation.sign_out"))}</a>'
    return f'<div class="apm-person"><span>{who}</span><span>{day}</span>{leave}</div>'


def _show_language_switch(language: Language) -> None:
    st.session_state[_SWITCH] = language.value
    names = {Language.ZH.value: say(language, "navigation.chinese"), Language.EN.value: say(language, "navigation.english")}
    st.segmented_control(
        say(language, "navigation.language"),
        list(names),
        format_func=lambda code: names[code],
        key=_SWITCH,
        label_visibility="collapsed",
        on_change=_switch_language,
        args=(language,),
    )


def _switch_language(before: Language) -> None:
    chosen = st.session_state[_SWITCH]
    choose_language(Language(chosen) if chosen else before)


@cache
def _style_sheet() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in _STYLES)
