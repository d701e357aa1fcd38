"""One copy of the demo store for all pages that only read; whoever acts takes `demo_store`."""

import shutil

import pytest
from streamlit.runtime.pages_manager import PagesManager


@pytest.fixture(autouse=True)
def pages_run_through_the_router(monkeypatch):
    """What the server settles at its start (dashboard/server/start.py), which AppTest forgets before every run."""
    begin = PagesManager.__init__

    def settled(self, *arguments, **named):
        PagesManager.uses_pages_directory = False
        begin(self, *arguments, **named)

    monkeypatch.setattr(PagesManager, "__init__", settled)


@pytest.fixture(scope="module")
def reading_store(demo_master, tmp_path_factory):
    """A copy of the demo store shared by the tests of one file that change nothing but sessions."""
    copy = type(demo_master)(tmp_path_factory.mktemp("reading") / "demo")
    shutil.copytree(demo_master.folder, copy.folder)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in copy.environment.items():
            patch.setenv(name, value)
        yield copy
