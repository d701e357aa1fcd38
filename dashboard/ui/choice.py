"""Choices that live in the address, so that a link shows the same thing to whoever opens it (and may see it)."""

from collections.abc import Callable, Sequence

import streamlit as st


def choose(name: str, label: str, options: Sequence[str], say_option: Callable[[str], str]) -> str:
    """A select box whose value is the query parameter `name`; the first option where the address names none of them."""
    asked = st.query_params.get(name, "")
    chosen = asked if asked in options else options[0]
    key = f"choose_{name}"
    st.session_state[key] = chosen
    return str(st.selectbox(label, options, format_func=say_option, key=key, on_change=_remember, args=(name, key)))


def remember_choice(name: str, value: str) -> None:
    """Puts a choice made elsewhere on the page into the address."""
    st.query_params[name] = value


def _remember(name: str, key: str) -> None:
    st.query_params[name] = str(st.session_state[key])
