"""Spellings of region names, safe or unsafe by construction: what a careful reader takes for one unit, and what they ask.

A slip that happens to make another unit's own name (Shaanxi without an a) is left out: nobody could see it.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass

from indicators.model.subject import Region

SAFE_COUNT, UNSAFE_COUNT = 130, 70
_ENDINGS = {"省": ("省", "Province"), "市": ("市", "Municipality"), "自治区": ("自治区", "Autonomous Region")}
_SIMPLIFIED = "广东宁龙辽苏赣陕肃云贵庆壮尔维区团产设内沪晋鲁闽琼粤陇"
_TRADITIONAL = str.maketrans(_SIMPLIFIED, "廣東寧龍遼蘇贛陝肅雲貴慶壯爾維區團產設內滬晉魯閩瓊粵隴")
_CHINESE_SLIPS = "北南西东山河湖江海广云州川林门天京宁口安"
_LATIN_SLIPS = "aeiounhgy"


@dataclass(frozen=True, slots=True)
class Variant:
    """One spelling of the unit `region`; `safe` if it can mean nothing else."""

    text: str
    region: str
    safe: bool


def variants_of(region: Region, regions: dict[str, Region]) -> list[Variant]:
    """200 spellings of one unit, the same at every run: 130 safe, 70 unsafe."""
    draw = random.Random(region.code)
    taken = {_flat(name) for other in regions.values() for name in _names(other)}
    safe = list(dict.fromkeys(_safe(region, regions)))
    unsafe = [text for text in dict.fromkeys(_unsafe(region, regions, draw)) if _flat(text) not in taken]
    draw.shuffle(safe)
    draw.shuffle(unsafe)
    chosen = (safe[:SAFE_COUNT], unsafe[:UNSAFE_COUNT])
    assert [len(part) for part in chosen] == [SAFE_COUNT, UNSAFE_COUNT], (region.code, len(safe), len(unsafe))
    return [Variant(text, region.code, part is chosen[0]) for part in chosen for text in part]


def _names(region: Region) -> list[str]:
    kind = next((end for end in _ENDINGS if region.name.zh.endswith(end)), "")
    names = [region.name.zh, region.short_name.zh, region.name.en, region.short_name.en, *region.aliases]
    if kind:
        names += [region.short_name.zh + _ENDINGS[kind][0], f"{region.short_name.en} {_ENDINGS[kind][1]}"]
    return list(dict.fromkeys(names))


def _safe(region: Region, regions: dict[str, Region]) -> Iterator[str]:
    number = next(str(n) for n in range(1, 33) if str(n) not in regions)
    for name in _names(region):
        chinese = name[0] > "\u3400"
        yield from (
            name,
            f" {name} ",
            f"{name}\u3000",
            f"\u00a0{name}",
            f"{name}\u200b",
            f"\ufeff{name}",
            f"{name}：",
            f"{name}*",
            f"【{name}】",
        )
        yield from (
            f"{region.code}{name}",
            f"{region.code} {name}",
            f"{region.code}-{name}",
            f"{name}（{region.code}）",
            f"{name}{region.code}",
        )
        yield from (f"{region.code}0000 {name}", f"{name}\n", f"“{name}”", f"{number}、{name}", f"{number}.{name}", f"({number}) {name}")
        if chinese:
            yield from (" ".join(name), "\u3000".join(name), "\u200b".join(name), "\n".join(name), f"中国{name}")
            yield from (name.translate(_TRADITIONAL), f"{name} {region.short_name.en}")
            yield from (f"{name}（{region.short_name.en}）", f"{name}/{region.short_name.en}", f"{name}（{region.tile}）")
        else:
            wide = "".join(chr(ord(letter) + 0xFEE0) if "!" <= letter <= "~" else "\u3000" for letter in name)
            yield from (
                name.upper(),
                name.lower(),
                name.title(),
                wide,
                f"{name}.",
                name.replace(" ", "  "),
                f"{region.short_name.zh}({name})",
            )


def _unsafe(region: Region, regions: dict[str, Region], draw: random.Random) -> Iterator[str]:
    short, full, latin = region.short_name.zh, region.name.zh, region.short_name.en
    others = [other for other in regions.values() if other.code != region.code]
    for end in ("合计", "小计", "本级", "（不含省会）", "及其他", "周边", "等地", "某市", "一队", "农村", "城镇", "代管"):
        yield from (short + end, full + end)
    for other in draw.sample(others, 6):
        yield from (
            f"{short}、{other.short_name.zh}",
            f"{short}/{other.short_name.zh}",
            f"{other.code} {short}",
            f"{short}和{other.short_name.zh}",
        )
        yield f"{latin} and {other.short_name.en}"
    for name in (short, full):
        for place in range(len(name)):
            slip = draw.choice(_CHINESE_SLIPS)
            yield from (
                name[:place] + slip + name[place + 1 :],
                name[:place] + slip + name[place:],
                name[:place] + name[place] + name[place:],
            )
            yield name[:place] + "？" + name[place + 1 :]
    for place in range(1, len(latin)):
        slip = draw.choice(_LATIN_SLIPS)
        yield from (latin[:place] + latin[place + 1 :], latin[:place] + slip + latin[place:], latin[:place] + slip + latin[place + 1 :])
        yield latin[: place - 1] + latin[place] + latin[place - 1] + latin[place + 1 :]
    for number in ("01", "99", "0100", "4"):
        yield f"{short}{region.code}{number}"


def _flat(text: str) -> str:
    """Letters only: a slip that leaves all letters as they are is none."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())
