"""What the environment says about this installation, read once. Thresholds of the method are not settings: see rules.yaml.

Every variable has a default that is right for one machine without a network; docs/deploy.md explains them.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DEFAULT_STORE = f"sqlite:///{ROOT / 'var' / 'store.sqlite'}"
DEFAULT_HOSTS = "localhost,127.0.0.1,[::1]"
LANGUAGE_COOKIE = "apm_language"
_TRUE, _FALSE = {"1", "true", "yes", "on"}, {"", "0", "false", "no", "off"}


class SettingsError(Exception):
    """A variable of the environment cannot be understood; the message names it."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One installation.

    `chain_key`: the key of the event chain in hex; None: it is in `chain_key_file`, made on first use. `anchor`: the file of chain
    heads; None: beside the store. `behind_tls`: cookies only travel encrypted. `allowed_hosts`: names under which the site is
    reached, `*` for any. `upload_megabytes`: largest file; `upload_budget_megabytes`: what one account may send in ten minutes.
    """

    store_url: str
    chain_key: str | None
    chain_key_file: Path
    anchor: Path | None
    behind_tls: bool
    allowed_hosts: tuple[str, ...]
    idle_minutes: int
    session_hours: int
    upload_megabytes: int
    upload_budget_megabytes: int


def read_settings(environment: Mapping[str, str] = os.environ) -> Settings:
    """The settings of this process; SettingsError names the variable that is wrong."""
    return Settings(
        store_url=environment.get("STORE_URL") or DEFAULT_STORE,
        chain_key=_hex(environment, "CHAIN_KEY"),
        chain_key_file=Path(environment.get("CHAIN_KEY_FILE") or ROOT / "var" / "chain.key"),
        anchor=Path(environment["CHAIN_ANCHOR"]) if environment.get("CHAIN_ANCHOR") else None,
        behind_tls=_flag(environment, "BEHIND_TLS"),
        allowed_hosts=tuple(host.strip() for host in (environment.get("ALLOWED_HOSTS") or DEFAULT_HOSTS).split(",") if host.strip()),
        idle_minutes=_whole(environment, "IDLE_MINUTES", 30),
        session_hours=_whole(environment, "SESSION_HOURS", 12),
        upload_megabytes=_whole(environment, "UPLOAD_MEGABYTES", 5),
        upload_budget_megabytes=_whole(environment, "UPLOAD_BUDGET_MEGABYTES", 60),
    )


def _flag(environment: Mapping[str, str], name: str) -> bool:
    text = environment.get(name, "").strip().lower()
    if text not in _TRUE | _FALSE:
        raise SettingsError(f"{name} must be yes or no, not {text!r}")
    return text in _TRUE


def _whole(environment: Mapping[str, str], name: str, default: int) -> int:
    text = environment.get(name, "").strip()
    if not text:
        return default
    if not (text.isascii() and text.isdigit() and int(text) > 0):
        raise SettingsError(f"{name} must be a whole number above 0, not {text!r}")
    return int(text)


def _hex(environment: Mapping[str, str], name: str) -> str | None:
    text = environment.get(name, "").strip()
    if not text:
        return None
    try:
        long_enough = len(bytes.fromhex(text)) >= 32
    except ValueError:
        long_enough = False
    if not long_enough:
        raise SettingsError(f"{name} must be at least 64 hexadecimal digits; its value is not shown here")
    return text
