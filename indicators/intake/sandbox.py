"""Reads a workbook in a child process with limits: whatever becomes of the child, the caller gets cells or a refusal.

A fresh isolated interpreter takes about 50 ms because the reader needs the standard library alone; so there is no pool, no state
and nothing to close, and it works from any thread, under any server and on Windows (there without memory limits).
"""

import json
import os
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from indicators.intake.container import require_workbook_bytes
from indicators.intake.limits import FileRefusedError, Limits, Refusal, refuse
from indicators.intake.raw import RawWorkbook, decode_raw

_ROOT = str(Path(__file__).resolve().parents[2])
_PROGRAM = "import sys; sys.path.insert(0, sys.argv.pop()); from indicators.intake.child import main; main()"
_KEPT_VARIABLES = ("SYSTEMROOT", "TEMP", "TMP")


def read_in_child(data: bytes, limits: Limits) -> RawWorkbook:
    """The raw cells of a workbook; FileRefusedError for a hostile or broken file, and if the child fails in any way."""
    require_workbook_bytes(data, limits)
    environment = {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}
    command = [sys.executable, "-I", "-S", "-X", "utf8", "-c", _PROGRAM, json.dumps(asdict(limits)), _ROOT]
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=limits.seconds, env=environment, check=False)
    except subprocess.TimeoutExpired as error:
        raise refuse("reader_too_slow", limit=limits.seconds) from error
    except OSError as error:
        raise refuse("reader_failed") from error
    return _read_answer(done.returncode, done.stdout)


def _read_answer(returncode: int, output: bytes) -> RawWorkbook:
    try:
        answer: dict[str, Any] = json.loads(output) if returncode == 0 else {}
        refused = answer.get("refused", ())
        workbook = None if refused else decode_raw(answer["read"])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise refuse("reader_failed") from error
    if workbook is None:
        raise FileRefusedError(Refusal(*refused))
    return workbook
