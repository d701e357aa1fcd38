"""Where the command line writes marked copies of workbooks: one for each file, never over a file that was given to it."""

from collections.abc import Sequence
from pathlib import Path


def annotated_targets(wanted: str, files: Sequence[Path]) -> tuple[Path, ...]:
    """The path of each file's marked copy.

    For one file that is what was asked for. Several files, or a folder: `OUT_NAME.xlsx` beside OUT, or `NAME_annotated.xlsx` in the
    folder. A number follows where that would be one of the files themselves or another's copy.
    """
    out = Path(wanted)
    taken = {file.resolve() for file in files}
    targets = []
    for file in files:
        if out.is_dir():
            first = out / f"{file.stem}_annotated.xlsx"
        else:
            first = out if len(files) == 1 else out.with_name(f"{out.stem}_{file.stem}.xlsx")
        target, number = first, 2
        while target.resolve() in taken:
            target, number = first.with_name(f"{first.stem} ({number}){first.suffix}"), number + 1
        taken.add(target.resolve())
        targets.append(target)
    return tuple(targets)
