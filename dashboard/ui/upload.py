"""The uploader. What is accepted for work becomes a draft; what is refused or not wanted is explained and not kept."""

import hashlib

import streamlit as st

from dashboard.services.desk import Desk
from dashboard.services.draft_views import DraftView
from dashboard.services.drafts import keep_upload
from dashboard.services.held_uploads import hold_upload
from dashboard.services.views import CheckedUpload
from dashboard.text.say import Language, say
from dashboard.ui.choice import remember_choice
from dashboard.ui.draft_state import keep_view
from dashboard.ui.markup import Card, cards_html
from dashboard.ui.problem_list import show_problems
from dashboard.ui.receipt_card import forget_receipt, show_receipt, uploader_number
from dashboard.ui.recognition import ask_round, chosen_round, show_names
from dashboard.ui.refused_file import forget_file, mark_of
from dashboard.ui.upload_steps import say_steps
from indicators.model.submission import CheckStatus

_SEEN, _UNWANTED, _TOKEN = "upload_seen", "upload_unwanted", "upload_token"


def show_upload(desk: Desk, language: Language) -> None:
    """The receipt of a moment ago, the uploader, and why a file was not taken into work."""
    st.subheader(say(language, "submit.upload.heading"), anchor=False)
    show_receipt(desk, language)
    file = st.file_uploader(say(language, "submit.upload.label"), type=["xlsx"], key=f"upload_{uploader_number()}")
    if file is None:
        st.session_state.pop(_SEEN, None)
        _explain_refused(desk, language)
        return
    data = file.getvalue()
    seen = (hashlib.sha256(data).hexdigest(), mark_of(file))
    if st.session_state.get(_SEEN) != seen:
        forget_receipt()
        with st.spinner(say(language, "submit.upload.working")):
            _take_in(desk, file.name, data, chosen_round(seen[0]))
        st.session_state[_SEEN] = seen
    unwanted: CheckedUpload | None = st.session_state.get(_UNWANTED)
    if unwanted is not None:
        if unwanted.checked.status is CheckStatus.REFUSED:
            forget_file(file)
        _explain(unwanted, desk, language)


def _explain_refused(desk: Desk, language: Language) -> None:
    """Why the last file was refused: it is gone by now, its explanation stays until the next one comes."""
    unwanted: CheckedUpload | None = st.session_state.get(_UNWANTED)
    if unwanted is not None and unwanted.checked.status is CheckStatus.REFUSED:
        _explain(unwanted, desk, language)
    else:
        st.session_state.pop(_UNWANTED, None)


def _take_in(desk: Desk, name: str, data: bytes, round_code: str | None) -> None:
    """Keeps the file as a draft, or what was found in it where it is not taken."""
    outcome = keep_upload(desk, name, data, round_code)
    if isinstance(outcome, DraftView):
        st.session_state.pop(_UNWANTED, None)
        keep_view(outcome)
        remember_choice("draft", outcome.round)
        return
    st.session_state[_UNWANTED] = outcome
    if outcome.checked.status is not CheckStatus.REFUSED:
        st.session_state[_TOKEN] = hold_upload(desk, name, data)


def _look_again() -> None:
    """Has the same file checked anew."""
    st.session_state.pop(_SEEN, None)


def _explain(upload: CheckedUpload, desk: Desk, language: Language) -> None:
    st.html(cards_html([Card(step, None, "", (found,)) for step, found in say_steps(upload, desk, language)]))
    if upload.checked.status is CheckStatus.REFUSED:
        st.error(say(language, "submit.upload.refused_lead"), icon=":material/block:")
    ask_round(upload.checked.problems, upload.checked.sha256, desk, language, _look_again)
    show_names(upload.checked.problems, desk, language, _look_again, "upload")
    show_problems(upload.checked.problems, upload.answered, language, "upload")
    if upload.checked.problems and upload.checked.status is not CheckStatus.REFUSED:
        address = f"/documents/upload/{st.session_state[_TOKEN]}/annotated"
        st.link_button(say(language, "submit.annotated"), address, key="annotated", icon=":material/download:")
