"""A store with one account of each role and nothing else, for tests of signing in and of the gate."""

from datetime import UTC, datetime
from pathlib import Path

from dashboard.access.accounts import hash_password
from indicators.store.accounts import NewAccount, add_account
from indicators.store.chain import load_or_make_key
from indicators.store.creation import Creation, create_store
from indicators.store.transaction import Stamp, perform_all

PASSWORD = "correct horse battery"
ACCOUNTS = (
    ("mps", "liaison", "MPS", None),
    ("reviewer", "reviewer", None, None),
    ("director", "director", None, None),
    ("guangdong", "region", None, "44"),
    ("leader", "leader", None, None),
    ("admin", "administrator", None, None),
    ("patient", "leader", None, None),
    ("leaving", "leader", None, None),
)


def make_small_store(folder: Path, demo: bool) -> str:
    """Makes the store in a folder, with its key in `chain.key`; its address."""
    url = f"sqlite:///{folder / 'store.sqlite'}"
    stamp = Stamp(datetime.now(UTC).isoformat(timespec="microseconds"), "shell", "shell")
    store = create_store(url, load_or_make_key(folder / "chain.key"), Creation(stamp, demo, "2026-10-20" if demo else ""))
    kept = hash_password(PASSWORD)
    accounts = [
        NewAccount(name, role, f"{name}甲", f"{name.title()} <A>", kept, department=department, region=region)
        for name, role, department, region in ACCOUNTS
    ]
    perform_all(store, [add_account(stamp, account) for account in accounts])
    return url
