"""After a file was refused for personal data nothing of it is left: not in the store, folders, logs, memory, page or tracebacks."""

import base64
import gc
import io
import traceback
import types
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from draft_desks import desk_of, workbook
from openpyxl import load_workbook
from openpyxl.comments import Comment

from dashboard.__main__ import main
from dashboard.services.drafts import keep_upload
from dashboard.services.submissions import check_upload, submit
from dashboard.text.problem_sentences import describe_problem
from indicators.intake.check_workbook import check_raw
from indicators.intake.limits import Limits
from indicators.intake.read_cells import read_cells
from indicators.model.submission import CheckStatus

SHEET = "A3 救助、安置与康复"
NAME = "民政_{}.xlsx"
_HIDDEN = ("MTMwNTAzMTk2NzA0MDE3NzFY", "MTM5MTM1NzI0Njg=", "5qyn6Ziz5rWL6K+V55Sy", "RTk4NzY1NDMy")
"""A made-up resident ID, a mobile number, a name, a passport: encoded, so that no source holds them."""


@pytest.fixture
def marks() -> tuple[str, ...]:
    return tuple(base64.b64decode(text).decode() for text in _HIDDEN)


@pytest.fixture
def data(marks: tuple[str, ...]) -> bytes:
    """A workbook with the secrets in a note, a comment, a text cell, a number cell and a property."""
    book = load_workbook(io.BytesIO(workbook("bad/not_a_number")))
    sheet = book[SHEET]
    sheet["F7"] = f"受助人{marks[2]}，身份证{marks[0]}"
    sheet["F8"].comment = Comment(f"护照 {marks[3]}", "x")
    sheet["D9"] = int(marks[1])
    book.properties.subject = f"{marks[2]} {marks[1]}"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.fixture
def folders(demo_store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Path, ...]:
    """Where a process could leave something: the store's folder and the folder for temporary files."""
    (tmp_path / "temporary").mkdir()
    monkeypatch.setenv("TMPDIR", str(tmp_path / "temporary"))
    monkeypatch.setattr("tempfile.tempdir", None)
    return demo_store.folder, tmp_path / "temporary"


def remains(folders: tuple[Path, ...], marks: tuple[str, ...]) -> list[str]:
    """Files that hold a secret, in any usual encoding, plainly or inside a zip."""
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    coded = [mark.encode(coding) for mark in marks for coding in ("utf-8", "utf-16-le", "gb18030")]
    return [str(path) for path in files if any(mark in content for content in contents(path) for mark in coded)]


def contents(path: Path) -> Iterator[bytes]:
    whole = path.read_bytes()
    yield whole
    if zipfile.is_zipfile(io.BytesIO(whole)):
        with zipfile.ZipFile(io.BytesIO(whole)) as archive:
            yield from (archive.read(name) for name in archive.namelist())


def kept_in_memory(marks: tuple[str, ...]) -> list[str]:
    """The kinds of objects that still hold a text with a secret, besides running functions and the secrets themselves."""
    gc.collect()
    holders = (holder for holder in gc.get_objects() if not isinstance(holder, types.FrameType))
    return [type(holder).__name__ for holder in holders if any(mark in text for text in texts_of(holder, marks) for mark in marks)]


def texts_of(holder: object, marks: tuple[str, ...]) -> Iterator[str]:
    """The texts that an object holds, also by way of simple containers, which the collector does not list."""
    for child in gc.get_referents(holder):
        if type(child) is str:
            yield child
        elif type(child) is bytes and len(child) < 100_000:
            yield child.decode("utf-8", errors="ignore")
        elif type(child) in (dict, tuple) and child is not marks and not gc.is_tracked(child):
            yield from texts_of(child, marks)


def test_a_secret_left_behind_would_be_seen(
    folders: tuple[Path, ...], marks: tuple[str, ...], data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folders[0] / "a.xlsx").write_bytes(data)
    (folders[1] / "b.txt").write_text(marks[2], encoding="gb18030")
    assert len(remains(folders, marks)) == 2
    before = kept_in_memory(marks)
    monkeypatch.setattr("dashboard.services.held_uploads.HELD_AT_MOST", {"kept": f"x{marks[1]}"})
    assert len(kept_in_memory(marks)) > len(before)


def test_nothing_of_a_refused_file_is_left_behind(
    folders: tuple[Path, ...], marks: tuple[str, ...], data: bytes, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    desk = desk_of()
    before, referrers = kept_in_memory(marks), len(gc.get_referrers(data))
    outcomes = [work(desk, name, data) for work in (check_upload, keep_upload) for name in ("nhc.xlsx", NAME.format(marks[1]))]
    outcomes += [submit(desk, name, data, {}) for name in ("nhc.xlsx", NAME.format(marks[0]))]
    for outcome in outcomes:
        assert outcome.checked.status is CheckStatus.REFUSED
        sentences = [describe_problem(one) for one in outcome.checked.problems]
        assert {one.facts["kind"] for one in outcome.checked.problems} >= {"mobile"} or len(outcome.checked.problems) == 1
        assert not any(mark in f"{outcome} {sentences}" for mark in marks)
    said = capfd.readouterr()
    assert not any(mark in said.out + said.err + caplog.text for mark in marks)
    assert remains(folders, marks) == []
    del outcomes, outcome, sentences, said
    assert kept_in_memory(marks) == before
    assert len(gc.get_referrers(data)) == referrers


def test_the_refusal_names_every_kind_and_place(folders: tuple[Path, ...], data: bytes) -> None:
    problems = check_upload(desk_of(), "nhc.xlsx", data).checked.problems
    places = {(one.facts["kind"], one.cell or one.facts["part"]) for one in problems}
    assert places >= {("resident_id", "F7"), ("mobile", "docprops/core.xml")}
    assert any(kind == "passport" and part.startswith("xl/comments") for kind, part in places)


def test_the_command_line_says_kind_and_place_and_nothing_else(
    folders: tuple[Path, ...], tmp_path: Path, marks: tuple[str, ...], data: bytes, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / NAME.format(marks[1])
    path.write_bytes(data)
    plain = tmp_path / "nhc.xlsx"
    plain.write_bytes(data)
    for arguments in (["check", str(path)], ["check", "--json", str(plain)], ["check", "--offline", str(plain)]):
        assert main(arguments) == 2
    said = capfd.readouterr()
    assert "F7" in said.out
    assert not any(mark in said.out + said.err for mark in marks)


def test_a_fault_in_the_middle_of_a_check_shows_no_cell(marks: tuple[str, ...], data: bytes, folders: tuple[Path, ...]) -> None:
    desk = desk_of()
    raw = replace(read_cells(data, Limits()), hits=())
    broken = replace(raw, sheets=tuple(replace(sheet, kinds=sheet.kinds[:3]) for sheet in raw.sheets))
    shown = []
    for workbook_, catalogue in ((broken, desk.catalogue), (raw, None)):
        try:
            check_raw(workbook_, "nhc.xlsx", "0" * 64, types.SimpleNamespace(catalogue=catalogue, department="NHC"))
        except Exception:
            shown.append(traceback.format_exc())
    assert shown
    assert not any(mark in text for text in shown for mark in marks)
