"""Writes the sample workbooks that are kept with the code: `python -m sample_data.build`. Same catalogue and words, same bytes."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from indicators.catalogue.catalogue import Catalogue
from indicators.catalogue.load import load_catalogue
from sample_data.faults import all_faults, plant
from sample_data.observations import sample_observations
from sample_data.workbooks import split_by_workbook, write_workbook

FOLDER = Path(__file__).parent / "workbooks"
GOOD: tuple[tuple[str, str], ...] = (
    ("CAC", "2026-Q3"),
    ("CPLAC", "2026-Q3"),
    ("CPD", "2026-Q3"),
    ("MCA", "2026-Q3"),
    ("MPS", "2026-Q2"),
    ("MPS", "2026-Q3"),
    ("NHC", "2026-Q3"),
)
"""Which clean workbooks are kept: (department, round). MPS is the largest."""


def sample_files(catalogue: Catalogue) -> Iterator[tuple[str, bytes]]:
    """(path below workbooks/, bytes) of every kept workbook: good ones by department and round, bad ones by problem code."""
    # The kept files do not say of which version of the catalogue they are: else every changed threshold would change them all.
    catalogue = replace(catalogue, version="sample")
    observations = sample_observations(catalogue)
    books = split_by_workbook(catalogue, observations)
    clean: dict[tuple[str, str], bytes] = {}
    for key in (*GOOD, *(fault.base for fault in all_faults())):
        if key not in clean:
            clean[key] = write_workbook(catalogue, key, books[key], observations)
    for key in GOOD:
        yield f"good/{key[0]}_{key[1]}.xlsx", clean[key]
    for fault in all_faults():
        yield f"bad/{fault.code}.xlsx", plant(catalogue, fault, clean[fault.base])


def write_sample_files() -> int:
    """Writes all of them and removes what is no longer made; the number of files."""
    wanted = dict(sample_files(load_catalogue()))
    for path in (*FOLDER.glob("good/*"), *FOLDER.glob("bad/*")):
        if path.relative_to(FOLDER).as_posix() not in wanted:
            path.unlink()
    for name, data in wanted.items():
        target = FOLDER / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
    return len(wanted)


if __name__ == "__main__":
    print(f"{write_sample_files()} workbooks in {FOLDER}")
