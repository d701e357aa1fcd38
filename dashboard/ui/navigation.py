"""Which pages a role is offered, and which it lands on. Courtesy only: services ask for the permission again."""

from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard.access.actions import Action
from dashboard.access.permissions import may_ever
from dashboard.access.roles import Role
from dashboard.text.say import Language, say


@dataclass(frozen=True, slots=True)
class PageEntry:
    """One page: its file name under pages/ (also its address), the group it stands in, and an action that only its users may do."""

    name: str
    group: str
    action: Action
    icon: str


PAGES: tuple[PageEntry, ...] = (
    PageEntry("submit", "work", Action.SUBMIT, "upload_file"),
    PageEntry("review", "work", Action.READ_INBOX, "fact_check"),
    PageEntry("tickets", "work", Action.READ_TICKET, "balance"),
    PageEntry("signals", "work", Action.RECORD_INSPECTION, "help_center"),
    PageEntry("inspections", "work", Action.RECORD_INSPECTION, "policy"),
    PageEntry("rounds", "work", Action.READ_ROUNDS, "event_repeat"),
    PageEntry("history", "work", Action.IMPORT_HISTORY, "inventory_2"),
    PageEntry("overview", "results", Action.READ_PUBLISHED, "dashboard"),
    PageEntry("region", "results", Action.READ_PUBLISHED, "map"),
    PageEntry("department", "results", Action.READ_PUBLISHED, "account_balance"),
    PageEntry("method", "basis", Action.READ_CATALOGUE, "rule"),
    PageEntry("catalogue", "basis", Action.READ_CATALOGUE, "menu_book"),
    PageEntry("rules", "basis", Action.READ_CATALOGUE, "checklist"),
    PageEntry("accounts", "system", Action.MANAGE_ACCOUNTS, "manage_accounts"),
    PageEntry("audit", "system", Action.READ_AUDIT, "history"),
)
LANDING: Mapping[Role, str] = {
    Role.LIAISON: "submit",
    Role.REVIEWER: "review",
    Role.DIRECTOR: "overview",
    Role.REGION: "region",
    Role.LEADER: "overview",
    Role.ADMINISTRATOR: "accounts",
    Role.SHELL: "catalogue",
}


def pages_of(role: Role) -> tuple[PageEntry, ...]:
    """The pages a role is offered, in the order of the navigation."""
    return tuple(page for page in PAGES if may_ever(role, page.action))


def choose_page(role: Role, language: Language) -> StreamlitPage:
    """Draws the navigation of the role and returns the page asked for.

    Every page keeps the same address for every role; the bare address leads to the role's own first page.
    """
    groups: dict[str, list[StreamlitPage]] = {}
    for page in pages_of(role):
        groups.setdefault(say(language, f"navigation.group.{page.group}"), []).append(_page(page, language))
    home = st.Page(lambda: _go_home(role), title=say(language, "navigation.page.home"), url_path="home", default=True, visibility="hidden")
    return st.navigation({"": [home], **groups})


def _page(page: PageEntry, language: Language) -> StreamlitPage:
    title = say(language, f"navigation.page.{page.name}")
    return st.Page(f"pages/{page.name}.py", title=title, icon=f":material/{page.icon}:", url_path=page.name)


def _go_home(role: Role) -> None:
    st.switch_page(f"pages/{LANDING[role]}.py")
