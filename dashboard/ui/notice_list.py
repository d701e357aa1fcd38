"""Missing figures and written notices about them as tables and sentences. Who may read which was decided in services."""

from collections.abc import Mapping, Sequence

from dashboard.charts.marks import Mark
from dashboard.services.notices import MissingView, NoticeView
from dashboard.text.figures import say_date, say_list, say_period
from dashboard.text.say import Language, say
from dashboard.ui.labels import indicator_name, subject_name
from dashboard.ui.markup import Chip, Link, Table
from indicators.catalogue.catalogue import Catalogue
from indicators.model.period import parse_period

_NOTICE_COLUMNS = ("id", "subject", "number", "day", "figures", "answered", "ripens", "state")
_NAMED, _ALL = 1, 1000
_OPEN = Mark("◆", "diamond", "#7a4a00", "#fbe3b3")
_ENDED: Mapping[str, Mark] = {
    "resolved": Mark("●", "circle", "#0b5d4e", "#d3ebe4"),
    "settled": Mark("●", "circle", "#0b5d4e", "#d3ebe4"),
    "dropped": Mark("○", "circle-open", "#4d5661", "#eceef0"),
}


def say_missing(missing: Sequence[MissingView], catalogue: Catalogue, language: Language) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """For each unit and notice a heading, with a line for each indicator that it owes; what nobody has asked for yet first."""
    groups: dict[tuple[str, str], list[MissingView]] = {}
    for one in sorted(missing, key=lambda one: (bool(one.notice), one.subject, one.notice, one.indicator)):
        groups.setdefault((one.subject, one.notice), []).append(one)
    return tuple(
        (
            say(
                language,
                f"notices.missing.{'asked' if notice else 'not_yet'}",
                subject=subject_name(subject, catalogue, language),
                n=len(owed),
                notice=notice,
            ),
            tuple(_say_missing(one, catalogue, language) for one in owed),
        )
        for (subject, notice), owed in groups.items()
    )


def _say_missing(one: MissingView, catalogue: Catalogue, language: Language) -> str:
    """The indicator with its rounds, and who reports it where that is somebody else."""
    figure = say_figure(one.indicator, one.rounds, catalogue, language)
    if one.lead == one.subject:
        return figure
    return say(language, "notices.missing.by", figure=figure, lead=subject_name(one.lead, catalogue, language))


def notices_table(notices: Sequence[NoticeView], catalogue: Catalogue, language: Language) -> Table:
    """One row a notice, the latest first."""
    rows = tuple(
        (
            Link(one.id, f"/tickets?ticket={one.id}"),
            subject_name(one.subject, catalogue, language),
            one.number,
            say_date(one.day, language),
            say_figures(one.figures, catalogue, language, _NAMED),
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


def say_figures(figures: Mapping[str, Sequence[str]], catalogue: Catalogue, language: Language, most: int = _ALL) -> str:
    """`A1-05 … (2025 Q4), A2-09 … (2026 Q1)`; no more than `most` by name, and how many there are."""
    named = [say_figure(code, rounds, catalogue, language) for code, rounds in list(figures.items())[:most]]
    told = say_list(named, language)
    return told if len(figures) <= most else say(language, "notices.list.more", figures=told, n=len(figures))


def say_figure(code: str, rounds: Sequence[str], catalogue: Catalogue, language: Language) -> str:
    """One indicator with the rounds that are asked for."""
    return say(language, "notices.list.figure", name=indicator_name(code, catalogue, language), rounds=say_rounds(rounds, language))


def say_rounds(rounds: Sequence[str], language: Language) -> str:
    """Rounds by name; quarters that follow one another as from the first to the last."""
    runs: list[list[str]] = []
    for code in rounds:
        if runs and parse_period(runs[-1][-1]).shifted(1).code == code:
            runs[-1].append(code)
        else:
            runs.append([code])
    return say_list([_say_run(run, language) for run in runs], language)


def _say_run(run: Sequence[str], language: Language) -> str:
    first, last = say_period(run[0], language), say_period(run[-1], language)
    return first if len(run) == 1 else say(language, "notices.list.span", first=first, last=last)
