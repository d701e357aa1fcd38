"""The command line as interface.md 1-3 promises it, on a copy of the demo store."""

import json
from pathlib import Path

import pytest

from dashboard.__main__ import main
from dashboard.services.house import open_house
from indicators.catalogue.load import load_catalogue
from sample_data.workbooks import sample_workbook

ROOT = Path(__file__).resolve().parents[3]
BAD, GOOD = ROOT / "sample_data" / "workbooks" / "bad", ROOT / "sample_data" / "workbooks" / "good"
V = ["subject", "name", "grade", "grade_basis", "state", "score", "score_low", "score_high", "T", "se", "seT", "q_plan", "q_peer"]
V += ["q_praise", "fulfilment", "areas", "rank", "rules", "reasons"]
P = ["code", "rule", "severity", "sheet", "cell", "also", "indicator", "subject", "facts", "message", "fix"]


@pytest.fixture(autouse=True)
def fresh_house(demo_store):
    open_house.cache_clear()
    yield demo_store
    open_house.cache_clear()


def _json(capsys: pytest.CaptureFixture[str]) -> dict:
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 1
    return json.loads(lines[0])


def test_wrong_usage_is_64_and_help_is_0(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["nonsense"]) == 64
    assert main(["template", "--department", "MPS"]) == 64
    assert main(["--help"]) == 0


