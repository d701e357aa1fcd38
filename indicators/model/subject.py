"""Who is assessed or reports: regions, departments, and the country as a whole."""

from dataclasses import dataclass
from datetime import date

from indicators.model.words import Bilingual

NATIONAL = "00"
XINJIANG = "65"
XPCC = "66"


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name a subject is or was known by; `until` where a reform ended its use."""

    name: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Region:
    """One of the 32 assessed units. `population` is disjoint: 65 is Xinjiang without XPCC (22,603,945), 66 is XPCC.

    `tile_row`, `tile_column`: place on the tile-grid map. `tile`: the one-character label. `lookalikes`: names that resemble
    this one and are never matched silently.
    """

    code: str
    name: Bilingual
    short_name: Bilingual
    population: int
    aliases: tuple[str, ...]
    lookalikes: tuple[str, ...]
    tile: str
    tile_row: int
    tile_column: int


@dataclass(frozen=True, slots=True)
class Department:
    """One seat of the Joint Conference. `closed`: the day the seat ended; `known` is False for the unidentified seat."""

    code: str
    name: Bilingual
    short_name: Bilingual
    aliases: tuple[Alias, ...]
    flag: str
    closed: date | None
    successor: str | None
    known: bool
