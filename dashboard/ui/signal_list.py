"""Questions about figures on the screen: the list, and one question with its cells and record. Who may see them is decided in services."""

from collections.abc import Mapping, Sequence

import streamlit as st

from dashboard.charts.marks import Mark
from dashboard.services.desk import Desk
from dashboard.services.signals import DataQuestion, QuestionAct
from dashboard.text.figures import say_count, say_list, say_number, say_period, say_periods, say_share, say_time
from dashboard.text.say import Language, say
from dashboard.ui.labels import indicator_name, subject_name
from dashboard.ui.markup import Chip, Table, points_html, table_html
from indicators.catalogue.catalogue import Catalogue
from indicators.model.signal import Signal, SignalCell, SignalKind
from indicators.model.subject import NATIONAL

_COLUMNS = ("number", "kind", "where", "department", "state", "unusual", "indicators", "periods")
_CELL_COLUMNS = ("indicator", "subject", "period", "numerator", "denominator", "place", "submission")
_SHOWN, _CELLS = 2, 30
_RAREST = 1e-6
_MARKS: Mapping[str, Mark] = {
    "new": Mark("◆", "diamond", "#7a4a00", "#fbe3b3"),
    "asked": Mark("◇", "diamond-open", "#0b4f7a", "#d6e8f5"),
    "explained": Mark("●", "circle", "#0b5d4e", "#d3ebe4"),
    "inspection": Mark("▲", "triangle-up", "#8c1d18", "#f9dedc"),
}


def questions_table(questions: Sequence[DataQuestion], catalogue: Catalogue, language: Language) -> Table:
    """One line a question, those nobody has dealt with first."""
    rows = tuple(
        (
            str(number),
            say(language, "signals.line", kind=_kind(one.signal, language), noticed=say_noticed(one.signal, catalogue, language)),
            where(one.signal, catalogue, language),
            subject_name(one.signal.department, catalogue, language),
            state_chip(one.state, language),
            say_unusual(one.signal.p, language),
            _several(one.signal.indicators, language),
            say_periods(one.signal.periods, language),
        )
        for number, one in enumerate(questions, 1)
    )
    head = tuple(say(language, f"signals.columns.{column}") for column in _COLUMNS)
    return Table(head, rows, frozenset({0}), say(language, "signals.caption", n=len(rows)), prose=frozenset({1}))


def question_option(number: int, question: DataQuestion, catalogue: Catalogue, language: Language) -> str:
    """`1　取整偏多　公安部　河北`."""
    facts = {
        "kind": _kind(question.signal, language),
        "department": subject_name(question.signal.department, catalogue, language),
        "where": where(question.signal, catalogue, language),
    }
    return say(language, "signals.option", number=number, **facts)


def show_question(question: DataQuestion, desk: Desk, language: Language) -> None:
    """What was noticed, how unusual it is, what may innocently explain it, the cells, and what was done."""
    signal = question.signal
    unusual = say(language, "signals.unusual.line", text=say_unusual(signal.p, language))
    innocent = say(language, "signals.innocent.line", text=say(language, f"signals.innocent.{signal.kind}"))
    st.markdown(f"**{say_noticed(signal, desk.catalogue, language)}**")
    named = say_list([indicator_name(code, desk.catalogue, language) for code in signal.indicators], language)
    st.html(points_html([unusual, innocent, say(language, "signals.about", text=named)]))
    st.html(table_html(_cells_table(signal.cells, desk.catalogue, language)))
    if len(signal.cells) > _CELLS:
        st.caption(say(language, "signals.cells.first", n=_CELLS, all=len(signal.cells)))
    lines = [_line(act, "line", language) for act in question.acts]
    lines += [say(language, "signals.record.answer", text=text) for text in question.answers]
    lines += [_line(act, "earlier", language) for act in question.earlier]
    if lines:
        st.markdown(f"**{say(language, 'signals.record.heading')}**")
        st.html(points_html(lines))


