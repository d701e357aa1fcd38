"""What an assessment was made from is kept with it, once for each content, and cannot be changed unnoticed."""

import pytest
from filled_store import director, submitted, tamper, with_round, workbook

from indicators.store.assessments import NewAssessment, keep_assessment
from indicators.store.bases import Basis, load_basis, load_catalogue_bytes, load_catalogues
from indicators.store.connection import Store
from indicators.store.contents import check_contents
from indicators.store.event_log import load_events
from indicators.store.refusals import NotFound, StoreUnavailable
from indicators.store.transaction import perform

BASIS = Basis(b'{"rules.yaml":"[]"}', "c1", "r1", b'{"period":"2026-Q3"}')


def kept(store: Store, basis: Basis | None = BASIS) -> str:
    new = NewAssessment("2026-Q3", None, "1.0", "r1", "c1", b"{}", basis)
    return perform(store, keep_assessment(director(), new)).id


def test_an_assessment_is_kept_with_what_it_was_made_from_and_the_chain_says_so(store: Store) -> None:
    id = kept(with_round(store))
    assert load_basis(store, id) == BASIS
    payload = load_events(store, object=id)[0].payload
    assert load_catalogue_bytes(store, payload["catalogue"]) == BASIS.catalogue
    assert len(payload["request"]) == 64
    assert check_contents(store) == ()


def test_a_catalogue_is_kept_once_however_many_assessments_it_made(store: Store) -> None:
    ids = [kept(with_round(store)), kept(store), kept(store, Basis(b"{}", "c2", "r2", BASIS.request))]
    assert [load_basis(store, id).version for id in ids] == ["c1", "c1", "c2"]
    assert sorted(record.version for record in load_catalogues(store)) == ["c1", "c2"]


def test_an_assessment_of_an_earlier_system_has_no_basis_and_is_no_fault(store: Store) -> None:
    id = kept(with_round(store), None)
    assert load_basis(store, id) is None
    assert check_contents(store) == ()
    with pytest.raises(NotFound):
        load_catalogue_bytes(store, "0" * 64)


@pytest.mark.parametrize(
    "statement",
    ["UPDATE catalogues SET content = '{}'", "UPDATE bases SET request = '{}'", "UPDATE bases SET sha256 = 'x'", "DELETE FROM bases"],
)
def test_a_changed_basis_is_found_and_not_used(sqlite_store: Store, statement: str) -> None:
    id = kept(with_round(sqlite_store))
    submitted(sqlite_store, workbook(b"one"))
    tamper(sqlite_store, statement)
    assert {fault.kind for fault in check_contents(sqlite_store)} <= {"catalogues", "bases"} != set()
    if not statement.startswith("DELETE"):
        with pytest.raises(StoreUnavailable, match="basis_damaged"):
            load_basis(sqlite_store, id)


@pytest.mark.parametrize("table", ["catalogues", "bases"])
def test_the_database_itself_refuses_to_change_a_basis(store: Store, table: str) -> None:
    kept(with_round(store))
    for statement in (f"DELETE FROM {table}", f"UPDATE {table} SET sha256 = 'x'"):
        with pytest.raises(Exception, match="on record"):
            write(store, statement)


def write(store: Store, statement: str) -> None:
    with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        connection.exec_driver_sql(statement)
