"""Copies of the built-in catalogue that a test may spoil, and small study codebooks."""

import shutil
from pathlib import Path

from indicators.catalogue.load import BUILT_IN

CODEBOOK = """indicator,area,area_weight,kind,direction,baseline,m2025,m2030,d_min,weight,required,frequency,lead,lead_share
i1,X,,prop,up,0.60,0.80,0.95,,,true,Q,D1,0.7
i2,X,,prop,down,0.12,0.08,0.04,,,,Q,D1,
i3,Y,,rate,down,2.0,1.4,1.0,,2,,Q,D2,
i4,Y,,milestone,up,0,3,4,,,,Y,D2,
i5,Y,,context,context,,,,,,,M,D2,
"""


def copy_catalogue(folder: Path) -> Path:
    """The data files of the built-in catalogue in a folder of their own."""
    for path in BUILT_IN.rglob("*"):
        if path.suffix in (".yaml", ".csv"):
            target = folder / path.relative_to(BUILT_IN)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
    return folder


def replace_text(path: Path, found: str, new: str) -> int:
    """Replaces the first occurrence of a text in a file; the line on which it stood."""
    text = path.read_text(encoding="utf-8")
    assert found in text, f"{found!r} is not in {path.name}"
    path.write_text(text.replace(found, new, 1), encoding="utf-8")
    return text[: text.index(found)].count("\n") + 1


def write_codebook(folder: Path, text: str = CODEBOOK) -> Path:
    """A folder with a codebook.csv."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "codebook.csv").write_text(text, encoding="utf-8")
    return folder
