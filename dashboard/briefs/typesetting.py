"""The typesetter: a template of ours and plain data in, PDF bytes out. No network, no system font, no clock; equal input gives equal bytes.

Data travel as JSON text, so that nothing in them is ever read as markup.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from importlib.resources import files
from typing import Final

import typst

from dashboard.briefs.fonts import SANS, SERIF, load_fonts, require_glyphs
from dashboard.text.figures import BEIJING

_STANDARD: Final = "a-2a"


class TypesettingError(Exception):
    """The typesetter refused or warned: our own fault, in the template or the fonts."""


@dataclass(frozen=True, slots=True)
class Template:
    """A template of this package by its file name, and the day that the document is dated."""

    name: str
    dated: date


def render_template(template: Template, data: Mapping[str, object]) -> bytes:
    """The PDF (PDF/A-2a, tagged) of a template filled with `data`.

    GlyphError for a character without a glyph; TypesettingError for anything the typesetter objects to, warnings included.
    """
    require_glyphs(data)
    source = files("dashboard.briefs").joinpath(template.name).read_bytes()
    inputs = {"data": json.dumps(data, ensure_ascii=False, sort_keys=True), "sans": SANS, "serif": SERIF}
    try:
        compiler = typst.Compiler(source, font_paths=load_fonts(), ignore_system_fonts=True, sys_inputs=inputs)
        pdf, warnings = compiler.compile_with_warnings(
            format="pdf", pdf_standards=[_STANDARD], timestamp=datetime.combine(template.dated, time(), BEIJING)
        )
    except typst.TypstError as error:
        raise TypesettingError(f"{template.name}: {error.message}") from error
    if warnings or not isinstance(pdf, bytes):
        raise TypesettingError(f"{template.name}: " + "; ".join(str(warning) for warning in warnings))
    return pdf
