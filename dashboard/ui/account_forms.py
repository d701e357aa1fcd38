"""Local accounts as a table, and the three acts on them; each asks for the administrator's password again."""

from collections.abc import Sequence

import streamlit as st

from dashboard.access.roles import Role
from dashboard.charts.marks import Mark
from dashboard.services.accounts import AccountOrder, add_account, disable_account, reset_password
from dashboard.services.desk import Desk
from dashboard.services.views import AccountView
from dashboard.text.say import Language, say
from dashboard.ui.labels import subject_name
from dashboard.ui.markup import Chip, Table
from dashboard.ui.password import ask_password

_COLUMNS = ("name", "display", "role", "bond", "state")
_ROLES = tuple(role for role in Role if role is not Role.SHELL)
_ACTIVE, _OFF = Mark("●", "circle", "#0b5d4e", "#d3ebe4"), Mark("–", "line-ew-open", "#4d5661", "#eceef0")


def accounts_table(accounts: Sequence[AccountView], desk: Desk, language: Language) -> Table:
    """One row an account."""
    rows = tuple(
        (
            account.name,
            account.display,
            say(language, f"roles.{account.role}.name"),
            subject_name(account.department or account.region or "", desk.catalogue, language) or "–",
            Chip(_OFF if account.disabled else _ACTIVE, say(language, f"accounts.state.{'disabled' if account.disabled else 'active'}")),
        )
        for account in accounts
    )
    return Table(tuple(say(language, f"accounts.columns.{column}") for column in _COLUMNS), rows)


def show_adding(desk: Desk, language: Language) -> None:
    """The form of a new account."""
    with st.expander(say(language, "accounts.add.heading"), key="add"), st.form("add_form"):
        name = st.text_input(say(language, "accounts.add.name"), key="add_name", max_chars=40)
        role = st.selectbox(
            say(language, "accounts.add.role"), _ROLES, format_func=lambda code: say(language, f"roles.{code}.name"), key="add_role"
        )
        bonds = ["", *desk.catalogue.departments, *desk.catalogue.regions]
        bond = st.selectbox(
            say(language, "accounts.add.bond"), bonds, format_func=lambda code: _say_bond(code, desk, language), key="add_bond"
        )
        shown = [st.text_input(say(language, f"accounts.add.shown_{code}"), key=f"add_{code}", max_chars=60) for code in Language]
        first = st.text_input(say(language, "accounts.add.password"), type="password", key="add_password")
        own = ask_password("add_own_password", desk, language)
        if st.form_submit_button(say(language, "accounts.add.button")):
            department, region = bond if bond in desk.catalogue.departments else None, bond if bond in desk.catalogue.regions else None
            add_account(desk, AccountOrder(name.strip(), role, shown[0], shown[1], first, department, region), own)
            _finish(say(language, "accounts.add.done", name=name.strip()))


def show_disabling(accounts: Sequence[AccountView], desk: Desk, language: Language) -> None:
    """The form that disables an account."""
    with st.expander(say(language, "accounts.disable.heading"), key="disable"), st.form("disable_form"):
        names = [account.name for account in accounts if not account.disabled and account.name != desk.actor.name]
        name = st.selectbox(say(language, "accounts.pick"), names, key="disable_name")
        own = ask_password("disable_own_password", desk, language)
        if st.form_submit_button(say(language, "accounts.disable.button")) and name:
            disable_account(desk, name, own)
            _finish(say(language, "accounts.disable.done", name=name))


def show_resetting(accounts: Sequence[AccountView], desk: Desk, language: Language) -> None:
    """The form that gives an account a new password."""
    with st.expander(say(language, "accounts.reset.heading"), key="reset"), st.form("reset_form"):
        name = st.selectbox(say(language, "accounts.pick"), [account.name for account in accounts], key="reset_name")
        new = st.text_input(say(language, "accounts.reset.password"), type="password", key="reset_password")
        own = ask_password("reset_own_password", desk, language)
        if st.form_submit_button(say(language, "accounts.reset.button")) and name:
            reset_password(desk, name, new, own)
            _finish(say(language, "accounts.reset.done", name=name))


def show_finished() -> None:
    """What the last act did, once."""
    done = st.session_state.pop("account_done", None)
    if done:
        st.success(done)


def _say_bond(code: str, desk: Desk, language: Language) -> str:
    return subject_name(code, desk.catalogue, language) if code else say(language, "accounts.none")


def _finish(sentence: str) -> None:
    st.session_state["account_done"] = sentence
    st.rerun()
