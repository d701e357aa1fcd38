"""The 32 assessed units as tiles with their status; three units are shown and not assessed. A picture of words: see `description`."""

from collections import Counter

from dashboard.briefs.brief import LegendEntry, MapTile, TileMap
from dashboard.briefs.scene import Scene, look_of, tell
from dashboard.charts.marks import GRADE_MARKS
from dashboard.charts.tile_map import NOT_ASSESSED
from dashboard.text.figures import say_list
from indicators.model.verdict import Grade, VerdictState

_ORDER = (Grade.COMMEND, Grade.STEADY, Grade.WATCH, Grade.CRITICISE, Grade.INSUFFICIENT_EVIDENCE, Grade.NOT_ASSESSABLE)


def compose_map(scene: Scene) -> TileMap:
    """The map of the regions' grades with a legend that counts them."""
    grades = {verdict.subject: verdict.grade for verdict in scene.assessment.regions}
    assessed = tuple(_assessed(scene, code, grades.get(code, Grade.NOT_ASSESSABLE)) for code in scene.catalogue.regions)
    outside = tuple(
        MapTile(tile.code, tell(scene, f"tiles.{tile.code}"), tell(scene, f"outside.{tile.code}"), tile.row, tile.column,
                tell(scene, "map.outside"), None)
        for tile in NOT_ASSESSED
    )  # fmt: skip
    legend = _legend(scene, Counter(grades.get(code, Grade.NOT_ASSESSABLE) for code in scene.catalogue.regions))
    counts = say_list([tell(scene, "map.count", word=entry.word, n=entry.count) for entry in legend if entry.look], scene.language)
    heading = "map.heading_provisional" if scene.assessment.provisional else "map.heading"
    return TileMap(tell(scene, heading), tell(scene, "map.description", counts=counts), (*assessed, *outside), legend)


def _assessed(scene: Scene, code: str, grade: Grade) -> MapTile:
    region = scene.catalogue.regions[code]
    return MapTile(
        code=code,
        letter=tell(scene, f"tiles.{code}"),
        name=region.short_name.in_language(scene.language),
        row=region.tile_row,
        column=region.tile_column,
        word=_word(scene, grade),
        look=look_of(GRADE_MARKS[grade]),
    )


def _legend(scene: Scene, tally: Counter[Grade]) -> tuple[LegendEntry, ...]:
    entries = [LegendEntry(_word(scene, grade), look_of(GRADE_MARKS[grade]), tally[grade]) for grade in _ORDER if tally[grade]]
    return (*entries, LegendEntry(tell(scene, "map.outside"), None, len(NOT_ASSESSED)))


def _word(scene: Scene, grade: Grade) -> str:
    """The word for a grade: a proposal until every verdict with that grade is confirmed; a provisional run proposes nothing."""
    if scene.assessment.provisional:
        return tell(scene, f"grade.map.provisional.{grade}")
    states = {verdict.state for verdict in scene.assessment.regions if verdict.grade is grade}
    return tell(scene, f"grade.map.{'confirmed' if states == {VerdictState.CONFIRMED} else 'proposed'}.{grade}")
