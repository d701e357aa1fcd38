"""The catalogue and one clean workbook, made once for all tests of intake."""

import pytest
from intake_workbooks import make_clean

from indicators.catalogue.catalogue import Catalogue
from indicators.catalogue.load import load_catalogue
from indicators.intake.layout import WorkbookLayout, plan_layout


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="session")
def clean(catalogue: Catalogue) -> bytes:
    """NHC 2026-Q4: two half-yearly and quarterly indicators by region, and a yearly series."""
    return make_clean(catalogue)


@pytest.fixture(scope="session")
def layout(catalogue: Catalogue) -> WorkbookLayout:
    return plan_layout(catalogue, "NHC", "2026-Q4")
