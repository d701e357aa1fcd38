"""All sample figures in one frame: indicators and series of the 23 quarterly rounds, the ten months of the special action."""

import pandas as pd

from indicators.catalogue.catalogue import Catalogue
from sample_data.counts import draw_rounds
from sample_data.patterns import plant_patterns
from sample_data.scale import read_scale
from sample_data.series import draw_series
from sample_data.special_action import draw_special_action


def sample_observations(catalogue: Catalogue) -> pd.DataFrame:
    """Every sample figure, columns OBSERVATION_COLUMNS, ordered by indicator, period, subject; the same every time it is drawn.

    What nobody filed is not left out here: which department filed what and when is story.py's.
    """
    scale = read_scale(catalogue)
    rounds = plant_patterns(catalogue, draw_rounds(scale))
    frame = pd.concat([rounds, draw_special_action(scale), draw_series(scale, rounds)], ignore_index=True)
    return frame.sort_values(["indicator", "period", "subject"], kind="stable", ignore_index=True)
