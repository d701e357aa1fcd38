"""Workbooks changed at random, without sense: any text of any kind in any cell, sheets and rows gone, merged, hidden, renamed."""

from collections.abc import Callable
from random import Random

from indicators.intake.raw import RawKind
from tests.indicators.intake.defects.book import Book, Content, Sheet

_TEXTS = (
    "",
    " ",
    "\u200b",
    "-",
    "—",
    "/",
    "无",
    "N/A",
    "0",
    "-0",
    "00",
    "1E400",
    "1e-400",
    "NaN",
    "inf",
    "∞",
    "0x10",
    "１２",
    "①",
    "½",
    "十二",
    "一百零三",
    "1.2万",
    "约",
    "万",
    "12-",
    "=1+1",
    "#REF!",
    "TRUE",
    "合计",
    "全国",
    "吉林市",
    "海南州",
    "13 河北",
    "A3-03",
    "A3-03 x",
    "零报告",
    "暂缺 Not available",
    "已填报",
    "2026-Q3",
    "代码",
    "分子 Numerator",
    "填报状态",
    "99999999999999999999",
    "\ud800",
    "\x00",
    "{found}",
    "%s%n",
    "'; drop table",
    "a" * 400,
    "𝟙𝟚",
    "٣",
    "\u202e12",
    "A\nB",
)
_KINDS = tuple(RawKind)
Change = Callable[[Book, Sheet, Random], None]


def mutate(book: Book, dice: Random) -> Book:
    """A copy with one to thirty changes, most of them of cells."""
    copy = book.copy()
    for _ in range(dice.choice((1, 1, 2, 3, 5, 10, 30))):
        if not copy.sheets:
            break
        sheet = dice.choice(list(copy.sheets.values()))
        change = _write if dice.random() < 0.75 else dice.choice(_CHANGES)
        change(copy, sheet, dice)
    return copy


def random_content(dice: Random) -> Content:
    """Any kind with any text, now and then of arbitrary characters."""
    if dice.random() < 0.2:
        return dice.choice(_KINDS), "".join(chr(dice.choice((dice.randrange(32, 127), dice.randrange(0x4E00, 0x9FFF)))) for _ in range(6))
    if dice.random() < 0.3:
        return dice.choice((RawKind.NUMBER, RawKind.PERCENT, RawKind.DATE)), f"{dice.uniform(-1e6, 1e6):.{dice.randrange(6)}f}"
    return dice.choice(_KINDS), dice.choice(_TEXTS)


def _write(book: Book, sheet: Sheet, dice: Random) -> None:
    row, column = _somewhere(sheet, dice)
    sheet.put(row, column, random_content(dice) if dice.random() < 0.8 else None)


def _somewhere(sheet: Sheet, dice: Random) -> tuple[int, int]:
    if sheet.cells and dice.random() < 0.8:
        return dice.choice(list(sheet.cells))
    return dice.randrange(1, 60), dice.randrange(1, 40)


def _exchange(book: Book, sheet: Sheet, dice: Random) -> None:
    one, other = _somewhere(sheet, dice), _somewhere(sheet, dice)
    first, second = sheet.cells.get(one), sheet.cells.get(other)
    sheet.put(*one, second)
    sheet.put(*other, first)


def _insert(book: Book, sheet: Sheet, dice: Random) -> None:
    (sheet.insert_row if dice.random() < 0.5 else sheet.insert_column)(dice.randrange(1, 12))


def _delete_row(book: Book, sheet: Sheet, dice: Random) -> None:
    sheet.delete_row(dice.randrange(1, 40))


def _hide(book: Book, sheet: Sheet, dice: Random) -> None:
    (sheet.hidden_rows if dice.random() < 0.5 else sheet.hidden_columns).add(dice.randrange(1, 20))


def _merge(book: Book, sheet: Sheet, dice: Random) -> None:
    row, column = _somewhere(sheet, dice)
    sheet.merges.append((row, column, row + dice.randrange(3), column + dice.randrange(3)))


def _drop(book: Book, sheet: Sheet, dice: Random) -> None:
    del book.sheets[sheet.name]


def _rename(book: Book, sheet: Sheet, dice: Random) -> None:
    del book.sheets[sheet.name]
    sheet.name = dice.choice((*_TEXTS[:20], *book.sheets, "Sheet1"))[:31] or "x"
    book.sheets[sheet.name] = sheet


def _restamp(book: Book, sheet: Sheet, dice: Random) -> None:
    for name in list(book.properties):
        book.properties[name] = dice.choice(_TEXTS)


_CHANGES: tuple[Change, ...] = (_exchange, _insert, _delete_row, _hide, _merge, _drop, _rename, _restamp)
