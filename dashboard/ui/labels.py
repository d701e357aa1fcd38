"""What the codes of a verdict are called: grades, standings, progress, outcomes, as words and as chips. Formats no figures."""

from dashboard.access.small_counts import PROTECTED
from dashboard.charts.marks import GRADE_MARKS, OUTCOME_MARKS, PROGRESS_MARKS, STANDING_MARKS, Standing
from dashboard.text.figures import say_value
from dashboard.text.say import Language, say
from dashboard.text.sentences import load_sentences
from dashboard.ui.markup import Chip
from indicators.catalogue.catalogue import Catalogue
from indicators.model.finding import IndicatorResult
from indicators.model.indicator import Indicator
from indicators.model.verdict import NationalResult

_NOT_SUBMITTED = ("not_started", "in_work", "late")


def grade_chip(grade: str, language: Language) -> Chip:
    """The chip of a grade."""
    return Chip(GRADE_MARKS[grade], say(language, f"verdicts.grade.{grade}"))


def standing_chip(standing: Standing, language: Language) -> Chip:
    """The chip of where a score stands between the lines."""
    return Chip(STANDING_MARKS[standing], say(language, f"brief.standing.{standing}"))


def progress_chip(progress: str, language: Language) -> Chip:
    """The chip of an indicator's progress label."""
    return Chip(PROGRESS_MARKS[progress], say(language, f"verdicts.progress.{progress}"))


def country_chip(result: NationalResult, language: Language) -> Chip:
    """The chip of the country's progress on an indicator; that its value is protected is said, too."""
    told = result.value is not None or result.progress == PROTECTED
    return progress_chip(result.progress if told else "none", language)


def outcome_chip(outcome: str, language: Language) -> Chip:
    """The chip of a result of the special action."""
    return Chip(OUTCOME_MARKS[outcome], say(language, f"verdicts.outcome.{outcome}"))


def plain_label(chip: Chip) -> str:
    """Symbol and word as text, for tables that draw no chips."""
    return f"{chip.mark.symbol} {chip.word}"


def subject_name(code: str, catalogue: Catalogue, language: Language) -> str:
    """The short name of a region or department, or the code of one that the catalogue does not hold."""
    known = catalogue.regions.get(code) or catalogue.departments.get(code)
    return known.short_name.in_language(language) if known else code


def indicator_name(code: str, catalogue: Catalogue, language: Language) -> str:
    """`A2-01 拐卖现案…`, likewise for a series that rules need; the code alone where the catalogue does not hold it."""
    known = catalogue.indicators.get(code) or catalogue.series.get(code)
    return f"{code} {known.name.in_language(language)}" if known else code


def submission_state(state: str, language: Language) -> str:
    """What the state of a submission is called, or of one that is not there yet."""
    return say(language, f"{'submit.state' if state in _NOT_SUBMITTED else 'states.submission'}.{state}")


def act_name(action: str, language: Language) -> str:
    """What an event of the chain is called; its code where it has no name."""
    key = f"acts.{action}"
    return say(language, key) if key in load_sentences() else action


def say_result(indicator: Indicator, result: IndicatorResult, language: Language) -> str:
    """The value of a result, or that it is not shown because few persons stand behind it."""
    return say(language, "formats.protected_value") if result.state == "protected" else say_value(indicator, result.value, language)
