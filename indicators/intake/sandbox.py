"""Opens a workbook in a child process with limits: whatever becomes of the child, the caller gets an answer or a refusal.

A waiting process, started at the first file, forks one limited child for each file (about 3 ms; see `child`), so a file never meets
the process of another file, and a crash never this one. Where there is no fork (Windows) every file gets a fresh interpreter.
"""

import atexit
import json
import os
import subprocess
import sys
from dataclasses import asdict, replace
from functools import lru_cache
from pathlib import Path
from typing import Any

from indicators.intake.child import READ
from indicators.intake.codes import REFUSALS
from indicators.intake.container import require_workbook_bytes
from indicators.intake.limits import FileRefusedError, Limits, Refusal, refuse
from indicators.intake.nursery import Nursery, NurseryFailedError, processors
from indicators.intake.raw import RawWorkbook, decode_raw

_ROOT = str(Path(__file__).resolve().parents[2])
_PROGRAM = "import sys; sys.path.insert(0, sys.argv.pop()); from indicators.intake.child import {start}; {start}()"
_KEPT_VARIABLES = ("SYSTEMROOT", "TEMP", "TMP")
_CAN_FORK = hasattr(os, "fork")


def read_in_child(data: bytes, limits: Limits) -> RawWorkbook:
    """The raw cells of a workbook; FileRefusedError for a hostile or broken file, and if the child fails in any way."""
    require_workbook_bytes(data, limits)
    return _read_answer(_ask(data, limits))


def change_in_child(data: bytes, order: bytes, limits: Limits) -> bytes:
    """The file as `order` wants it (`workbook_back.jobs`, the file behind its head); FileRefusedError as `read_in_child`."""
    require_workbook_bytes(data, limits)
    answer = _ask(order, replace(limits, file_bytes=len(order)))
    if answer[:1] == READ:
        return answer[1:]
    raise FileRefusedError(_refusal(answer))


def ask_fresh_child(data: bytes, limits: Limits) -> bytes:
    """The answer of a fresh interpreter that reads this file only; TimeoutError, or OSError if it does not start."""
    options: dict[str, Any] = {"capture_output": True, "timeout": limits.seconds, "env": child_environment(), "check": False}
    try:
        done = subprocess.run([*child_command("main"), json.dumps(asdict(limits)), _ROOT], input=data, **options)
    except subprocess.TimeoutExpired as error:
        raise TimeoutError from error
    return done.stdout if done.returncode == 0 else b""


def child_command(start: str) -> list[str]:
    """The isolated interpreter that runs one function of `child`; the folder of the code is its last argument."""
    return [sys.executable, "-I", "-S", "-X", "utf8", "-c", _PROGRAM.format(start=start)]


def child_environment() -> dict[str, str]:
    """The few variables that an interpreter needs to start; none of ours."""
    return {name: os.environ[name] for name in _KEPT_VARIABLES if name in os.environ}


@lru_cache(maxsize=1)
def _nursery(_: int) -> Nursery:
    """The waiting process of this process; asked by process id, so that a fork of this process starts one of its own."""
    nursery = Nursery([*child_command("serve"), _ROOT], child_environment(), processors())
    atexit.register(nursery.close)
    return nursery


def _ask(message: bytes, limits: Limits) -> bytes:
    try:
        return _nursery(os.getpid()).ask(message, limits) if _CAN_FORK else ask_fresh_child(message, limits)
    except TimeoutError as error:
        raise refuse("reader_too_slow", limit=limits.seconds) from error
    except (OSError, NurseryFailedError) as error:
        raise refuse("reader_failed") from error


def _read_answer(answer: bytes) -> RawWorkbook:
    """The cells that the child sent, or its refusal."""
    if answer[:1] != READ:
        raise FileRefusedError(_refusal(answer))
    try:
        return decode_raw(answer[1:])
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise refuse("reader_failed") from error


def _refusal(answer: bytes) -> Refusal:
    """The refusal that the child sent; a child that died, or sent anything else, is a refusal as well."""
    try:
        code, sheet, cell, facts = json.loads(answer[1:])
        if code not in REFUSALS:
            raise ValueError("no such refusal")
        return Refusal(code, str(sheet), str(cell), dict(facts))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise refuse("reader_failed") from error
