"""Workbooks just uploaded, held in memory so that their marked copy can be fetched through the document route. Nothing is stored.

Each is held for its own person, under a token that nobody can guess; the oldest makes room.
"""

import secrets
from collections import OrderedDict
from dataclasses import dataclass
from functools import cache
from threading import Lock

from dashboard.services.desk import Desk
from dashboard.services.documents import annotate_upload
from dashboard.services.views import Document
from indicators.store.refusals import NotFound

HELD_AT_MOST = 24
_TOKEN_BYTES = 24


@dataclass(frozen=True, slots=True)
class Upload:
    """A workbook with its file name and the account that uploaded it."""

    owner: str
    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Shelf:
    """The uploads of this process by token, and the lock of whoever changes them."""

    uploads: OrderedDict[str, Upload]
    lock: Lock


def hold_upload(desk: Desk, name: str, data: bytes) -> str:
    """The token under which this person can fetch the marked copy, for as long as there is room."""
    shelf, token = _shelf(), secrets.token_urlsafe(_TOKEN_BYTES)
    with shelf.lock:
        shelf.uploads[token] = Upload(desk.actor.name, name, data)
        while len(shelf.uploads) > HELD_AT_MOST:
            shelf.uploads.popitem(last=False)
    return token


def annotated_held(desk: Desk, token: str) -> Document:
    """The held workbook with its problems marked; NotFound for a token that is not this person's or has made room."""
    with _shelf().lock:
        upload = _shelf().uploads.get(token)
    if upload is None or upload.owner != desk.actor.name:
        raise NotFound("upload", token)
    return annotate_upload(desk, upload.name, upload.data)


@cache
def _shelf() -> Shelf:
    return Shelf(OrderedDict(), Lock())
