"""The demonstration store for tests: made once for one state of the sources, copied for whoever changes it."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from indicators.store.connection import open_engine
from indicators.store.creation import migrate, newest_revision, schema_revision
from tests.postgresql import server

settings.register_profile("same", derandomize=True)
settings.register_profile("explore")
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
"""The same examples for everybody; `HYPOTHESIS_PROFILE=explore` draws new ones, to be run by hand and with more of them."""

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "var" / "test-demo"


@dataclass(frozen=True)
class DemoStore:
    """A demo store in a folder of its own, and the environment that points to it."""

    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        return {
            "STORE_URL": f"sqlite:///{self.folder / 'store.sqlite'}",
            "CHAIN_KEY_FILE": str(self.folder / "chain.key"),
            "CHAIN_ANCHOR": str(self.folder / "store.anchor"),
        }


@pytest.fixture(scope="session")
def demo_master(tmp_path_factory: pytest.TempPathFactory) -> DemoStore:
    """The demo store as `python -m dashboard demo` makes it; never to be changed. TEST_DEMO names one made before, for quick work."""
    if "TEST_DEMO" in os.environ:
        return _brought_up_to_date(DemoStore(Path(os.environ["TEST_DEMO"])), tmp_path_factory)
    KEPT.mkdir(parents=True, exist_ok=True)
    store = DemoStore(KEPT / _state_of_sources())
    with (KEPT / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not store.folder.exists():
            _build(store)
    return store


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """The address of a PostgreSQL server; only for tests that run because `DATABASES` names one."""
    with server() as address:
        yield address


@pytest.fixture
def demo_store(demo_master: DemoStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[DemoStore]:
    """A copy of the demo store that the test may change; settings of this process point to it."""
    copy = copy_demo(demo_master, tmp_path / "demo")
    for name, value in copy.environment.items():
        monkeypatch.setenv(name, value)
    yield copy


def copy_demo(master: DemoStore, folder: Path) -> DemoStore:
    """A copy of a demo store in another folder."""
    shutil.copytree(master.folder, folder)
    return DemoStore(folder)


def _brought_up_to_date(store: DemoStore, tmp_path_factory: pytest.TempPathFactory) -> DemoStore:
    """The store itself if it has the present schema, else a copy that was migrated."""
    if schema_revision(open_engine(store.environment["STORE_URL"])) == newest_revision():
        return store
    copy = copy_demo(store, tmp_path_factory.mktemp("master") / "demo")
    migrate(open_engine(copy.environment["STORE_URL"]))
    return copy


def _build(store: DemoStore) -> None:
    for old in KEPT.iterdir():
        if old.is_dir():
            shutil.rmtree(old)
    making = DemoStore(KEPT / "making")
    making.folder.mkdir()
    subprocess.run([sys.executable, "-m", "dashboard", "demo"], cwd=ROOT, env=os.environ | making.environment, check=True)
    making.folder.rename(store.folder)


def _state_of_sources() -> str:
    digest = hashlib.sha256()
    for folder in ("indicators", "sample_data", "dashboard/services", "dashboard/text"):
        for path in sorted((ROOT / folder).rglob("*")):
            if path.suffix in (".py", ".yaml", ".csv"):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
