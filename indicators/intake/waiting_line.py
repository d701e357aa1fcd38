"""A waiting line for threads: so many at once, the others in the order in which they came."""

import threading
from collections import deque


class WaitingLine:
    """`with line:` holds one of its places; who comes later never gets in first, which a plain semaphore does not promise."""

    __slots__ = ("_free", "_gates", "_lock")

    def __init__(self, places: int) -> None:
        self._free = max(1, places)
        self._gates: deque[threading.Lock] = deque()
        self._lock = threading.Lock()

    def __enter__(self) -> None:
        gate = threading.Lock()
        with self._lock:
            if self._free:
                self._free -= 1
                return
            gate.acquire()
            self._gates.append(gate)
        gate.acquire()

    def __exit__(self, *_: object) -> None:
        """The place goes straight to the first in the line, so nobody can slip in between."""
        with self._lock:
            if self._gates:
                self._gates.popleft().release()
            else:
                self._free += 1
