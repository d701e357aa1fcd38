"""Nothing writes to the store but `perform`: read from the source, so that a new module cannot do it unnoticed."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
STORE = ROOT / "indicators" / "store"
SOURCES = sorted(path for package in ("indicators", "dashboard", "sample_data") for path in (ROOT / package).rglob("*.py"))
MAY_BEGIN = {"transaction.py", "creation.py", "backup.py", "restore.py"}
STATEMENTS = {"insert", "update", "delete"}


def trees(paths: list[Path]) -> Iterator[tuple[Path, ast.Module]]:
    for path in paths:
        yield path, ast.parse(path.read_text(encoding="utf-8"))


def imported_from_sqlalchemy(tree: ast.Module) -> set[str]:
    modules = (node for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("sqlalchemy"))
    return {name.name for node in modules for name in node.names}


def attributes_called(tree: ast.Module) -> set[str]:
    return {node.func.attr for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)}


def writes_without_connection(tree: ast.Module) -> Iterator[str]:
    """Top-level functions that make a writing statement although no connection is handed to them or to a function in them."""
    for function in (node for node in tree.body if isinstance(node, ast.FunctionDef)):
        calls = {node.func.id for node in ast.walk(function) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)}
        parameters = {node.arg for node in ast.walk(function) if isinstance(node, ast.arg)}
        if calls & STATEMENTS and "connection" not in parameters:
            yield function.name


def test_the_database_library_is_used_in_the_store_alone() -> None:
    elsewhere = [path for path in SOURCES if STORE not in path.parents]
    users = [path.name for path, tree in trees(elsewhere) if imported_from_sqlalchemy(tree) or "to_sql" in attributes_called(tree)]
    assert users == []


def test_transactions_begin_in_one_function_and_around_the_store_as_a_whole() -> None:
    beginners = {
        path.name for path, tree in trees(list(STORE.glob("*.py"))) if attributes_called(tree) & {"begin", "begin_nested", "commit"}
    }
    assert beginners == MAY_BEGIN


def test_writing_statements_run_only_on_a_connection_handed_over_by_an_act() -> None:
    found = {path.name: list(writes_without_connection(tree)) for path, tree in trees(list(STORE.glob("*.py")))}
    assert {name: functions for name, functions in found.items() if functions} == {"creation.py": ["create_store"]}


@pytest.mark.parametrize(
    "source",
    ["def add(store):\n    store.engine.connect().execute(insert(events))", "def add(store):\n    perform(store, delete(events))"],
)
def test_the_check_would_notice_a_write_beside_the_function(source: str) -> None:
    assert list(writes_without_connection(ast.parse(source))) == ["add"]
