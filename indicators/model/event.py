"""One line of the audit chain."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Event:
    """An act: who did what to which object, when, why. `payload` is canonical JSON material; no figures about persons."""

    sequence: int
    at: str
    actor: str
    role: str
    action: str
    object: str
    period: str
    reason: str
    payload: Mapping[str, Any]
    previous_hash: str
    hash: str
