"""The child process: its limits hold, and whatever becomes of it is a refusal."""

import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest
from intake_workbooks import change_parts, read_parts

from indicators.intake.limits import FileRefusedError, Limits
from indicators.intake.read_cells import read_cells
from indicators.intake.sandbox import read_in_child

SHEET = "xl/worksheets/sheet2.xml"


def code_of(data: bytes, limits: Limits) -> str:
    with pytest.raises(FileRefusedError) as refused:
        read_in_child(data, limits)
    return refused.value.refusal.code


def test_the_child_reads_what_is_read_without_it(clean: bytes) -> None:
    assert read_in_child(clean, Limits()) == read_cells(clean, Limits())


def test_too_little_memory_is_a_refusal(clean: bytes) -> None:
    text = read_parts(clean)["xl/sharedStrings.xml"]
    large = change_parts(clean, {"xl/sharedStrings.xml": text.replace(b"</sst>", b"<si><t>aaaaaaaa</t></si>" * 600_000 + b"</sst>")})
    assert code_of(large, replace(Limits(), memory_bytes=64 * 1024 * 1024)) in ("reader_out_of_memory", "reader_failed")


def test_too_little_time_is_a_refusal(clean: bytes) -> None:
    cells = b"".join(b'<row r="%d"><c r="A%d"><v>1</v></c></row>' % (row, row) for row in range(100, 19_000))
    slow = change_parts(clean, {SHEET: read_parts(clean)[SHEET].replace(b"</sheetData>", cells + b"</sheetData>")})
    assert code_of(slow, replace(Limits(), seconds=0)) == "reader_too_slow"


def test_a_child_that_cannot_start_is_a_refusal(clean: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/no/such/interpreter")
    assert code_of(clean, Limits()) == "reader_failed"


def test_a_child_that_dies_is_a_refusal(clean: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/false")
    assert code_of(clean, Limits()) == "reader_failed"


def test_it_answers_from_many_threads_at_once(clean: bytes) -> None:
    expected, answers = read_cells(clean, Limits()), []
    threads = [threading.Thread(target=lambda: answers.append(read_in_child(clean, Limits()))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [expected] * 4


def test_the_child_sees_no_secrets_of_its_parent(clean: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = {}
    run = subprocess.run

    def spy(*arguments: object, **options: object) -> object:
        seen.update(options)
        return run(*arguments, **options)  # type: ignore[call-overload]

    monkeypatch.setenv("CHAIN_KEY", "secret")
    monkeypatch.setattr(subprocess, "run", spy)
    read_in_child(clean, Limits())
    assert "CHAIN_KEY" not in seen["env"]


def test_the_reader_needs_nothing_but_the_standard_library() -> None:
    root = str(Path(__file__).resolve().parents[3])
    program = "import sys; sys.path.insert(0, sys.argv[1]); import indicators.intake.child; print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", program, root], capture_output=True, text=True, check=True)
    assert "numpy" not in done.stdout
    assert "openpyxl" not in done.stdout
