"""The catalogue and one clean workbook, made once for all tests of intake."""

import pytest
from hostile_files import hostile_files
from intake_workbooks import check, make_clean

from indicators.catalogue.catalogue import Catalogue
from indicators.catalogue.load import load_catalogue
from indicators.intake.check_workbook import CheckedWorkbook
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


@pytest.fixture(scope="session")
def refused(catalogue: Catalogue, clean: bytes) -> dict[str, tuple[CheckedWorkbook, str]]:
    """Every hostile file after its check, with the code it must be refused for."""
    return {name: (check(data, catalogue), code) for name, (data, code) in hostile_files(clean).items()}
