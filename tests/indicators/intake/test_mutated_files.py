"""Whatever happens to a workbook on its way, there is an answer: an invalid file always comes with a problem, and nothing is raised."""

import random
from collections.abc import Callable

import pytest
from hostile_files import SHEET
from intake_workbooks import DAY, change_parts, describe, read_parts

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.check_workbook import CheckedWorkbook, IntakeContext, check_raw, check_workbook
from indicators.intake.limits import FileRefusedError, Limits
from indicators.intake.read_cells import read_cells
from indicators.model.submission import CheckStatus, Severity

IN_PROCESS = 270
IN_CHILD = 30


def flip_bytes(data: bytes, dice: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(dice.randint(1, 8)):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def cut_out(data: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(data))
    return data[:start] + data[start + dice.randint(1, 400) :]


def spoil_part(data: bytes, dice: random.Random) -> bytes:
    """Flips characters of the XML inside, so that the archive stays whole."""
    parts = read_parts(data)
    name = dice.choice(sorted(parts))
    content = bytearray(parts[name])
    for _ in range(dice.randint(1, 6)):
        content[dice.randrange(len(content))] = dice.choice(b"<>/\"'=&;09azA \x00\xff")
    return change_parts(data, {name: bytes(content)})


def swap_values(data: bytes, dice: random.Random) -> bytes:
    """Puts odd values into cells of a sheet."""
    text = read_parts(data)[SHEET].decode()
    odd = ["-1", "1E400", "0x10", "", "NaN", "12.5.1", "99999999999999999999", "1e-400", "TRUE", "&#8734;", "４２"]
    pieces = text.split("<v>")
    for _ in range(dice.randint(1, 10)):
        place = dice.randrange(1, len(pieces))
        pieces[place] = dice.choice(odd) + pieces[place][pieces[place].index("</v>") :]
    return change_parts(data, {SHEET: "<v>".join(pieces).encode()})


def swap_types(data: bytes, dice: random.Random) -> bytes:
    text = read_parts(data)[SHEET].decode()
    old = dice.choice(['t="s"', 's="', 'r="', "<v>", "<c "])
    new = dice.choice(['t="e"', 't="b"', 't="d"', 't="str"', 't="q"', 's="999"', 'r="A0"', 'r="ZZZZ1"', "<f>1</f>", "<c x="])
    return change_parts(data, {SHEET: text.replace(old, new, dice.randint(1, 30)).encode()})


MUTATIONS: tuple[Callable[[bytes, random.Random], bytes], ...] = (flip_bytes, cut_out, spoil_part, swap_values, swap_types)


def is_answered(checked: CheckedWorkbook) -> bool:
    """Clean without a hindrance, or not clean with at least one problem, each of which can be said."""
    for one in checked.problems:
        describe(one)
    hindrances = [one for one in checked.problems if one.severity is not Severity.NOTE]
    return bool(hindrances) is (checked.status is not CheckStatus.CLEAN)


@pytest.mark.parametrize("mutate", MUTATIONS, ids=lambda one: one.__name__)
def test_a_mutated_workbook_is_always_answered(catalogue: Catalogue, clean: bytes, mutate: Callable[[bytes, random.Random], bytes]) -> None:
    dice = random.Random(mutate.__name__)
    context = IntakeContext(catalogue, DAY)
    refused = 0
    for _ in range(IN_PROCESS // len(MUTATIONS)):
        data = mutate(clean, dice)
        try:
            workbook = read_cells(data, Limits())
        except FileRefusedError:
            refused += 1
            continue
        assert is_answered(check_raw(workbook, "m.xlsx", "", context))
    for _ in range(IN_CHILD // len(MUTATIONS)):
        assert is_answered(check_workbook(mutate(clean, dice), "m.xlsx", context))
    assert refused < IN_PROCESS
