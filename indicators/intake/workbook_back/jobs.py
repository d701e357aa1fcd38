"""What the limited child does with a workbook besides reading it: mark it, take the marks out, correct it. Standard library only.

An order is one head of JSON and the file behind it; no file can be taken for an order, because an order does not begin like a zip.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import astuple
from enum import StrEnum
from typing import Any

from indicators.intake.limits import Limits
from indicators.intake.workbook_back.archive import Parts, read_parts, write_parts
from indicators.intake.workbook_back.correcting import Value, correct_parts
from indicators.intake.workbook_back.marking import Mark, mark_parts
from indicators.intake.workbook_back.stripping import strip_parts
from indicators.model.submission import Severity

ORDER = b"\x00order\n"


class Job(StrEnum):
    """What is to be done."""

    MARK = "mark"
    STRIP = "strip"
    CORRECT = "correct"


def encode_marks(data: bytes, marks: Sequence[Mark]) -> bytes:
    """The order to mark a file."""
    return _encode(data, {"job": Job.MARK, "marks": [astuple(mark) for mark in marks]})


def encode_strip(data: bytes) -> bytes:
    """The order to take all marks out of a file."""
    return _encode(data, {"job": Job.STRIP})


def encode_corrections(data: bytes, corrections: Mapping[tuple[str, str], Value]) -> bytes:
    """The order to write values into a file."""
    return _encode(data, {"job": Job.CORRECT, "cells": [(*place, value) for place, value in corrections.items()]})


def is_order(data: bytes) -> bool:
    """Whether this is an order and not a file."""
    return data.startswith(ORDER)


def run_order(order: bytes, limits: Limits) -> bytes:
    """The file as it was ordered; FileRefusedError for a file the guard refuses."""
    head, _, data = order[len(ORDER) :].partition(b"\n")
    facts: Mapping[str, Any] = json.loads(head)
    parts = read_parts(data, limits)
    _run(parts, Job(facts["job"]), facts)
    return write_parts(parts)


def _run(parts: Parts, job: Job, facts: Mapping[str, Any]) -> None:
    if job is Job.MARK:
        mark_parts(parts, [Mark(Severity(severity), sheet, tuple(cells), *words) for severity, sheet, cells, *words in facts["marks"]])
    elif job is Job.CORRECT:
        correct_parts(parts, {(sheet, cell): value for sheet, cell, value in facts["cells"]})
    else:
        strip_parts(parts)


def _encode(data: bytes, facts: Mapping[str, object]) -> bytes:
    """The head is one line: JSON writes no line break of its own."""
    return ORDER + json.dumps(facts).encode() + b"\n" + data
