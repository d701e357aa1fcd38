"""Counties from the command line: assessed below an assessment of their provinces, with nobody criticised by statistics."""

import json
from pathlib import Path

import pytest

from dashboard.__main__ import main

CODEBOOK = """indicator,area,area_weight,kind,direction,baseline,m2025,m2030,d_min,weight,required,frequency,lead,lead_share
i1,X,,prop,up,0.50,0.70,0.90,,,true,Q,D1,
i2,Y,,prop,up,0.50,0.70,0.90,,,true,Q,D1,
"""
PROVINCES = {"P": -0.12, "Q": 0.0, "R": 0.0}
COUNTIES = {"P1": -0.12, "P2": 0.0, "P3": 0.0, "Q1": -0.12, "Q2": 0.0, "Q3": 0.0}


def assessed(folder: Path, shifts: dict[str, float], capsys: pytest.CaptureFixture[str], *more: str) -> dict:
    (folder / "codebook.csv").write_text(CODEBOOK, encoding="utf-8")
    lines = ["indicator,subject,period,numerator,denominator"]
    for code in ("i1", "i2"):
        for subject, shift in shifts.items():
            for t in range(9, 17):
                share = 0.5 + 0.01 * t + shift
                lines.append(f"{code},{subject},{2020 + (t + 3) // 4}-Q{(t - 1) % 4 + 1},{5000 * share:.0f},5000")
    table = folder.parent / f"{'-'.join(shifts)}.csv"
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    given = ["--period", "2024-Q4", "--catalogue", str(folder), "--observations", str(table), "--fast", "--json"]
    assert main(["assess", *given, *more]) == 0
    return json.loads(capsys.readouterr().out)


def test_counties_are_tested_where_their_province_was_proven_and_never_criticised(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = tmp_path / "study"
    folder.mkdir()
    above = tmp_path / "A.json"
    provinces = assessed(folder, PROVINCES, capsys)
    assert {one["subject"]: one["grade"] for one in provinces["regions"]}["P"] == "criticise"
    above.write_text(json.dumps(provinces), encoding="utf-8")
    levels = tmp_path / "L.csv"
    levels.write_text("subject,parent,family\n" + "".join(f"{code},{code[0]},{code[0]}\n" for code in COUNTIES), encoding="utf-8")
    found = assessed(folder, COUNTIES, capsys, "--levels", str(levels), "--above", str(above))
    counties = {one["subject"]: one for one in found["regions"]}
    assert counties["P1"]["grade"] == "watch" and "inspect" in [reason["code"] for reason in counties["P1"]["reasons"]]
    assert counties["P1"]["q_plan"] <= 0.05 and counties["Q1"]["q_plan"] is None
    assert {one["grade"] for one in counties.values()} <= {"watch", "steady"}


def test_levels_that_do_not_fit_are_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "study"
    folder.mkdir()
    assessed(folder, COUNTIES, capsys)
    given = ["assess", "--period", "2024-Q4", "--catalogue", str(folder), "--observations", str(tmp_path / f"{'-'.join(COUNTIES)}.csv")]
    levels = tmp_path / "L.csv"
    levels.write_text("subject,parent\nP1,P\n", encoding="utf-8")
    assert main([*given, "--levels", str(levels)]) == 2
    assert "P2" in capsys.readouterr().err
    levels.write_text("subject,parent\n" + "".join(f"{code},{code[0]}\n" for code in COUNTIES), encoding="utf-8")
    assert main([*given, "--levels", str(levels), "--above", str(levels)]) == 2
    assert main([*given, "--above", str(levels)]) == 2
    assert "--levels" in capsys.readouterr().err
