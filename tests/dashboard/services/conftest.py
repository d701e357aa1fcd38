"""One small kept store for all tests of a file that only add to it."""

from collections.abc import Iterator

import pandas as pd
import pytest

from tests.conftest import DemoStore
from tests.dashboard.services.kept_stores import KeptStore, few_draws, keep_store, sample_figures


@pytest.fixture(scope="session")
def frozen_figures(demo_master: DemoStore) -> pd.DataFrame:
    """Figures of one year from the demo store."""
    return sample_figures(demo_master.environment["STORE_URL"])


@pytest.fixture(scope="module")
def kept_store(frozen_figures: pd.DataFrame, tmp_path_factory: pytest.TempPathFactory) -> Iterator[KeptStore]:
    """A store with one published-like assessment; assessments may be added to it, nothing else."""
    folder = tmp_path_factory.mktemp("kept")
    made = keep_store(f"sqlite:///{folder / 'store.db'}", folder / "anchor", frozen_figures, few_draws(folder / "catalogue"))
    yield made
    made.desk.store.engine.dispose()
