"""The office reads on a region's page where that region stands by itself; the sentence is said nowhere else."""

import pytest
from screens import open_page, words_of

from dashboard.text.say import Language


@pytest.mark.usefixtures("reading_store")
def test_the_office_reads_the_places_of_the_region_it_looks_at() -> None:
    words = "\n".join(words_of(open_page("reviewer-chen", "region", Language.EN, subject="44", period="2026-Q2")))
    assert "By itself, this region stands between place 1 and place" in words
    assert "of 32, with 95% confidence" in words
