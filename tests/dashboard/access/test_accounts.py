"""Passwords: kept as argon2id, compared with equal work, refused where they can be guessed."""

import pytest

from dashboard.access.accounts import check_password, hash_password, matches_password


def test_kept_password_is_argon2id_and_matches_only_itself() -> None:
    kept = hash_password("correct horse battery")
    assert kept.startswith("$argon2id$")
    assert "correct" not in kept
    assert matches_password(kept, "correct horse battery")
    assert not matches_password(kept, "correct horse batterz")


def test_unknown_account_and_broken_hash_never_match() -> None:
    assert not matches_password(None, "no account has this password")
    assert not matches_password("not a hash", "anything")


@pytest.mark.parametrize(
    ("password", "problem"),
    [
        ("short", "length"),
        ("x" * 129, "length"),
        ("aaaaaaaaaaaabb", "monotonous"),
        ("liaison-mps-liaison", "guessable"),
        ("my-Password-is-long", "guessable"),
    ],
)
def test_weak_password_is_refused(password: str, problem: str) -> None:
    assert f"sign_in.weak.{problem}" in check_password(password, ["liaison-mps"])


def test_long_phrase_may_be_used() -> None:
    assert check_password("长江 heavy rain 山高 wind", ["liaison-mps", "公安部联络员"]) == ()
