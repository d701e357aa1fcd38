"""The hit rate of proposals as a sentence and a table, for the office."""

from collections.abc import Sequence

import streamlit as st

from dashboard.services.desk import Desk
from dashboard.services.hit_rates import HitRateView, read_hit_rates
from dashboard.services.score_history import history_version
from dashboard.text.figures import say_share
from dashboard.text.say import Language, say
from dashboard.ui.cache import cached_histories, scope_of
from dashboard.ui.labels import grade_chip
from dashboard.ui.markup import Table, Value, table_html
from indicators.model.verdict import Grade

_COLUMNS = ("year", "grade", "confirmed", "rejected", "withdrawn", "undecided", "untouched", "share")


def show_hit_rates(desk: Desk, language: Language) -> None:
    """How often proposals were confirmed, with the rule when too few criticisms were."""
    st.subheader(say(language, "hit_rate.heading"), anchor=False)
    views = read_hit_rates(desk, cached_histories(scope_of(desk), history_version(desk), desk))
    least = desk.catalogue.number("hit_rate_least")
    st.caption(say(language, "hit_rate.explain", least=say_share(least, language, digits=0)))
    for view in views:
        if view.rate.review_due and view.rate.grade is Grade.CRITICISE:
            st.warning(say_review(view, least, language), icon=":material/rule:")
    st.html(table_html(hit_rate_table(views, language)))


def say_review(view: HitRateView, least: float, language: Language) -> str:
    """That the thresholds are to be reviewed, and why."""
    rate = view.rate
    facts = {"confirmed": rate.confirmed, "decided": rate.confirmed + rate.rejected}
    shares = {"share": say_share(rate.share, language, digits=0), "least": say_share(least, language, digits=0)}
    return say(language, "hit_rate.review", year=rate.year, **facts, **shares)


def hit_rate_table(views: Sequence[HitRateView], language: Language) -> Table:
    """One row a year and grade."""
    rows = tuple(_row(view, language) for view in views)
    head = tuple(say(language, f"hit_rate.columns.{column}") for column in _COLUMNS)
    return Table(head, rows, frozenset(range(2, 8)), say(language, "hit_rate.caption"))


def _row(view: HitRateView, language: Language) -> tuple[Value, ...]:
    rate = view.rate
    counts = (rate.confirmed, rate.rejected, rate.withdrawn, rate.undecided, view.untouched)
    return (str(rate.year), grade_chip(rate.grade, language), *map(str, counts), say_share(rate.share, language, digits=0))
