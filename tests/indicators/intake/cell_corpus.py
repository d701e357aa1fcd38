"""The corpus of cells (tests/cases/cells.yaml) and the table of docs/cells.md made from it: run this file to write the table anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from dashboard.text.say import Language, say
from indicators.intake.fields import STATUS_LABELS
from indicators.intake.parse_status import UNCERTAIN
from indicators.model.observation import CellStatus

ROOT = Path(__file__).resolve().parents[3]
CORPUS = ROOT / "tests" / "cases" / "cells.yaml"
DOCUMENT = ROOT / "docs" / "cells.md"
_OUTCOMES = {
    "plain": "照原样读取 read as it stands",
    "normalised": "读取并列出 read and shown",
    "asked": "请确认 asked",
    "state": "请选填报状态 a state is asked",
    "refused": "退回 to be mended",
    "empty": "视为未填 not filled",
}
_HEAD = """# What really stands in cells, and what becomes of it 单元格实际写法与处理

Made from `tests/cases/cells.yaml` by `tests/indicators/intake/cell_corpus.py`; a test reads every cell of it.

| 写法 Spelling | 单元格 Cell | 处理 Outcome | 读作 Read as, or why not |
|---|---|---|---|
"""


@dataclass(frozen=True)
class CellCase:
    """One cell as found and what must become of it."""

    what: Mapping[str, str]
    cell: str
    holds: str
    field: str
    outcome: str
    reading: str
    code: str
    suggests: str


def load_cases() -> tuple[CellCase, ...]:
    return tuple(
        CellCase(
            group["what"],
            each["cell"],
            each.get("holds", "text"),
            each.get("field", "count"),
            each["outcome"],
            each.get("reading", ""),
            each.get("code", ""),
            each.get("suggests", ""),
        )
        for group in _corpus()["cells"]
        for each in group["cells"]
    )


def load_file_cases() -> tuple[Mapping[str, Any], ...]:
    return tuple(_corpus()["files"])


def cells_document() -> str:
    """The page docs/cells.md."""
    lines = [_row(case.what, _shown(case), case.outcome, _told(case)) for case in load_cases()]
    lines += [_row(case["what"], "", case["outcome"], _sentence(case.get("code", ""), "")) for case in load_file_cases()]
    return _HEAD + "\n".join(lines) + "\n"


def _corpus() -> Mapping[str, Any]:
    found: Mapping[str, Any] = yaml.safe_load(CORPUS.read_text(encoding="utf-8"))
    return found


def _row(what: Mapping[str, str], shown: str, outcome: str, told: str) -> str:
    return f"| {what['zh']} {what['en']} | {shown} | {_OUTCOMES[outcome]} | {told} |"


def _shown(case: CellCase) -> str:
    text = _visible(case.cell)
    kind = "" if case.holds == "text" else f" ({case.holds})"
    return f"`{text}`{kind}{' (share)' if case.field == 'share' else ''}"


def _told(case: CellCase) -> str:
    if case.outcome == "state":
        status = None if case.suggests == UNCERTAIN else STATUS_LABELS[CellStatus(case.suggests)]
        return f"{status.zh} {status.en}?" if status else "零报告 / 不适用 / 暂缺?"
    return case.reading or _sentence(case.code, case.cell)


def _sentence(code: str, found: str) -> str:
    facts = {"found": _visible(found), "suggested": "", "limit": ""}
    return say(Language.ZH, f"problems.{code}.message", **facts).replace("“”", "") if code else ""


def _visible(text: str) -> str:
    return "".join(character if character.isprintable() else f"\\u{ord(character):04x}" for character in text)


if __name__ == "__main__":
    DOCUMENT.write_text(cells_document(), encoding="utf-8")
