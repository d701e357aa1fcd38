"""The verdict of one subject in a card: status, score among the lines, fulfilment, what it means, why, with which reservations."""

import streamlit as st

from dashboard.services.views import Explanation
from dashboard.text.figures import say_number, say_share
from dashboard.text.say import Language, say
from dashboard.ui.labels import grade_chip
from dashboard.ui.markup import Card, cards_html, lead_html, points_html
from dashboard.ui.outlook import say_outlook
from dashboard.ui.rank_doubt import say_rank_doubt
from dashboard.ui.verdict_sentences import say_told
from indicators.catalogue.catalogue import Catalogue
from indicators.model.verdict import Lines, Verdict, VerdictState

_LINES = ("criticise", "watch", "commend")


def show_verdict(found: Explanation, catalogue: Catalogue, language: Language) -> None:
    """The card, then the reasons, the caveats and the outlook as short lists."""
    verdict, lines = found.verdict, found.view.assessment.lines
    chip = grade_chip(verdict.grade, language)
    provisional = verdict.state is VerdictState.PROVISIONAL
    meaning = say(language, "verdicts.provisional_meaning" if provisional else f"verdicts.grade_meaning.{verdict.grade}")
    st.html(lead_html(meaning, (chip,)))
    st.html(cards_html(verdict_cards(verdict, lines, language)))
    for heading, told in (("reasons", verdict.reasons), ("caveats", verdict.caveats)):
        if told:
            st.html(f"{lead_html(say(language, f'subject.{heading}'))}{points_html(say_told(told, heading, catalogue, language))}")
    outlook = (*say_outlook(verdict, language), *say_rank_doubt(found.rank_doubt, language))
    if outlook:
        st.html(f"{lead_html(say(language, 'subject.outlook'))}{points_html(outlook)}")


def verdict_cards(verdict: Verdict, lines: Lines, language: Language) -> tuple[Card, ...]:
    """Score against the lines, fulfilment, and the ground of the verdict with where it stands in the procedure."""
    none = say(language, "subject.verdict.no_score")
    score = none if verdict.score is None else say_number(verdict.score, language)
    beside = "\n".join(filter(None, (_tier(verdict, language), _safeguards(verdict, language))))
    basis = (say(language, f"verdicts.state.{verdict.state}"), beside)
    cards = (
        ("score", score, (say_lines(lines, language), _interval(verdict, language))),
        ("fulfilment", _fulfilment(verdict, language), (say(language, "subject.cards.fulfilment_note"),)),
        ("basis", say(language, f"verdicts.grade_basis.{verdict.grade_basis}"), basis),
    )
    return tuple(Card(say(language, f"subject.cards.{name}"), None, figure, notes) for name, figure, notes in cards)


def say_lines(lines: Lines, language: Language) -> str:
    """The verdict lines of the period in one sentence."""
    return say(language, "subject.verdict.against", **{name: say_number(getattr(lines, name), language) for name in _LINES})


def _interval(verdict: Verdict, language: Language) -> str:
    low, high = verdict.score_low, verdict.score_high
    if low is None or high is None or round(high - low, 1) == 0:
        return ""
    return say(language, "subject.verdict.interval", low=say_number(low, language), high=say_number(high, language))


def _fulfilment(verdict: Verdict, language: Language) -> str:
    return "–" if verdict.fulfilment is None else say_share(max(0.0, verdict.fulfilment), language)


def _tier(verdict: Verdict, language: Language) -> str:
    tier = verdict.rank.tier
    return "" if tier is None else say(language, "subject.verdict.tier", tier=say(language, f"verdicts.tier.{tier}"))


def _safeguards(verdict: Verdict, language: Language) -> str:
    return "" if verdict.safeguards is None else say(language, "subject.verdict.safeguards", score=say_number(verdict.safeguards, language))
