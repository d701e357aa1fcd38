"""The sample figures as the workbooks that departments would have sent: one for each department and round, marked as sample data."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from dashboard.text.say import say_both
from indicators.catalogue.calendar import due_date
from indicators.catalogue.catalogue import Catalogue
from indicators.intake.fields import Field
from indicators.intake.layout import plan_layout
from indicators.intake.template import TemplateOrder, make_template
from indicators.model.area import Area
from indicators.model.observation import OBSERVATION_KEY, CellStatus
from indicators.model.period import parse_period
from indicators.model.subject import NATIONAL
from sample_data.observations import sample_observations
from sample_data.scale import generator_for

SIGNERS: Mapping[str, str] = {
    "signer_unit_head": "张某某",
    "signer_statistics_head": "李某某",
    "signer_filler": "王某某",
    "signer_phone": "010-12345678",
}
"""Who signs a sample workbook; nobody."""
SLIP_REGIONS = ("32", "37", "41")


def workbook_name(department: str, round_code: str, version: int = 1) -> str:
    """The file name of a sample workbook: `MPS_2026-Q3_v1_样例.xlsx`."""
    return f"{department}_{round_code}_v{version}_样例.xlsx"


def sample_workbook(catalogue: Catalogue, department: str, round_code: str) -> bytes:
    """The workbook of one department and round, filled with the sample figures; the same bytes every time."""
    observations = sample_observations(catalogue)
    books = split_by_workbook(catalogue, observations)
    return write_workbook(catalogue, (department, round_code), books[department, round_code], observations)


def split_by_workbook(catalogue: Catalogue, observations: pd.DataFrame) -> Mapping[tuple[str, str], pd.DataFrame]:
    """All observations divided among the workbooks they belong to, by (department, round)."""
    leads = {code: indicator.lead for code, indicator in catalogue.indicators.items()}
    leads |= {code: series.lead for code, series in catalogue.series.items()}
    special = {code for code, indicator in catalogue.indicators.items() if indicator.area == Area.SPECIAL_ACTION}
    ends = {code: parse_period(code).round.code for code in observations["period"].unique()}
    rounds = observations["period"].map(ends).where(~observations["indicator"].isin(special), observations["period"])
    groups = observations.groupby([observations["indicator"].map(leads), rounds], sort=True)
    return {(str(lead), str(round_code)): part for (lead, round_code), part in groups}


def write_workbook(catalogue: Catalogue, key: tuple[str, str], figures: pd.DataFrame, earlier: pd.DataFrame | None) -> bytes:
    """The xlsx for `key` = (department, round) with these figures in its input cells and the earlier ones for comparison."""
    department, round_code = key
    period = parse_period(round_code)
    made = due_date(period, 1)
    signers = {**SIGNERS, "signer_date": made.isoformat()}
    order = TemplateOrder(catalogue, department, round_code, earlier, figures, True, made, due_date(period), signers)
    return make_template(order, say_both)


def place_figures(catalogue: Catalogue, key: tuple[str, str], figures: pd.DataFrame) -> pd.DataFrame:
    """The figures as the check of this workbook reads them back: with sheet and cells, in the order of its layout, nils as 0."""
    layout = plan_layout(catalogue, *key)
    order = {entry: place for place, entry in enumerate(layout.entries)}
    keys = list(zip(*(figures[name] for name in OBSERVATION_KEY), strict=True))
    entries = [layout.entries[entry] for entry in keys]
    firsts = [entry.address(Field.NUMERATOR if Field.NUMERATOR in entry.columns else Field.VALUE) for entry in entries]
    seconds = [entry.address(Field.DENOMINATOR).cell if Field.DENOMINATOR in entry.columns else "" for entry in entries]
    placed = figures.assign(sheet=[place.sheet for place in firsts], cell=[place.cell for place in firsts], denominator_cell=seconds)
    nil = (placed["status"] == CellStatus.CONFIRMED_NIL).to_numpy()
    for name in (Field.NUMERATOR, Field.DENOMINATOR, Field.VALUE):
        # The mean of nothing has no value, only n = 0.
        counts = [name in entry.columns and not (name is Field.VALUE and Field.SE in entry.columns) for entry in entries]
        placed[name.value] = placed[name.value].mask(nil & np.array(counts, dtype=bool), 0.0)
    return placed.iloc[np.argsort([order[entry] for entry in keys], kind="stable")].reset_index(drop=True)


def with_slip(figures: pd.DataFrame, department: str) -> pd.DataFrame:
    """The figures with a slip that no rule within one file can see: in a few regions the denominators of one indicator are doubled."""
    fractions = figures[(figures["status"] == CellStatus.REPORTED) & figures["numerator"].notna() & (figures["denominator"] >= 1)]
    if not len(fractions):
        return figures
    codes = sorted(set(fractions["indicator"]))
    code = codes[int(generator_for("slip", department).integers(len(codes)))]
    rows = fractions.index[(fractions["indicator"] == code) & fractions["subject"].isin(SLIP_REGIONS)]
    slipped = figures.copy()
    slipped.loc[rows, "denominator"] *= 2
    # The country's row stays the sum of its regions', or the sum rule would see the slip.
    for period, added in figures.loc[rows].groupby("period")["denominator"].sum().items():
        country = (figures["indicator"] == code) & (figures["subject"] == NATIONAL) & (figures["period"] == period)
        slipped.loc[country, "denominator"] += added
    return slipped


def slipped_cells(slipped: pd.DataFrame, sound: pd.DataFrame) -> tuple[str, ...]:
    """The regions' cells (SHEET!CELL) in which a slip changed the placed figures; the country's own sum follows from them."""
    changed = slipped[(slipped["denominator"] != sound["denominator"]) & slipped["denominator"].notna() & (slipped["subject"] != NATIONAL)]
    return tuple(f"{row.sheet}!{row.denominator_cell}" for row in changed.itertuples())
