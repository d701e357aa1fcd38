"""Departments that upload at the same moment all get their receipt; the same bytes twice are one submission; the chain stays whole."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from benchmarks.thirty_uploads import clean_files, faults_of, make_store, upload_at_once
from dashboard.access.roles import SHELL
from dashboard.services.desk import Desk
from indicators.catalogue.load import load_catalogue


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    folder: Path = tmp_path_factory.mktemp("store")
    return Desk(SHELL, make_store(folder), load_catalogue(), date(2026, 7, 10), True)


def test_eight_uploads_at_once_lose_and_double_nothing(desk: Desk) -> None:
    files = clean_files(desk.catalogue, 6)
    sent = upload_at_once(desk, [*files, *files[:2]])
    assert faults_of(desk.store, sent) == []
    assert sum(one.receipt is not None for one in sent) == 8
    assert max(one.seconds for one in sent) < 10
    lost = [*sent, replace(sent[0], data=b"other", receipt=None, said="lost")]
    assert len(faults_of(desk.store, lost)) == 2
