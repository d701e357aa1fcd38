"""A backup is the whole store in one file; restored it holds the same rows, verifies, and goes on."""

import zipfile
from pathlib import Path

import pytest
from filled_store import KEY, director, reviewer, submitted, tamper, with_round, workbook

from indicators.store.backup import ANCHOR, DATABASE, MANIFEST, backup_store
from indicators.store.chain import ChainState, verify_chain
from indicators.store.connection import Store, reading
from indicators.store.contents import check_contents
from indicators.store.event_log import load_events, load_head
from indicators.store.refusals import StoreUnavailable
from indicators.store.restore import Place, restore_store
from indicators.store.snapshots import freeze_round, load_snapshot_observations, load_snapshots
from indicators.store.submission_records import load_file
from indicators.store.submissions import accept_submission
from indicators.store.table_copies import digest_tables
from indicators.store.transaction import perform

AT = "2026-11-01T02:03:04+00:00"


def frozen(store: Store) -> Store:
    record = submitted(with_round(store))
    perform(store, accept_submission(reviewer(), record.id, 1))
    perform(store, freeze_round(director(), "2026-Q3", 1))
    return store


def digests(store: Store) -> dict[str, str]:
    with reading(store) as connection:
        return dict(digest_tables(connection))


def test_a_restored_store_holds_the_same_and_verifies(store: Store, tmp_path: Path) -> None:
    before = digests(frozen(store))
    backup_store(store, tmp_path / "out" / "backup.zip", AT)
    restored = restore_store(tmp_path / "out" / "backup.zip", Place(f"sqlite:///{tmp_path / 'new' / 'store.db'}", KEY), director())
    assert restored.chain.state is ChainState.OK
    after = digests(restored.store)
    assert {name for name in before if before[name] != after[name]} == {"events"}
    assert load_events(restored.store)[0].action == "restore"
    assert verify_chain(restored.store).state is ChainState.OK
    assert check_contents(restored.store) == ()
    snapshot = load_snapshots(restored.store)[0]
    assert load_snapshot_observations(restored.store, snapshot.id).equals(load_snapshot_observations(store, snapshot.id))
    assert load_file(restored.store, submitted_sha256(store)).content == b"workbook"


def submitted_sha256(store: Store) -> str:
    return load_snapshots(store)[0].manifest[0].sha256


def test_a_backup_restores_into_the_other_database(sqlite_store: Store, url: str, tmp_path: Path) -> None:
    before = digests(frozen(sqlite_store))
    backup_store(sqlite_store, tmp_path / "backup.zip", AT)
    place = Place(url.replace("store.db", "other.db"), None, tmp_path / "other.anchor")
    assert digests(restore_store(tmp_path / "backup.zip", place, director()).store) == before


def test_without_its_key_a_restored_store_is_unverifiable_never_ok(store: Store, tmp_path: Path) -> None:
    backup_store(store, tmp_path / "backup.zip", AT)
    restored = restore_store(tmp_path / "backup.zip", Place(f"sqlite:///{tmp_path / 'new.db'}", None), director())
    assert (restored.chain.state, restored.chain.reason) == (ChainState.UNVERIFIABLE, "no_key")
    assert load_head(restored.store) == load_head(store)


def test_a_store_that_is_there_is_not_overwritten_but_moved_aside_on_request(sqlite_store: Store, tmp_path: Path) -> None:
    backup_store(sqlite_store, tmp_path / "backup.zip", AT)
    with_round(sqlite_store)
    sqlite_store.engine.dispose()
    url = f"sqlite:///{tmp_path / 'store.db'}"
    with pytest.raises(StoreUnavailable, match="store_exists"):
        restore_store(tmp_path / "backup.zip", Place(url, KEY), director())
    assert load_head(sqlite_store).sequence == 2
    sqlite_store.engine.dispose()
    restored = restore_store(tmp_path / "backup.zip", Place(url, KEY, replace=True), director(AT))
    assert restored.chain.count == 1
    assert verify_chain(restored.store).state is ChainState.OK
    assert (tmp_path / "store.db.before-restore-202611010203040000").exists()


def test_a_backup_misses_nothing_that_was_committed_while_the_log_is_unfolded(sqlite_store: Store, tmp_path: Path) -> None:
    with_round(sqlite_store)
    for number in range(5):
        submitted(sqlite_store, workbook(f"{number}".encode()))
        manifest = backup_store(sqlite_store, tmp_path / f"{number}.zip", AT)
        assert manifest.tables["files"].startswith(f"{number + 1}:")
        assert manifest.tables["observations"].startswith(f"{3 * (number + 1)}:")


def test_a_backup_whose_rows_were_changed_is_refused(sqlite_store: Store, tmp_path: Path) -> None:
    backup_store(frozen(sqlite_store), tmp_path / "good.zip", AT)
    tamper(sqlite_store, "UPDATE observations SET numerator = 999 WHERE subject = '11'")
    backup_store(sqlite_store, tmp_path / "tampered.zip", AT)
    with zipfile.ZipFile(tmp_path / "good.zip") as good, zipfile.ZipFile(tmp_path / "tampered.zip") as tampered:
        parts = {DATABASE: tampered.read(DATABASE), ANCHOR: good.read(ANCHOR), MANIFEST: good.read(MANIFEST)}
    with zipfile.ZipFile(tmp_path / "mixed.zip", "w") as mixed:
        for name, content in parts.items():
            mixed.writestr(name, content)
    with pytest.raises(StoreUnavailable, match="backup_damaged"):
        restore_store(tmp_path / "mixed.zip", Place(f"sqlite:///{tmp_path / 'new.db'}", KEY), director())
    assert not (tmp_path / "new.db").exists()


@pytest.mark.parametrize("content", [b"", b"not a backup", b"PK\x05\x06" + bytes(18)])
def test_any_other_file_is_refused_in_words(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "other.zip").write_bytes(content)
    with pytest.raises(StoreUnavailable, match="backup_unreadable"):
        restore_store(tmp_path / "other.zip", Place(f"sqlite:///{tmp_path / 'new.db'}", KEY), director())


def test_changed_figures_and_bytes_are_found_even_where_the_chain_is_whole(store: Store) -> None:
    tamper(
        frozen(store),
        "UPDATE observations SET numerator = 999 WHERE subject = '11'",
        "UPDATE snapshots SET sha256 = 'none'",
        "UPDATE files SET content = 'forged'",
    )
    assert verify_chain(store).state is ChainState.OK
    found = {(fault.kind, fault.reason) for fault in check_contents(store)}
    assert found == {
        ("submissions", "figures_changed"),
        ("snapshots", "bytes_changed"),
        ("snapshots", "not_as_recorded"),
        ("files", "bytes_changed"),
    }
