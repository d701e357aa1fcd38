"""The functions whose last digit numpy leaves to the processor are taken from elsewhere wherever they reach the result."""

import math
import re
from pathlib import Path

import numpy as np
import pytest

import indicators.assessment
from indicators.assessment.elementary import arc_sine_of_root, exponential, natural_log, power_of

FOLDER = Path(indicators.assessment.__file__).parent
BY_PROCESSOR = re.compile(
    r"np\.(log|log1p|log2|log10|exp|expm1|exp2|sin|cos|tan|arcsin|arccos|arctan2?|sinh|cosh|tanh|power|cbrt|dot|matmul|linalg|tensordot)\b"
    r"|[\w)\]] @ \w"
)
ROUNDED = {
    "draw_tables.py",  # tables of draws are stored in single precision, which takes no notice of the last digit of a double
    "score.py",  # ln and exp for a power of 0 alone, which robustness draws use and round likewise
    "elementary.py",
}


def test_nothing_that_depends_on_the_processor_reaches_the_result() -> None:
    found = {path.name for path in FOLDER.glob("*.py") if BY_PROCESSOR.search(_code(path))}
    assert found <= ROUNDED


def _code(path: Path) -> str:
    """The source without its texts and comments."""
    return re.sub(r'""".*?"""|#[^\n]*', "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def test_each_value_is_that_of_the_c_library() -> None:
    x = np.random.default_rng(3).uniform(1e-6, 20, 500)
    assert natural_log(x).tolist() == [math.log(value) for value in x]
    assert exponential(-x).tolist() == [math.exp(-value) for value in x]


@pytest.mark.parametrize(("share", "angle"), [(0.0, 0.0), (0.25, math.pi / 6), (0.5, math.pi / 4), (1.0, math.pi / 2)])
def test_the_arc_sine_is_right_at_both_ends(share: float, angle: float) -> None:
    assert arc_sine_of_root(np.array([share]))[0] == pytest.approx(angle, abs=1e-15)


def test_powers_keep_their_ends_and_missing_stays_missing() -> None:
    assert power_of(0.98, np.array([0.0, 1.0, 8.0])) == pytest.approx([1, 0.98, 0.98**8], rel=1e-14)
    assert power_of(0.0, np.array([0.0, 2.0])).tolist() == [1, 0]
    assert np.isnan(natural_log(np.array([np.nan]))).all() and np.isneginf(natural_log(np.zeros(1))).all()
