"""What pages keep between reruns is shared by everybody, so it may depend on nobody (safety.md 2.4)."""

import ast
from pathlib import Path

UI = Path(__file__).resolve().parents[3] / "dashboard"
CACHE = UI / "ui" / "cache.py"
PERSONAL = ("session_state", "context", "query_params", "user")


def _cached(tree: ast.Module) -> list[ast.FunctionDef]:
    return [
        node
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and any("cache_" in ast.unparse(mark) for mark in node.decorator_list)
    ]


def test_cached_functions_live_in_one_module():
    others = [path for path in UI.rglob("*.py") if path != CACHE and "st.cache_" in path.read_text(encoding="utf-8")]
    assert others == []


def test_cached_functions_take_scope_and_version_first():
    functions = _cached(ast.parse(CACHE.read_text(encoding="utf-8")))
    assert len(functions) >= 6
    for function in functions:
        assert [argument.arg for argument in function.args.args[:2]] == ["scope", "version"], function.name


def test_cached_functions_read_nothing_personal():
    tree = ast.parse(CACHE.read_text(encoding="utf-8"))
    read = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "st"}
    assert not read & set(PERSONAL)
