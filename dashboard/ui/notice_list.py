"""Missing figures and written notices about them as tables and sentences. Who may read which was decided in services."""

from collections.abc import Mapping, Sequence

from dashboard.charts.marks import Mark
from dashboard.services.notices import MissingView, NoticeView
from dashboard.text.figures import say_date, say_list, say_period
from dashboard.text.say import Language, say
from dashboard.ui.labels import indicator_name, subject_name
from dashboard.ui.markup import Chip, Link, Table
from indicators.catalogue.catalogue import Catalogue

_MISSING_COLUMNS = ("subject", "indicator", "rounds", "lead", "notice")
_NOTICE_COLUMNS = ("id", "subject", "number", "day", "figures", "answered", "ripens", "state")
_OPEN = Mark("◆", "diamond", "#7a4a00", "#fbe3b3")
_ENDED: Mapping[str, Mark] = {
    "resolved": Mark("●", "circle", "#0b5d4e", "#d3ebe4"),
    "settled": Mark("●", "circle", "#0b5d4e", "#d3ebe4"),
    "dropped": Mark("○", "circle-open", "#4d5661", "#eceef0"),
}


def missing_table(missing: Sequence[MissingView], catalogue: Catalogue, language: Language) -> Table:
    """One row an indicator that a unit owes, what nobody has asked for yet first."""
    ordered = sorted(missing, key=lambda one: (bool(one.notice), one.subject, one.indicator))
    rows = tuple(
        (
            subject_name(one.subject, catalogue, language),
            indicator_name(one.indicator, catalogue, language),
            say_rounds(one.rounds, language),
            subject_name(one.lead, catalogue, language),
            Link(one.notice, f"/tickets?ticket={one.notice}") if one.notice else say(language, "notices.missing.not_yet"),
        )
        for one in ordered
    )
    head = tuple(say(language, f"notices.missing.columns.{column}") for column in _MISSING_COLUMNS)
    return Table(head, rows, caption=say(language, "notices.missing.caption", n=len(rows), open=sum(not one.notice for one in missing)))


def notices_table(notices: Sequence[NoticeView], catalogue: Catalogue, language: Language) -> Table:
    """One row a notice, the latest first."""
    rows = tuple(
        (
            Link(one.id, f"/tickets?ticket={one.id}"),
            subject_name(one.subject, catalogue, language),
            one.number,
            say_date(one.day, language),
            say_figures(one.figures, catalogue, language),
            say_list([subject_name(code, catalogue, language) for code in one.answered], language) or "–",
            say(language, "notices.list.from", period=say_period(one.ripens, language)) if one.state == "open" else "–",
            Chip(_ENDED.get(one.state, _OPEN), say(language, f"notices.state.{one.state}")),
        )
        for one in notices
    )
    head = tuple(say(language, f"notices.list.columns.{column}") for column in _NOTICE_COLUMNS)
    return Table(head, rows, caption=say(language, "notices.list.caption", n=len(rows)))


def say_own(notices: Sequence[NoticeView], catalogue: Catalogue, language: Language) -> tuple[str, ...]:
    """The notices to one unit in sentences: what was asked for, from when it counts, or that it came. Ended otherwise, nothing is said."""
    return tuple(
        say(
            language,
            f"notices.own.{one.state}",
            day=say_date(one.day, language),
            number=one.number,
            figures=say_figures(one.figures, catalogue, language),
            ripens=say_period(one.ripens, language),
        )
        for one in notices
        if one.state in ("open", "resolved")
    )


def say_figures(figures: Mapping[str, Sequence[str]], catalogue: Catalogue, language: Language) -> str:
    """`A1-05 … (2025 Q4, 2026 Q1), …`."""
    return say_list(
        [
            say(language, "notices.list.figure", name=indicator_name(code, catalogue, language), rounds=say_rounds(rounds, language))
            for code, rounds in figures.items()
        ],
        language,
    )


def say_rounds(rounds: Sequence[str], language: Language) -> str:
    """Rounds by name, one after the other."""
    return say_list([say_period(code, language) for code in rounds], language)
