"""The letter about missing figures as a PDF, to be printed, stamped and sent: to whom, which figures, by when, what follows."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dashboard.briefs.fonts import spell_out_unknown
from dashboard.briefs.sheet import Row, Sheet, render_sheet
from dashboard.text.figures import say_date, say_list, say_period
from dashboard.text.say import Language, say
from indicators.model.words import Bilingual


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """What the letter states. `figures`: each indicator's name with the rounds asked for; `departments` report them.

    `settle_by`: the day by which they answer; `ripens`: the round of which what is still missing makes a criticism.
    """

    number: str
    day: date
    to: Bilingual
    departments: tuple[Bilingual, ...]
    period: str
    figures: Mapping[Bilingual, tuple[str, ...]]
    settle_by: date
    ripens: str
    record: str
    sample: bool


def render_notice(notice: NoticeFacts, language: Language) -> bytes:
    """The letter as PDF on A4; the same bytes for the same facts. Names that our fonts lack are spelt as code points."""
    ripens = say_period(notice.ripens, language)
    sheet = Sheet(
        title=say(language, "notices.letter.title"),
        sentence=_sentence(notice, language),
        rows=tuple(Row(say(language, f"notices.letter.field.{name}"), text) for name, text in _rows(notice, language).items()),
        notes=tuple(say(language, f"notices.letter.{code}", ripens=ripens) for code in ("report", "follows")),
        dated=notice.day,
        sample=notice.sample,
    )
    return render_sheet(sheet, language)


def _sentence(notice: NoticeFacts, language: Language) -> str:
    return say(
        language,
        "notices.letter.sentence",
        to=notice.to.in_language(language),
        n=len(notice.figures),
        period=say_period(notice.period, language),
        settle_by=say_date(notice.settle_by, language),
    )


def _rows(notice: NoticeFacts, language: Language) -> dict[str, str]:
    figures = [
        say(
            language,
            "notices.list.figure",
            name=name.in_language(language),
            rounds=say_list([say_period(code, language) for code in rounds], language),
        )
        for name, rounds in notice.figures.items()
    ]
    return {
        "number": spell_out_unknown(notice.number),
        "day": say_date(notice.day, language),
        "to": notice.to.in_language(language),
        "departments": say_list([name.in_language(language) for name in notice.departments], language),
        "figures": "\n".join(figures),
        "settle_by": say_date(notice.settle_by, language),
        "record": notice.record,
    }
