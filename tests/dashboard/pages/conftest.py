"""One copy of the demo store for all pages that only read; whoever acts takes `demo_store`."""

import shutil

import pytest


@pytest.fixture(scope="module")
def reading_store(demo_master, tmp_path_factory):
    """A copy of the demo store shared by the tests of one file that change nothing but sessions."""
    copy = type(demo_master)(tmp_path_factory.mktemp("reading") / "demo")
    shutil.copytree(demo_master.folder, copy.folder)
    with pytest.MonkeyPatch.context() as patch:
        for name, value in copy.environment.items():
            patch.setenv(name, value)
        yield copy
