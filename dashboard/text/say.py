"""Sentences with their facts filled in. The one door to the words of the product; it knows no pages and no figures' meaning."""

import string
from datetime import date, datetime

from dashboard.text.figures import say_date, say_list, say_number, say_time
from dashboard.text.sentences import Language, SentenceError, find_sentence
from indicators.model.words import Bilingual

__all__ = ["Language", "SentenceError", "say", "say_both"]


def say(language: Language, code: str, **facts: object) -> str:
    """The sentence `code` (`file.path`) in `language` with every placeholder filled; facts it does not mention are ignored.

    Text is inserted as it is; Bilingual in the language; dates, times, floats and sequences as `figures` writes them; whole
    numbers without separators (they may be years: pass `say_count` for large ones). SentenceError for a missing sentence or fact.
    """
    template = find_sentence(code, language)
    names = {name for _, name, _, _ in string.Formatter().parse(template) if name is not None}
    missing = sorted(name for name in names if facts.get(name) is None)
    if missing:
        raise SentenceError(f"{code}: no fact for {', '.join(missing)}")
    return template.format_map({name: _say_fact(facts[name], language) for name in names})


def say_both(code: str, /, **facts: object) -> Bilingual:
    """The sentence in both languages."""
    return Bilingual(zh=say(Language.ZH, code, **facts), en=say(Language.EN, code, **facts))


def _say_fact(fact: object, language: Language) -> str:
    match fact:
        case Bilingual():
            return fact.in_language(language)
        case datetime():
            return say_time(fact, language)
        case date():
            return say_date(fact, language)
        case float():
            return say_number(fact, language, digits=None)
        case list() | tuple() | set() | frozenset():
            items = sorted(fact, key=str) if isinstance(fact, set | frozenset) else fact
            return say_list([_say_fact(item, language) for item in items], language)
    return str(fact)
