"""What is read from a request, what is taken out of it, and how much may be uploaded."""

from typing import Any

import pytest

from dashboard.access.identity import IDENTITY_HEADER
from dashboard.server.documents import content_disposition
from dashboard.server.incoming import read_incoming, safe_next, with_identity
from dashboard.server.uploads import UploadBudget
from dashboard.text.say import Language


def _scope(headers: dict[str, str] | None = None, **changes: Any) -> dict[str, Any]:
    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in ({"host": "localhost:8501"} | (headers or {})).items()]
    fields = {"type": "http", "method": "GET", "path": "/", "query_string": b"", "headers": raw, "client": ("10.0.0.1", 5000)}
    return fields | changes


def test_scope_handed_on_has_our_identity_only_and_no_session_token() -> None:
    headers = {
        "cookie": "apm_session=secret; _streamlit_xsrf=2|a|b|c; apm_language=en", "x-apm-identity": "forged", "X-APM-Other": "forged",
        "Remote-User": "root", "x_forwarded_user": "root", "accept": "*/*",
    }  # fmt: skip
    handed_on = read_incoming(with_identity(_scope(headers), "apm_session", "sealed"))
    assert handed_on.header(IDENTITY_HEADER) == "sealed"
    assert handed_on.cookies == {"_streamlit_xsrf": "2|a|b|c", "apm_language": "en"}
    assert {"accept", "host"} < set(handed_on.headers)
    assert not {"forged", "root"} & set(handed_on.headers.values())


@pytest.mark.parametrize("target", ["/", "/region?region=44&period=2026-Q2", "/submit"])
def test_path_of_this_site_is_followed(target: str) -> None:
    assert safe_next(target) == target


@pytest.mark.parametrize(
    "target", ["", "region", "https://a.example/", "//a.example", "/\\a.example", "/sign-out", "/language?to=en", "/a\r\nb"]
)
def test_anything_else_leads_to_the_front_page(target: str) -> None:
    assert safe_next(target) == "/"


@pytest.mark.parametrize(
    ("host", "ours"),
    [("localhost", True), ("LOCALHOST:8501", True), ("[::1]:8501", True), ("127.0.0.1", True), ("a.example", False), ("", False)],
)
def test_only_our_own_hosts_are_ours(host: str, ours: bool) -> None:
    assert read_incoming(_scope({"host": host})).is_for(("localhost", "127.0.0.1", "[::1]")) is ours
    assert read_incoming(_scope({"host": host})).is_for(("*",))


def test_language_comes_from_the_address_before_the_cookie() -> None:
    assert read_incoming(_scope()).language is Language.ZH
    assert read_incoming(_scope({"cookie": "apm_language=en"})).language is Language.EN
    assert read_incoming(_scope({"cookie": "apm_language=en"}, query_string=b"language=zh")).language is Language.ZH
    assert read_incoming(_scope({"cookie": "apm_language=fr"})).language is Language.ZH


def _upload(size: str) -> Any:
    return read_incoming(_scope({"content-length": size}))


def test_upload_without_a_length_or_above_the_limit_is_refused() -> None:
    budget = UploadBudget(5, 60)
    assert budget.objection(read_incoming(_scope()), "mps") == 411
    assert budget.objection(_upload("-5"), "mps") == 411
    assert budget.objection(_upload(str(7 * 2**20)), "mps") == 413
    assert budget.objection(_upload(str(5 * 2**20)), "mps") is None


def test_one_account_cannot_use_up_what_others_may_send() -> None:
    budget = UploadBudget(5, 12)
    answers = [budget.objection(_upload(str(5 * 2**20)), "mps") for _ in range(3)]
    assert answers == [None, None, 429]
    assert budget.objection(_upload(str(5 * 2**20)), "mca") is None


def test_all_accounts_together_have_a_limit_too() -> None:
    budget = UploadBudget(5, 5)
    answers = [budget.objection(_upload(str(5 * 2**20)), f"account-{number}") for number in range(11)]
    assert answers == [None] * 10 + [429]


def test_what_was_sent_long_ago_is_forgotten() -> None:
    budget = UploadBudget(5, 5)
    assert budget.objection(_upload(str(5 * 2**20)), "mps") is None
    budget.sent["mps"][0] = (budget.sent["mps"][0][0] - 601, budget.sent["mps"][0][1])
    assert budget.objection(_upload(str(5 * 2**20)), "mps") is None


def test_document_keeps_its_chinese_name_and_cannot_break_its_header() -> None:
    header = content_disposition('公安部 2026-Q3"\r\nx.xlsx')
    assert header.startswith("attachment; filename=\"____2026-Q3___x.xlsx\"; filename*=UTF-8''%E5%85%AC")
    assert header.isprintable()
