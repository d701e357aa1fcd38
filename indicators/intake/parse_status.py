"""Which of the four states a status cell names, and which state a mark in a number cell (无, N/A, -) probably stands for."""

import re
import unicodedata
from collections.abc import Mapping

from indicators.intake.fields import STATUS_LABELS, STATUS_TEXTS
from indicators.model.observation import CellStatus

_OTHER_WORDS: Mapping[CellStatus, tuple[str, ...]] = {
    CellStatus.REPORTED: ("已报送", "已报", "正常", "reported"),
    CellStatus.CONFIRMED_NIL: ("零", "无", "没有", "零上报", "0报告", "nil", "none"),
    CellStatus.NOT_APPLICABLE: ("na", "n/a", "不涉及"),
    CellStatus.NOT_AVAILABLE: ("nd", "不详", "无法提供", "缺", "缺报", "未统计", "无数据", "待补", "未知"),
}
_MARKS = frozenset(
    ("-", "--", "---", "—", "——", "–", "/", "//", "\\", "*", "**", ".", "..", "...", "…", "……", "~", "?", "x", "×", "_", "。", "、", "#")
)
UNCERTAIN = "uncertain"


def parse_status(text: str) -> CellStatus | None:
    """The state that a status cell names, by its dropdown text, label in either language, code or a usual word; None if unknown."""
    return _WORDS.get(_key(text))


def suggested_status(text: str) -> str | None:
    """The code of the state a mark in a number cell suggests, `uncertain` for a mere dash, None if the text is no such mark."""
    status = _WORDS.get(_key(text))
    if status is not None and status is not CellStatus.REPORTED:
        return status.value
    return UNCERTAIN if text.strip() in _MARKS or _key(text) in _MARKS else None


def _key(text: str) -> str:
    return re.sub(r"[\s\u200b\ufeff]", "", unicodedata.normalize("NFKC", text)).casefold()


def _all_words() -> Mapping[str, CellStatus]:
    words: dict[str, CellStatus] = {}
    for status, label in STATUS_LABELS.items():
        for text in (status.value, label.zh, label.en, STATUS_TEXTS[status], *_OTHER_WORDS[status]):
            words[_key(text)] = status
    return words


_WORDS: Mapping[str, CellStatus] = _all_words()
