"""The comments part of a sheet: our notes are added behind those of others and taken away again. It knows nothing of shapes."""

from collections.abc import Mapping

from indicators.intake.workbook_back.elements import Edit, Element, append_inside, apply_edits, by_parent, find_elements
from indicators.intake.workbook_back.own_marks import AUTHOR, NOTE_TITLE
from indicators.intake.workbook_back.references import Place, cell_at, reference_of
from indicators.intake.workbook_back.tags import attribute, tag_prefix, text_bytes

_FACE = '<sz val="9"/><color indexed="81"/><rFont val="Microsoft YaHei"/><family val="2"/>'
_EMPTY_FACE = "rPr"
"""An empty run property stands before the words of others where they had no runs: so they get them back as they were."""


def new_comments(namespace: str) -> bytes:
    """A comments part without a comment."""
    return f'<comments xmlns="{namespace}"><authors></authors><commentList></commentList></comments>'.encode()


def add_comments(content: bytes, notes: Mapping[Place, str]) -> tuple[bytes, list[Place]]:
    """The part with a comment for each note, and the places that had none before; where others commented, ours follows in theirs."""
    elements = find_elements(content, ("authors", "author", "commentList", "comment", "text"))
    authors = next(one for one in elements if one.name == "authors")
    listed = next(one for one in elements if one.name == "commentList")
    prefix = tag_prefix(authors.tag(content)).decode()
    there = {cell_at(attribute(one.tag(content), "ref") or "A1"): inside for one, inside in by_parent(elements, "comment")}
    fresh = [place for place in notes if place not in there]
    edits = []
    if fresh:
        number = sum(one.name == "author" for one in elements)
        new = b"".join(_comment(place, notes[place], number, prefix) for place in fresh)
        edits = [
            append_inside(content, authors, f"<{prefix}author>{AUTHOR}</{prefix}author>".encode()),
            append_inside(content, listed, new),
        ]
    for place in notes.keys() & there.keys():
        text = next(one for one in there[place] if one.name == "text")
        edits.append(_follow(content, text, notes[place], prefix))
    return apply_edits(content, edits), fresh


def remove_comments(content: bytes) -> tuple[bytes, list[Place], int]:
    """The part without our notes, the places of comments that went, and how many are left. Known by author or by the first line."""
    elements = find_elements(content, ("author", "comment", "text", "r", "rPr", "t"))
    names = [one for one in elements if one.name == "author"]
    mine = {number for number, one in enumerate(names) if one.inner(content).strip() == AUTHOR.encode()}
    comments = by_parent(elements, "comment")
    edits: list[Edit] = []
    gone: list[Place] = []
    used: set[int] = set()
    for comment, inside in comments:
        number = attribute(comment.tag(content), "authorId") or ""
        if number.isdigit() and int(number) in mine or _begins_with_title(content, inside):
            edits.append(Edit(comment.start, comment.end, b""))
            gone.append(cell_at(attribute(comment.tag(content), "ref") or "A1"))
            continue
        used.add(int(number) if number.isdigit() else 0)
        edits.extend(_without_ours(content, inside))
    # Authors are counted: one may go only if no later one is in use.
    if mine and max(used, default=-1) < min(mine):
        edits += [Edit(names[number].start, names[number].end, b"") for number in mine]
    return apply_edits(content, edits), gone, len(comments) - len(gone)


def _comment(place: Place, note: str, author: int, prefix: str) -> bytes:
    start = f'<{prefix}comment ref="{reference_of(place)}" authorId="{author}"><{prefix}text>'
    return start.encode() + _runs(note, prefix) + f"</{prefix}text></{prefix}comment>".encode()


def _runs(note: str, prefix: str, before: str = "") -> bytes:
    face = _FACE.replace("<", f"<{prefix}")
    runs = [(f"<{prefix}b/>{face}", f"{before}{NOTE_TITLE}"), (face, f"\n{note}")]
    return b"".join(_run(style, text, prefix) for style, text in runs)


def _run(style: str, text: str, prefix: str) -> bytes:
    p = prefix
    start, end = f'<{p}r><{p}rPr>{style}</{p}rPr><{p}t xml:space="preserve">', f"</{p}t></{p}r>"
    return start.encode() + text_bytes(text) + end.encode()


def _follow(content: bytes, text: Element, note: str, prefix: str) -> Edit:
    """Our runs behind the words of others in one comment."""
    theirs = text.inner(content)
    if b"<" + prefix.encode() + b"r>" not in theirs and b"<" + prefix.encode() + b"r " not in theirs and theirs:
        p = prefix
        theirs = f"<{p}r><{p}{_EMPTY_FACE}/>".encode() + theirs + f"</{p}r>".encode()
    new = theirs + _runs(note, prefix, before="\n")
    if text.inside == text.end:
        return append_inside(content, text, new)
    return Edit(text.inside, text.close, new)


def _begins_with_title(content: bytes, inside: list[Element]) -> bool:
    words = b"".join(one.inner(content) for one in inside if one.name == "t")
    return words.lstrip().startswith(NOTE_TITLE.encode())


def _without_ours(content: bytes, inside: list[Element]) -> list[Edit]:
    """Takes our words from the end of a comment of others, and the runs that only we needed."""
    title = NOTE_TITLE.encode()
    place = next((number for number, one in enumerate(inside) if one.name == "t" and title in one.inner(content)), -1)
    if place < 0:
        return []
    ours = inside[place]
    text = inside[0]
    theirs = ours.inner(content).partition(title)[0].rstrip()
    run = next((one for one in reversed(inside[:place]) if one.name == "r" and one.start < ours.start < one.end), None)
    if theirs or run is None:
        return [Edit(ours.inside, ours.close, theirs), *([Edit(run.end, text.close, b"")] if run else [])]
    runs = [one for one in inside if one.name == "r" and one.start < run.start]
    empty = [
        one for one in inside if one.name == "rPr" and one.start < run.start and one.inside == one.end and one.tag(content)[-5:-2] == b"rPr"
    ]
    if len(runs) == 1 and empty:
        return [Edit(runs[0].start, empty[0].end, b""), Edit(runs[0].close, text.close, b"")]
    return [Edit(run.start, text.close, b"")]