def test_template_is_checked_filled_and_submitted_and_accepted_by_another(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    empty, filled = tmp_path / "empty.xlsx", tmp_path / "filled.xlsx"
    assert main(["template", "--department", "MCA", "--period", "2026-Q3", "--output", str(empty), "--as", "liaison-mca"]) == 0
    assert main(["check", str(empty), "--json", "--as", "liaison-mca"]) == 1
    filled.write_bytes(sample_workbook(load_catalogue(), "MCA", "2026-Q3"))
    capsys.readouterr()
    assert main(["submit", str(filled), "--as", "liaison-mca", "--json"]) == 0
    receipt = _json(capsys)
    assert (receipt["id"], receipt["version"], receipt["state"], receipt["repeated"]) == ("S-2026Q3-MCA-1", 1, "submitted", False)
    assert main(["submit", str(filled), "--as", "liaison-mca", "--json"]) == 0
    assert _json(capsys)["repeated"] is True
    assert main(["review", receipt["id"], "--accept", "--as", "liaison-mca"]) == 2
    assert main(["review", receipt["id"], "--return", "--as", "reviewer-lin"]) == 2
    assert main(["review", receipt["id"], "--accept", "--as", "reviewer-lin"]) == 0
    assert main(["review", receipt["id"], "--accept", "--as", "reviewer-chen"]) == 2


def test_another_departments_workbook_is_not_received(tmp_path: Path) -> None:
    path = tmp_path / "mca.xlsx"
    path.write_bytes(sample_workbook(load_catalogue(), "MCA", "2026-Q3"))
    assert main(["submit", str(path), "--as", "liaison-nhc"]) in (1, 2)
    assert main(["submit", str(path), "--as", "leader"]) == 2


def test_several_files_give_one_document_a_line_in_their_order(capsys: pytest.CaptureFixture[str]) -> None:
    files = [BAD / "negative.xlsx", BAD / "personal_data.xlsx", next(GOOD.glob("*.xlsx"))]
    assert main(["check", *map(str, files), "--json", "--offline"]) == 2
    documents = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [document["status"] for document in documents] == ["problems", "refused", "clean"]
    assert [document["file"] for document in documents] == [path.name for path in files]
    for document in documents:
        for problem in document["problems"]:
            assert [name for name in P if name not in problem] == []
    assert all("value" not in problem for problem in documents[1]["problems"])


def test_a_file_that_is_not_there_or_no_workbook_is_refused_without_a_traceback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    junk = tmp_path / "junk.xlsx"
    junk.write_bytes(b"\x00\xff" * 5000)
    assert main(["check", str(junk), "--json", "--offline"]) == 2
    assert _json(capsys)["status"] == "refused"
    assert main(["check", str(tmp_path / "none.xlsx"), "--offline"]) == 2
    assert main(["check", str(tmp_path), "--offline"]) == 2
    assert "Traceback" not in capsys.readouterr().err


def test_assess_and_why_have_the_promised_fields_in_both_tiers(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["assess", "--period", "2026-Q2", "--snapshot", "N-2026Q2-1", "--json", "--as", "reviewer-lin"]) == 0
    exact = _json(capsys)
    assert not exact["provisional"]
    assert exact["snapshot"]["id"] == "N-2026Q2-1"
    assert len(exact["regions"]) == 32
    assert [name for name in V if name not in exact["regions"][0]] == []
    assert main(["assess", "--period", "2026-Q2", "--json", "--as", "reviewer-lin"]) == 0
    assert _json(capsys)["provisional"] is True
    assert main(["why", "--subject", "54", "--period", "2026-Q2", "--json", "--as", "leader"]) == 0
    why = _json(capsys)
    assert {"why", "what_would_change", "cells", "rules", "reporting", "caveats"} <= set(why)
    persons = {code for code, item in load_catalogue().indicators.items() if item.persons}
    assert not [cell for cell in why["cells"] if cell["indicator"] in persons and cell["value"] in set("1234567")]


def test_why_says_in_both_languages_what_it_gives_as_codes(capsys: pytest.CaptureFixture[str]) -> None:
    for reader, tier in (("director-zhou", "office"), ("leader", "published")):
        assert main(["why", "--subject", "13", "--period", "2026-Q2", "--json", "--as", reader]) == 0
        why = _json(capsys)
        assert (why["period"], why["tier"], why["provisional"], why["state"]) == ("2026-Q2", tier, False, "proposed")
        assert why["snapshot"]["id"] == "N-2026Q2-1" and why["rules_version"] and why["method_version"]
        spoken = [why["name"], why["headline"], *(rule["label"] for rule in why["rules"]), *(fact["text"] for fact in why["reasons"])]
        assert all(set(words) == {"zh", "en"} and all(words.values()) for words in spoken)
        for comparison in why["why"].values():
            parts = sum(part["contribution"] for part in comparison["contributions"]) + comparison["coverage_effect"]
            assert parts == pytest.approx(comparison["total"], abs=1e-9)
            assert comparison["reference_score"] + comparison["total"] == pytest.approx(why["score"], abs=1e-8)
    assert main(["why", "--subject", "13", "--period", "2026-Q2", "--as", "leader", "--language", "zh"]) == 0
    told = capsys.readouterr().out
    assert all(
        part in told for part in ("河北（13）", "批评线", "怎样才能改变结论", "趋势与稳健性", "数据报送", "来源单元格", "与上年同期比较")
    )
    assert "True" not in told and "None" not in told


def test_what_is_not_published_stays_in_the_office() -> None:
    assert main(["assess", "--period", "2026-Q3", "--as", "leader"]) == 2
    assert main(["brief", "--period", "2026-Q3", "--as", "leader", "--output", "unused.pdf"]) == 2
    assert main(["freeze", "--period", "2026-Q3", "--as", "reviewer-lin"]) == 2
    assert main(["why", "--subject", "99", "--period", "2026-Q2", "--as", "leader"]) == 2
    assert main(["assess", "--period", "2026-Q9", "--as", "leader"]) == 2


def test_a_published_assessment_is_computed_again_byte_for_byte(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["recompute", "A-2026Q2-1", "--as", "director-zhou"]) == 0
    assert "identical" in capsys.readouterr().out


def test_brief_is_written_in_both_languages(tmp_path: Path) -> None:
    for language in ("zh", "en"):
        path = tmp_path / f"{language}.pdf"
        assert main(["brief", "--period", "2026-Q2", "--language", language, "--output", str(path), "--as", "leader"]) == 0
        assert path.read_bytes().startswith(b"%PDF")
    assert main(["brief", "--period", "2026-Q2", "--format", "gif", "--output", str(tmp_path / "x"), "--as", "leader"]) == 2


def test_a_backup_restores_into_a_store_that_verifies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["backup", str(tmp_path / "b.zip")]) == 0
    monkeypatch.setenv("STORE_URL", f"sqlite:///{tmp_path / 'back.sqlite'}")
    monkeypatch.setenv("CHAIN_ANCHOR", str(tmp_path / "back.anchor"))
    open_house.cache_clear()
    assert main(["restore", str(tmp_path / "b.zip")]) == 0
    capsys.readouterr()
    assert main(["audit", "--verify", "--json"]) == 0
    assert _json(capsys)["state"] == "ok"
    assert main(["restore", str(tmp_path / "b.zip")]) == 2


