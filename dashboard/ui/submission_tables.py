"""What a submission holds and what became of it, as tables: changes, what was read as meant, figures, the timeline."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from dashboard.services.views import Answer, TimelineEntry
from dashboard.text.figures import say_count, say_number, say_period, say_time
from dashboard.text.problem_sentences import describe_problem
from dashboard.text.say import Language, say
from dashboard.ui.labels import act_name, indicator_name, subject_name
from dashboard.ui.markup import Table
from dashboard.ui.problem_list import say_place
from indicators.catalogue.catalogue import Catalogue
from indicators.model.subject import NATIONAL
from indicators.model.submission import Problem, Severity

REASONS = ("checked", "campaign", "definition", "backlog", "correction", "other")
CHANGES_SHOWN = 200


def changes_table(changes: pd.DataFrame, catalogue: Catalogue, language: Language) -> Table:
    """One row a figure that differs (columns as `compare_figures`); the first 200."""
    columns = ("cell", "indicator", "subject", "period", "field", "before", "after")
    rows = tuple(_change_row(row, catalogue, language) for row in changes.head(CHANGES_SHOWN).itertuples())
    head = tuple(say(language, f"submit.changes.columns.{column}") for column in columns)
    return Table(head, rows, frozenset({5, 6}), _more(changes, language))


def versions_table(changes: pd.DataFrame, catalogue: Catalogue, language: Language) -> Table:
    """As `changes_table`, with who changed it, when, and in which version (columns as `compare_versions`)."""
    columns = ("cell", "indicator", "subject", "period", "field", "before", "after", "by", "at")
    rows = []
    for row in changes.head(CHANGES_SHOWN).itertuples():
        since = say(language, "submit.versions.in", version=row.version, at=say_time(row.at, language))
        rows.append((*_change_row(row, catalogue, language), row.by, since))
    head = tuple(say(language, f"submit.changes.columns.{column}") for column in columns)
    return Table(head, tuple(rows), frozenset({5, 6}), _more(changes, language))


def normalised_table(normalised: Sequence[object], language: Language) -> Table:
    """One row a cell that was read as meant (sheet, cell, found, read_as)."""
    head = tuple(say(language, f"submit.normalised.columns.{column}") for column in ("place", "found", "read_as"))
    rows = tuple((f"{item.sheet}!{item.cell}", str(item.found), str(item.read_as)) for item in normalised)  # type: ignore[attr-defined]
    return Table(head, rows, frozenset(), say(language, "submit.normalised.note"))


def timeline_table(timeline: Sequence[TimelineEntry], language: Language) -> Table:
    """One row an act: when, by whom, what, the reviewer's words, the cells meant."""
    head = tuple(say(language, f"submit.history.columns.{column}") for column in ("at", "actor", "act", "note", "cells"))
    rows = tuple(
        (say_time(entry.at, language), entry.actor, act_name(entry.action, language), _words(entry, language), " ".join(entry.cells))
        for entry in timeline
    )
    return Table(head, rows)


def answers_table(problems: Sequence[Problem], answers: Mapping[str, Answer], language: Language) -> Table:
    """One row for each question and reason: the cells, the question, the liaison's reason and words, who gave and who confirmed it."""
    head = tuple(say(language, f"review.confirmed.columns.{column}") for column in ("place", "message", "reason", "note", "by"))
    asked = [problem for problem in problems if problem.severity is Severity.CONFIRM]
    return Table(head, tuple(_answer_row(part, answer, language) for problem in asked for part, answer in _by_answer(problem, answers)))


def _by_answer(problem: Problem, answers: Mapping[str, Answer]) -> list[tuple[Problem, Answer | None]]:
    """The parts of a folded question that were answered alike, each with its answer."""
    marks: dict[Answer | None, list[str]] = {}
    for mark in problem.fingerprints:
        marks.setdefault(answers.get(mark), []).append(mark)
    return [(part, answer) for answer, own in marks.items() if (part := problem.only(own)) is not None]


def figures_frame(observations: pd.DataFrame, catalogue: Catalogue, language: Language) -> pd.DataFrame:
    """The figures of a submission with words for codes; columns indicator, subject, period, numerator, denominator, value, status, cell."""
    names = {code: indicator_name(code, catalogue, language) for code in observations["indicator"].unique()}
    subjects = {code: say_subject(code, catalogue, language) for code in observations["subject"].unique()}
    periods = {code: say_period(code, language) for code in observations["period"].unique()}
    states = {code: say(language, f"review.figures.status.{code}") for code in observations["status"].unique()}
    return pd.DataFrame(
        {
            "indicator": observations["indicator"].map(names),
            "subject": observations["subject"].map(subjects),
            "period": observations["period"].map(periods),
            **{name: observations[name] for name in ("numerator", "denominator", "value")},
            "status": observations["status"].map(states),
            "cell": observations["sheet"] + "!" + observations["cell"],
        }
    )


def say_subject(code: str, catalogue: Catalogue, language: Language) -> str:
    """The name of a region, or the country."""
    return say(language, "submit.changes.national") if code == NATIONAL else subject_name(code, catalogue, language)


def say_figure(place: str, figure: tuple[str, str], catalogue: Catalogue, language: Language) -> str:
    """A place with the subject and the indicator whose figure stands there, where they are known: `A3!C7 · Hebei · A3-02 ...`."""
    subject, indicator = figure
    names = [say_subject(subject, catalogue, language)] if subject else []
    names += [indicator_name(indicator, catalogue, language)] if indicator else []
    return " · ".join((place, *names))


def _change_row(row: Any, catalogue: Catalogue, language: Language) -> tuple[str, ...]:
    return (
        f"{row.sheet}!{row.cell}",
        indicator_name(row.indicator, catalogue, language),
        say_subject(row.subject, catalogue, language),
        say_period(row.period, language),
        say(language, f"submit.changes.field.{row.field}"),
        plain_figure(row.before, language),
        plain_figure(row.after, language),
    )


def _more(changes: pd.DataFrame, language: Language) -> str:
    return say(language, "submit.changes.more", shown=CHANGES_SHOWN, n=len(changes)) if len(changes) > CHANGES_SHOWN else ""


def _answer_row(problem: Problem, answer: Answer | None, language: Language) -> tuple[str, ...]:
    message = describe_problem(problem)[0].in_language(language)
    if answer is None:
        return say_place(problem, language), message, say(language, "review.confirmed.unanswered"), "", ""
    reason = say(language, f"submit.answers.reasons.{answer.reason if answer.reason in REASONS else 'other'}")
    second = say(language, "draft.second.confirmed_by", who=answer.second_by) if answer.second_by else ""
    return say_place(problem, language), message, reason, answer.note, "\n".join(part for part in (answer.by, second) if part)


def _words(entry: TimelineEntry, language: Language) -> str:
    reason = say(language, f"review.reasons.{entry.reason}") if entry.action == "return" and entry.reason else ""
    return "\n".join(part for part in (reason, entry.note) if part)


def plain_figure(figure: object, language: Language) -> str:
    """A figure of a comparison: nothing for missing, words for a status, a plain number."""
    if figure is None or (isinstance(figure, float) and math.isnan(figure)):
        return "–"
    if isinstance(figure, str):
        return say(language, f"review.figures.status.{figure}")
    number = float(str(figure))
    return say_count(number, language) if number.is_integer() else say_number(number, language, digits=None)
