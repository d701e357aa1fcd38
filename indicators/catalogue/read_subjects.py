"""Regions and departments from their files: who is assessed, who reports, and by which other names they go."""

from collections.abc import Mapping
from dataclasses import dataclass

from indicators.catalogue.catalogue import GreyTile
from indicators.catalogue.fields import (
    parse_bilingual,
    parse_codes,
    parse_day,
    parse_flag,
    parse_text,
    parse_whole,
    require_fields,
    require_list,
)
from indicators.catalogue.yaml_lines import Located, refusal
from indicators.model.subject import Alias, Department, Region
from indicators.model.words import Bilingual

_REGION = ("code", "name", "short_name", "population", "tile", "aliases", "lookalikes")
_GREY = ("code", "name", "tile")
_TILE = ("label", "row", "column")


@dataclass(frozen=True, slots=True)
class RegionsFile:
    """The assessed units, the tiles that stay grey, and the one statement about XPCC."""

    regions: Mapping[str, Region]
    grey_tiles: tuple[GreyTile, ...]
    xpcc_note: Bilingual


@dataclass(frozen=True, slots=True)
class DepartmentsFile:
    """The seats of the Joint Conference, and the bodies that supply data without a seat."""

    departments: Mapping[str, Department]
    observers: Mapping[str, Bilingual]


def read_regions(document: Located) -> RegionsFile:
    """Regions by code in file order; CatalogueError for repeated codes, tiles on one place or an alias that two regions share."""
    fields = require_fields(document, "regions", ("xpcc_note", "regions", "not_assessed"))
    regions: dict[str, Region] = {}
    names: dict[str, str] = {}
    for entry in require_list(fields["regions"], "regions"):
        region = _read_region(entry)
        if region.code in regions:
            raise refusal(entry, f"region {region.code} appears twice")
        regions[region.code] = region
        for name in {region.name.zh, region.short_name.zh, *region.aliases}:
            if names.setdefault(name, region.code) != region.code:
                raise refusal(entry, f"region {region.code}: the name {name!r} already belongs to {names[name]}")
    grey = tuple(_read_grey(entry) for entry in require_list(fields["not_assessed"], "not_assessed"))
    places = [(region.tile_row, region.tile_column) for region in regions.values()]
    places += [(tile.tile_row, tile.tile_column) for tile in grey]
    if len(set(places)) != len(places):
        raise refusal(document, "two tiles stand on one place")
    return RegionsFile(regions, grey, parse_bilingual(fields["xpcc_note"], "xpcc_note"))


def _read_region(entry: Located) -> Region:
    fields = require_fields(entry, "a region", _REGION)
    code = parse_text(fields["code"], "region code")
    label, row, column = _read_tile(fields["tile"], code)
    return Region(
        code=code,
        name=parse_bilingual(fields["name"], f"{code} name"),
        short_name=parse_bilingual(fields["short_name"], f"{code} short_name"),
        population=parse_whole(fields["population"], f"{code} population"),
        aliases=parse_codes(fields["aliases"], f"{code} aliases"),
        lookalikes=parse_codes(fields["lookalikes"], f"{code} lookalikes"),
        tile=label,
        tile_row=row,
        tile_column=column,
    )


def _read_grey(entry: Located) -> GreyTile:
    fields = require_fields(entry, "a tile that is not assessed", _GREY)
    code = parse_text(fields["code"], "tile code")
    return GreyTile(code, parse_bilingual(fields["name"], f"{code} name"), *_read_tile(fields["tile"], code))


def _read_tile(at: Located, code: str) -> tuple[str, int, int]:
    fields = require_fields(at, f"{code} tile", _TILE)
    row, column = (parse_whole(fields[name], f"{code} tile {name}") for name in ("row", "column"))
    return parse_text(fields["label"], f"{code} tile label"), row, column


def read_departments(document: Located) -> DepartmentsFile:
    """Departments by code in seat order; CatalogueError for repeated codes or a closed seat whose successor is unknown."""
    fields = require_fields(document, "departments", ("departments", "observers"))
    departments: dict[str, Department] = {}
    for entry in require_list(fields["departments"], "departments"):
        department = _read_department(entry)
        if department.code in departments:
            raise refusal(entry, f"department {department.code} appears twice")
        departments[department.code] = department
    for department in departments.values():
        if department.successor is not None and department.successor not in departments:
            raise refusal(document, f"department {department.code}: unknown successor {department.successor!r}")
    observers = (require_fields(entry, "an observer", ("code", "name")) for entry in require_list(fields["observers"], "observers"))
    names = {parse_text(entry["code"], "observer code"): parse_bilingual(entry["name"], "observer name") for entry in observers}
    return DepartmentsFile(departments, names)


def _read_department(entry: Located) -> Department:
    needed, optional = ("code", "name", "short_name", "flag"), ("aliases", "closed", "successor", "known")
    fields = require_fields(entry, "a department", needed, optional)
    code = parse_text(fields["code"], "department code")
    closed = parse_day(fields["closed"], f"{code} closed") if "closed" in fields else None
    if closed is not None and "successor" not in fields:
        raise refusal(entry, f"department {code}: a closed seat needs its successor")
    return Department(
        code=code,
        name=parse_bilingual(fields["name"], f"{code} name"),
        short_name=parse_bilingual(fields["short_name"], f"{code} short_name"),
        aliases=_read_aliases(fields["aliases"], code) if "aliases" in fields else (),
        flag=parse_text(fields["flag"], f"{code} flag"),
        closed=closed,
        successor=parse_text(fields["successor"], f"{code} successor") if "successor" in fields else None,
        known=parse_flag(fields["known"], f"{code} known") if "known" in fields else True,
    )


def _read_aliases(at: Located, code: str) -> tuple[Alias, ...]:
    aliases = []
    for item in require_list(at, f"{code} aliases"):
        fields = require_fields(item, f"{code} alias", ("name",), ("since", "until"))
        days = (parse_day(fields[name], f"{code} alias {name}") if name in fields else None for name in ("since", "until"))
        aliases.append(Alias(parse_text(fields["name"], f"{code} alias"), *days))
    return tuple(aliases)
