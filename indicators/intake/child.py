"""The child process that reads a stranger's workbook: bytes in on standard input, one JSON document out. It limits itself first.

Started by `sandbox` with an isolated interpreter that sees no installed package and no environment.
"""

import json
import sys

from indicators.intake.limits import FileRefusedError, Limits
from indicators.intake.raw import encode_raw
from indicators.intake.read_cells import read_cells

try:
    import resource
except ImportError:  # Windows has no such limits: there the parent's clock and the pre-flight remain
    resource = None  # type: ignore[assignment]

_OPEN_FILES = 8


def limit_self(limits: Limits) -> None:
    """Limits memory, processor time, open files and written files of this process for good."""
    if resource is None:
        return
    bounds = {
        resource.RLIMIT_AS: limits.memory_bytes,
        resource.RLIMIT_CPU: limits.seconds,
        resource.RLIMIT_NOFILE: _OPEN_FILES,
        resource.RLIMIT_FSIZE: 0,
        resource.RLIMIT_CORE: 0,
    }
    for kind, bound in bounds.items():
        resource.setrlimit(kind, (bound, bound))


def main() -> None:
    """Reads the workbook on standard input under the limits given as JSON in the first argument."""
    limits = Limits(**json.loads(sys.argv[1]))
    limit_self(limits)
    data = sys.stdin.buffer.read(limits.file_bytes + 1)
    try:
        answer = b'{"read":' + encode_raw(read_cells(data, limits)) + b"}"
    except FileRefusedError as error:
        refusal = error.refusal
        answer = json.dumps({"refused": [refusal.code, refusal.sheet, refusal.cell, dict(refusal.facts)]}).encode()
    except MemoryError:
        answer = b'{"refused":["reader_out_of_memory","","",{}]}'
    sys.stdout.buffer.write(answer)
