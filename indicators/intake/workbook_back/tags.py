"""Single start tags as bytes: where one ends, what its attributes say, and the same tag with one attribute changed."""

import re
from xml.sax.saxutils import escape

_ATTRIBUTE = rb"""\s+([^\s=/>"']+)\s*=\s*("[^"]*"|'[^']*')"""
_TAG = re.compile(rb"""<([^\s/>]+)(?:\s+[^\s=/>"']+\s*=\s*(?:"[^"]*"|'[^']*'))*\s*/?>""")
_ONE = re.compile(_ATTRIBUTE)
_QUOTES = {'"': "&quot;", "'": "&apos;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}
_REFERENCES = re.compile(rb"&(#x[0-9A-Fa-f]+|#[0-9]+|amp|lt|gt|quot|apos);")
_NAMED = {b"amp": "&", b"lt": "<", b"gt": ">", b"quot": '"', b"apos": "'"}


def tag_end(content: bytes, start: int) -> int:
    """The place behind the start tag that begins at `start`."""
    match = _TAG.match(content, start)
    if match is None:
        raise ValueError("no start tag here")
    return match.end()


def is_empty_tag(tag: bytes) -> bool:
    """Whether the tag closes itself."""
    return tag.endswith(b"/>")


def tag_prefix(tag: bytes) -> bytes:
    """The namespace prefix with its colon, or nothing."""
    match = _TAG.match(tag)
    name = match[1] if match else b""
    return name[: name.rfind(b":") + 1]


def attribute(tag: bytes, name: str) -> str | None:
    """The value of an attribute of exactly this name (prefix included), unescaped; None where it is absent."""
    wanted = name.encode()
    for match in _ONE.finditer(tag):
        if match[1] == wanted:
            return _REFERENCES.sub(lambda found: _character(found[1]).encode(), match[2][1:-1]).decode()
    return None


def any_id(tag: bytes) -> str:
    """The relationship id of an element, under whatever prefix the writer chose."""
    name = next((match[1] for match in _ONE.finditer(tag) if match[1].endswith(b":id")), b"")
    return attribute(tag, name.decode()) or ""


def with_attribute(tag: bytes, name: str, value: str | None) -> bytes:
    """The tag with the attribute set in its place, added as the last one, or (None) taken away; every other byte stays."""
    wanted = name.encode()
    for match in _ONE.finditer(tag):
        if match[1] == wanted:
            if value is None:
                return tag[: match.start()] + tag[match.end() :]
            return tag[: match.start(2)] + quoted(value) + tag[match.end(2) :]
    if value is None:
        return tag
    matches = list(_ONE.finditer(tag))
    place = matches[-1].end() if matches else _name_end(tag)
    return tag[:place] + b" " + wanted + b"=" + quoted(value) + tag[place:]


def quoted(value: str) -> bytes:
    """A value as it stands in an attribute, in double quotes."""
    return b'"' + escape(value, _QUOTES).encode() + b'"'


def text_bytes(text: str) -> bytes:
    """Text as it stands between tags; characters that XML cannot hold are written the way spreadsheets write them."""
    return escape(cell_text(text), {"\r": "&#13;"}).encode()


def cell_text(text: str) -> str:
    """Control characters as `_x0007_`, and text that looks like such an escape protected from being read as one."""
    protected = _ESCAPE.sub(lambda match: f"_x005F{match[0]}", text)
    return _CONTROL.sub(lambda match: f"_x{ord(match[0]):04X}_", protected)


def plain_text(text: str) -> str:
    """What `cell_text` was made from."""
    return _CODED.sub(lambda match: chr(int(match[1], 16)), text)


def _character(reference: bytes) -> str:
    if reference.startswith(b"#x"):
        return chr(int(reference[2:], 16))
    return chr(int(reference[1:])) if reference.startswith(b"#") else _NAMED[reference]


def _name_end(tag: bytes) -> int:
    match = _TAG.match(tag)
    return match.end(1) if match else 1


_ESCAPE = re.compile(r"_x[0-9A-Fa-f]{4}_")
_CODED = re.compile(r"_x([0-9A-Fa-f]{4})_")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
