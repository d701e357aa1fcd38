"""Reading XML that a stranger wrote: expat without any document type, with a limit on depth. Standard library only."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from xml.parsers import expat

from indicators.intake.limits import FileRefusedError, Limits, refuse

Start = Callable[[str, Mapping[str, str]], None]
_RUNS = frozenset({"t", "r"})
_CONTAINERS = frozenset({"si", "is", "comment", "p"})
_DEPTH = Limits().depth


def local_name(name: str) -> str:
    """The name without its prefix: writers differ in the prefixes they choose."""
    return name.rpartition(":")[2]


def scan_xml(content: bytes, start: Start, end: Callable[[str], None], text: Callable[[str], None]) -> None:
    """Calls the three functions as expat meets elements and text; FileRefusedError for a document type or broken XML."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_document_type
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, LookupError, ValueError) as error:
        # The latter two: an encoding that nobody knows, or that expat cannot use.
        raise refuse("xml_damaged") from error


def read_elements(content: bytes, wanted: Sequence[str]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Name and attributes (both without prefix) of every element of the wanted names."""
    found: list[tuple[str, Mapping[str, str]]] = []
    depth = 0

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal depth
        depth += 1
        require_depth(depth)
        if local_name(name) in wanted:
            found.append((local_name(name), {local_name(key): value for key, value in attributes.items()}))

    def end(_: str) -> None:
        nonlocal depth
        depth -= 1

    scan_xml(content, start, end, lambda _: None)
    return iter(found)


def read_texts(content: bytes) -> Iterator[str]:
    """All text of a part, runs of one paragraph joined, and every attribute value long enough to matter (9 characters, a passport)."""
    texts: list[str] = []
    buffer: list[str] = []
    state = {"depth": 0, "own": False}

    def start(_: str, attributes: Mapping[str, str]) -> None:
        state["depth"] += 1
        require_depth(state["depth"])
        state["own"] = False
        texts.extend(value for value in attributes.values() if len(value) >= 9)

    def end(name: str) -> None:
        state["depth"] -= 1
        local = local_name(name)
        if buffer and (local in _CONTAINERS or (state["own"] and local not in _RUNS)):
            texts.append("".join(buffer))
            buffer.clear()
        state["own"] = False

    def text(characters: str) -> None:
        state["own"] = True
        buffer.append(characters)

    scan_xml(content, start, end, text)
    return iter((*texts, "".join(buffer)))


def require_depth(depth: int) -> None:
    """FileRefusedError for XML nested deeper than any spreadsheet program writes."""
    if depth > _DEPTH:
        raise refuse("xml_too_deep", limit=_DEPTH)


def _refuse_document_type(*_: object) -> None:
    raise FileRefusedError(refuse("xml_document_type").refusal)
