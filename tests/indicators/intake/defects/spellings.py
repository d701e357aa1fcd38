"""How a true figure is misspelt in a number cell: content -> the code it must be reported with, and in which cells people do that."""

from collections.abc import Callable
from dataclasses import dataclass

from indicators.intake.raw import RawKind
from indicators.model.submission import Severity
from tests.indicators.intake.defects.book import Content
from tests.indicators.intake.defects.templates import Kin

Spell = Callable[[str], Content | None]
"""From the true figure as text to what is written instead; None where the figure cannot be written so."""

COUNTS: tuple[Kin, ...] = (Kin.NUMERATOR, Kin.DENOMINATOR, Kin.SAMPLE, Kin.TOTAL, Kin.PART)
ALL: tuple[Kin, ...] = (*COUNTS, Kin.POPULATION, Kin.VALUE, Kin.MEAN, Kin.ERROR)
_FIX, _ASK = Severity.MUST_FIX, Severity.CONFIRM
_DIGITS = "零一二三四五六七八九"
_CIRCLED = "⓪①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way of misspelling; severity NOTE and no code for a way that is read without a question."""

    name: str
    code: str
    severity: Severity
    kins: tuple[Kin, ...]
    spells: tuple[Spell, ...]


def _text(*forms: str) -> tuple[Spell, ...]:
    return tuple(lambda true, form=form: (RawKind.TEXT, form.replace("{n}", true)) for form in forms)


def _raw(kind: RawKind, text: str) -> Spell:
    return lambda true: (kind, text)


def _negative(true: str) -> Content:
    return RawKind.NUMBER, f"-{int(float(true)) + 1}"


def _half_more(true: str) -> Content:
    return RawKind.NUMBER, f"{int(float(true))}.5"


def _numeral(true: str) -> Content | None:
    """十二 for 12."""
    if not true.isdigit() or not 0 < int(true) < 100:
        return None
    tens, ones = divmod(int(true), 10)
    word = (_DIGITS[tens] if tens > 1 else "") + ("十" if tens else "") + (_DIGITS[ones] if ones else "")
    return RawKind.TEXT, word


def _letter_o(true: str) -> Content | None:
    return (RawKind.TEXT, true.replace("0", "O")) if true.isdigit() and "0" in true and true != "0" else None


def _circled(true: str) -> Content | None:
    return (RawKind.TEXT, _CIRCLED[int(true)]) if true.isdigit() and 0 < int(true) <= 20 else None


def _ten_thousands(true: str) -> Content | None:
    return (RawKind.TEXT, f"{int(true) / 10_000:.8g}万") if true.isdigit() and int(true) >= 10_000 and int(true) % 10_000 else None


def _footnote(true: str) -> Content:
    return RawKind.TEXT, f"{true}²"


def _full_width(true: str) -> Content:
    return RawKind.TEXT, true.translate({ord(digit): ord(digit) + 0xFEE0 for digit in "0123456789"})


def _separated(true: str) -> Content | None:
    return (RawKind.TEXT, f"{int(true):,}") if true.isdigit() and int(true) >= 1000 else None


