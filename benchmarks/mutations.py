"""Ways to damage a workbook: bits, bytes, XML inside the parts, whole parts, and what stands in cells. All chance comes from `dice`."""

import io
import random
import re
import zipfile
from collections.abc import Callable, Mapping
from functools import lru_cache

Mutation = Callable[[bytes, random.Random], bytes]

_SIGNS = (b"<", b">", b"/", b'"', b"'", b"=", b"&", b";", b"0", b"9", b"a", b"Z", b" ", b"\x00", b"\xff", b"]]>", b"<!--", b"&#0;", b"&lt;")
_NAMES = (b"row", b"c", b"v", b"f", b"is", b"t", b"sheetData", b"mergeCell", b"col", b"sheet", b"si", b"xf", b"Relationship", b"Override")
_NUMBERS = tuple(b"0 -1 1 255 256 16384 16385 1048576 1048577 4294967295 99999999999999999999 1e9 NaN".split())
_TYPES = (b's="1"', b's="999"', b't="s"', b't="e"', b't="b"', b't="d"', b't="str"', b't="n"', b't="inlineStr"', b't="q"', b'hidden="1"')
_WORDS = """-1 1E400 0x10 NaN 12.5.1 99999999999999999999 1e-400 TRUE &#8734; ４２ 12.5 0 000 1,234 十二 约12 1.2万 12² ⑫ 百分之五 不详 无 —
/ O 12人 10-12 =1+1 +7 _x0031_2 2026-07-01 #DIV/0! #N/A 1e308 -0 0.9999999999 5000000.001 13800138000"""
_VALUES = ("", " ", "\u200b", *_WORDS.split())
_CELL = re.compile(rb'<c r="([A-Z]+\d+)"[^>]*?(?:/>|>.*?</c>)', re.DOTALL)


def flip_bits(data: bytes, dice: random.Random) -> bytes:
    """Up to twelve bits anywhere in the file."""
    changed = bytearray(data)
    for _ in range(dice.randint(1, 12)):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def cut_off(data: bytes, dice: random.Random) -> bytes:
    """The end, the beginning, or a piece in the middle is gone."""
    first, last = sorted(dice.randrange(len(data) + 1) for _ in range(2))
    return dice.choice((data[:last], data[first:], data[:first] + data[last:]))


def repeat_piece(data: bytes, dice: random.Random) -> bytes:
    """A piece stands twice."""
    first = dice.randrange(len(data))
    last = min(len(data), first + dice.randint(1, 4000))
    return data[:last] + data[first:]


def spoil_directory(data: bytes, dice: random.Random) -> bytes:
    """Fields of the zip directory or of the headers in front of the parts."""
    changed = bytearray(data)
    places = [match.start() for match in re.finditer(rb"PK\x01\x02|PK\x03\x04|PK\x05\x06", data)]
    for _ in range(dice.randint(1, 3)):
        place = dice.choice(places) + dice.randrange(4, 30)
        if place < len(changed):
            changed[place] = dice.randrange(256)
    return bytes(changed)


def spoil_xml(data: bytes, dice: random.Random) -> bytes:
    """Signs put into the XML of one part, the archive staying whole."""
    name = dice.choice(_part_names(data))

    def change(content: bytes) -> bytes:
        changed = bytearray(content)
        for _ in range(dice.randint(1, 6)):
            place = dice.randrange(len(changed) + 1)
            changed[place : place + dice.randint(0, 3)] = dice.choice(_SIGNS)
        return bytes(changed)

    return _change_part(data, name, change)


def change_attributes(data: bytes, dice: random.Random) -> bytes:
    """Values of attributes become other numbers, or nothing."""
    name = dice.choice(_part_names(data))

    def change(content: bytes) -> bytes:
        places = [match.span(1) for match in re.finditer(rb'="([^"]*)"', content)]
        for first, last in sorted(dice.sample(places, min(len(places), dice.randint(1, 5))), reverse=True):
            content = content[:first] + dice.choice((*_NUMBERS, b"", b"A1", b"ZZZZ9", b"rId1")) + content[last:]
        return content

    return _change_part(data, name, change)