def say_noticed(signal: Signal, catalogue: Catalogue, language: Language) -> str:
    """What was noticed, with its numbers."""
    facts = {name: value if isinstance(value, str) else say_number(value, language, 0) for name, value in signal.facts.items()}
    for name in ("activity", "outcome"):
        facts |= {name: indicator_name(str(signal.facts[name]), catalogue, language)} if name in signal.facts else {}
    for name in ("phi", "fall"):
        facts |= {name: say_share(float(signal.facts[name]), language)} if name in signal.facts else {}
    if "steps" in signal.facts:
        facts["steps"] = say_number(float(signal.facts["steps"]), language)
    if "partner" in signal.facts:
        facts["partner"] = subject_name(str(signal.facts["partner"]), catalogue, language)
    days = str(int(catalogue.number("signal_late_days")))
    return say(language, f"signals.noticed.{_form(signal)}", **(facts | {"days": days}))


def say_unusual(p: float, language: Language) -> str:
    """`约2,000分之一`: the chance of such a pattern in honest figures, one digit exact."""
    if p < _RAREST:
        return say(language, "signals.unusual.beyond")
    return say(language, "signals.unusual.about", odds=say_count(float(f"{1 / p:.1g}"), language))


def state_chip(state: str, language: Language) -> Chip:
    """What was done about a question, as a chip."""
    return Chip(_MARKS[state], say(language, f"signals.state.{state}"))


def where(signal: Signal, catalogue: Catalogue, language: Language) -> str:
    """The region, both of two that are alike, or that it is about all regions of the department."""
    if signal.subject == NATIONAL:
        return say(language, "signals.all_regions")
    regions = [signal.subject, *([str(signal.facts["partner"])] if "partner" in signal.facts else [])]
    return say_list([subject_name(code, catalogue, language) for code in regions], language)


def _kind(signal: Signal, language: Language) -> str:
    return say(language, f"signals.kind.{signal.kind}")


def _form(signal: Signal) -> str:
    match signal.kind:
        case SignalKind.HEAPING:
            return str(signal.facts["form"])
        case SignalKind.COPIED_REGION:
            return "equal_region" if float(signal.facts["equal"]) >= _SHOWN + 1 else "alike_region"
        case SignalKind.COPIED_PERIOD:
            return "equal_period" if signal.facts["equal"] else "alike_period"
    return signal.kind.value


def _several(names: Sequence[str], language: Language) -> str:
    if len(names) <= _SHOWN:
        return say_list(names, language)
    return say(language, "signals.many", first=names[0], n=len(names))


def _cells_table(cells: Sequence[SignalCell], catalogue: Catalogue, language: Language) -> Table:
    """The figures with their places; whose they are is said only where they are not all of one region."""
    one_region = len({cell.subject for cell in cells}) == 1
    columns = [column for column in _CELL_COLUMNS if not (one_region and column == "subject")]
    rows = []
    for cell in cells[:_CELLS]:
        said = {
            "indicator": cell.indicator,
            "subject": where_of(cell.subject, catalogue, language),
            "period": say_period(cell.period, language),
            "numerator": say_number(cell.numerator, language, digits=None),
            "denominator": say_number(cell.denominator, language, digits=None),
            "place": f"{cell.sheet}!{cell.cell}" if cell.cell else say(language, "signals.cells.none"),
            "submission": cell.submission,
        }
        rows.append(tuple(said[column] for column in columns))
    head = tuple(say(language, f"signals.cells.columns.{column}") for column in columns)
    numbers = frozenset(columns.index(column) for column in ("numerator", "denominator"))
    return Table(head, tuple(rows), numbers, say(language, "signals.cells.heading"), prose=frozenset({columns.index("place")}))


def where_of(subject: str, catalogue: Catalogue, language: Language) -> str:
    """The name of a region, or that a figure is the country's."""
    return say(language, "tickets.country") if subject == NATIONAL else subject_name(subject, catalogue, language)


def _line(act: QuestionAct, form: str, language: Language) -> str:
    facts = {"at": say_time(act.at, language), "by": act.by, "period": say_period(act.period, language), "case": act.case, "text": act.text}
    return say(language, f"signals.record.{form}", state=say(language, f"signals.state.{act.state}"), **facts)
