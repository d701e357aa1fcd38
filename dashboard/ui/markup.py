"""Small pieces of HTML: chips, cards, tables, facts. Every value is escaped here and nowhere else; there is no way to pass HTML in.

The look of the classes is in pieces.css.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from dashboard.charts.marks import Mark


@dataclass(frozen=True, slots=True)
class Chip:
    """A status: its symbol and its word in its colours."""

    mark: Mark
    word: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link to one of our own addresses (it must begin with `/` or `?`)."""

    text: str
    address: str


Value = str | Chip | Link
_TALL = 30


@dataclass(frozen=True, slots=True)
class Card:
    """A card: heading, a chip, one large figure, small lines under it."""

    heading: str
    chip: Chip | None
    figure: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table for reading: `numbers` are the columns aligned to the right, `prose` those with sentences; `caption` says what it shows."""

    head: tuple[str, ...]
    rows: tuple[tuple[Value, ...], ...]
    numbers: frozenset[int] = frozenset()
    caption: str = ""
    prose: frozenset[int] = frozenset()


def text_html(value: str) -> str:
    """The text, escaped, with its line breaks."""
    return escape(value).replace("\n", "<br>")


def value_html(value: Value) -> str:
    """A text, chip or link as HTML."""
    if isinstance(value, Chip):
        return chip_html(value)
    if isinstance(value, Link):
        return link_html(value)
    return text_html(value)


def chip_html(chip: Chip) -> str:
    """`◆ 关注` in the colours of its status; the symbol is not read out, the word is."""
    style = f"color:{chip.mark.ink};background:{chip.mark.fill}"
    return f'<span class="apm-chip" style="{style}"><span aria-hidden="true">{escape(chip.mark.symbol)}</span> {escape(chip.word)}</span>'


def link_html(link: Link) -> str:
    """A link within the product; ValueError for an address that leads elsewhere."""
    if not link.address.startswith(("/", "?")) or link.address.startswith("//"):
        raise ValueError(f"not an address of ours: {link.address}")
    return f'<a class="apm-link" href="{escape(link.address)}" target="_self">{escape(link.text)}</a>'


def cards_html(cards: Sequence[Card]) -> str:
    """Cards side by side, as many as fit."""
    return f'<div class="apm-cards">{"".join(_card(card) for card in cards)}</div>'


def table_html(table: Table) -> str:
    """The table; a wide or long one scrolls by itself, with the keyboard too, and keeps its head in sight."""
    caption = f'<p class="apm-caption">{text_html(table.caption)}</p>' if table.caption else ""
    head = "".join(f'<th scope="col"{_class_of(table, place)}>{text_html(name)}</th>' for place, name in enumerate(table.head))
    rows = "".join(f"<tr>{_cells(table, row)}</tr>" for row in table.rows)
    tall = " apm-tall" if len(table.rows) > _TALL else ""
    body = f"<thead><tr>{head}</tr></thead><tbody>{rows}</tbody>"
    return f'{caption}<div class="apm-table{tall}" tabindex="0"><table aria-label="{escape(table.caption)}">{body}</table></div>'


def facts_html(facts: Sequence[tuple[str, str]]) -> str:
    """Labels with what stands behind them, small, in a row that breaks."""
    pairs = "".join(f"<div><dt>{text_html(label)}</dt><dd>{text_html(value)}</dd></div>" for label, value in facts)
    return f'<dl class="apm-facts">{pairs}</dl>'


def definitions_html(facts: Sequence[tuple[str, str]]) -> str:
    """Labels with longer texts, one under another."""
    pairs = "".join(f"<dt>{text_html(label)}</dt><dd>{text_html(value)}</dd>" for label, value in facts)
    return f'<dl class="apm-definitions">{pairs}</dl>'


def points_html(points: Sequence[str]) -> str:
    """A short list of sentences."""
    return f'<ul class="apm-points">{"".join(f"<li>{text_html(point)}</li>" for point in points)}</ul>'


def note_html(heading: str, lines: Sequence[str]) -> str:
    """A heading with short lines under it."""
    return f'<div class="apm-note"><p>{text_html(heading)}</p>{"".join(f"<p>{text_html(line)}</p>" for line in lines)}</div>'


def lead_html(sentence: str, chips: Sequence[Chip] = ()) -> str:
    """The sentence of a page that is read first, with chips in front."""
    return f'<p class="apm-lead">{"".join(chip_html(chip) + " " for chip in chips)}{text_html(sentence)}</p>'


def _card(card: Card) -> str:
    chip = chip_html(card.chip) if card.chip else ""
    lines = "".join(f"<p>{text_html(line)}</p>" for line in card.lines if line)
    figure = f'<p class="apm-figure">{text_html(card.figure)}</p>' if card.figure else ""
    return f'<section class="apm-card"><h4>{text_html(card.heading)}</h4><div class="apm-top">{figure}{chip}</div>{lines}</section>'


def _cells(table: Table, row: Sequence[Value]) -> str:
    return "".join(f"<td{_class_of(table, place)}>{value_html(value)}</td>" for place, value in enumerate(row))


def _class_of(table: Table, place: int) -> str:
    if place in table.prose:
        return ' class="apm-prose"'
    return ' class="apm-number"' if place in table.numbers else ""
