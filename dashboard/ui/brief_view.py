"""The leader's brief on the screen: the same value, the same sentences as the document, laid out for reading and clicking."""

from collections.abc import Mapping

import streamlit as st

from dashboard.access.actions import Action
from dashboard.access.permissions import may_ever
from dashboard.access.roles import Role
from dashboard.briefs.brief import AreaLine, Brief, Look, MentionList, Passage
from dashboard.charts.marks import Mark
from dashboard.text.say import Language, say
from dashboard.ui.markup import Card, Chip, cards_html, facts_html, lead_html, points_html

_ARROWS: Mapping[str, str] = {"up": "↑", "down": "↓", "level": "→", "none": ""}


def show_headline(brief: Brief) -> None:
    """Stamps, the one sentence, what it is compared with, and what qualifies it. The sample stamp is in the frame already."""
    sample = say(brief.language, "brief.stamps.sample")
    stamps = tuple(Chip(Mark("!", "circle", "#7a4a00", "#fbe3b3"), stamp) for stamp in brief.stamps if stamp != sample)
    st.html(lead_html(brief.headline, stamps))
    st.caption(brief.comparator)
    for notice in brief.notices:
        st.warning(notice, icon=":material/info:")


def show_areas(brief: Brief) -> None:
    """The six areas as cards: status, score, change on a year ago, widest national gap."""
    st.html(cards_html([_area_card(line, brief) for line in brief.areas.lines]))


def show_mentions(mentions: MentionList, period: str, key: str) -> None:
    """Who is put forward and why; each name leads to the page of the region or department."""
    st.subheader(mentions.heading, anchor=False)
    for mention in mentions.mentions:
        target = "pages/region.py" if mention.subject.isdigit() else "pages/department.py"
        with st.container(key=f"{key}_{mention.subject}", gap="xsmall"):
            label = f"{mention.look.symbol} {mention.word}｜{mention.name} {mention.score.text}"
            st.page_link(target, label=f"**{label}**", query_params={"subject": mention.subject, "period": period})
            st.html(points_html([line for line in (mention.reason, mention.detail) if line]))
    if mentions.note:
        st.caption(mentions.note)


def show_passage(passage: Passage) -> None:
    """A heading and its sentences."""
    st.subheader(passage.heading, anchor=False)
    st.html(points_html(passage.sentences))


def show_footer(brief: Brief) -> None:
    """What every figure of the page rests on: cut-off, coverage, versions, snapshot and its hash."""
    st.html(facts_html([(fact.label, fact.text) for fact in brief.footer]))


def show_brief_links(role: Role, period: str, language: Language) -> None:
    """The one-page brief as a document, in both languages, for whoever may take it away."""
    if not may_ever(role, Action.MAKE_BRIEF):
        return
    for other in (language, Language.EN if language is Language.ZH else Language.ZH):
        label = say(language, f"overview.brief_{other}")
        address = f"/documents/brief?period={period}&language={other}&format=pdf"
        st.link_button(label, address, key=f"brief_{other}", icon=":material/description:")


def _area_card(line: AreaLine, brief: Brief) -> Card:
    change = f"{brief.areas.columns['change']} {_ARROWS[line.arrow]} {line.change.text}"
    return Card(f"{line.code} {line.name}", Chip(_mark(line.look), line.standing), line.score.text, (change, line.gap))


def _mark(look: Look) -> Mark:
    return Mark(look.symbol, "circle", look.ink, look.fill)
