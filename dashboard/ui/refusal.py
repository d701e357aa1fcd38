"""Where refusals and our own faults become one sentence on the page. Everything else in ui and pages just raises."""

import logging
import secrets
import traceback
from collections.abc import Callable

import streamlit as st

from dashboard.services.refusals import REFUSALS, explain_refusal
from dashboard.text.say import Language, say

_LOG = logging.getLogger("dashboard")


def show_safely(render: Callable[[], None], language: Language) -> None:
    """Runs a page. A refusal is shown as its sentence; a fault of ours as a sentence with a reference, and then raised without values.

    The log holds the kind of the fault and the lines of code it came through, never its message: messages can carry figures.
    """
    try:
        render()
    except REFUSALS as refusal:
        st.warning(explain_refusal(language, refusal), icon=":material/block:")
    except Exception as fault:
        reference = secrets.token_hex(4)
        lines = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(fault.__traceback__)]
        _LOG.error("fault %s: %s\n  %s", reference, type(fault).__name__, "\n  ".join(lines))
        st.error(say(language, "refusals.unexpected", reference=reference), icon=":material/error:")
        raise RuntimeError(f"fault {reference}") from None
