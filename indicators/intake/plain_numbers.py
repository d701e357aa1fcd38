"""The cells of a sheet that hold nothing but a plain number, read all at once. Whatever is not beyond doubt is left to `parse_number`."""

import re

import numpy as np
from numpy.typing import NDArray

from indicators.intake.raw import RawKind, RawSheet

_PLAIN = re.compile(r"-?[0-9]{1,12}(?:\.[0-9]{1,9})?")
_NOISE = 1e-9
_NO_NUMBER = float("nan")


def read_plain_numbers(sheet: RawSheet) -> NDArray[np.float64]:
    """One number for each cell of the sheet, in the order of its columns; nan where the cell is anything else than a plain number.

    A number that binary noise took away from a whole one (2.9999999999) is not plain: it is read, and said, by `parse_number`.
    """
    table = np.array([float(text) if _PLAIN.fullmatch(text) else _NO_NUMBER for text in sheet.distinct], dtype=np.float64)
    numbers = table[np.asarray(sheet.which)]
    numbers[np.frombuffer(sheet.kinds, dtype=np.uint8) != ord(RawKind.NUMBER)] = np.nan
    away = np.abs(numbers - np.rint(numbers))
    numbers[(away > 0) & (away <= _NOISE * np.maximum(1.0, np.abs(numbers)))] = np.nan
    return numbers
