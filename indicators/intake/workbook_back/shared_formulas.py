"""Formulas that several cells share: the first cell holds the text, the others refer to it. Gives each its own before the first goes."""

import re
from collections.abc import Collection
from xml.sax.saxutils import unescape

from indicators.intake.workbook_back.elements import Edit, Element, apply_edits, find_elements
from indicators.intake.workbook_back.references import cell_at, reference_of
from indicators.intake.workbook_back.tags import attribute, tag_prefix, text_bytes, with_attribute

_TOKEN = re.compile(r"""("(?:[^"]|"")*"|'(?:[^']|'')*'!?)|(?<![A-Za-z0-9_.$])(\$?)([A-Z]{1,3})(\$?)([1-9][0-9]{0,6})(?![A-Za-z0-9_.(!])""")


def resolve_shared_formulas(content: bytes, replaced: Collection[tuple[int, int]]) -> bytes:
    """The sheet in which no cell depends on the formula text of a cell of `replaced`; unchanged where none does."""
    if b'"shared"' not in content and b"'shared'" not in content:
        return content
    elements = find_elements(content, ("c", "f"))
    masters: dict[str, tuple[tuple[int, int], str]] = {}
    followers: list[tuple[str, tuple[int, int], Element]] = []
    place = (0, 0)
    for element in elements:
        tag = element.tag(content)
        if element.name == "c":
            place = cell_at(attribute(tag, "r") or "A1")
        elif attribute(tag, "t") == "shared":
            group, text = attribute(tag, "si") or "", element.inner(content)
            if text:
                masters[group] = (place, unescape(text.decode()))
            else:
                followers.append((group, place, element))
    gone = {group for group, (master, _) in masters.items() if master in set(replaced)}
    edits = [_own_formula(content, element, *masters[group], here) for group, here, element in followers if group in gone]
    return apply_edits(content, edits)


def move_formula(formula: str, rows: int, columns: int) -> str:
    """The formula as it reads so many rows down and columns to the right: references without `$` move with it."""

    def moved(match: re.Match[str]) -> str:
        if match[1] is not None:
            return match[0]
        row, column = cell_at(match[3] + match[5])
        row, column = (row if match[4] else row + rows), (column if match[2] else column + columns)
        if row < 1 or column < 1:
            return "#REF!"
        letters = reference_of((row, column)).rstrip("0123456789")
        return f"{match[2]}{letters}{match[4]}{row}"

    return _TOKEN.sub(moved, formula)


def _own_formula(content: bytes, element: Element, master: tuple[int, int], formula: str, here: tuple[int, int]) -> Edit:
    tag = element.tag(content)
    for name in ("t", "si", "ref"):
        tag = with_attribute(tag, name, None)
    end = b"</" + tag_prefix(tag) + b"f>"
    moved = text_bytes(move_formula(formula, here[0] - master[0], here[1] - master[1]))
    return Edit(element.start, element.end, tag.rstrip(b"/>").rstrip() + b">" + moved + end)
