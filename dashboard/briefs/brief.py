"""The leader's brief as one value: every sentence already said in one language, every number also raw. Renderers only lay it out.

Who may receive it is decided elsewhere; a brief is made of published figures (method.md 1.15).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dashboard.text.sentences import Language


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as it is printed and as it was computed; `value` is None where there is none."""

    text: str
    value: float | None


@dataclass(frozen=True, slots=True)
class Look:
    """How a status is drawn: a symbol that reads in grey, an ink for text on white or on `fill`."""

    symbol: str
    ink: str
    fill: str


@dataclass(frozen=True, slots=True)
class AreaLine:
    """One area: where it stands, its score against the planned path of 100, the change on a year ago, its widest gap.

    `arrow`: up, down, level, or none where there is no earlier figure.
    """

    code: str
    name: str
    standing: str
    look: Look
    score: Figure
    change: Figure
    arrow: str
    gap: str


@dataclass(frozen=True, slots=True)
class Mention:
    """A subject that the assessment proposes to name: what for, against which line, and what it rests on."""

    subject: str
    name: str
    grade: str
    word: str
    look: Look
    score: Figure
    reason: str
    detail: str


@dataclass(frozen=True, slots=True)
class Passage:
    """A heading with its sentences in order of weight; the first alone still tells the matter."""

    heading: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MentionList:
    """The subjects named for praise or for concern; `note` says that there are none, or who else there is."""

    heading: str
    mentions: tuple[Mention, ...]
    note: str


@dataclass(frozen=True, slots=True)
class MapTile:
    """One unit on the tile map. `word` is its status, `look` None: not assessed."""

    code: str
    letter: str
    name: str
    row: int
    column: int
    word: str
    look: Look | None


@dataclass(frozen=True, slots=True)
class LegendEntry:
    """One status of the map with the number of units in it."""

    word: str
    look: Look | None
    count: int


@dataclass(frozen=True, slots=True)
class TileMap:
    """The map: its heading, what it shows in words (for those who cannot see it), tiles and legend."""

    heading: str
    description: str
    tiles: tuple[MapTile, ...]
    legend: tuple[LegendEntry, ...]


@dataclass(frozen=True, slots=True)
class AreaTable:
    """The six areas with their column heads; `plan` labels the mark of 100; `scale` says which scores have which status."""

    heading: str
    columns: Mapping[str, str]
    lines: tuple[AreaLine, ...]
    plan: str
    scale: str


@dataclass(frozen=True, slots=True)
class FooterFact:
    """A label and what stands behind it: cut-off, coverage, versions, hashes."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class Brief:
    """Everything a leader receives on one page, in one language. `stamps`: sample data, provisional. `notices` qualify all figures.

    `dated`: the day of publication, before it the cut-off of the data.
    """

    language: Language
    period_code: str
    dated: date
    office: str
    title: str
    period: str
    comparator: str
    stamps: tuple[str, ...]
    headline: str
    areas: AreaTable
    map: TileMap
    praise: MentionList
    concern: MentionList
    systemic: Passage
    campaign: Passage
    reporting: Passage
    decisions: Passage
    notices: tuple[str, ...]
    footer: tuple[FooterFact, ...]
