"""The list of sheets in the workbook part: one of ours is put in or taken out, and everything that counts sheets counts on."""

from collections.abc import Callable, Sequence

from indicators.intake.workbook_back.archive import Parts
from indicators.intake.workbook_back.book import (
    BEHIND_CALCULATION,
    BookFile,
    add_content_type,
    add_relation,
    drop_part,
    drop_relation,
    new_part_name,
    relations,
)
from indicators.intake.workbook_back.elements import Edit, append_inside, apply_edits, find_elements
from indicators.intake.workbook_back.tags import any_id, attribute, quoted, tag_prefix, with_attribute

_CONTENT_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_BEHIND_NAMES = ("calcPr", *BEHIND_CALCULATION)
_VIEW = ("activeTab", "firstSheet")
Views = list[list[str | None]]


def add_sheet(parts: Parts, book: BookFile, name: str, content: bytes, *, first: bool) -> None:
    """Adds a sheet as the first one, or as a deeply hidden last one."""
    part = new_part_name(parts, "xl/worksheets", "sheet", ".xml")
    parts.put(part, content)
    add_content_type(parts, part, _CONTENT_TYPE)
    relation = add_relation(parts, book.part, f"{book.types}/worksheet", part)
    workbook = parts.xml[book.part]
    elements = find_elements(workbook, ("sheets", "sheet"))
    tags = [one.tag(workbook) for one in elements if one.name == "sheet"]
    number = 1 + max(int(attribute(tag, "sheetId") or 0) for tag in tags)
    state = "" if first else ' state="veryHidden"'
    start = b"<" + tag_prefix(tags[0]) + b"sheet name=" + quoted(name)
    new = start + f' sheetId="{number}"{state} xmlns:r="{book.types}" r:id="{relation}"/>'.encode()
    edit = Edit(elements[0].inside, elements[0].inside, new) if first else append_inside(workbook, elements[0], new)
    workbook = apply_edits(workbook, [edit])
    parts.put(book.part, _renumber(workbook, lambda index: index + 1) if first else workbook)


def remove_sheets(parts: Parts, book: BookFile, names: Sequence[str], views: Views) -> bool:
    """Takes sheets out, with their parts and the names that belong to them; whether one of them was the active sheet.

    If so `views` says what was active before them.
    """
    workbook = parts.xml[book.part]
    sheets = [one for one in find_elements(workbook, ("sheet",)) if one.path[1:] == ("sheets", "sheet")]
    gone = [number for number, one in enumerate(sheets) if attribute(one.tag(workbook), "name") in names]
    if not gone:
        return False
    ids = [any_id(sheets[number].tag(workbook)) for number in gone]
    active = _active(workbook) in gone
    workbook = apply_edits(workbook, [Edit(sheets[number].start, sheets[number].end, b"") for number in gone])
    workbook = _renumber(_without_names(workbook, gone), lambda index: index - sum(number < index for number in gone))
    left = len(sheets) - len(gone)
    workbook = _set_views(workbook, views, left) if active else _shift_views(workbook, gone)
    parts.put(book.part, workbook)
    for relation in relations(parts, book.part):
        if relation.id in ids:
            drop_relation(parts, book.part, relation.id)
            drop_part(parts, relation.target)
    return active


def open_at_first(parts: Parts, book: BookFile) -> Views:
    """Makes the first sheet the active one in every window; what each window said before."""
    workbook = parts.xml[book.part]
    elements = find_elements(workbook, ("workbookView",))
    views: Views = [[attribute(one.tag(workbook), name) for name in _VIEW] for one in elements]
    changes = [[None if said is None else "0" for said in view] for view in views]
    parts.put(book.part, _set_views(workbook, changes, 1))
    return views


def add_print_titles(parts: Parts, book: BookFile, name: str, rows: str) -> bool:
    """Rows of the first sheet that are repeated on each printed page; whether the list of names had to be made."""
    workbook = parts.xml[book.part]
    elements = [one for one in find_elements(workbook, ("workbook", "definedNames", *_BEHIND_NAMES)) if len(one.path) <= 2]
    prefix = tag_prefix(elements[0].tag(workbook)).decode()
    p = prefix
    new = f'<{p}definedName name="_xlnm.Print_Titles" localSheetId="0">\'{name}\'!{rows}</{p}definedName>'
    names = next((one for one in elements if one.name == "definedNames"), None)
    if names:
        edit = append_inside(workbook, names, new.encode())
    else:
        new = f"<{p}definedNames>{new}</{p}definedNames>"
        later = elements[1:]
        edit = Edit(later[0].start, later[0].start, new.encode()) if later else append_inside(workbook, elements[0], new.encode())
    parts.put(book.part, apply_edits(workbook, [edit]))
    return names is None


def _renumber(workbook: bytes, moved: Callable[[int], int]) -> bytes:
    """Names that belong to one sheet say which by its place in the list."""
    edits = []
    for one in find_elements(workbook, ("definedName",)):
        tag = one.tag(workbook)
        said = attribute(tag, "localSheetId")
        if said and said.isdigit():
            edits.append(Edit(one.start, one.inside, with_attribute(tag, "localSheetId", str(moved(int(said))))))
    return apply_edits(workbook, edits)


def _without_names(workbook: bytes, gone: Sequence[int]) -> bytes:
    """Without the names of sheets that went, and without a list of names that is left with none."""
    elements = find_elements(workbook, ("definedNames", "definedName"))
    names = [one for one in elements if one.name == "definedName"]
    lost = [one for one in names if attribute(one.tag(workbook), "localSheetId") in {str(number) for number in gone}]
    if lost and len(lost) == len(names):
        lost = [one for one in elements if one.name == "definedNames"]
    return apply_edits(workbook, [Edit(one.start, one.end, b"") for one in lost])


def _active(workbook: bytes) -> int:
    view = next(iter(find_elements(workbook, ("workbookView",))), None)
    said = attribute(view.tag(workbook), "activeTab") if view else None
    return int(said) if said and said.isdigit() else 0


def _set_views(workbook: bytes, views: Views, sheets: int) -> bytes:
    """Each window as `views` says; numbers beyond the last sheet are left out."""
    edits = []
    for one, view in zip(find_elements(workbook, ("workbookView",)), views, strict=False):
        tag = one.tag(workbook)
        for name, said in zip(_VIEW, view, strict=False):
            fits = said is None or (said.isdigit() and int(said) < max(sheets, 1))
            tag = with_attribute(tag, name, said if fits else None)
        edits.append(Edit(one.start, one.inside, tag))
    return apply_edits(workbook, edits)


def _shift_views(workbook: bytes, gone: Sequence[int]) -> bytes:
    edits = []
    for one in find_elements(workbook, ("workbookView",)):
        tag = one.tag(workbook)
        for name in _VIEW:
            said = attribute(tag, name)
            if said and said.isdigit():
                tag = with_attribute(tag, name, str(int(said) - sum(number < int(said) for number in gone)))
        edits.append(Edit(one.start, one.inside, tag))
    return apply_edits(workbook, edits)
