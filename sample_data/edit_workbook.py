"""Changing a finished workbook the way people and programs do, with the same bytes every time. Knows nothing of what is planted."""

import io
import re
import zipfile
from collections.abc import Callable, Mapping

from openpyxl import Workbook, load_workbook

_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
_MOMENT = re.compile(rb"(<dcterms:(?:created|modified)[^>]*>)[^<]*(<)")
_FIXED_MOMENT = rb"\g<1>2026-10-20T08:00:00Z\g<2>"


def edit_workbook(data: bytes, edit: Callable[[Workbook], None]) -> bytes:
    """The workbook after it was opened, changed by `edit` and saved by another program (openpyxl)."""
    workbook = load_workbook(io.BytesIO(data))
    edit(workbook)
    target = io.BytesIO()
    workbook.save(target)
    return edit_parts(target.getvalue(), {})


def edit_parts(data: bytes, changes: Mapping[str, bytes | None]) -> bytes:
    """The same archive with some parts replaced or added (bytes) or left out (None), dates and order fixed."""
    parts = read_parts(data)
    kept = {name: content for name, content in parts.items() if changes.get(name, b"") is not None}
    return write_parts({**kept, **{name: content for name, content in changes.items() if content is not None}})


def read_parts(data: bytes) -> dict[str, bytes]:
    """The parts of an archive by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write_parts(parts: Mapping[str, bytes]) -> bytes:
    """An archive of these parts; moments of creation and change are set to the day of the demonstration."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _FIRST_DAY)
            entry.compress_type = zipfile.ZIP_DEFLATED
            fixed = _MOMENT.sub(_FIXED_MOMENT, content) if name == "docProps/core.xml" else content
            archive.writestr(entry, fixed)
    return target.getvalue()
