"""Where elements stand in the bytes of a part, and changing those bytes at several places at once."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from xml.parsers import expat

from indicators.intake.limits import refuse
from indicators.intake.workbook_back.tags import is_empty_tag, tag_end


@dataclass(frozen=True, slots=True)
class Element:
    """One element: `content[start:inside]` is its start tag, `content[inside:close]` what is in it, `end` the place behind it.

    `path` are the local names from the root down to and including the element.
    """

    path: tuple[str, ...]
    start: int
    inside: int
    close: int
    end: int

    @property
    def name(self) -> str:
        return self.path[-1]

    def tag(self, content: bytes) -> bytes:
        """Its start tag."""
        return content[self.start : self.inside]

    def xml(self, content: bytes) -> bytes:
        """The whole of it."""
        return content[self.start : self.end]

    def inner(self, content: bytes) -> bytes:
        """All bytes between its tags."""
        return content[self.inside : self.close]


@dataclass(frozen=True, slots=True)
class Edit:
    """`content[start:end]` becomes `new`."""

    start: int
    end: int
    new: bytes


def find_elements(content: bytes, wanted: Collection[str]) -> list[Element]:
    """Every element whose local name is wanted, in the order of their start tags; FileRefusedError for broken XML."""
    found: list[tuple[tuple[str, ...], int]] = []
    ends: dict[int, int] = {}
    path: list[str] = []
    opened: list[int] = []
    parser = new_parser()

    def start(name: str, _: Mapping[str, str]) -> None:
        local = name.rpartition(":")[2]
        path.append(local)
        if local in wanted:
            opened.append(len(found))
            found.append((tuple(path), parser.CurrentByteIndex))

    def end(_: str) -> None:
        if path.pop() in wanted:
            ends[opened.pop()] = parser.CurrentByteIndex

    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parse(parser, content)
    return [_element(content, names, place, ends[number]) for number, (names, place) in enumerate(found)]


def find_outside_cells(content: bytes, wanted: Collection[str]) -> list[Element]:
    """As `find_elements` for what a sheet says besides its cells; those are most of it and are passed over."""
    start = content.find(b">", content.find(b"sheetData")) + 1
    last = content.rfind(b"sheetData>")
    close = content.rfind(b"</", 0, last)
    if not 0 < start <= close:
        return find_elements(content, wanted)
    length = close - start
    found = find_elements(content[:start] + content[close:], wanted)
    return [_moved(one, start, length) for one in found]


def apply_edits(content: bytes, edits: Iterable[Edit]) -> bytes:
    """The content with all edits made; they must not overlap. Insertions at one place keep their order."""
    pieces: list[bytes] = []
    place = 0
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        if edit.start < place:
            raise ValueError("edits overlap")
        pieces += (content[place : edit.start], edit.new)
        place = edit.end
    return b"".join((*pieces, content[place:]))


def by_parent(elements: Iterable[Element], name: str) -> list[tuple[Element, list[Element]]]:
    """Each element of a name with the elements inside it, from a list in file order; elements of that name do not lie in each other."""
    found: list[tuple[Element, list[Element]]] = []
    for element in elements:
        if element.name == name:
            found.append((element, []))
        elif found and element.start < found[-1][0].end:
            found[-1][1].append(element)
    return found


def append_inside(content: bytes, element: Element, new: bytes) -> Edit:
    """New bytes as the last content of an element; one that closes itself is opened."""
    tag = element.tag(content)
    if not is_empty_tag(tag):
        return Edit(element.close, element.close, new)
    name = tag[1 : len(tag) - 2].split()[0]
    return Edit(element.start, element.end, tag[:-2].rstrip() + b">" + new + b"</" + name + b">")


def new_parser() -> expat.XMLParserType:
    """An expat parser that refuses any document type."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_document_type
    return parser


def parse(parser: expat.XMLParserType, content: bytes) -> None:
    """Lets the parser walk through a part; FileRefusedError for broken XML."""
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise refuse("xml_damaged") from error


def _element(content: bytes, path: tuple[str, ...], start: int, close: int) -> Element:
    inside = tag_end(content, start)
    if is_empty_tag(content[start:inside]):
        return Element(path, start, inside, inside, inside)
    return Element(path, start, inside, close, content.index(b">", close) + 1)


def _moved(element: Element, place: int, length: int) -> Element:
    """The element where it stands in the whole part: what was passed over stood at `place`."""
    numbers = (element.start, element.inside, element.close, element.end)
    if element.name == "sheetData":
        return Element(element.path, element.start, element.inside, element.close + length, element.end + length)
    return Element(element.path, *(number + length if number > place else number for number in numbers))


def _refuse_document_type(*_: object) -> None:
    raise refuse("xml_document_type")