def change_tags(data: bytes, dice: random.Random) -> bytes:
    """One kind of element becomes another, or loses an attribute, in part of a sheet or a list."""
    name = dice.choice(_part_names(data))
    old, new = dice.sample(_NAMES, 2)
    times = dice.choice((1, 2, 30, -1))
    pairs = ((b"<" + old, b"<" + new), (b"</" + old + b">", b""), (b"<" + old + b" ", b"<" + old + b" " + dice.choice(_TYPES) + b" "))
    return _change_part(data, name, lambda content: content.replace(*dice.choice(pairs), times))


def move_parts(data: bytes, dice: random.Random) -> bytes:
    """A part is deleted, emptied, doubled under another name, or swapped with another."""
    parts = dict(_parts(data))
    one, other = dice.sample(sorted(parts), 2)
    match dice.randrange(4):
        case 0:
            del parts[one]
        case 1:
            parts[one] = b""
        case 2:
            parts[one.replace(".", dice.choice(("1.", "..", " ."))).replace("xl/", dice.choice(("xl/", "XL/", "")))] = parts[other]
        case _:
            parts[one], parts[other] = parts[other], parts[one]
    return _packed(parts)


def change_numbers(data: bytes, dice: random.Random) -> bytes:
    """Odd texts where numbers stood."""
    name = dice.choice(_sheet_names(data))

    def change(content: bytes) -> bytes:
        places = [match.span(1) for match in re.finditer(rb'(?<!t="s")><v>([^<]*)</v>', content)]
        for first, last in sorted(dice.sample(places, min(len(places), dice.randint(1, 12))), reverse=True):
            content = content[:first] + dice.choice(_VALUES).encode() + content[last:]
        return content

    return _change_part(data, name, change)


def change_cells(data: bytes, dice: random.Random) -> bytes:
    """Whole cells written anew: texts, errors, formulas without a value, cells that stand elsewhere or twice."""
    name = dice.choice(_sheet_names(data))

    def change(content: bytes) -> bytes:
        places = list(_CELL.finditer(content))
        for match in sorted(dice.sample(places, min(len(places), dice.randint(1, 12))), key=lambda one: -one.start()):
            where, value = match[1].decode(), dice.choice(_VALUES).replace("<", "")
            cell = dice.choice(
                (
                    f'<c r="{where}" t="inlineStr"><is><t>{value}</t></is></c>',
                    f'<c r="{where}" t="e"><v>#N/A</v></c>',
                    f'<c r="{where}"><f>1/0</f></c>',
                    f'<c r="{where}" t="b"><v>1</v></c>',
                    f'<c r="{where}" s="{dice.randrange(40)}"><v>{dice.randrange(10**6)}</v></c>',
                    f'<c r="{dice.choice(("C7", "A1", "XFD1", "B8", where))}"><v>3</v></c>',
                    "",
                )
            )
            content = content[: match.start()] + cell.encode() + content[match.end() :]
        return content

    return _change_part(data, name, change)


MUTATIONS: tuple[Mutation, ...] = (
    flip_bits,
    cut_off,
    repeat_piece,
    spoil_directory,
    spoil_xml,
    change_attributes,
    change_tags,
    move_parts,
    change_numbers,
    change_cells,
)


@lru_cache(maxsize=64)
def _parts(data: bytes) -> Mapping[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _part_names(data: bytes) -> list[str]:
    return [name for name, content in sorted(_parts(data).items()) if content]


def _sheet_names(data: bytes) -> list[str]:
    return [name for name in _part_names(data) if "/worksheets/sheet" in name]


def _change_part(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    parts = _parts(data)
    return _packed({**parts, name: change(parts[name])})


def _packed(parts: Mapping[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return target.getvalue()
