"""The shapes in which spreadsheet programs show notes (VML): ours are added at the end and taken away by the cell they belong to."""

import re
from collections.abc import Collection, Mapping

from indicators.intake.workbook_back.elements import Edit, Element, apply_edits, by_parent, find_elements
from indicators.intake.workbook_back.references import Place

_SPACES = (
    ' xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
    ' xmlns:x="urn:schemas-microsoft-com:office:excel"'
)
_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" path="m,l,21600r21600,l21600,xe">'
    '<v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_SHAPE = (
    '<v:shape{spaces} id="_x0000_s{number}" type="#_x0000_t202" style="position:absolute;margin-left:80pt;margin-top:2pt;width:{width}pt;'
    'height:{height}pt;z-index:{order};visibility:hidden" fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto">'
    '<div style="text-align:left"></div></v:textbox><x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)
_NUMBER = re.compile(rb"_x0000_s(\d{1,9})")
_CLUSTER = 1024
_WIDTH, _LINE, _LINE_LENGTH, _MOST_LINES = 300, 13, 46, 26
_COLUMNS_WIDE = 3
_POINTS_A_ROW = 15


def new_drawing(count: int) -> bytes:
    """A drawing without a shape, ready for so many."""
    clusters = ",".join(str(number) for number in range(1, 2 + (count + 1) // _CLUSTER))
    layout = f'<o:shapelayout v:ext="edit"><o:idmap v:ext="edit" data="{clusters}"/></o:shapelayout>'
    return f"<xml{_SPACES}>{layout}{_TYPE}</xml>".encode()


def add_shapes(content: bytes, notes: Mapping[Place, str]) -> bytes:
    """The drawing with a hidden shape for each note, as large as its text needs."""
    first = max((int(number) for number in _NUMBER.findall(content)), default=_CLUSTER) + 1
    known = all(space.encode() in content for space in ("xmlns:v=", "xmlns:o=", "xmlns:x="))
    shape_type = "" if b'"_x0000_t202"' in content else _TYPE.replace("<v:shapetype", f"<v:shapetype{_SPACES}")
    shapes = [_shape(place, note, first + number, "" if known else _SPACES) for number, (place, note) in enumerate(notes.items())]
    end = content.rindex(b"</")
    return content[:end] + (shape_type + "".join(shapes)).encode() + content[end:]


def remove_shapes(content: bytes, places: Collection[Place]) -> tuple[bytes, int]:
    """The drawing without the note shapes of these cells, and how many shapes are left."""
    elements = find_elements(content, ("shape", "shapetype", "Row", "Column"))
    shapes = by_parent(elements, "shape")
    gone = [shape for shape, inside in shapes if _place(content, inside) in places]
    left = content if not gone else apply_edits(content, [Edit(one.start, one.end, b"") for one in gone])
    if gone and b'"#_x0000_t202"' not in left:
        types = [one for one in find_elements(left, ("shapetype",)) if b'"_x0000_t202"' in one.tag(left)]
        left = apply_edits(left, [Edit(one.start, one.end, b"") for one in types])
    return left, len(shapes) - len(gone)


def _shape(place: Place, note: str, number: int, spaces: str) -> str:
    """Row and column count from 0 in a drawing; the shape stands beside its cell."""
    row, column = place[0] - 1, place[1] - 1
    height = _LINE * min(_MOST_LINES, 2 + sum(1 + _cells_wide(line) // _LINE_LENGTH for line in note.split("\n")))
    top = max(row - 1, 0)
    anchor = f"{column + 1}, 12, {top}, 4, {column + 1 + _COLUMNS_WIDE}, 12, {top + 1 + height // _POINTS_A_ROW}, 4"
    return _SHAPE.format(
        spaces=spaces, number=number, width=_WIDTH, height=height, order=number % _CLUSTER, anchor=anchor, row=row, column=column
    )


def _cells_wide(line: str) -> int:
    """How wide a line is; a Chinese character counts twice."""
    return len(line) + sum(ord(character) > 0x2E7F for character in line)


def _place(content: bytes, inside: list[Element]) -> Place | None:
    said = {one.name: one.inner(content).strip() for one in inside}
    row, column = said.get("Row", b""), said.get("Column", b"")
    return (int(row) + 1, int(column) + 1) if row.isdigit() and column.isdigit() else None
