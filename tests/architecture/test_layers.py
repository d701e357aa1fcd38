"""The house as it stands: what import-linter cannot say in its contracts."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SOURCES = sorted(path for folder in ("indicators", "dashboard", "sample_data") for path in (ROOT / folder).rglob("*.py"))
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "base", "core", "manager"}


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def test_no_import_stands_inside_a_function() -> None:
    inside = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in SOURCES
        for function in ast.walk(_tree(path))
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]
    assert inside == []


def test_the_judges_of_the_tests_are_no_part_of_the_program() -> None:
    named = {
        (name or "").split(".")[0]
        for path in SOURCES
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in ([alias.name for alias in node.names] if isinstance(node, ast.Import) else [node.module])
    }
    assert {"numpy", "indicators"} <= named
    assert not named & {"statsmodels", "SALib", "multiple_inference"}
    running = ((ROOT / "requirements.txt").read_text() + (ROOT / "requirements.lock").read_text()).lower()
    assert not [name for name in ("statsmodels", "salib", "multiple-inference") if name in running]


def test_files_and_pages_stay_small() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in SOURCES
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > (100 if path.parent.name == "pages" else 300)
    }
    assert long == {}


def test_functions_stay_within_forty_lines() -> None:
    long = [
        f"{path.relative_to(ROOT)}:{node.name}"
        for path in SOURCES
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _body_lines(node) > 40
    ]
    assert long == []


def _body_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    return (node.end_lineno or node.lineno) - body[0].lineno + 1 if body else 0


def test_every_module_says_what_it_is_about() -> None:
    silent = [str(path.relative_to(ROOT)) for path in SOURCES if path.read_text().strip() and not ast.get_docstring(_tree(path))]
    assert silent == []


def test_no_file_has_a_name_that_says_nothing() -> None:
    assert [str(path.relative_to(ROOT)) for path in SOURCES if path.stem in EMPTY_NAMES] == []


@pytest.mark.parametrize("package", ["indicators", "dashboard/services", "dashboard/access", "dashboard/briefs", "dashboard/charts"])
def test_no_sentence_in_chinese_stands_in_code_outside_text(package: str) -> None:
    allowed = {"indicators/intake", "indicators/catalogue", "sample_data"}
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno} {node.value[:30]}"
        for path in (ROOT / package).rglob("*.py")
        if not any(str(path.relative_to(ROOT)).startswith(place) for place in allowed)
        for node in ast.walk(_tree(path))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
        if sum("\u4e00" <= letter <= "\u9fff" for letter in node.value) > 4
    ]
    assert found == []
