"""A real server for the tests of the gate: the app of this repository in a process of its own, on loopback, with a small store."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from pathlib import Path
from urllib.parse import urlencode

import pytest
from small_store import make_small_store

ROOT = Path(__file__).resolve().parents[3]
START_SECONDS = 240


@dataclass(frozen=True)
class Answer:
    """What came back: status, headers in lower case (repeated ones joined by a line break), body."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def cookie(self, name: str) -> str:
        """The value of a cookie that this answer sets; empty if it sets none."""
        for line in self.headers.get("set-cookie", "").split("\n"):
            if line.startswith(f"{name}="):
                return line.split(";")[0].removeprefix(f"{name}=").strip('"')
        return ""


@dataclass(frozen=True)
class Server:
    """A running server and the plain requests one can send to it."""

    port: int
    store_url: str

    def ask(self, method: str, path: str, headers: dict[str, str] | None = None, body: bytes = b"") -> Answer:
        """One request on a connection of its own; redirects are not followed."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, body or None, headers or {})
        response = connection.getresponse()
        answer = Answer(response.status, _headers(response), b"" if response.status == 101 else response.read())
        connection.close()
        return answer

    def page(self, path: str = "/", cookie: str = "") -> Answer:
        """A page as a browser asks for it."""
        return self.ask("GET", path, {"Accept": "text/html,*/*", "Cookie": cookie})

    def post(self, path: str, fields: dict[str, str], headers: dict[str, str] | None = None) -> Answer:
        """A form as a browser sends it, with its secret in cookie and field."""
        form = self.page("/sign-in").cookie("apm_form")
        sent = {"Content-Type": "application/x-www-form-urlencoded", "Cookie": f"apm_form={form}"} | (headers or {})
        return self.ask("POST", path, sent, urlencode({"form": form} | fields).encode())

    def session(self, name: str, password: str) -> str:
        """The cookie header of a fresh session."""
        answer = self.post("/sign-in", {"name": name, "password": password})
        assert answer.status == 303, answer.text
        return f"apm_session={answer.cookie('apm_session')}"

    def websocket(self, headers: dict[str, str] | None = None) -> int:
        """The status of a websocket handshake at Streamlit's stream: 101 if it opens."""
        handshake = {
            "Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "dGhlIHNhbXBsZSBub25jZQ==",
            "Sec-WebSocket-Protocol": "streamlit", "Origin": f"http://127.0.0.1:{self.port}",
        }  # fmt: skip
        return self.ask("GET", "/_stcore/stream", handshake | (headers or {})).status


@pytest.fixture(scope="session")
def real_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on a real store with a few accounts."""
    yield from _serve(tmp_path_factory.mktemp("real"), demo=False)


@pytest.fixture(scope="session")
def demo_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on a demo store with a few accounts."""
    yield from _serve(tmp_path_factory.mktemp("demo"), demo=True)


def _serve(folder: Path, demo: bool) -> Iterator[Server]:
    url = make_small_store(folder, demo)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = os.environ | {"STORE_URL": url, "CHAIN_KEY_FILE": str(folder / "chain.key"), "PYTHONUNBUFFERED": "1"}
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.port", str(port)]
    with (folder / "log").open("w") as log, subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log) as process:
        try:
            server = Server(port, url)
            _wait(server, process, folder / "log")
            yield server
        finally:
            process.terminate()


def _wait(server: Server, process: "subprocess.Popen[bytes]", log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until and process.poll() is None:
        try:
            if server.ask("GET", "/health").status == 200:
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"the server did not start:\n{log.read_text()}")


def _headers(response: HTTPResponse) -> dict[str, str]:
    headers: dict[str, str] = {}
    for name, value in response.getheaders():
        headers[name.lower()] = f"{headers[name.lower()]}\n{value}" if name.lower() in headers else value
    return headers
