"""What stands above the units of a study: its table of levels (L.csv), and what was proven at the level above. Judges nothing."""

import json
from collections.abc import Mapping
from pathlib import Path

from indicators.catalogue.catalogue import CatalogueError
from indicators.catalogue.csv_lines import read_csv_lines, refuse_rows

REJECTIONS = ("C2", "K2")
"""The rules that hold where a test of the whole unit is rejected: proven behind the plan, proven ahead of it."""


def read_levels(path: Path) -> tuple[Mapping[str, str], Mapping[str, str]]:
    """unit -> unit above, and unit -> family inside which tests are adjusted (empty where the table has no families).

    Columns subject, parent and, for counties, family. CatalogueError names file and line; all rows have a family, or none.
    """
    frame = read_csv_lines(path, ("subject", "parent"), ("family",))
    for column in ("subject", "parent"):
        refuse_rows(frame, frame[column] == "", path, f"no {column}")
    refuse_rows(frame, frame.duplicated(["subject"]), path, "{subject} appears twice")
    named = bool((frame["family"] != "").any())
    refuse_rows(frame, named & (frame["family"] == ""), path, "{subject} has no family")
    families = dict(zip(frame["subject"], frame["family"], strict=True)) if named else {}
    return dict(zip(frame["subject"], frame["parent"], strict=True)), families


def read_proven(path: Path) -> frozenset[str]:
    """The units with at least one rejection in the assessment of the level above, as `assess --json` printed it; else CatalogueError."""
    try:
        verdicts = json.loads(path.read_text(encoding="utf-8"))["regions"]
        return frozenset(
            str(verdict["subject"]) for verdict in verdicts if any(rule["passed"] and rule["id"] in REJECTIONS for rule in verdict["rules"])
        )
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise CatalogueError(f"{path.name}: not an assessment as assess --json prints it") from error
