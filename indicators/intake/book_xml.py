"""Reads what the sheets of a workbook refer to: their names and parts, shared strings, number formats, names, custom properties."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from indicators.intake.limits import Limits, refuse
from indicators.intake.package import Package, read_relationships
from indicators.intake.raw import RawKind
from indicators.intake.shared_strings import read_strings
from indicators.intake.xml_scan import local_name, require_depth, scan_xml

_DATE_FORMATS = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_PERCENT_FORMATS = frozenset((9, 10))
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.|_.|\*.')


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A sheet as the workbook lists it: its name, whether it is visible, and the part that holds it."""

    name: str
    state: str
    part: str


@dataclass(frozen=True, slots=True)
class Book:
    """What `workbook.xml` and its neighbours say. `strings_rest`: the part of the strings without those that were read plainly."""

    sheets: tuple[SheetPart, ...]
    names: Mapping[str, str]
    strings: tuple[str, ...]
    styles: tuple[RawKind, ...]
    properties: Mapping[str, str]
    strings_part: str = ""
    strings_rest: bytes = b""


def read_book(package: Package, limits: Limits) -> Book:
    """The workbook part and what it points to; FileRefusedError if it is incomplete."""
    part = next((target for _, kind, target in read_relationships(package, "") if kind == "officeDocument"), "xl/workbook.xml")
    content = package.find(part)
    if content is None:
        raise refuse("part_missing", part=part[:60])
    targets = {key: (kind, target) for key, kind, target in read_relationships(package, part)}
    listed = [(attributes, text) for attributes, text in _read_texts_of(content, ("sheet", "definedName"))]
    sheets = tuple(_sheet_part(attributes, targets) for attributes, _ in listed if "sheetId" in attributes)
    if not sheets:
        raise refuse("part_missing", part="worksheet")
    if len(sheets) > limits.sheets:
        raise refuse("too_many_sheets", count=len(sheets), limit=limits.sheets)
    names = {attributes["name"]: text for attributes, text in listed if "sheetId" not in attributes and "name" in attributes}
    by_kind = dict(targets.values())
    strings_part = by_kind.get("sharedStrings", "")
    content_of_strings = package.find(strings_part)
    strings, rest = read_strings(content_of_strings, limits) if content_of_strings else ((), b"")
    styles = package.find(by_kind.get("styles", ""))
    custom = package.find("docProps/custom.xml")
    return Book(
        sheets,
        names,
        strings,
        _read_styles(styles) if styles else (),
        {attributes["name"]: text for attributes, text in _read_texts_of(custom, ("property",)) if "name" in attributes} if custom else {},
        strings_part.lstrip("/").casefold(),
        rest,
    )


def _sheet_part(attributes: Mapping[str, str], targets: Mapping[str, tuple[str, str]]) -> SheetPart:
    kind, target = targets.get(attributes.get("id", ""), ("", ""))
    if kind != "worksheet":
        raise refuse("has_macros" if "macro" in kind.lower() else "part_missing", part=(kind or "worksheet")[:60])
    return SheetPart(attributes.get("name", "")[:31], attributes.get("state", "visible"), target)


def _read_texts_of(content: bytes, wanted: tuple[str, ...]) -> Iterator[tuple[Mapping[str, str], str]]:
    """Attributes and whole inner text of each element of the wanted names."""
    found: list[tuple[Mapping[str, str], str]] = []
    stack: list[tuple[str, Mapping[str, str]]] = []
    buffer: list[str] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        stack.append((local_name(name), attributes))
        require_depth(len(stack))
        if stack[-1][0] in wanted:
            buffer.clear()

    def end(_: str) -> None:
        name, attributes = stack.pop()
        if name in wanted:
            found.append(({local_name(key): value for key, value in attributes.items()}, "".join(buffer)))

    scan_xml(content, start, end, buffer.append)
    return iter(found)


def _read_styles(content: bytes) -> tuple[RawKind, ...]:
    """For each cell style whether its numbers are plain, percentages or dates."""
    custom: dict[int, RawKind] = {}
    kinds: list[RawKind] = []
    stack: list[str] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        stack.append(local_name(name))
        require_depth(len(stack))
        number = attributes.get("numFmtId", "0")
        code = int(number) if number.isascii() and number.isdigit() and len(number) < 10 else 0
        if stack[-1] == "numFmt":
            custom[code] = _format_kind(attributes.get("formatCode", ""))
        elif stack[-2:] == ["cellXfs", "xf"]:
            kinds.append(custom.get(code) or _built_in_kind(code))

    def end(_: str) -> None:
        stack.pop()

    scan_xml(content, start, end, lambda _: None)
    return tuple(kinds)


def _built_in_kind(code: int) -> RawKind:
    if code in _DATE_FORMATS:
        return RawKind.DATE
    return RawKind.PERCENT if code in _PERCENT_FORMATS else RawKind.NUMBER


def _format_kind(code: str) -> RawKind:
    bare = _LITERAL.sub("", code).lower()
    if "%" in bare:
        return RawKind.PERCENT
    if "general" in bare:
        return RawKind.NUMBER
    return RawKind.DATE if re.search(r"[ymdhs年月日]", bare) else RawKind.NUMBER
