"""The child process: its limits hold, and whatever becomes of it is a refusal."""

import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from intake_workbooks import change_parts, read_parts

from indicators.intake import sandbox
from indicators.intake.limits import FileRefusedError, Limits
from indicators.intake.nursery import Nursery
from indicators.intake.read_cells import read_cells
from indicators.intake.sandbox import ask_fresh_child, child_command, child_environment, read_in_child
from indicators.intake.waiting_line import WaitingLine

ROOT = str(Path(__file__).resolve().parents[3])
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


@pytest.fixture
def nursery() -> Iterator[Nursery]:
    made = Nursery([*child_command("serve"), ROOT], child_environment(), 2)
    yield made
    made.close()


@pytest.mark.parametrize("program", ["/no/such/interpreter", "/bin/false"])
def test_a_reader_that_cannot_start_is_a_refusal(clean: bytes, monkeypatch: pytest.MonkeyPatch, program: str) -> None:
    broken = Nursery([program], {}, 1)
    monkeypatch.setattr(sandbox, "_nursery", lambda _: broken)
    assert code_of(clean, Limits()) == "reader_failed"


def test_a_child_that_dies_is_a_refusal(clean: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    program = "import os; from indicators.intake import child; child.answer = lambda *_: os.abort(); child.serve()"
    dying = Nursery([sys.executable, "-c", f"import sys; sys.path.insert(0, {ROOT!r}); {program}"], {}, 1)
    monkeypatch.setattr(sandbox, "_nursery", lambda _: dying)
    assert [code_of(clean, Limits()) for _ in range(2)] == ["reader_failed"] * 2
    dying.close()


def test_an_answer_that_is_not_ours_is_a_refusal(clean: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    for answer in ("b'+lies'", "b'-[]'", 'b\'-["no_such_code","","",{}]\'', "b'?'", "b''"):
        program = f"from indicators.intake import child; child.answer = lambda *_: {answer}; child.serve()"
        lying = Nursery([sys.executable, "-c", f"import sys; sys.path.insert(0, {ROOT!r}); {program}"], {}, 1)
        monkeypatch.setattr(sandbox, "_nursery", lambda _, made=lying: made)
        assert code_of(clean, Limits()) == "reader_failed"
        lying.close()


def test_a_reader_that_was_killed_is_started_again(clean: bytes, nursery: Nursery) -> None:
    first = nursery.ask(clean, Limits())
    assert nursery._process is not None
    nursery._process.kill()
    nursery._process.wait()
    assert nursery.ask(clean, Limits()) == first


def test_every_file_gets_a_process_of_its_own(clean: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    program = "import os; from indicators.intake import child; child.answer = lambda *_: str(os.getpid()).encode(); child.serve()"
    telling = Nursery([sys.executable, "-c", f"import sys; sys.path.insert(0, {ROOT!r}); {program}"], {}, 2)
    assert len({telling.ask(clean, Limits()) for _ in range(5)}) == 5
    telling.close()


def test_the_reader_ends_when_its_parent_is_gone() -> None:
    program = (
        "import sys, os; from indicators.intake.sandbox import _nursery;"
        "n = _nursery(os.getpid()); n._start(); print(n._process.pid, flush=True); os._exit(9)"
    )
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False)
    deadline = time.monotonic() + 5
    while Path(f"/proc/{done.stdout.strip()}").exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not Path(f"/proc/{done.stdout.strip()}").exists()


def test_a_fresh_interpreter_answers_the_same(clean: bytes, nursery: Nursery) -> None:
    assert ask_fresh_child(clean, Limits()) == nursery.ask(clean, Limits())


def test_no_more_at_once_than_places_and_first_come_first_served() -> None:
    line, running, most, order = WaitingLine(2), [], [], []

    def work(number: int) -> None:
        with line:
            order.append(number)
            running.append(number)
            most.append(len(running))
            time.sleep(0.02)
            running.remove(number)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
        time.sleep(0.002)
    for thread in threads:
        thread.join()
    assert (max(most), order) == (2, sorted(order))


def test_it_answers_from_many_threads_at_once(clean: bytes) -> None:
    expected, answers = read_cells(clean, Limits()), []
    threads = [threading.Thread(target=lambda: answers.append(read_in_child(clean, Limits()))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert answers == [expected] * 4


def test_the_child_sees_no_secrets_of_its_parent(clean: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHAIN_KEY", "secret")
    program = "import os; from indicators.intake import child; child.answer = lambda *_: repr(os.environ).encode(); child.serve()"
    telling = Nursery([sys.executable, "-c", f"import sys; sys.path.insert(0, {ROOT!r}); {program}"], child_environment(), 1)
    assert b"CHAIN_KEY" not in telling.ask(clean, Limits())
    telling.close()


def test_the_reader_needs_nothing_but_the_standard_library() -> None:
    root = str(Path(__file__).resolve().parents[3])
    program = "import sys; sys.path.insert(0, sys.argv[1]); import indicators.intake.child; print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", program, root], capture_output=True, text=True, check=True)
    assert "numpy" not in done.stdout
    assert "openpyxl" not in done.stdout
