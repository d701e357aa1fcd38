"""Passwords of local accounts: what is a good one, and how one is kept and compared. Stores nothing."""

from collections.abc import Sequence
from threading import BoundedSemaphore

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MINIMUM_LENGTH = 12
MAXIMUM_LENGTH = 128
MINIMUM_DISTINCT = 6
LOCK_AFTER = 5
LOCK_MINUTES = 15

_HASHER = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=4)
_AT_ONCE = BoundedSemaphore(2)  # safety.md 2.2: one check costs 64 MiB and 0.13 s, so a flood of sign-ins waits here
_NOBODY = _HASHER.hash("no account has this password")


def hash_password(password: str) -> str:
    """The argon2id hash to keep, with its own salt and parameters in it."""
    with _AT_ONCE:
        return _HASHER.hash(password)


def matches_password(kept: str | None, password: str) -> bool:
    """Whether the password is the one that was kept. An unknown account (None) costs the same work and never matches."""
    with _AT_ONCE:
        try:
            return _HASHER.verify(kept or _NOBODY, password[:MAXIMUM_LENGTH]) and kept is not None
        except (VerificationError, InvalidHashError):
            return False


def check_password(password: str, forbidden: Sequence[str]) -> tuple[str, ...]:
    """Sentence codes of what is wrong with a new password; empty if it may be used. `forbidden`: account and display name.

    Length before rules: 12 to 128 characters, at least 6 different ones, and neither the account's name nor the usual suspects in it.
    """
    problems = []
    if not MINIMUM_LENGTH <= len(password) <= MAXIMUM_LENGTH:
        problems.append("sign_in.weak.length")
    if len(set(password)) < MINIMUM_DISTINCT:
        problems.append("sign_in.weak.monotonous")
    if any(word.casefold() in password.casefold() for word in (*forbidden, *_SUSPECTS) if len(word) > 2):
        problems.append("sign_in.weak.guessable")
    return tuple(problems)


_SUSPECTS = ("password", "123456", "qwerty", "abcdef", "111111", "888888", "fanguai", "admin")
