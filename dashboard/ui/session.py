"""Who sits before the screen, at which desk, in which language. The account is checked again at every rerun (safety.md 2.2).

Identity comes from the gate alone, as a sealed header of the connection. A script that is tested without a server is given one by
`identity_for_test`: the seal's key lives in this process, so nothing a browser sends can open it.
"""

from datetime import UTC, datetime

import streamlit as st

from dashboard.access.identity import IDENTITY_HEADER, open_identity, seal_identity
from dashboard.access.refusals import AccessRefused
from dashboard.services.desk import Desk
from dashboard.services.house import House, open_house
from dashboard.services.sign_in import Knock, sign_in_demo
from dashboard.services.signed_in import Person, check_session
from dashboard.settings import LANGUAGE_COOKIE, read_settings
from dashboard.text.say import Language

LANGUAGE_PARAMETER = "language"
_IDENTITY, _OWNER, _LANGUAGE = "apm_identity", "apm_owner", "apm_language"


def current_house() -> House:
    """The open installation; StoreUnavailable if there is no store."""
    return open_house(read_settings())


def current_person() -> Person:
    """Who is signed in; AccessRefused `refusals.no_identity` without the gate's seal, `refusals.signed_out` where the session has ended.

    A connection that changes hands starts with an empty state.
    """
    token_hash = open_identity(st.context.headers.get(IDENTITY_HEADER) or st.session_state.get(_IDENTITY))
    if token_hash is None:
        raise AccessRefused("refusals.no_identity")
    person = check_session(current_house(), token_hash, datetime.now(UTC))
    if person is None or st.session_state.get(_OWNER, person.actor.name) != person.actor.name:
        st.session_state.clear()
        raise AccessRefused("refusals.signed_out")
    st.session_state[_OWNER] = person.actor.name
    return person


def current_desk() -> Desk:
    """The desk of who is signed in."""
    return current_house().desk(current_person().actor)


def current_language() -> Language:
    """The language chosen on this screen, else that of the address, else that of the sign-in page; Chinese if none was chosen."""
    kept = st.session_state.get(_LANGUAGE)
    if kept and st.query_params.get(LANGUAGE_PARAMETER) != kept:
        # Going to another page drops the address's own words; a reload of that page must still find the language.
        st.query_params[LANGUAGE_PARAMETER] = kept
    asked = kept or st.query_params.get(LANGUAGE_PARAMETER) or st.context.cookies.get(LANGUAGE_COOKIE)
    return Language(asked) if asked in set(Language) else Language.ZH


def choose_language(language: Language) -> None:
    """Remembers the language for this screen and puts it into the address, where a reload and a link find it."""
    st.session_state[_LANGUAGE] = language.value
    st.query_params[LANGUAGE_PARAMETER] = language.value


def identity_for_test(account: str, language: Language = Language.ZH) -> dict[str, str]:
    """What to put into `AppTest.session_state` so that a script runs as this demo account: the one way in without a server.

    The store is that of the environment (`STORE_URL`) and must be a demo store; Refused otherwise.
    """
    signed_in = sign_in_demo(current_house(), Knock(account, "app-test"), datetime.now(UTC))
    return {_IDENTITY: seal_identity(signed_in.person.token_hash), _LANGUAGE: language.value}
