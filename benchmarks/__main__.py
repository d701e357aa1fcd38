"""`python -m benchmarks [NAME ...]`: what was measured, one line each; the names are those of BENCHES.

Without a name all but those that take minutes.
"""

import sys

from benchmarks import assess, engine, forecast, fuzz, gaming, overview, ranks, readers, robustness, thirty_uploads, upload, workbook_back
from benchmarks.operating import bench as operating

BENCHES = {
    "assess": assess.measure,
    "engine": engine.measure,
    "upload": upload.measure,
    "sizes": readers.measure,
    "thirty": thirty_uploads.measure,
    "overview": overview.measure,
    "workbook_back": workbook_back.measure,
    "fuzz": fuzz.measure,
    "gaming": gaming.measure,
    "operating": operating.measure,
    "forecast": forecast.measure,
    "robustness": robustness.measure,
    "ranks": ranks.measure,
}
LONG = frozenset(["engine", "workbook_back", "fuzz", "gaming", "operating", "robustness", "ranks"])
"""Twenty thousand files take half an hour: only by name."""


def main(names: list[str]) -> None:
    """Prints what was measured and the seconds it took."""
    for name in names or (name for name in BENCHES if name not in LONG):
        for what, seconds in BENCHES[name]():
            print(f"{seconds:8.3f} s  {what}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
