"""Signing in and out over HTTP: forms of our own pages only, sessions that end when they should, doors that lock."""

import pytest
from conftest import Server
from small_store import PASSWORD

from dashboard.access.accounts import LOCK_AFTER


def test_sign_in_leads_where_the_person_wanted_to_go(real_server: Server) -> None:
    answer = real_server.post("/sign-in", {"name": "leader", "password": PASSWORD, "next": "/region?region=44"})
    assert (answer.status, answer.headers["location"]) == (303, "/region?region=44")
    asked = real_server.page("/region?region=44")
    assert 'name="next" value="/region?region=44"' in asked.text


@pytest.mark.parametrize(
    "target", ["https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example", "javascript:alert(1)", "/a\nb"]
)
def test_sign_in_never_leads_to_another_site(real_server: Server, target: str) -> None:
    answer = real_server.post("/sign-in", {"name": "leader", "password": PASSWORD, "next": target})
    assert answer.headers["location"] == "/"


def test_session_cookie_is_out_of_reach_of_scripts_and_other_sites(real_server: Server) -> None:
    answer = real_server.post("/sign-in", {"name": "leader", "password": PASSWORD})
    line = next(line for line in answer.headers["set-cookie"].split("\n") if line.startswith("apm_session="))
    assert "HttpOnly" in line
    assert "SameSite=lax" in line
    assert len(answer.cookie("apm_session")) >= 43


def test_signing_in_again_ends_the_session_before(real_server: Server) -> None:
    first = real_server.session("leader", PASSWORD)
    form = real_server.page("/sign-in").cookie("apm_form")
    answer = real_server.post("/sign-in", {"name": "leader", "password": PASSWORD, "form": form}, {"Cookie": f"apm_form={form}; {first}"})
    assert answer.status == 303
    assert real_server.page("/", first).status == 401
    assert real_server.page("/", f"apm_session={answer.cookie('apm_session')}").status == 200


def test_sign_out_revokes_the_session_on_the_server(real_server: Server) -> None:
    cookie = real_server.session("leader", PASSWORD)
    assert real_server.page("/", cookie).status == 200
    answer = real_server.ask("GET", "/sign-out", {"Cookie": cookie, "Sec-Fetch-Site": "same-origin"})
    assert (answer.status, answer.headers["location"]) == (303, "/")
    assert real_server.page("/", cookie).status == 401
    assert real_server.websocket({"Cookie": cookie}) == 403


def test_link_on_another_site_asks_before_it_signs_out(real_server: Server) -> None:
    cookie = real_server.session("leader", PASSWORD)
    asked = real_server.ask("GET", "/sign-out", {"Cookie": cookie, "Sec-Fetch-Site": "cross-site"})
    assert (asked.status, "确认退出登录" in asked.text) == (200, True)
    assert real_server.page("/", cookie).status == 200
    form = asked.cookie("apm_form")
    done = real_server.post("/sign-out", {"form": form}, {"Cookie": f"apm_form={form}; {cookie}"})
    assert done.status == 303
    assert real_server.page("/", cookie).status == 401


def test_wrong_password_and_unknown_name_get_the_same_answer(real_server: Server) -> None:
    wrong = real_server.post("/sign-in", {"name": "director", "password": "wrong"})
    unknown = real_server.post("/sign-in", {"name": "nobody-of-that-name", "password": "wrong"})
    assert wrong.status == unknown.status == 401
    assert "账号或密码不正确" in wrong.text
    assert "账号或密码不正确" in unknown.text
    assert not wrong.cookie("apm_session")


@pytest.mark.parametrize("name", ["patient", "nobody-either"])
def test_door_locks_after_five_wrong_passwords_whether_the_name_exists_or_not(real_server: Server, name: str) -> None:
    for _ in range(LOCK_AFTER):
        assert real_server.post("/sign-in", {"name": name, "password": "wrong"}).status == 401
    locked = real_server.post("/sign-in", {"name": name, "password": PASSWORD})
    assert (locked.status, "暂时锁定" in locked.text) == (429, True)


def test_form_of_another_site_is_refused(real_server: Server) -> None:
    fields = {"name": "leader", "password": PASSWORD}
    assert real_server.post("/sign-in", fields, {"Origin": "https://elsewhere.example"}).status == 403
    assert real_server.post("/sign-in", fields, {"Sec-Fetch-Site": "cross-site"}).status == 403
    without_secret = real_server.post("/sign-in", fields | {"form": ""})
    assert (without_secret.status, without_secret.cookie("apm_session")) == (401, "")
    assert real_server.post("/sign-in", fields | {"name": "x" * 9000}).status == 413
    assert real_server.ask("PUT", "/sign-in").status == 405


def test_what_was_typed_is_not_written_into_the_page(real_server: Server) -> None:
    answer = real_server.post("/sign-in", {"name": "<script>alert(1)</script>", "password": "x"})
    assert "<script" not in answer.text
    assert "<script" not in real_server.page('/overview?x="><script>').text


def test_real_store_has_no_sample_accounts_and_no_banner(real_server: Server) -> None:
    page = real_server.page("/")
    assert "样例" not in page.text
    refused = real_server.post("/sign-in/demo", {"name": "leader"})
    assert (refused.status, refused.cookie("apm_session")) == (401, "")


def test_demo_store_is_entered_by_one_click_under_a_banner(demo_server: Server) -> None:
    page = demo_server.page("/")
    assert "SAMPLE DATA" in page.text
    assert "2026年10月20日" in page.text
    assert "Leader &lt;A&gt;" in demo_server.page("/?language=en").text
    entered = demo_server.post("/sign-in/demo", {"name": "leader"})
    assert entered.status == 303
    assert demo_server.page("/", f"apm_session={entered.cookie('apm_session')}").status == 200
    assert demo_server.post("/sign-in/demo", {"name": "nobody"}).status == 401


def test_language_is_remembered(real_server: Server) -> None:
    switched = real_server.ask("GET", "/language?to=en&next=/region")
    assert (switched.status, switched.headers["location"], switched.cookie("apm_language")) == (303, "/region", "en")
    page = real_server.page("/", "apm_language=en")
    assert "Sign in" in page.text
    assert '<html lang="en">' in page.text
    assert real_server.ask("GET", "/language?to=xx&next=//elsewhere.example").headers["location"] == "/"
