"""Reads the shared strings of a workbook: at once where they are written plainly, element by element where they are not.

Standard library only: the child process loads it.
"""

import re

from indicators.intake.limits import Limits, refuse
from indicators.intake.xml_scan import local_name, require_depth, scan_xml

_TEXT = r"[^<>&\x00-\x08\x0b-\x1f\ufffe\uffff]*+(?:&(?:lt|gt|amp|quot|apos);[^<>&\x00-\x08\x0b-\x1f\ufffe\uffff]*+)*+"
_PLAIN = re.compile(rf'(?:<si><t(?: xml:space="preserve")?>{_TEXT}</t></si>)*+')
_STRING = re.compile(r"<t[^>]*>([^<]*)</t>")
_FIRST, _CLOSE = b"<si>", b"</sst>"
_ENTITIES = (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&"))


def read_strings(content: bytes, limits: Limits) -> tuple[tuple[str, ...], bytes]:
    """The shared strings in order, and the XML without those that were read plainly. Rich runs are joined, phonetic hints left out."""
    split = split_strings(content)
    rest, strings = (split[0], split[1]) if split else (content, read_each_string(content, limits))
    if len(strings) > limits.cells:
        raise refuse("too_many_cells", limit=limits.cells)
    if split:
        scan_xml(rest, lambda *_: None, lambda _: None, lambda _: None)
    return tuple(strings), rest


def split_strings(content: bytes) -> tuple[bytes, list[str]] | None:
    """The XML without its strings, and the strings; None unless each of them is plain text of one run."""
    first, last = content.find(_FIRST), content.rfind(_CLOSE)
    rest = content[: max(first, 0)] + content[last:]
    # A declaration of another encoding, a comment or a document type: not for us to judge.
    if (
        not 0 <= first < last
        or b"<!" in rest
        or b"<sst" not in content[:first]
        or (b"encoding" in rest and b'encoding="UTF-8"' not in rest)
    ):
        return None
    try:
        text = content[first:last].decode()
    except UnicodeDecodeError:
        return None
    if not _PLAIN.fullmatch(text):
        return None
    return rest, [unescape(string) for string in _STRING.findall(text)]


def read_each_string(content: bytes, limits: Limits) -> list[str]:
    """The shared strings, however they are written. FileRefusedError where there are more of them than a workbook has cells."""
    strings: list[str] = []
    buffer: list[str] = []
    state = {"depth": 0, "keep": False, "phonetic": False}

    def start(name: str, _: object) -> None:
        state["depth"] += 1
        require_depth(state["depth"])
        tag = local_name(name)
        state["phonetic"] = state["phonetic"] or tag == "rPh"
        state["keep"] = tag == "t" and not state["phonetic"]

    def end(name: str) -> None:
        state["depth"] -= 1
        tag = local_name(name)
        state["keep"] = False
        if tag == "rPh":
            state["phonetic"] = False
        elif tag == "si":
            strings.append("".join(buffer))
            buffer.clear()
            if len(strings) > limits.cells:
                raise refuse("too_many_cells", limit=limits.cells)

    scan_xml(content, start, end, lambda characters: buffer.append(characters) if state["keep"] else None)
    return strings


def unescape(text: str) -> str:
    """The text with the five entities of XML in place of their names."""
    if "&" in text:
        for entity, character in _ENTITIES:
            text = text.replace(entity, character)
    return text
