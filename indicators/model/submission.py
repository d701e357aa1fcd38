"""A workbook on its way: what was found in it and what state it is in."""

import hashlib
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    MUST_FIX = "must_fix"
    CONFIRM = "confirm"
    NOTE = "note"


class CheckStatus(StrEnum):
    CLEAN = "clean"
    PROBLEMS = "problems"
    REFUSED = "refused"


class SubmissionState(StrEnum):
    """experience.md 4.1: submitted -> (in_review) -> returned | accepted -> frozen -> published; withdrawn before review."""

    SUBMITTED = "submitted"
    IN_REVIEW = "in_review"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"
    ACCEPTED = "accepted"
    FROZEN = "frozen"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


@dataclass(frozen=True, slots=True)
class Problem:
    """Something about the sender's file: place, what was found, what was expected. The sentence is made elsewhere.

    `code` names the sentence, `rule` the entry of rules.csv (or "" for the file itself), `also` further cells of the same
    problem, `value` what stood there (None where it may not be repeated), `facts` what the sentence needs. `figure` tells apart the
    figures of one indicator and subject (`2026-07/total/numerator`; empty where the problem is not about a figure). Where problems
    of several cells were folded into this one, `marks` holds for each of `cells` the fingerprint of the problem it came with.
    """

    code: str
    rule: str
    severity: Severity
    sheet: str = ""
    cell: str = ""
    also: tuple[str, ...] = ()
    indicator: str = ""
    subject: str = ""
    value: str | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    figure: str = ""
    marks: tuple[str, ...] = ()

    @property
    def fingerprint(self) -> str:
        """The same as long as the figure, its place in the plan and what it was compared with are the same; wherever it stands."""
        facts = sorted((key, str(fact)) for key, fact in self.facts.items())
        what = [self.code, self.rule, self.indicator, self.subject, self.value, facts, self.figure]
        return hashlib.sha256(json.dumps(what, ensure_ascii=False).encode()).hexdigest()[:32]

    @property
    def cells(self) -> tuple[str, ...]:
        """All cells of the problem, its own first."""
        return (self.cell, *self.also)

    @property
    def fingerprints(self) -> tuple[str, ...]:
        """What the problem is remembered by: one fingerprint for each problem that was folded into it, its own if none was."""
        return tuple(dict.fromkeys(self.marks)) or (self.fingerprint,)

    @property
    def needs_second(self) -> bool:
        """Whether a second person must confirm it."""
        return str(self.facts.get("second", "")) == "True"

    def only(self, fingerprints: Collection[str]) -> "Problem | None":
        """The part of a folded problem that has one of these fingerprints; None if it has no such part."""
        if not self.marks:
            return self if self.fingerprint in fingerprints else None
        kept = [(cell, mark) for cell, mark in zip(self.cells, self.marks, strict=True) if mark in fingerprints]
        if not kept:
            return None
        return replace(self, cell=kept[0][0], also=tuple(cell for cell, _ in kept[1:]), marks=tuple(mark for _, mark in kept))


@dataclass(frozen=True, slots=True)
class WorkbookIdentity:
    """What the workbook says it is: whose, for which round, made from which template."""

    department: str
    period: str
    template_version: str
