"""How much may be uploaded: one file, one account within ten minutes, everybody together. Looks at sizes, never at contents."""

import time
from collections import deque
from dataclasses import dataclass, field

from dashboard.server.incoming import Incoming

PREFIX = "/_stcore/upload_file/"
_WINDOW = 600.0
_MEGABYTE = 1024 * 1024
_FRAMING = _MEGABYTE
_EVERYBODY = 10
"""All accounts together may have this many single budgets in the window."""


@dataclass(slots=True)
class UploadBudget:
    """What was sent in the last ten minutes, by account. Lives with the gate, in its event loop."""

    file_megabytes: int
    account_megabytes: int
    sent: dict[str, deque[tuple[float, int]]] = field(default_factory=dict)

    def objection(self, incoming: Incoming, account: str) -> int | None:
        """The HTTP status that refuses this upload: 411 no length, 413 too large, 429 too much lately; None if it may go on.

        What may go on is counted at once by its declared length, which the server enforces.
        """
        length = incoming.header("content-length")
        if not (length.isascii() and length.isdigit()):
            return 411
        if int(length) > self.file_megabytes * _MEGABYTE + _FRAMING:
            return 413
        self._forget()
        mine = self.sent.setdefault(account, deque())
        budget = self.account_megabytes * _MEGABYTE
        everybody = sum(size for one in self.sent.values() for _, size in one)
        if sum(size for _, size in mine) + int(length) > budget or everybody + int(length) > budget * _EVERYBODY:
            return 429
        mine.append((time.monotonic(), int(length)))
        return None

    def _forget(self) -> None:
        oldest = time.monotonic() - _WINDOW
        for account, sizes in list(self.sent.items()):
            while sizes and sizes[0][0] < oldest:
                sizes.popleft()
            if not sizes:
                del self.sent[account]
