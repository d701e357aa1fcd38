"""YAML read as plain strings with their lines: nothing is guessed (`NO` stays "NO", `012` stays "012"), no key may repeat.

Casting belongs to the field that is read (fields.py). Anchors, aliases and tags are refused: a catalogue is a table, not a program.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import yaml

from indicators.catalogue.catalogue import CatalogueError

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_DEEPEST = 12


@dataclass(frozen=True, slots=True)
class Located:
    """A piece of a file: text, a list or a mapping, with the file and the line it stands on."""

    file: str
    line: int
    value: "str | tuple[Located, ...] | Mapping[str, Located]"


def refusal(at: Located, message: str) -> CatalogueError:
    """The error to raise about a piece of a file; names file and line."""
    return CatalogueError(f"{at.file}:{at.line}: {message}")


def read_yaml(path: Path, file: str) -> Located:
    """The document of one YAML file; `file` is how messages name it. CatalogueError if unreadable, empty or irregular."""
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except OSError as error:
        raise CatalogueError(f"{file}: cannot be read ({error.strerror})") from error
    except UnicodeDecodeError as error:
        raise CatalogueError(f"{file}: not UTF-8 at byte {error.start}") from error
    return parse_yaml(text, file)


def parse_yaml(text: str, file: str) -> Located:
    """The document in a text; CatalogueError with file and line for bad syntax, repeated keys, aliases, more than one document."""
    try:
        document = _document(yaml.parse(text, Loader=_LOADER), file)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise CatalogueError(f"{file}:{line}: not valid YAML ({error.problem or 'syntax'})") from error
    except yaml.YAMLError as error:
        raise CatalogueError(f"{file}: not valid YAML ({str(error).splitlines()[0]})") from error
    return document


def _document(events: Iterator[yaml.Event], file: str) -> Located:
    next(events)
    start = next(events)
    if not isinstance(start, yaml.DocumentStartEvent):
        raise CatalogueError(f"{file}:1: the file is empty")
    document = _piece(next(events), events, file, 0)
    next(events)
    after = next(events)
    if not isinstance(after, yaml.StreamEndEvent):
        raise CatalogueError(f"{file}:{after.start_mark.line + 1}: a second document begins here; one file holds one")
    return document


def _piece(event: yaml.Event, events: Iterator[yaml.Event], file: str, depth: int) -> Located:
    line = event.start_mark.line + 1
    if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
        raise CatalogueError(f"{file}:{line}: anchors and aliases are not used here; write the text out")
    if depth > _DEEPEST:
        raise CatalogueError(f"{file}:{line}: nested too deeply")
    if isinstance(event, yaml.ScalarEvent):
        return Located(file, line, event.value)
    if isinstance(event, yaml.SequenceStartEvent):
        return Located(file, line, _items(events, file, depth))
    return Located(file, line, _pairs(events, file, depth))


def _items(events: Iterator[yaml.Event], file: str, depth: int) -> tuple[Located, ...]:
    items: list[Located] = []
    while not isinstance(event := next(events), yaml.SequenceEndEvent):
        items.append(_piece(event, events, file, depth + 1))
    return tuple(items)


def _pairs(events: Iterator[yaml.Event], file: str, depth: int) -> Mapping[str, Located]:
    pairs: dict[str, Located] = {}
    while not isinstance(event := next(events), yaml.MappingEndEvent):
        key = _piece(event, events, file, depth + 1)
        if not isinstance(key.value, str):
            raise refusal(key, "a key must be a word")
        if key.value in pairs:
            raise refusal(key, f"the key {key.value!r} appears twice (first on line {pairs[key.value].line})")
        pairs[key.value] = _piece(next(events), events, file, depth + 1)
    return pairs
