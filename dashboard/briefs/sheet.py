"""A sheet of the office: heading, a sentence, rows of what is stated, notes. Receipts and letters are such sheets."""

from dataclasses import dataclass
from datetime import date

from dashboard.briefs.typesetting import Template, render_template
from dashboard.text.say import Language, say


@dataclass(frozen=True, slots=True)
class Row:
    """A label and what is stated; `is_hash`: set so that every character can be told apart."""

    label: str
    text: str
    is_hash: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on the sheet, in one language. `sample`: it carries the mark of sample data."""

    title: str
    sentence: str
    rows: tuple[Row, ...]
    notes: tuple[str, ...]
    dated: date
    sample: bool


def render_sheet(sheet: Sheet, language: Language) -> bytes:
    """The sheet as PDF on A4; the same bytes for the same sheet."""
    data = {
        "language": language,
        "office": say(language, "receipt.office"),
        "title": sheet.title,
        "stamps": [say(language, "receipt.sample")] if sheet.sample else [],
        "sentence": sheet.sentence,
        "rows": [{"label": row.label, "text": row.text, "hash": row.is_hash} for row in sheet.rows],
        "notes": list(sheet.notes),
    }
    return render_template(Template("receipt.typ", sheet.dated), data)
