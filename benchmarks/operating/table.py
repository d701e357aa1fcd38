"""The measured table: shares with exact limits, points with normal ones, written as data for the page on the method."""

import csv
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass, fields
from pathlib import Path

import numpy as np
from scipy.special import betaincinv

MEASURED = Path(__file__).resolve().parents[2] / "docs" / "measured" / "operating.csv"
LEVEL = 0.95
NORMAL = 1.959964


@dataclass(frozen=True, slots=True)
class Line:
    """One measured figure with its 95 % limits; `value` is a share 0-1, or points for measures that begin with `gain`."""

    scenario: str
    level: str
    units: int
    runs: int
    measure: str
    value: str
    low: str
    high: str
    target: str


def share_limits(hits: int, trials: int) -> tuple[float, float]:
    """Clopper & Pearson (1934): the exact 95 % limits of a share."""
    tail = (1 - LEVEL) / 2
    low = 0.0 if hits == 0 else float(betaincinv(hits, trials - hits + 1, tail))
    high = 1.0 if hits == trials else float(betaincinv(hits + 1, trials - hits, 1 - tail))
    return low, high


def summarise(measure: str, values: Sequence[float]) -> tuple[str, str, str]:
    """Mean and 95 % limits, printed."""
    numbers = np.array(values)
    mean = float(numbers.mean())
    if measure.startswith("gain"):
        half = NORMAL * float(numbers.std(ddof=1)) / np.sqrt(len(numbers)) if len(numbers) > 1 else np.nan
        return f"{mean:.2f}", f"{mean - half:.2f}", f"{mean + half:.2f}"
    low, high = share_limits(int(numbers.sum()), len(numbers))
    return f"{mean:.4f}", f"{low:.4f}", f"{high:.4f}"


def read_table(path: Path = MEASURED) -> dict[str, list[Line]]:
    """The lines of the table by scenario; empty before the first measurement."""
    found: dict[str, list[Line]] = {}
    if path.exists():
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                line = Line(**{**row, "units": int(row["units"]), "runs": int(row["runs"])})  # type: ignore[arg-type]
                found.setdefault(line.scenario, []).append(line)
    return found


def write_table(lines: Iterable[Line], path: Path = MEASURED) -> None:
    """The table as CSV with the columns of Line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow([field.name for field in fields(Line)])
        writer.writerows(astuple(line) for line in lines)
