"""The catalogue, once for all tests of documents, and what a PDF says."""

import pytest

from indicators.catalogue.catalogue import Catalogue
from indicators.catalogue.load import load_catalogue


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="session")
def codes(catalogue: Catalogue) -> tuple[str, ...]:
    return tuple(catalogue.regions)
