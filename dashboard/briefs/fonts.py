"""The two fonts that every document is set in, and which characters they hold. A character without a glyph is an error, never a box."""

import struct
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

import typst
from pylopdf_fonts_zh_cn import sans_path, serif_path

SANS = "Noto Sans SC"
SERIF = "Noto Serif SC"
_SEGMENTED_COVERAGE = 12
_UNPRINTED = frozenset(map(ord, "\n\u200b"))


class GlyphError(Exception):
    """A text holds characters that the fonts cannot draw; the message names their code points only."""


@cache
def load_fonts() -> typst.Fonts:
    """Our two fonts and nothing of the system's, for the typesetter."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[sans_path().parent])


@cache
def load_characters() -> frozenset[int]:
    """The code points that both fonts can draw."""
    return frozenset(parse_coverage(sans_path().read_bytes())) & frozenset(parse_coverage(serif_path().read_bytes()))


def parse_coverage(font: bytes) -> Iterator[int]:
    """The code points of an OpenType font with a glyph of their own, from the segmented table (cmap format 12)."""
    tables = struct.unpack_from(">H", font, 4)[0]
    records = [struct.unpack_from(">4sLLL", font, 12 + 16 * n) for n in range(tables)]
    start = next(offset for tag, _, offset, _ in records if tag == b"cmap")
    subtables = struct.unpack_from(">H", font, start + 2)[0]
    offsets = [start + struct.unpack_from(">HHL", font, start + 4 + 8 * n)[2] for n in range(subtables)]
    place = next(offset for offset in offsets if struct.unpack_from(">H", font, offset)[0] == _SEGMENTED_COVERAGE)
    for n in range(struct.unpack_from(">L", font, place + 12)[0]):
        first, last, glyph = struct.unpack_from(">LLL", font, place + 16 + 12 * n)
        yield from range(first + (glyph == 0), last + 1)


def check_glyphs(value: object) -> tuple[str, ...]:
    """The characters, sorted, that no glyph stands for in any text inside nested mappings and sequences."""
    found = {sign for text in _texts(value) for sign in text if ord(sign) not in load_characters() and ord(sign) not in _UNPRINTED}
    return tuple(sorted(found))


def require_glyphs(value: object) -> None:
    """Raises GlyphError where `check_glyphs` finds anything."""
    missing = check_glyphs(value)
    if missing:
        raise GlyphError("no glyph for " + ", ".join(f"U+{ord(sign):04X}" for sign in missing))


def spell_out_unknown(text: str) -> str:
    """The text with each character that cannot be drawn as its code point, `〔U+2B74E〕`: for names that people typed."""
    unknown = set(check_glyphs(text))
    return "".join(f"〔U+{ord(sign):04X}〕" if sign in unknown else sign for sign in text)


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Mapping():
            for part in value.values():
                yield from _texts(part)
        case Sequence():
            for part in value:
                yield from _texts(part)
