"""A real server with a copy of the demo store, and Debian's Chromium to look at it."""

import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests.conftest import DemoStore, copy_demo

ROOT = Path(__file__).resolve().parents[2]
SCREENSHOTS = Path(__file__).parent / "screenshots"
START_SECONDS = 240
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"]


@dataclass(frozen=True)
class Site:
    """A running server: its address and its store."""

    address: str
    store: DemoStore


@pytest.fixture(scope="module")
def site(demo_master: DemoStore, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The app as `make run` starts it, on a free port of loopback; ended by its own process id."""
    store = copy_demo(demo_master, tmp_path_factory.mktemp("site") / "demo")
    port = _free_port()
    log = (store.folder / "server.log").open("wb")
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.port", str(port)]
    process = subprocess.Popen(command, cwd=ROOT, env=os.environ | store.environment, stdout=log, stderr=log)
    try:
        _wait_for(f"http://127.0.0.1:{port}/health", process)
        yield Site(f"http://127.0.0.1:{port}", store)
    finally:
        process.terminate()
        process.wait(30)
        log.close()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    path = shutil.which("chromium") or shutil.which("chromium-browser")
    assert path, "no Chromium: run the tests with `make test`, which installs it"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def visitor(browser: Browser, site: Site) -> Iterator["Visitor"]:
    """Somebody with a browser; ends with the test."""
    found = Visitor(browser, site)
    yield found
    found.leave()


class Visitor:
    """A person at the browser: enters with an account, opens pages, looks."""

    def __init__(self, browser: Browser, site: Site) -> None:
        self.browser, self.site = browser, site
        self.contexts: list[BrowserContext] = []
        self.outside: list[str] = []

    def enter(self, account: str, language: str = "zh", width: int = 1440) -> Page:
        """Signs in with one click on the sign-in page and waits until the first page stands."""
        locale = "zh-CN" if language == "zh" else "en-GB"
        context = self.browser.new_context(viewport={"width": width, "height": 1000}, locale=locale, accept_downloads=True)
        context.set_default_timeout(60_000)
        self.contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: self._note(request.url))
        page.goto(f"{self.site.address}/sign-in")
        if language == "en":
            page.get_by_text("English", exact=True).click()
        button = page.locator(f"button[value='{account}']")
        if not button.is_visible():
            page.locator("details", has=button).locator("summary").click()
        button.click()
        self.settle(page)
        return page

    def open(self, page: Page, path: str) -> Page:
        """Goes to a page by its address and waits until it stands."""
        page.goto(f"{self.site.address}/{path}")
        self.settle(page)
        return page

    def settle(self, page: Page) -> None:
        """Waits until the script has run and nothing moves any more."""
        page.locator("[data-testid='stMain'] h1").first.wait_for()
        page.wait_for_function("() => !document.querySelector('[data-testid=\"stStatusWidget\"]')")
        page.wait_for_timeout(700)

    def keep(self, page: Page, name: str) -> None:
        """A screenshot of the whole page for people to look at."""
        SCREENSHOTS.mkdir(exist_ok=True)
        size = page.viewport_size or {"width": 1440, "height": 1000}
        height = page.evaluate("() => document.querySelector('[data-testid=\"stMain\"]').scrollHeight")
        page.set_viewport_size({"width": size["width"], "height": min(max(height + 60, 600), 8000)})
        page.wait_for_timeout(900)
        page.screenshot(path=SCREENSHOTS / f"{name}.png")
        page.set_viewport_size(size)

    def leave(self) -> None:
        for context in self.contexts:
            context.close()

    def _note(self, url: str) -> None:
        if not url.startswith((self.site.address, self.site.address.replace("http", "ws"), "data:", "blob:")):
            self.outside.append(url)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        assert process.poll() is None, "the server ended by itself"
        try:
            with urlopen(address, timeout=2) as answer:
                if answer.status == 200:
                    return
        except (URLError, OSError):
            time.sleep(0.3)
    raise AssertionError("the server did not come up")
