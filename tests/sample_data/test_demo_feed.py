"""The feed of the demonstration: every filing with its workbook, and the figures that a check would read from it."""

from itertools import islice

import pandas as pd
import pytest

from indicators.catalogue.catalogue import Catalogue
from indicators.catalogue.load import load_catalogue
from indicators.intake.check_workbook import IntakeContext, check_workbook
from indicators.model.submission import CheckStatus, Severity
from sample_data.demo import DemoSubmission, demo_submissions
from sample_data.observations import sample_observations
from sample_data.planted import OPEN_ROUND
from sample_data.story import AS_OF, Outcome, demo_filings
from sample_data.workbooks import SLIP_REGIONS, place_figures, split_by_workbook, with_slip, write_workbook


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture(scope="module")
def feed(catalogue: Catalogue) -> tuple[DemoSubmission, ...]:
    return tuple(demo_submissions(catalogue))


def test_the_feed_holds_every_filing_in_order_with_a_file_name_of_its_own(catalogue: Catalogue, feed: tuple[DemoSubmission, ...]) -> None:
    assert tuple(one.filing for one in feed) == demo_filings(catalogue)
    assert len({one.name for one in feed}) == len({one.data for one in feed}) == len(feed)
    assert all("样例" in one.name for one in feed)


def test_the_figures_of_the_feed_are_those_that_the_check_reads(catalogue: Catalogue, feed: tuple[DemoSubmission, ...]) -> None:
    chosen = [*islice(feed, 0, None, 48), feed[-1]]
    for one in chosen:
        checked = check_workbook(one.data, one.name, IntakeContext(catalogue, AS_OF, None, None, one.filing.department))
        assert checked.status is CheckStatus.CLEAN, (one.name, checked.problems)
        assert one.observations is not None
        pd.testing.assert_frame_equal(checked.observations, one.observations, check_dtype=False)


def test_a_return_points_at_the_cells_of_its_slip(feed: tuple[DemoSubmission, ...]) -> None:
    for one in feed:
        assert bool(one.cells) == (one.filing.outcome is Outcome.RETURNED)
    (open_return,) = [one for one in feed if one.filing.round == OPEN_ROUND and one.cells]
    assert all(cell.startswith("A5 ") for cell in open_return.cells)


def test_the_draft_has_several_problems_and_was_not_submitted(catalogue: Catalogue, feed: tuple[DemoSubmission, ...]) -> None:
    (draft,) = [one for one in feed if one.filing.outcome is Outcome.DRAFT]
    checked = check_workbook(draft.data, draft.name, IntakeContext(catalogue, AS_OF, None, None, draft.filing.department))
    assert checked.status is CheckStatus.PROBLEMS
    assert len({one.code for one in checked.problems if one.severity is not Severity.NOTE}) == 4
    assert draft.observations is None


def test_a_returned_version_differs_from_the_accepted_one_by_its_slip_alone(catalogue: Catalogue) -> None:
    key = ("MOJ", "2026-Q2")
    figures = split_by_workbook(catalogue, sample_observations(catalogue))[key]
    before, after = place_figures(catalogue, key, with_slip(figures, "MOJ")), place_figures(catalogue, key, figures)
    differs = before["denominator"].fillna(-1) != after["denominator"].fillna(-1)
    assert set(after.loc[differs, "subject"]) == set(SLIP_REGIONS)
    assert write_workbook(catalogue, key, with_slip(figures, "MOJ"), None) != write_workbook(catalogue, key, figures, None)
