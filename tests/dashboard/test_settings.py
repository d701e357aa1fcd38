"""Settings from the environment: defaults that work, and a clear word about what does not."""

import pytest

from dashboard.settings import SettingsError, read_settings


def test_empty_environment_gives_settings_for_one_machine() -> None:
    settings = read_settings({})
    assert settings.store_url.startswith("sqlite:///")
    assert settings.store_url.endswith("store.sqlite")
    assert (settings.idle_minutes, settings.session_hours, settings.upload_megabytes) == (30, 12, 5)
    assert settings.allowed_hosts == ("localhost", "127.0.0.1", "[::1]")
    assert not settings.behind_tls
    assert settings.chain_key is None


def test_variables_are_taken_as_they_are_meant() -> None:
    settings = read_settings(
        {"BEHIND_TLS": "yes", "ALLOWED_HOSTS": "monitor.example, ", "IDLE_MINUTES": "10", "CHAIN_KEY": "ab" * 32, "CHAIN_ANCHOR": "a/b"}
    )
    assert settings.behind_tls
    assert settings.allowed_hosts == ("monitor.example",)
    assert settings.idle_minutes == 10
    assert settings.anchor is not None


@pytest.mark.parametrize(
    ("name", "text"),
    [("BEHIND_TLS", "perhaps"), ("IDLE_MINUTES", "0"), ("IDLE_MINUTES", "ten"), ("UPLOAD_MEGABYTES", "-1"), ("SESSION_HOURS", "１２")],
)
def test_variable_that_makes_no_sense_is_named(name: str, text: str) -> None:
    with pytest.raises(SettingsError, match=name):
        read_settings({name: text})


@pytest.mark.parametrize("key", ["short", "ab" * 31, "zz" * 32])
def test_bad_chain_key_is_refused_without_being_shown(key: str) -> None:
    with pytest.raises(SettingsError, match="CHAIN_KEY") as error:
        read_settings({"CHAIN_KEY": key})
    assert key not in str(error.value)
