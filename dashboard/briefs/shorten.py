"""What gives way when a page is full, and in which order. Numbers, names, proposals and the footer never do.

The order: smaller type; the later sentences of the passages; the second sentence of each name, praise before concern; all but the
first sentence of a passage; last, long texts end in an ellipsis.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dashboard.briefs.brief import AreaLine, Brief, MentionList, Passage

_SIZES = (10.8, 10.4, 10.0, 9.6, 9.2, 8.8, 8.4, 8.0)
"""Type sizes in points; the smallest is still read without effort on paper."""
_WIDTHS = (160, 110, 80, 56, 36)
"""Lengths in columns (a Chinese character is two) to which long texts are cut, one after the other."""
_ELLIPSIS = "…"
_OF_A_NUMBER = "0123456789.,+-−%"
_JOINTS = " ，、；：（“,;:("


@dataclass(frozen=True, slots=True)
class Setting:
    """A brief as it could be set: the text, perhaps shortened, and the type size in points."""

    brief: Brief
    size: float


def settings_of(brief: Brief) -> Iterator[Setting]:
    """All ways to set a brief, the fullest and largest first; the last one fits on a page whatever the texts are."""
    for size in _SIZES:
        yield Setting(brief, size)
    smallest = _SIZES[-1]
    for shorter in shortened(brief):
        yield Setting(shorter, smallest)
    for width in _WIDTHS:
        yield Setting(cut_to(shorter, width), smallest)


def shortened(brief: Brief) -> tuple[Brief, ...]:
    """The brief with whole sentences left out, step by step; decisions, reasons and notices keep all of theirs."""
    two = _with_sentences(brief, 2)
    plain_praise = replace(two, praise=_reasons_only(two.praise))
    plain = replace(plain_praise, concern=_reasons_only(two.concern))
    return two, plain_praise, plain, _with_sentences(plain, 1)


def cut_to(brief: Brief, width: int) -> Brief:
    """The brief with each sentence and name no longer than `width` columns (the headline twice that); footer and map untouched."""
    return replace(
        brief,
        office=cut(brief.office, width),
        title=cut(brief.title, width),
        period=cut(brief.period, width),
        comparator=cut(brief.comparator, width),
        headline=cut(brief.headline, 2 * width),
        areas=replace(brief.areas, lines=tuple(_cut_area(line, width) for line in brief.areas.lines)),
        praise=_cut_mentions(brief.praise, width),
        concern=_cut_mentions(brief.concern, width),
        systemic=_cut_passage(brief.systemic, width),
        campaign=_cut_passage(brief.campaign, width),
        reporting=_cut_passage(brief.reporting, width),
        decisions=_cut_passage(brief.decisions, width),
        notices=tuple(cut(notice, width) for notice in brief.notices),
    )


def cut(text: str, width: int) -> str:
    """The text, or as much of it as fills `width` columns with an ellipsis at its end; a number is kept whole or left out."""
    if columns_of(text) <= width:
        return text
    kept, used = 0, columns_of(_ELLIPSIS)
    while used + columns_of(text[kept]) <= width:
        used += columns_of(text[kept])
        kept += 1
    shown = text[:kept]
    if text[kept] in _OF_A_NUMBER:
        shown = shown.rstrip(_OF_A_NUMBER)
    return shown.rstrip(_JOINTS) + _ELLIPSIS


def columns_of(text: str) -> int:
    """Half-width columns that a text takes."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WFA" else 1 for sign in text)


def _reasons_only(names: MentionList) -> MentionList:
    return replace(names, mentions=tuple(replace(mention, detail="") for mention in names.mentions))


def _with_sentences(brief: Brief, most: int) -> Brief:
    passages = {name: getattr(brief, name) for name in ("systemic", "campaign", "reporting")}
    return replace(brief, **{name: replace(passage, sentences=passage.sentences[:most]) for name, passage in passages.items()})


def _cut_area(line: AreaLine, width: int) -> AreaLine:
    return replace(line, name=cut(line.name, width), gap=cut(line.gap, width))


def _cut_mentions(names: MentionList, width: int) -> MentionList:
    mentions = tuple(
        replace(mention, name=cut(mention.name, width), reason=cut(mention.reason, width), detail=cut(mention.detail, width))
        for mention in names.mentions
    )
    return replace(names, mentions=mentions, note=cut(names.note, width))


def _cut_passage(passage: Passage, width: int) -> Passage:
    return replace(passage, sentences=tuple(cut(sentence, width) for sentence in passage.sentences))
