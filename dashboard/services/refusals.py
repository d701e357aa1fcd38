"""Every way in which a service may say no, as one tuple to catch and one sentence to show. Whatever is not here is our own fault."""

from dashboard.access.refusals import AccessRefused, Refused
from dashboard.text.refusal_sentences import say_refusal
from dashboard.text.say import Language, say
from indicators.store.refusals import NotFound, StaleVersion, StoreUnavailable

REFUSALS = (AccessRefused, Refused, StoreUnavailable, StaleVersion, NotFound)


def explain_refusal(language: Language, refusal: Exception) -> str:
    """The sentence of one of REFUSALS."""
    match refusal:
        case AccessRefused() | Refused():
            return say_refusal(language, refusal.code, refusal.facts)
        case StoreUnavailable():
            return say(language, f"refusals.store.{refusal.code}", **refusal.facts)
        case StaleVersion():
            return say(language, "refusals.stale")
    return say(language, "refusals.not_found")
