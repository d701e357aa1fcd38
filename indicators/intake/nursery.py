"""The waiting process that forks a child for each file, seen from our side: starts it, hands it files, starts it again if it dies."""

import contextlib
import json
import os
import socket
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict

from indicators.intake.child import STARTED
from indicators.intake.limits import Limits
from indicators.intake.waiting_line import WaitingLine

_PIECE = 1 << 20
_START_SECONDS = 10.0
_CLOSE_SECONDS = 2.0
_SLACK_SECONDS = 0.5
_BYTES_PER_CELL, _BYTES_PER_CHARACTER = 64, 6


class NurseryFailedError(Exception):
    """The waiting process does not start, or died twice in a row."""


class Nursery:
    """One waiting process for this one. It is started with the first file and ends when this process does, however that ends."""

    __slots__ = ("_command", "_environment", "_line", "_lock", "_orders", "_process")

    def __init__(self, command: Sequence[str], environment: Mapping[str, str], places: int) -> None:
        self._command, self._environment = list(command), dict(environment)
        self._line = WaitingLine(places)
        self._lock = threading.Lock()
        self._orders: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, data: bytes, limits: Limits) -> bytes:
        """What a new child answers about a file, b"" if it died. TimeoutError if it takes too long, NurseryFailedError if none starts.

        No more children than `places` run at once; whoever waits is served in the order of coming.
        """
        with self._line:
            started = time.monotonic()
            ours, theirs = socket.socketpair()
            with ours:
                with theirs:
                    self._order(theirs, limits)
                answer = _converse(ours, data, limits, started)
            if not answer and time.monotonic() - started >= limits.seconds:
                raise TimeoutError
            return answer

    def close(self) -> None:
        """Ends the waiting process; the next file starts another."""
        with self._lock:
            self._stop()

    def _order(self, theirs: socket.socket, limits: Limits) -> None:
        order = json.dumps(asdict(limits)).encode()
        with self._lock:
            for _ in range(2):
                with contextlib.suppress(OSError):
                    orders = self._orders or self._start()
                    socket.send_fds(orders, [order], [theirs.fileno()])
                    if orders.recv(1) == STARTED:
                        return
                self._stop()
        raise NurseryFailedError

    def _start(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        ours.settimeout(_START_SECONDS)
        with theirs:
            # A session of its own: the interrupt key ends the program, not a file in the middle.
            self._process = subprocess.Popen(
                self._command,
                stdin=theirs.fileno(),
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                env=self._environment,
                start_new_session=True,
            )
        self._orders = ours
        return ours

    def _stop(self) -> None:
        if self._orders is not None:
            self._orders.close()
            self._orders = None
        if self._process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self._process.wait(_CLOSE_SECONDS)
            if self._process.returncode is None:
                self._process.kill()
                self._process.wait()
            self._process = None


def processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _converse(connection: socket.socket, data: bytes, limits: Limits, started: float) -> bytes:
    """Sends the file and collects the answer, however slowly the child reads and writes."""
    most = limits.cells * _BYTES_PER_CELL + limits.text_length * _BYTES_PER_CHARACTER
    pieces: list[bytes] = []
    length = 0
    try:
        connection.settimeout(_left(limits, started))
        connection.sendall(data)
        connection.shutdown(socket.SHUT_WR)
        while piece := connection.recv(_PIECE):
            pieces.append(piece)
            length += len(piece)
            if length > most:
                return b""
            connection.settimeout(_left(limits, started))
    except (BrokenPipeError, ConnectionResetError):
        return b""
    return b"".join(pieces)


def _left(limits: Limits, started: float) -> float:
    left = limits.seconds + _SLACK_SECONDS - (time.monotonic() - started) if limits.seconds else 0.0
    if left <= 0:
        raise TimeoutError
    return left
