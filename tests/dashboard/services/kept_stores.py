"""Small stores with one frozen round of sample figures and the assessment kept of it, for tests of what is kept and computed again."""

from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd

from dashboard.access.roles import Actor, Role
from dashboard.services.desk import Desk
from dashboard.services.rounds import keep_assessment_of
from indicators.catalogue.catalogue import Catalogue
from indicators.catalogue.load import load_catalogue
from indicators.model.indicator import Use
from indicators.model.observation import OBSERVATION_COLUMNS
from indicators.model.period import parse_period
from indicators.model.subject import NATIONAL
from indicators.store.connection import Store, open_engine
from indicators.store.creation import Creation, create_store
from indicators.store.rounds import load_round, open_round
from indicators.store.snapshots import freeze_round, load_snapshot_observations
from indicators.store.submissions import Incoming, accept_submission, receive_submission
from indicators.store.transaction import Stamp, perform
from tests.indicators.catalogue.study_folder import copy_catalogue, replace_text

KEY = b"a key of thirty-two bytes ......"
ROUND = "2026-Q2"
AS_OF = "2026-08-13"
FEW_DRAWS = {"robust_draws": 200, "rank_draws": 400}
STAMP = Stamp(f"{AS_OF}T01:00:00.000000+00:00", "director-zhou", "director")


@dataclass(frozen=True)
class KeptStore:
    """A store with the id of its snapshot and of the assessment kept of it; `url` and `anchor` open it elsewhere."""

    url: str
    anchor: Path
    desk: Desk
    snapshot: str
    assessment: str


def few_draws(folder: Path, more: str = "") -> Catalogue:
    """The built-in catalogue with few draws, and with further text at the end of its rules."""
    copy_catalogue(folder)
    for id, draws in FEW_DRAWS.items():
        replace_text(folder / "rules.yaml", f"id: {id}\n  value: 10000", f"id: {id}\n  value: {draws}")
    with (folder / "rules.yaml").open("a", encoding="utf-8") as file:
        file.write(more)
    return load_catalogue(folder)


def sample_figures(url: str) -> pd.DataFrame:
    """The scored figures of the regions in the last year of the demo store's frozen round: OBSERVATION_COLUMNS."""
    frame = load_snapshot_observations(Store(open_engine(url), None, Path("unused")), "N-2026Q2-1")
    scored = {code for code, item in load_catalogue().indicators.items() if item.use is Use.SCORE}
    last = parse_period(ROUND).quarter_index
    recent = frame["period"].map(lambda code: parse_period(code).quarter_index > last - 4)
    return frame[recent & frame["indicator"].isin(scored) & (frame["subject"] != NATIONAL)][list(OBSERVATION_COLUMNS)]


def keep_store(url: str, anchor: Path, figures: pd.DataFrame, catalogue: Catalogue) -> KeptStore:
    """A demo store of these figures, one workbook a department, frozen and assessed."""
    store = create_store(url, KEY, Creation(STAMP, demo=True, as_of=AS_OF), anchor)
    perform(store, open_round(STAMP, ROUND, date(2026, 7, 15)))
    leads = figures["indicator"].map({code: item.lead for code, item in catalogue.indicators.items()})
    for department, rows in figures.groupby(leads):
        incoming = Incoming(str(department), ROUND, f"{department}.xlsx", str(department).encode(), "7", rows)
        received = perform(store, receive_submission(STAMP, incoming)).submission
        perform(store, accept_submission(replace(STAMP, actor="reviewer-chen", role="reviewer"), received.id, received.row_version))
    snapshot = perform(store, freeze_round(STAMP, ROUND, load_round(store, ROUND).row_version)).id
    desk = Desk(Actor("director-zhou", Role.DIRECTOR), store, catalogue, date.fromisoformat(AS_OF), demo=True)
    return KeptStore(url, anchor, desk, snapshot, keep_assessment_of(desk, ROUND, snapshot))
