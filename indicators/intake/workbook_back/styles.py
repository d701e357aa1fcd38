"""The style part of a workbook: cell formats are added at its end and taken away again; none that is there is ever changed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from indicators.intake.workbook_back.archive import Parts
from indicators.intake.workbook_back.book import BookFile, add_content_type, add_relation, new_part_name, relations
from indicators.intake.workbook_back.elements import Edit, Element, append_inside, apply_edits, find_elements
from indicators.intake.workbook_back.tags import attribute, tag_prefix, with_attribute

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"
_SECTIONS: Mapping[str, tuple[str, str]] = {
    "fonts": ("font", '<font><sz val="11"/><name val="Calibri"/></font>'),
    "fills": ("fill", '<fill><patternFill patternType="none"/></fill>'),
    "borders": ("border", "<border><left/><right/><top/><bottom/><diagonal/></border>"),
    "cellStyleXfs": ("xf", '<xf numFmtId="0" fontId="0" fillId="0" borderId="0"/>'),
    "cellXfs": ("xf", '<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'),
}
_ORDER = ("numFmts", *_SECTIONS, "cellStyles", "dxfs", "tableStyles", "colors", "extLst")
_GRAY = '<fill><patternFill patternType="gray125"/></fill>'
_NORMAL = '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
_SOLID = '<fill><patternFill patternType="solid"><fgColor rgb="{colour}"/><bgColor indexed="64"/></patternFill></fill>'
Counts = dict[str, tuple[int, str | None]]


@dataclass(slots=True)
class StyleSheet:
    """The styles of a workbook. `made_part`: there was no part of them.

    `before`: how many entries each section had and what it said of that; (-1, None) for an absent section.
    """

    part: str
    content: bytes
    prefix: str
    before: Counts
    entries: dict[str, list[str]]
    made_part: bool
    made: dict[tuple[object, ...], int] = field(default_factory=dict)

    def fill_of(self, style: int) -> str:
        """The fill of a cell format as XML without prefixes."""
        place = int(attribute(self._format(style).encode(), "fillId") or 0)
        fills = self.entries["fills"]
        return fills[place] if place < len(fills) else fills[0]

    def is_locked(self, style: int) -> bool:
        """Whether cells of this format are locked on a protected sheet."""
        return re.search(r'locked="(0|false)"', self._format(style)) is None

    def add_fill(self, fill: str) -> int:
        """The index of a fill; programs keep the first two for themselves, whatever the file says there."""
        if len(self.entries["fills"]) < 2:
            self.entries["fills"].append(_GRAY)
        return self.add("fills", fill)

    def with_fill(self, style: int, fill: str) -> int:
        """The index of the format that is like `style` in everything but the fill."""
        key = ("fill", style, fill)
        if key not in self.made:
            tag, rest = _split_tag(self._format(style))
            changed = with_attribute(with_attribute(tag.encode(), "fillId", str(self.add_fill(fill))), "applyFill", "1")
            self.made[key] = self.add("cellXfs", changed.decode() + rest)
        return self.made[key]

    def add(self, section: str, entry: str) -> int:
        """The index of an entry, the one that is there if it says the same."""
        entries = self.entries[section]
        if entry not in entries:
            entries.append(entry)
        return entries.index(entry)

    def _format(self, style: int) -> str:
        formats = self.entries["cellXfs"]
        return formats[style] if style < len(formats) else formats[0]


def solid_fill(colour: str) -> str:
    """A fill of one colour (`FFF4B6B6`)."""
    return _SOLID.format(colour=colour)


def open_styles(parts: Parts, book: BookFile) -> StyleSheet:
    """The style sheet of the workbook, made if there is none; sections it lacks are added."""
    part = next((one.target for one in relations(parts, book.part) if one.kind == "styles" and one.target in parts), "")
    made = not part
    if made:
        # Some programs look for it under no other name.
        part = "xl/styles.xml" if "xl/styles.xml" not in parts else new_part_name(parts, "xl", "styles", ".xml")
        parts.put(part, f'<styleSheet xmlns="{book.namespace}">{_NORMAL}</styleSheet>'.encode())
        add_relation(parts, book.part, f"{book.types}/styles", part)
        add_content_type(parts, part, _CONTENT_TYPE)
    content = parts.xml[part]
    before = {name: _count(content, name) for name in _SECTIONS}
    for name in _SECTIONS:
        content = _with_section(content, name)
    prefix = tag_prefix(find_elements(content, ("styleSheet",))[0].tag(content)).decode()
    entries = {name: [_bare(one.xml(content), prefix) for one in _entries(content, name)] for name in _SECTIONS}
    return StyleSheet(part, content, prefix, before, entries, made)


def write_styles(parts: Parts, styles: StyleSheet) -> None:
    """Puts the entries that were added at the end of their sections."""
    content = styles.content
    for name, entries in styles.entries.items():
        there = len(_entries(content, name))
        if len(entries) > there:
            section = _section(content, name)
            new = "".join(_prefixed(entry, styles.prefix) for entry in entries[there:]).encode()
            content = apply_edits(content, [append_inside(content, section, new)])
            content = _with_count(content, name, str(len(entries)))
    parts.put(styles.part, content)


def restore_styles(content: bytes, before: Counts) -> bytes:
    """The style part with only the entries that were there before."""
    for name, (count, said) in before.items():
        section = _section(content, name)
        if count < 0:
            content = apply_edits(content, [Edit(section.start, section.end, b"")])
            continue
        gone = _entries(content, name)[count:]
        content = apply_edits(content, [Edit(one.start, one.end, b"") for one in gone])
        content = _with_count(content, name, said)
    return content


def _split_tag(entry: str) -> tuple[str, str]:
    place = entry.index(">") + 1
    return entry[:place], entry[place:]


def _count(content: bytes, name: str) -> tuple[int, str | None]:
    found = [one for one in find_elements(content, (name,)) if len(one.path) == 2]
    return (len(_entries(content, name)), attribute(found[0].tag(content), "count")) if found else (-1, None)


def _section(content: bytes, name: str) -> Element:
    return next(one for one in find_elements(content, (name,)) if len(one.path) == 2)


def _entries(content: bytes, name: str) -> list[Element]:
    child = _SECTIONS[name][0]
    return [one for one in find_elements(content, (child,)) if one.path[1:] == (name, child)]


def _with_section(content: bytes, name: str) -> bytes:
    found = {one.name: one for one in find_elements(content, (*_ORDER, "styleSheet")) if len(one.path) <= 2}
    if name in found:
        return content
    root = found["styleSheet"]
    prefix = tag_prefix(root.tag(content)).decode()
    new = _prefixed(f"<{name}>{_SECTIONS[name][1]}</{name}>", prefix).encode()
    later = [found[one] for one in _ORDER[_ORDER.index(name) + 1 :] if one in found]
    edit = Edit(later[0].start, later[0].start, new) if later else append_inside(content, root, new)
    return apply_edits(content, [edit])


def _with_count(content: bytes, name: str, count: str | None) -> bytes:
    section = _section(content, name)
    tag = section.tag(content)
    if attribute(tag, "count") is None:
        return content
    return apply_edits(content, [Edit(section.start, section.inside, with_attribute(tag, "count", count))])


def _bare(xml: bytes, prefix: str) -> str:
    """XML of the style sheet without its own namespace prefix; those of extensions stay."""
    text = xml.decode()
    return text.replace(f"<{prefix}", "<").replace(f"</{prefix}", "</") if prefix else text


def _prefixed(xml: str, prefix: str) -> str:
    return re.sub(r"(</?)([A-Za-z][\w.-]*)(?=[\s/>])", rf"\1{prefix}\2", xml) if prefix else xml
