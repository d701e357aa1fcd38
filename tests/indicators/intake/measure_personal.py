"""How much of made-up personal data is found, and how much of made-up official text is refused without cause."""

from collections.abc import Iterator

from official_samples import FIGURES, TEXTS
from official_samples import SHEETS as OFFICIAL_SHEETS
from person_sheets import SHEETS
from personal_samples import HEADERS, POSITIVES, draw

from indicators.intake.personal_data import find_personal_data
from indicators.intake.personal_headers import is_personal_header
from indicators.intake.personal_rows import find_person_rows, find_spread_ids
from indicators.intake.raw import RawSheet


def recall(count: int, seed: int, sheets: int = 0) -> Iterator[tuple[str, float]]:
    """(kind, share found) of `count` samples each, of sheets `sheets` if given."""
    for name, (_, make) in POSITIVES.items():
        yield name, sum(find_personal_data(str(text)) is not None for text in draw(make, count, seed)) / count
    yield "header", sum(is_personal_header(str(text)) for text in draw(HEADERS, count, seed)) / count
    for name, make in SHEETS.items():
        yield name, sum(_sheet_is_refused(sheet) for sheet in draw(make, sheets or count, seed)) / (sheets or count)


def false_alarms(count: int, seed: int, sheets: int = 0) -> Iterator[tuple[str, float]]:
    """(kind of text, share refused) of `count` samples each, of sheets `sheets` if given."""
    for name, make in {**TEXTS, **FIGURES}.items():
        yield (
            name,
            sum(find_personal_data(str(text)) is not None or is_personal_header(str(text)) for text in draw(make, count, seed)) / count,
        )
    for name, make in OFFICIAL_SHEETS.items():
        yield f"sheet of {name}", sum(_sheet_is_refused(sheet) for sheet in draw(make, sheets or count, seed)) / (sheets or count)


def missed(count: int, seed: int) -> Iterator[tuple[str, str]]:
    """(kind, sample) that was not found, or not under its own name: for whoever mends the search."""
    for name, (kind, make) in POSITIVES.items():
        yield from ((name, str(text)) for text in draw(make, count, seed) if find_personal_data(str(text)) != kind)
    yield from (("header", str(text)) for text in draw(HEADERS, count, seed) if not is_personal_header(str(text)))


def alarms(count: int, seed: int) -> Iterator[tuple[str, str, str | None]]:
    """(kind of text, sample, kind it was taken for) that was refused without cause."""
    for name, make in {**TEXTS, **FIGURES}.items():
        for text in draw(make, count, seed):
            found = find_personal_data(str(text)) or ("header" if is_personal_header(str(text)) else None)
            if found:
                yield name, str(text), found


def _sheet_is_refused(sheet: object) -> bool:
    assert isinstance(sheet, RawSheet)
    return any(find_person_rows(sheet)) or any(find_spread_ids(sheet))
