"""Nothing passes the gate without a session, and nothing it should not with one: asked over HTTP of a running server."""

import pytest
from conftest import Server
from small_store import PASSWORD

from dashboard.access.identity import IDENTITY_HEADER, hash_token, seal_identity

PAGES = ("/", "/overview", "/submit?language=en", "/sign-in", "/nothing/here")
PARTS = (
    "/_stcore/health", "/_stcore/host-config", "/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/allowed-message-origins",
    "/_stcore/agent/openapi.json", "/static/js/index.js", "/static/media/x.woff2", "/media/0123.png", "/component/x/index.html",
    "/_stcore/bidi-components/x", "/documents/brief?period=2026-Q2", "/documents/template", "/documents/submission/1/original",
    "/favicon.png", "/manifest.json", "/index.html", "/auth/login", "/oauth2callback", "/app/static/x", "/health/details", "//health",
)  # fmt: skip


@pytest.mark.parametrize("path", PAGES)
def test_page_without_a_session_is_the_sign_in_page_with_401(real_server: Server, path: str) -> None:
    answer = real_server.page(path)
    assert answer.status == 401
    assert 'action="/sign-in"' in answer.text
    assert "streamlit" not in answer.text.lower()


@pytest.mark.parametrize("path", PARTS)
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "PUT", "POST", "DELETE"])
def test_every_other_path_without_a_session_is_401(real_server: Server, path: str, method: str) -> None:
    assert real_server.ask(method, path).status == 401


def test_invented_old_and_empty_sessions_are_no_sessions(real_server: Server) -> None:
    for token in ("", "x", "0" * 43, hash_token("x"), "' OR 1=1 --"):
        assert real_server.page("/", f"apm_session={token}").status == 401


def test_websocket_without_a_session_does_not_open(real_server: Server) -> None:
    assert real_server.websocket() == 403
    assert real_server.websocket({"Cookie": "apm_session=invented"}) == 403


def test_websocket_opens_with_a_session_but_not_for_another_site(real_server: Server) -> None:
    cookie = real_server.session("leader", PASSWORD)
    assert real_server.websocket({"Cookie": cookie}) == 101
    assert real_server.websocket({"Cookie": cookie, "Origin": "https://elsewhere.example"}) == 403


def test_health_says_ok_and_nothing_else(real_server: Server) -> None:
    answer = real_server.ask("GET", "/health")
    assert (answer.status, answer.body) == (200, b"ok")
    assert real_server.ask("POST", "/health").status == 401


def test_upload_is_refused_without_a_session_and_for_roles_that_upload_nothing(real_server: Server) -> None:
    path, body = "/_stcore/upload_file/some-session/some-file", b"x" * 100
    assert real_server.ask("PUT", path, {}, body).status == 401
    leader = real_server.session("leader", PASSWORD)
    assert real_server.ask("PUT", path, {"Cookie": leader}, body).status == 403
    liaison = real_server.session("mps", PASSWORD)
    assert real_server.ask("PUT", path, {"Cookie": liaison, "Content-Length": str(7 * 1024 * 1024)}, b"x").status == 413
    assert real_server.ask("PUT", path, {"Cookie": liaison, "Origin": "https://elsewhere.example"}, body).status == 403
    inside = real_server.ask("PUT", path, {"Cookie": liaison}, body)
    assert "xsrf" in inside.text.lower(), "past the gate, Streamlit itself asks for its own token"


def test_identity_sent_from_outside_is_ignored(real_server: Server) -> None:
    token = real_server.session("mps", PASSWORD).removeprefix("apm_session=")
    forged = {
        IDENTITY_HEADER: seal_identity(hash_token(token)),
        "X-APM-Identity": "admin",
        "X_Apm_Identity": "admin",
        "Remote-User": "admin",
    }
    assert real_server.page("/").status == 401
    assert real_server.ask("GET", "/_stcore/host-config", forged).status == 401
    assert real_server.websocket(forged) == 403
    leader = real_server.session("leader", PASSWORD)
    refused = real_server.ask("GET", "/documents/template?department=MPS&round=2026-Q3", forged | {"Cookie": leader})
    assert refused.status == 403


def test_parts_of_streamlit_that_are_not_used_are_shut_even_with_a_session(real_server: Server) -> None:
    cookie = {"Cookie": real_server.session("admin", PASSWORD)}
    for path in ("/_stcore/metrics", "/_stcore/script-health-check", "/_stcore/agent/openapi.json", "/auth/login", "/oauth2callback"):
        assert real_server.ask("GET", path, cookie).status == 404


def test_answers_carry_security_headers_with_and_without_a_session(real_server: Server) -> None:
    cookie = real_server.session("leader", PASSWORD)
    for answer in (real_server.page("/"), real_server.page("/", cookie), real_server.ask("GET", "/media/x")):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["referrer-policy"] == "same-origin"
        assert "frame-ancestors 'none'" in answer.headers["content-security-policy"]
    assert real_server.page("/", cookie).headers["cache-control"] == "no-store"
    script = real_server.page("/", cookie).headers["content-security-policy"].split("script-src ")[1].split(";")[0]
    assert "unsafe" not in script
    assert "http" not in script


def test_page_with_a_session_is_the_app_and_scripts_come_compressed(real_server: Server) -> None:
    cookie = real_server.session("leader", PASSWORD)
    page = real_server.page("/", cookie)
    assert page.status == 200
    assert '<html lang="zh-CN">' in page.text
    assert '<html lang="en">' in real_server.page("/region?language=en", cookie).text
    assert "<title>Streamlit" not in page.text
    script = "/static/js/" + page.text.split("/static/js/")[1].split('"')[0]
    compressed = real_server.ask("GET", script, {"Cookie": cookie, "Accept-Encoding": "gzip"})
    plain = real_server.ask("GET", script, {"Cookie": cookie})
    assert (compressed.status, compressed.headers["content-encoding"]) == (200, "gzip")
    assert len(compressed.body) < len(plain.body) / 2
    assert compressed.headers["cache-control"].startswith("private")
    outside = real_server.ask("GET", "/static/../../config.js", {"Cookie": cookie, "Accept-Encoding": "gzip"})
    assert "content-encoding" not in outside.headers


def test_host_that_is_not_ours_is_turned_away(real_server: Server) -> None:
    assert real_server.ask("GET", "/", {"Host": "elsewhere.example"}).status == 421
    assert real_server.ask("GET", "/health", {"Host": "localhost.elsewhere.example"}).status == 421


def test_document_route_says_why_not_as_a_sentence(real_server: Server) -> None:
    cookie = {"Cookie": real_server.session("leader", PASSWORD)}
    refused = real_server.ask("GET", "/documents/template?department=MPS&round=2026-Q3&language=en", cookie)
    assert (refused.status, "may not download the template" in refused.text) == (403, True)
    assert "无权下载填报模板" in real_server.ask("GET", "/documents/template?department=MPS&round=2026-Q3", cookie).text
    assert real_server.ask("GET", "/documents/template", cookie).status == 404
    office = {"Cookie": real_server.session("reviewer", PASSWORD)}
    assert real_server.ask("GET", "/documents/submission/nothing/original", office).status == 404
    assert real_server.ask("POST", "/documents/template", office).status == 405