_WRONG: tuple[tuple[str, str, Severity, tuple[Kin, ...], tuple[Spell, ...]], ...] = (
    ("words instead of a number", "not_a_number", _FIX, ALL, _text("见附件", "同上", "详见说明", "test")),
    ("a number with too many points", "separator_misplaced", _FIX, ALL, _text("1.2.3", "12..5", "1,2,3.4.5")),
    ("two numbers in one cell", "not_a_number", _FIX, ALL, _text("12;15", "男12女15")),
    ("a sum instead of its result", "not_a_number", _FIX, ALL, _text("12+15", "3+4+5")),
    ("a range", "range_given", _FIX, ALL, _text("10-12", "10至12", "10～12", "10—12", "12、15")),
    ("more than, at least", "range_given", _FIX, COUNTS, _text("超{n}", "≥{n}", "{n}以上", "{n}+")),
    ("a number in brackets", "bracketed", _FIX, COUNTS, _text("({n})", "（{n}）")),
    ("about", "reading_suggested", _ASK, COUNTS, _text("约{n}", "{n}左右", "大约{n}", "{n}余")),
    ("a remark behind the number", "reading_suggested", _ASK, COUNTS, _text("{n}（含跨省）", "{n}※")),
    ("a Chinese numeral", "reading_suggested", _ASK, COUNTS, (_numeral,)),
    ("the letter O for 0", "reading_suggested", _ASK, COUNTS, (_letter_o,)),
    ("a circled number", "reading_suggested", _ASK, COUNTS, (_circled,)),
    ("a footnote mark", "reading_suggested", _ASK, COUNTS, (_footnote,)),
    ("ten thousands", "reading_suggested", _ASK, (Kin.DENOMINATOR,), (_ten_thousands,)),
    ("a percentage as text", "rate_typed", _FIX, (Kin.NUMERATOR, Kin.DENOMINATOR, Kin.TOTAL), _text("92.5%", "百分之九十", "95‰")),
    ("a percentage by format", "rate_typed", _FIX, COUNTS, (_raw(RawKind.PERCENT, "0.925"),)),
    ("a share instead of a count", "rate_typed", _FIX, (Kin.NUMERATOR,), (_raw(RawKind.NUMBER, "0.925"), _raw(RawKind.NUMBER, "0.1"))),
    ("a negative number", "negative", _FIX, ALL, (_negative,)),
    ("a negative number as text", "negative", _FIX, ALL, _text("-5", "－5", "−5")),
    ("half a person", "not_whole", _FIX, COUNTS, (_half_more,)),
    ("half a person as text", "not_whole", _FIX, COUNTS, _text("12.5", "１２．５")),
    ("a number beyond anything", "too_large", _FIX, ALL, (_raw(RawKind.NUMBER, "13000000000000"), _raw(RawKind.NUMBER, "1E300"))),
    ("a number beyond anything as text", "too_large", _FIX, ALL, _text("9,999,999,999,999")),
    ("a logical value", "is_boolean", _FIX, ALL, (_raw(RawKind.BOOLEAN, "1"), _raw(RawKind.BOOLEAN, "0"))),
    ("a date", "is_date", _FIX, ALL, (_raw(RawKind.DATE, "2026-09-30"), _raw(RawKind.DATE, "46295"))),
    ("a date as text", "is_date", _FIX, ALL, _text("2026-09-30", "9月30日", "2026年9月")),
    ("an error as text", "is_error", _FIX, ALL, _text("#REF!", "#DIV/0!", "#N/A")),
    ("a formula as text", "formula_without_value", _FIX, ALL, _text("=12+15", "=SUM(C7:C9)")),
    ("an error of a formula", "is_error", _FIX, ALL, tuple(_raw(RawKind.ERROR, text) for text in ("#REF!", "#DIV/0!", "#N/A", "#VALUE!"))),
    ("a formula that was never calculated", "formula_without_value", _FIX, ALL, (_raw(RawKind.UNCALCULATED, ""),)),
    ("a word for nothing", "status_needed", _FIX, ALL, _text("无", "没有", "nil")),
    ("a word for not known", "status_needed", _FIX, ALL, _text("不详", "未统计", "N/A", "待补", "待核实")),
    ("a dash or another mark", "status_needed", _FIX, ALL, _text("-", "/", "——", "…", "*")),
    ("a level in words", "not_a_level", _FIX, (Kin.LEVEL,), _text("基本完成", "也许", "已出台")),
    ("a level that does not exist", "not_a_level", _FIX, (Kin.LEVEL,), (_raw(RawKind.NUMBER, "5"), _raw(RawKind.NUMBER, "2.5"))),
    ("a level as a logical value", "not_a_level", _FIX, (Kin.LEVEL,), (_raw(RawKind.BOOLEAN, "1"),)),
)

_PLAIN: tuple[tuple[str, tuple[Spell, ...]], ...] = (
    ("the number as text", _text("{n}", "'{n}")),
    ("full-width digits", (_full_width,)),
    ("thousands separated", (_separated,)),
    ("spaces around the number", _text(" {n}", "{n} ", "\u00a0{n}", "\u3000{n}", "{n}\u200b", "\ufeff{n}")),
    ("a unit behind the number", _text("{n}人", "{n} 件", "{n}个", "{n}起")),
    ("the number with empty decimals", _text("{n}.0", "{n}.00")),
)

SPELLINGS: tuple[Spelling, ...] = (
    *(Spelling(*way) for way in _WRONG),
    *(Spelling(name, "", Severity.NOTE, COUNTS, spells) for name, spells in _PLAIN),
)
"""Every way of spelling, the wrong ones first."""
