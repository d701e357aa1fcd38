"""The receipt of a submission as a one-page PDF: what was received, when, by its hash, and where the audit chain stood."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from dashboard.briefs.fonts import spell_out_unknown
from dashboard.briefs.sheet import Row, Sheet, render_sheet
from dashboard.briefs.shorten import columns_of, cut
from dashboard.text.figures import BEIJING, say_count, say_date, say_list, say_period, say_time
from dashboard.text.say import Language, say
from indicators.model.words import Bilingual

_LINE, _LINES = 36, 5
_NAME = 30
_SIGNERS = ("unit_head", "statistics_head", "filler", "date")
_HASHES = ("sha256", "head")
_ABOUT = ("about_file", "about_head", "about_acceptance")


@dataclass(frozen=True, slots=True)
class ReceiptFacts:
    """What the receipt of one submission states. `at` carries its zone; `signers`: unit_head, statistics_head, filler, date, where given.

    `counts`: how many of the `observations` are reported, confirmed_nil, not_applicable, not_available, and how many remarks
    (confirm, note, normalised, corrected) there were.
    """

    id: str
    department: Bilingual
    period: str
    version: int
    at: datetime
    by: str
    signers: Mapping[str, str]
    file: str
    sha256: str
    observations: int
    counts: Mapping[str, int]
    head: str
    sample: bool


def render_receipt(receipt: ReceiptFacts, language: Language) -> bytes:
    """The receipt as PDF, one A4 page; the same bytes for the same facts. Names that our fonts lack are spelt as code points."""
    stated = _rows(receipt, language).items()
    sheet = Sheet(
        title=say(language, "receipt.title"),
        sentence=_sentence(receipt, language),
        rows=tuple(Row(say(language, f"receipt.field.{name}"), text, name in _HASHES) for name, text in stated),
        notes=tuple(say(language, f"receipt.{code}") for code in _ABOUT),
        dated=receipt.at.astimezone(BEIJING).date(),
        sample=receipt.sample,
    )
    return render_sheet(sheet, language)


def _sentence(receipt: ReceiptFacts, language: Language) -> str:
    return say(
        language,
        "receipt.sentence",
        department=receipt.department,
        period=say_period(receipt.period, language),
        version=receipt.version,
        at=say_time(receipt.at, language),
    )


def _rows(receipt: ReceiptFacts, language: Language) -> dict[str, str]:
    return {
        "id": receipt.id,
        "department": receipt.department.in_language(language),
        "period": say_period(receipt.period, language),
        "version": say(language, "receipt.version_number", version=receipt.version),
        "at": say_time(receipt.at, language),
        "by": _typed(receipt.by),
        "signatory": _signers(receipt, language),
        "file": _typed(receipt.file),
        "observations": _counts(receipt, language),
        "sha256": receipt.sha256,
        "head": receipt.head,
    }


def _signers(receipt: ReceiptFacts, language: Language) -> str:
    """One line for each signer, in the order of the workbook's block."""
    words = {name: _one_line(receipt.signers[name], language) for name in _SIGNERS if receipt.signers.get(name)}
    given = [say(language, f"receipt.signer.{name}", name=text) for name, text in words.items()]
    return "\n".join(given) or say(language, "receipt.no_signatory")


def _one_line(text: str, language: Language) -> str:
    """A name on one line; a day as the language writes it."""
    try:
        return say_date(date.fromisoformat(text), language)
    except ValueError:
        return cut(spell_out_unknown(text), _NAME)


def _counts(receipt: ReceiptFacts, language: Language) -> str:
    total = say_count(receipt.observations, language)
    counts = [say(language, f"receipt.count.{code}", n=say_count(n, language)) for code, n in receipt.counts.items() if n]
    return say(language, "receipt.counted", total=total, counts=say_list(counts, language)) if counts else total


def _typed(text: str) -> str:
    """What a person typed, on a few lines at most: the page has no place for more and a name in one piece would leave it."""
    lines, rest = [], cut(spell_out_unknown(text), _LINE * _LINES)
    while rest:
        length = next((n for n in range(len(rest)) if columns_of(rest[: n + 1]) > _LINE), len(rest))
        lines.append(rest[:length])
        rest = rest[length:]
    return "\n".join(lines)
