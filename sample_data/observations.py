"""All sample figures in one frame: the plan's 23 quarterly rounds and the ten months of the special action."""

import pandas as pd

from indicators.catalogue.catalogue import Catalogue
from sample_data.counts import draw_rounds
from sample_data.scale import read_scale
from sample_data.special_action import draw_special_action


def sample_observations(catalogue: Catalogue) -> pd.DataFrame:
    """Every sample figure, columns OBSERVATION_COLUMNS, ordered by indicator, period, subject; the same every time it is drawn.

    What nobody filed is not left out here: which department filed what and when is story.py's.
    """
    scale = read_scale(catalogue)
    frame = pd.concat([draw_rounds(scale), draw_special_action(scale)], ignore_index=True)
    return frame.sort_values(["indicator", "period", "subject"], kind="stable", ignore_index=True)
