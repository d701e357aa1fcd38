"""All ways to write the name of one region: those that the catalogue lists, and those that follow from how Chinese regions are named."""

from collections.abc import Iterator

from indicators.model.subject import Region

_ENDINGS = {
    "省": ("省",),
    "市": ("市", "直辖市"),
    "自治区": ("自治区", "区", "省"),
}
_LATIN_ENDINGS = {
    "省": ("Province", "Prov", "Sheng"),
    "市": ("Municipality", "City", "Shi"),
    "自治区": ("Autonomous Region", "AR", "Region"),
}
_COMPLETE = ("省", "市", "区", "兵团")
_SHORTEST = 2
_PEOPLES = (("Uygur", "Uyghur"), ("Uygur", "Uighur"), ("Uygur", "Uygur"))


def printed_label(region: Region) -> str:
    """The name of a region as our template prints it beside its code: both languages, once where they are the same."""
    zh, en = region.short_name.zh, region.short_name.en
    return zh if zh == en else f"{zh} {en}"


def listed_spellings(region: Region) -> tuple[str, ...]:
    """Official name, short name, both languages together, and the aliases of the catalogue."""
    pairs = (region.name, region.short_name)
    joined = tuple(f"{pair.zh}{pair.en}" for pair in pairs)
    return (*joined, *(text for pair in pairs for text in (pair.zh, pair.en)), *region.aliases)


def derived_spellings(region: Region) -> Iterator[str]:
    """Short name or longer alias with the ending of its kind (广西 + 区, Guangxi + AR), in both languages; other spellings of a people."""
    kind = next((ending for ending in ("自治区", "省", "市") if region.name.zh.endswith(ending)), "")
    for name in (region.short_name.zh, region.short_name.en, *region.aliases):
        chinese = "\u3400" <= name[0] <= "\u9fff"
        if chinese and (len(name) < _SHORTEST or name.endswith(_COMPLETE)):
            continue
        for ending in (_ENDINGS if chinese else _LATIN_ENDINGS).get(kind, ()):
            yield name + ending if chinese else f"{name} {ending}"
    if kind == "自治区":
        yield region.name.zh.removesuffix(kind)
        yield region.name.en.removesuffix(" Autonomous Region")
    for usual, other in _PEOPLES:
        yield region.name.en.replace(usual, other)
        yield region.name.en.replace(usual, other).removesuffix(" Autonomous Region")
