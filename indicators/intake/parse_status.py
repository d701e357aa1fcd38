"""Which of the four states a status cell names, and which state a mark in a number cell (无, N/A, -) probably stands for."""

import re
import unicodedata
from collections.abc import Mapping

from indicators.intake.fields import STATUS_LABELS, STATUS_TEXTS
from indicators.model.observation import CellStatus

_OTHER_NAMES: Mapping[CellStatus, tuple[str, ...]] = {
    CellStatus.REPORTED: ("已报送", "已报", "正常", "reported"),
    CellStatus.CONFIRMED_NIL: ("零上报", "0报告", "零报", "nil"),
    CellStatus.NOT_APPLICABLE: ("na", "n/a", "不涉及"),
    CellStatus.NOT_AVAILABLE: ("nd", "无法提供", "缺报", "暂未统计", "未统计", "待补"),
}
"""What a status cell may hold beside its dropdown: names of the act. 无 is none: beside an empty number it would make a nil of a blank."""

_HINTS: Mapping[CellStatus, tuple[str, ...]] = {
    CellStatus.CONFIRMED_NIL: ("零", "无", "没有", "未发生", "无发生", "未发现", "zero"),
    CellStatus.NOT_APPLICABLE: ("n.a.", "n.a", "无此项", "无此业务", "此项不适用"),
    CellStatus.NOT_AVAILABLE: (
        *("不详", "缺", "缺失", "无数据", "未知", "不明", "不清楚", "未报", "未填", "待定", "待核实", "待统计", "统计中", "保密"),
        *("n.d.", "unknown", "missing", "pending", "tbd"),
    ),
}
"""What a number cell holds instead of a number: it only suggests a state, which the sender then chooses."""

_MARKS = frozenset(
    ("-", "--", "---", "—", "——", "–", "/", "//", "\\", "*", "**", ".", "..", "...", "…", "……", "~", "?", "x", "×", "_", "。", "、", "#")
)
_UNCERTAIN_WORDS = frozenset(("暂无", "暂无数据", "空", "空白", "null", "none", "nan", "nil/na", "○", "◯", "/a", "?", "？", "√", "✓"))
UNCERTAIN = "uncertain"


def parse_status(text: str) -> CellStatus | None:
    """The state that a status cell names, by its dropdown text, label in either language, code or a usual name; None if unknown."""
    return _WORDS.get(_key(text))


def suggested_status(text: str) -> str | None:
    """The code of the state a mark in a number cell suggests, `uncertain` for a mere dash, None if the text is no such mark."""
    key = _key(text)
    status = _WORDS.get(key) or _SUGGESTING.get(key)
    if status is not None and status is not CellStatus.REPORTED:
        return status.value
    return UNCERTAIN if text.strip() in _MARKS or key in _MARKS or key in _UNCERTAIN_WORDS else None


def is_blank(text: str) -> bool:
    """Whether a text shows nothing: white space and zero-width characters only."""
    return not _key(text)


def is_mark(text: str) -> bool:
    """Whether a text says nothing: empty, a dash, 无 or another sign of a state; such a note is no reason."""
    return not _key(text) or parse_status(text) is not None or suggested_status(text) is not None


def _key(text: str) -> str:
    return _UNSEEN.sub("", unicodedata.normalize("NFKC", text)).casefold()


def _all_words() -> Mapping[str, CellStatus]:
    words: dict[str, CellStatus] = {}
    for status, label in STATUS_LABELS.items():
        for text in (status.value, label.zh, label.en, STATUS_TEXTS[status], *_OTHER_NAMES[status]):
            words[_key(text)] = status
    return words


_UNSEEN = re.compile("[\\s\u200b-\u200f\u2060\ufeff\u00ad]")
_WORDS: Mapping[str, CellStatus] = _all_words()
_SUGGESTING: Mapping[str, CellStatus] = {_key(text): status for status, texts in _HINTS.items() for text in texts}
