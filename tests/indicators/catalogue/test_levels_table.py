"""A study's table of levels and the assessment of the level above: what is read, and what is refused with its line."""

import json
from pathlib import Path

import pytest

from indicators.catalogue.catalogue import CatalogueError
from indicators.catalogue.read_levels import read_levels, read_proven


def table(folder: Path, *rows: str) -> Path:
    path = folder / "L.csv"
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def test_parents_and_families_are_read_by_unit(tmp_path: Path) -> None:
    assert read_levels(table(tmp_path, "subject,parent", "c1,p1")) == ({"c1": "p1"}, {})
    assert read_levels(table(tmp_path, "subject,parent,family", "c1,p1,P", "c2,q1,Q")) == ({"c1": "p1", "c2": "q1"}, {"c1": "P", "c2": "Q"})


@pytest.mark.parametrize("rows", [("c1,",), ("c1,p1,P", "c1,p2,P"), ("c1,p1,P", "c2,p1,")])
def test_a_doubtful_table_is_refused(rows: tuple[str, ...], tmp_path: Path) -> None:
    header = "subject,parent" if rows == ("c1,",) else "subject,parent,family"
    with pytest.raises(CatalogueError, match="L.csv:"):
        read_levels(table(tmp_path, header, *rows))


def test_what_was_proven_above_is_who_was_proven_behind_or_ahead(tmp_path: Path) -> None:
    rules = {"P": [("C2", True), ("K2", False)], "Q": [("C2", False), ("K2", True)], "R": [("C2", False), ("K2", None), ("W4", True)]}
    regions = [{"subject": subject, "rules": [{"id": id, "passed": passed} for id, passed in told]} for subject, told in rules.items()]
    path = tmp_path / "A.json"
    path.write_text(json.dumps({"regions": regions}), encoding="utf-8")
    assert read_proven(path) == {"P", "Q"}


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"regions": [{}]}', '{"regions": 3}'])
def test_what_is_no_assessment_is_refused(text: str, tmp_path: Path) -> None:
    (tmp_path / "A.json").write_text(text, encoding="utf-8")
    with pytest.raises(CatalogueError, match="A.json"):
        read_proven(tmp_path / "A.json")
