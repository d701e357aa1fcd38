"""Server time of the overview for a leader: the first run of its script and one rerun, on a copy of the demo store."""

import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from streamlit.testing.v1 import AppTest

from dashboard.services.demo import build_demo
from dashboard.settings import read_settings
from dashboard.ui.session import identity_for_test

ROUTER = str(Path(__file__).resolve().parents[1] / "dashboard" / "router.py")
RUNS = 9
NAMES = {"STORE_URL": "sqlite:///{}/store.sqlite", "CHAIN_KEY_FILE": "{}/chain.key", "CHAIN_ANCHOR": "{}/store.anchor"}


def measure() -> Iterator[tuple[str, float]]:
    """Seconds to make the demo store, of the first run of the overview, and the median of further reruns."""
    folder = tempfile.mkdtemp()
    try:
        os.environ.update({name: value.format(folder) for name, value in NAMES.items()})
        start = time.perf_counter()
        build_demo(read_settings())
        yield "the demo store, made from nothing", time.perf_counter() - start
        yield from _overview()
    finally:
        shutil.rmtree(folder)


def _overview() -> Iterator[tuple[str, float]]:
    app = AppTest.from_file(ROUTER, default_timeout=60)
    for key, value in identity_for_test("leader").items():
        app.session_state[key] = value
    yield "overview for a leader, first run with nothing cached", _seconds(app)
    yield f"overview, one rerun on the server, median of {RUNS}", sorted(_seconds(app) for _ in range(RUNS))[RUNS // 2]


def _seconds(app: AppTest) -> float:
    start = time.perf_counter()
    app.run()
    return time.perf_counter() - start
