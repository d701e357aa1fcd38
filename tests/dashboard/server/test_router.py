"""The script itself, run without a server: nothing without an identity, the frame and the navigation of the role with one."""

from pathlib import Path

import pytest
from small_store import ACCOUNTS, make_small_store
from streamlit.testing.v1 import AppTest

from dashboard.access.identity import hash_token, seal_identity
from dashboard.access.refusals import Refused
from dashboard.access.roles import Role
from dashboard.text.say import Language, say
from dashboard.ui.navigation import LANDING, PAGES, pages_of
from dashboard.ui.session import identity_for_test

ROUTER = str(Path(__file__).resolve().parents[3] / "dashboard" / "router.py")
SECONDS = 60


@pytest.fixture()
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment of a demo store."""
    monkeypatch.setenv("STORE_URL", make_small_store(tmp_path, demo=True))
    monkeypatch.setenv("CHAIN_KEY_FILE", str(tmp_path / "chain.key"))


def _run(account: str, language: Language = Language.ZH) -> AppTest:
    app = AppTest.from_file(ROUTER, default_timeout=SECONDS)
    for key, value in identity_for_test(account, language).items():
        app.session_state[key] = value
    return app.run()


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("sealed", [None, "admin", f"{'a' * 64}.{'b' * 64}"])
def test_script_without_an_identity_from_the_gate_renders_nothing(sealed: str | None) -> None:
    app = AppTest.from_file(ROUTER, default_timeout=SECONDS)
    if sealed:
        app.session_state["apm_identity"] = sealed
    app.run()
    assert [warning.value for warning in app.warning] == [say(Language.ZH, "refusals.no_identity")]
    assert not app.title
    assert not app.get("button_group")


@pytest.mark.usefixtures("demo")
def test_session_that_has_ended_is_told_so() -> None:
    app = AppTest.from_file(ROUTER, default_timeout=SECONDS)
    app.session_state["apm_identity"] = seal_identity(hash_token("never begun"))
    app.run()
    assert [warning.value for warning in app.warning] == [say(Language.ZH, "refusals.signed_out")]


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("account", ["leader", "mps", "admin"])
def test_first_page_of_the_role_stands_in_the_frame(account: str, language: Language) -> None:
    app = _run(account, language)
    assert not app.exception
    (switch,) = app.get("button_group")
    assert switch.key == "apm_language_switch"
    titles = [title.value for title in app.title]
    assert len(titles) == 1
    assert titles[0].isascii() is (language is Language.EN)


@pytest.mark.usefixtures("demo")
def test_page_outside_the_navigation_of_the_role_cannot_be_reached() -> None:
    app = _run("leader")
    with pytest.raises(ValueError, match=r"pages/accounts.py"):
        app.switch_page("pages/accounts.py")


@pytest.mark.parametrize("role", list(Role))
def test_every_role_lands_on_a_page_it_is_offered(role: Role) -> None:
    assert LANDING[role] in {page.name for page in pages_of(role)}


def test_every_page_of_the_navigation_exists_and_is_somebodys() -> None:
    folder = Path(ROUTER).parent / "pages"
    assert {path.stem for path in folder.glob("*.py")} - {"__init__"} == {page.name for page in PAGES}
    assert all(any(page in pages_of(role) for role in Role) for page in PAGES)


def test_identity_for_a_test_needs_a_demo_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("STORE_URL", make_small_store(tmp_path, demo=False))
    monkeypatch.setenv("CHAIN_KEY_FILE", str(tmp_path / "chain.key"))
    with pytest.raises(Refused):
        identity_for_test(ACCOUNTS[0][0])