def test_one_changed_byte_in_history_is_found(fresh_house) -> None:
    path = fresh_house.folder / "store.sqlite"
    data = path.read_bytes()
    place = data.rindex(b"reviewer-chen")
    path.write_bytes(data[:place] + b"reviewer-chan" + data[place + 13 :])
    assert main(["audit", "--verify"]) in (1, 2)


def test_the_right_of_reply_comes_before_a_criticism_is_signed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["decide", "2026-Q2:13", "--grade", "criticise", "--reason", "依据充分", "--as", "reviewer-chen"]) == 0
    assert main(["decide", "D-2026Q2-13-1", "--sign", "--as", "director-zhou"]) == 2
    assert main(["decide", "D-2026Q2-13-1", "--notify", "--as", "reviewer-chen"]) == 0
    assert main(["decide", "D-2026Q2-13-1", "--panel", "--as", "reviewer-chen"]) == 2
    assert main(["reply", "D-2026Q2-13-1", "--text", "已整改", "--as", "region-44"]) == 2
    assert main(["reply", "D-2026Q2-13-1", "--text", "已整改", "--as", "region-13"]) == 0
    assert main(["decide", "D-2026Q2-13-1", "--panel", "--as", "reviewer-chen"]) == 0
    assert main(["decide", "D-2026Q2-13-1", "--sign", "--reason", "同意", "--as", "director-zhou"]) == 0


def test_an_untouched_template_is_all_problems_even_after_an_earlier_version(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "tpl.xlsx"
    assert main(["template", "--department", "MPS", "--period", "2026-Q3", "--output", str(path), "--as", "liaison-mps"]) == 0
    capsys.readouterr()
    assert main(["check", str(path), "--json", "--as", "liaison-mps"]) == 1
    document = _json(capsys)
    assert document["observations"] == 0
    assert document["problems"]


def test_the_cells_behind_a_department_are_published_without_small_counts_of_regions(capsys: pytest.CaptureFixture[str]) -> None:
    catalogue = load_catalogue()
    persons = {code for code, item in catalogue.indicators.items() if item.persons}
    assert main(["why", "--subject", "MPS", "--period", "2026-Q2", "--json", "--as", "leader"]) == 0
    cells = [cell for cell in _json(capsys)["cells"] if cell["subject"] in catalogue.regions]
    assert cells
    assert not [cell for cell in cells if cell["indicator"] in persons and cell["value"] in set("1234567")]
    assert not [cell for cell in cells if cell["indicator"] == "A3-09"]


def test_what_cannot_be_restored_or_read_is_refused_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("STORE_URL", f"sqlite:///{tmp_path / 'none.sqlite'}")
    (tmp_path / "garbage.zip").write_bytes(b"garbage")
    assert main(["restore", str(tmp_path / "garbage.zip")]) == 2
    assert main(["restore", str(tmp_path / "missing.zip")]) == 2
    assert main(["account", "add", "bob"]) == 2
    assert main(["assess", "--period", "2024", "--json"]) == 2
    assert "Traceback" not in capsys.readouterr().err
