"""The unit in a header: 已服务人数（万人）, 单位：万元. It scales nothing itself."""

import re
from dataclasses import dataclass
from decimal import Decimal

from indicators.intake.spelling import plain_text

_SCALES = {
    "": Decimal(1), "十": Decimal(10), "百": Decimal(100), "千": Decimal(1000), "万": Decimal(10_000), "十万": Decimal(100_000),
    "百万": Decimal(1_000_000), "千万": Decimal(10_000_000), "亿": Decimal(100_000_000),
}  # fmt: skip
_WORDS = "人次|人|名|个|件|起|条|份|处|所|家|次|例|宗|户|元|天|分钟|分|项|部|篇|场|单位|机构"
_UNIT = re.compile(rf"(?P<scale>[十百千]?[万亿]|[十百千])?(?:{_WORDS})?|(?P<share>%|‰|％|百分比)")
_IN_BRACKETS = re.compile(r"^(?P<name>.*?)\s*[(\[](?:单位[:：]?)?(?P<unit>[^()\[\]]{1,6})[)\]]\s*$", re.DOTALL)
_ALONE = re.compile(r"单位[:：]\s*(?P<unit>\S{1,6})")


@dataclass(frozen=True, slots=True)
class Unit:
    """A header without its unit. `scale` is None where it names none; `share`: it says percent or per mille."""

    name: str
    text: str = ""
    scale: Decimal | None = None
    share: bool = False


def split_unit(header: str) -> Unit:
    """The header and the unit that stands in brackets at its end; anything else in brackets stays part of the name."""
    found = _IN_BRACKETS.match(plain_text(header))
    if not found:
        return Unit(header)
    unit = _read_unit(found["unit"])
    return Unit(header) if unit is None else Unit(found["name"], found["unit"], unit.scale, unit.share)


def table_unit(titles: tuple[str, ...]) -> Unit:
    """The unit that a table states for itself above its header (单位：万人)."""
    for title in titles:
        found = _ALONE.search(plain_text(title))
        unit = _read_unit(found["unit"]) if found else None
        if found and unit is not None:
            return Unit("", found["unit"], unit.scale, unit.share)
    return Unit("")


def _read_unit(text: str) -> Unit | None:
    found = _UNIT.fullmatch(text.strip())
    if not found or not text.strip():
        return None
    return Unit("", text, None, True) if found["share"] else Unit("", text, _SCALES[found["scale"] or ""])
