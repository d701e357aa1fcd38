"""How the gate tells the script who asks: the hash of the session's token, sealed with a key that only this process has.

A seal from outside, from another process or from a server without the gate never opens. The gate removes the header from every
request that comes in before it sets its own.
"""

import hashlib
import hmac
import secrets

IDENTITY_HEADER = "x-apm-identity"
_KEY = secrets.token_bytes(32)


def hash_token(token: str) -> str:
    """What the store keeps of a session's token: its SHA-256 in hex. The token has 256 random bits, so no salt is needed."""
    return hashlib.sha256(token.encode()).hexdigest()


def seal_identity(token_hash: str) -> str:
    """The sealed form of a token's hash."""
    return f"{token_hash}.{_seal(token_hash)}"


def open_identity(sealed: str | None) -> str | None:
    """The token's hash if the seal is this process's own; None for anything else."""
    token_hash, _, seal = (sealed or "").partition(".")
    return token_hash if token_hash and hmac.compare_digest(seal.encode(), _seal(token_hash).encode()) else None


def _seal(token_hash: str) -> str:
    return hmac.new(_KEY, token_hash.encode(), hashlib.sha256).hexdigest()
