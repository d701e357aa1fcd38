"""The child process that opens a stranger's workbook: bytes in, its cells, the file changed as ordered, or a refusal out.

It limits itself first, opens one file and ends.

Runs in an isolated interpreter that sees no installed package and no environment, started by `sandbox`: on Windows freshly for each
file (`main`), elsewhere as a waiting process (`serve`) that forks one child for each file and never reads a file itself.
"""

import contextlib
import gc
import json
import os
import signal
import socket
import sys

from indicators.intake.limits import FileRefusedError, Limits
from indicators.intake.raw import encode_raw
from indicators.intake.read_cells import read_cells
from indicators.intake.workbook_back.jobs import is_order, run_order

try:
    import resource
except ImportError:  # Windows has no such limits: there the parent's clock and the pre-flight remain
    resource = None  # type: ignore[assignment]

READ, REFUSED = b"+", b"-"
"""The first byte of an answer: cells or a changed file follow, or a refusal."""

STARTED = b"1"
"""What the waiting process says when the child of an order runs."""

_OPEN_FILES = 8
_PIECE = 1 << 20
_ORDER_BYTES = 4096


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


def answer(data: bytes, limits: Limits) -> bytes:
    """What is said of a file: its cells, the file as an order wants it, or why it is refused."""
    try:
        return READ + (run_order(data, limits) if is_order(data) else encode_raw(read_cells(data, limits)))
    except FileRefusedError as error:
        refusal = error.refusal
        return REFUSED + json.dumps([refusal.code, refusal.sheet, refusal.cell, dict(refusal.facts)]).encode()
    except MemoryError:
        return REFUSED + b'["reader_out_of_memory","","",{}]'


def main() -> None:
    """Reads the workbook on standard input under the limits given as JSON in the first argument."""
    gc.disable()
    limits = Limits(**json.loads(sys.argv[1]))
    limit_self(limits)
    sys.stdout.buffer.write(answer(sys.stdin.buffer.read(limits.file_bytes + 1), limits))


def serve() -> None:
    """Forks a child for every order on standard input (limits as JSON with a socket for the file) until the parent is gone."""
    gc.disable()  # one file makes no rubbish worth looking for, and looking takes a third of the time
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    orders = socket.socket(fileno=sys.stdin.fileno())
    while True:
        order, passed, _, _ = socket.recv_fds(orders, _ORDER_BYTES, 1)
        if not order:
            return
        if passed and os.fork() == 0:
            _serve_one(order, passed[0])
        for number in passed:
            os.close(number)
        orders.send(STARTED)


def _serve_one(order: bytes, number: int) -> None:
    """The life of a child: nothing of it outlives the file, whatever happens, and no traceback is written anywhere."""
    with contextlib.suppress(BaseException):
        os.dup2(number, 0)
        os.closerange(1, 64)
        limits = Limits(**json.loads(order))
        limit_self(limits)
        # The kernel ends a child that sits in one long call, too: no handler of ours has to run for that.
        signal.alarm(max(1, limits.seconds))
        with socket.socket(fileno=0) as connection:
            connection.sendall(answer(_read_all(connection, limits.file_bytes), limits))
    os._exit(0)


def _read_all(connection: socket.socket, limit: int) -> bytes:
    pieces, length = [], 0
    while length <= limit and (piece := connection.recv(_PIECE)):
        pieces.append(piece)
        length += len(piece)
    return b"".join(pieces)
