"""The receipt of what was submitted a moment ago, kept in the session until the next upload."""

import streamlit as st

from dashboard.services.desk import Desk
from dashboard.services.views import Receipt
from dashboard.text.figures import say_period, say_time
from dashboard.text.say import Language, say
from dashboard.ui.labels import subject_name
from dashboard.ui.markup import facts_html

_RECEIPT, _ROUND = "upload_receipt", "upload_round"


def keep_receipt(receipt: Receipt) -> None:
    """Remembers the receipt and has the uploader begin afresh."""
    st.session_state[_RECEIPT] = receipt
    st.session_state[_ROUND] = uploader_number() + 1


def forget_receipt() -> None:
    """Takes the receipt off the page."""
    st.session_state.pop(_RECEIPT, None)


def uploader_number() -> int:
    """Which uploader of this session it is: a new one stands empty."""
    return int(st.session_state.get(_ROUND, 0))


def show_receipt(desk: Desk, language: Language) -> None:
    """The receipt, if something was submitted just now."""
    receipt: Receipt | None = st.session_state.get(_RECEIPT)
    if receipt is None:
        return
    name, period = subject_name(receipt.department, desk.catalogue, language), say_period(receipt.round, language)
    st.success(say(language, "submit.receipt.received", department=name, round=period, version=receipt.version, n=receipt.observations))
    if receipt.repeated:
        st.info(say(language, "submit.receipt.repeated"))
    facts = {"id": receipt.id, "at": say_time(receipt.at, language), "by": receipt.by, "sha256": receipt.sha256, "head": receipt.head}
    st.html(facts_html([(say(language, f"submit.receipt.{field}"), text) for field, text in facts.items()]))
    address = f"/documents/receipt/{receipt.id}?language={language}"
    st.link_button(say(language, "submit.receipt.download"), address, key="receipt", icon=":material/receipt:")
