"""The sums of a conflict as short texts in both languages. Small counts of another department are not told."""

from collections.abc import Mapping, Sequence

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.cross.conflicts import Conflict
from indicators.model.relation import Term
from indicators.model.words import Bilingual

SMALLEST_TOLD = 8
A_FEW = Bilingual("少量", "a few")


def is_few(amount: float) -> bool:
    """Whether an amount stands for one to seven."""
    return 0 < abs(amount) < SMALLEST_TOLD


def side_by_term(conflict: Conflict, side: str) -> str:
    """The figures of one side as they add up: `3+4+0.6×5=10`, or the one figure; for the sender's own figures only."""
    amounts: dict[tuple[str, str, str, float], float] = {}
    for cell in conflict.cells:
        if cell.side == side:
            key = (cell.indicator, cell.part, cell.breakdown, cell.factor)
            amounts[key] = amounts.get(key, 0.0) + cell.figure
    parts = [_factored(amount, key[3]) for key, amount in amounts.items()]
    total = conflict.left if side == "left" else conflict.right
    written = "+".join(parts).replace("+−", "−")
    return written if written == _plain(total) else f"{written}={_plain(total)}"


def amounts_by_department(conflict: Conflict, side: str) -> Mapping[str, float]:
    """What each department adds to one side."""
    amounts: dict[str, float] = {}
    for cell in conflict.cells:
        if cell.side == side:
            amounts[cell.department] = amounts.get(cell.department, 0.0) + cell.figure * cell.factor
    return amounts


def side_by_department(catalogue: Catalogue, conflict: Conflict, side: str, reader: str) -> Bilingual:
    """One side by department: `公安部12＋民政部6`; amounts of 1 to 7 of anybody but the reader's department are only `a few`."""
    parts = []
    for code, amount in amounts_by_department(conflict, side).items():
        name = catalogue.departments[code].short_name
        told = A_FEW if code != reader and is_few(amount) else Bilingual(_plain(amount), _plain(amount))
        parts.append(Bilingual(f"{name.zh}{told.zh}", f"{name.en} {told.en}"))
    return Bilingual("＋".join(part.zh for part in parts), " + ".join(part.en for part in parts))


def names_of(catalogue: Catalogue, codes: Sequence[str]) -> Bilingual:
    """Departments or regions by their short names, each once."""
    short = {code: one.short_name for code, one in catalogue.departments.items()}
    short |= {code: one.short_name for code, one in catalogue.regions.items()}
    names = [short[code] for code in dict.fromkeys(codes) if code in short]
    return Bilingual("、".join(name.zh for name in names), ", ".join(name.en for name in names))


def name_term(catalogue: Catalogue, term: Term) -> Bilingual:
    """What a term counts: the series' name with its breakdown, or the words for the indicator's numerator or denominator."""
    indicator = catalogue.indicators.get(term.code)
    if indicator is None:
        name = catalogue.series[term.code].name
        part = catalogue.breakdowns.get(term.breakdown)
        return Bilingual(f"{name.zh}（{part.zh}）", f"{name.en} ({part.en})") if part else name
    words = {"numerator": indicator.numerator, "denominator": indicator.denominator}.get(term.part)
    return words or indicator.name


def bilingual_facts(words: Mapping[str, Bilingual]) -> dict[str, object]:
    """Facts for sentences: `text` as `text_zh` and `text_en`."""
    return {f"{name}_{language}": getattr(text, language) for name, text in words.items() for language in ("zh", "en")}


def _factored(amount: float, factor: float) -> str:
    if factor == 1:
        return _plain(amount)
    return f"−{_plain(amount)}" if factor == -1 else f"{_plain(factor)}×{_plain(amount)}"


def _plain(number: float) -> str:
    return f"{number:.15g}"
