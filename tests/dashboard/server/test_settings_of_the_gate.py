"""What the settings change at the gate: cookies behind TLS, a store that is not there. The gate is called as the server calls it."""

import asyncio
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from small_store import make_small_store

from dashboard.server.gate import Gate
from dashboard.settings import read_settings


async def _nothing_behind(scope: Any, receive: Any, send: Any) -> None:
    raise AssertionError("the request went through the gate")


def _ask(environment: dict[str, str], method: str, path: str, fields: dict[str, str] | None = None) -> tuple[int, dict[str, str], str]:
    gate = Gate(_nothing_behind, read_settings(environment))
    headers = [(b"host", b"localhost"), (b"accept", b"text/html"), (b"cookie", b"apm_form=secret")]
    body = urlencode({"form": "secret"} | (fields or {})).encode()
    scope = {"type": "http", "method": method, "path": path, "query_string": b"", "headers": headers, "client": ("10.0.0.1", 1)}
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: Any) -> None:
        sent.append(message)

    asyncio.run(gate(scope, receive, send))
    answered = "\n".join(f"{name.decode()}: {value.decode()}" for name, value in sent[0]["headers"])
    lines = [line.split(": ", 1) for line in answered.split("\n")]
    joined: dict[str, str] = {}
    for name, value in lines:
        joined[name] = f"{joined[name]}\n{value}" if name in joined else value
    return sent[0]["status"], joined, b"".join(message.get("body", b"") for message in sent[1:]).decode()


def _environment(folder: Path, **more: str) -> dict[str, str]:
    return {"STORE_URL": make_small_store(folder, demo=True), "CHAIN_KEY_FILE": str(folder / "chain.key")} | more


def test_behind_tls_cookies_travel_encrypted_only_and_are_bound_to_the_host(tmp_path: Path) -> None:
    status, headers, _ = _ask(_environment(tmp_path, BEHIND_TLS="yes"), "POST", "/sign-in/demo", {"name": "leader"})
    cookie = next(line for line in headers["set-cookie"].split("\n") if "session" in line)
    assert status == 303
    assert cookie.startswith("__Host-apm_session=")
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie
    assert headers["strict-transport-security"].startswith("max-age=")


def test_without_tls_nothing_asks_for_it(tmp_path: Path) -> None:
    _, headers, _ = _ask(_environment(tmp_path), "POST", "/sign-in/demo", {"name": "leader"})
    assert "Secure" not in headers["set-cookie"]
    assert "strict-transport-security" not in headers


def test_without_a_store_everybody_is_told_what_is_to_be_done(tmp_path: Path) -> None:
    environment = {"STORE_URL": f"sqlite:///{tmp_path / 'missing.sqlite'}", "CHAIN_KEY_FILE": str(tmp_path / "chain.key")}
    for method, path in (("GET", "/"), ("POST", "/sign-in"), ("POST", "/sign-in/demo")):
        status, _, text = _ask(environment, method, path, {"name": "leader", "password": "x"})
        assert status == 503
        assert "尚未建立数据库" in text
