"""What a kept assessment was made from, besides the figures of its snapshot: catalogue and request. What is in them is not known here."""

import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection, insert, select

from indicators.store.connection import Store, reading
from indicators.store.refusals import NotFound, StoreUnavailable
from indicators.store.tables import bases, catalogues


@dataclass(frozen=True, slots=True)
class Basis:
    """`catalogue` and `request` as bytes; `version` and `rules_version` are the catalogue's own fingerprints."""

    catalogue: bytes
    version: str
    rules_version: str
    request: bytes


@dataclass(frozen=True, slots=True)
class CatalogueRecord:
    """A kept catalogue without its bytes; `kept`: since when."""

    sha256: str
    version: str
    rules_version: str
    kept: str


def add_basis(connection: Connection, assessment: str, basis: Basis, at: str) -> dict[str, str]:
    """Stores a basis, a catalogue only once; returns its two hashes for the event. Only within an act."""
    catalogue, request = _digest(basis.catalogue), _digest(basis.request)
    if connection.execute(select(catalogues.c.sha256).where(catalogues.c.sha256 == catalogue)).first() is None:
        row = {"sha256": catalogue, "version": basis.version, "rules_version": basis.rules_version, "content": basis.catalogue, "kept": at}
        connection.execute(insert(catalogues).values(row))
    connection.execute(insert(bases).values(assessment=assessment, catalogue=catalogue, request=basis.request, sha256=request))
    return {"catalogue": catalogue, "request": request}


def load_basis(store: Store, assessment: str) -> Basis | None:
    """What an assessment was made from; None for one kept before bases were. StoreUnavailable if it no longer has its hashes."""
    query = select(bases, catalogues.c.content, catalogues.c.version, catalogues.c.rules_version).join(catalogues)
    with reading(store) as connection:
        row = connection.execute(query.where(bases.c.assessment == assessment)).first()
    if row is None:
        return None
    content = _require_sound(row.content, row.catalogue, assessment)
    return Basis(content, row.version, row.rules_version, _require_sound(row.request, row.sha256, assessment))


def load_catalogues(store: Store) -> tuple[CatalogueRecord, ...]:
    """Every catalogue that was kept, the latest first."""
    columns = [catalogues.c[name] for name in ("sha256", "version", "rules_version", "kept")]
    with reading(store) as connection:
        rows = connection.execute(select(*columns).order_by(catalogues.c.kept.desc(), catalogues.c.sha256)).mappings()
        return tuple(CatalogueRecord(**row) for row in rows)


def load_catalogue_bytes(store: Store, sha256: str) -> bytes:
    """The bytes of a kept catalogue; NotFound if there is none, StoreUnavailable if they no longer have their hash."""
    with reading(store) as connection:
        content = connection.execute(select(catalogues.c.content).where(catalogues.c.sha256 == sha256)).scalar()
    if content is None:
        raise NotFound("catalogues", sha256)
    return _require_sound(content, sha256, sha256)


def _require_sound(content: object, sha256: str, id: str) -> bytes:
    """The bytes if they have their hash; SQLite keeps whatever type it is given, and forged text is not bytes."""
    if not isinstance(content, bytes) or _digest(content) != sha256:
        raise StoreUnavailable("basis_damaged", id=id)
    return content


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
