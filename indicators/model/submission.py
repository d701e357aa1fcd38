"""A workbook on its way: what was found in it and what state it is in."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
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
    problem, `value` what stood there (None where it may not be repeated), `facts` what the sentence needs.
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

    @property
    def fingerprint(self) -> str:
        """The same as long as the figure, its place in the plan and what it was compared with are the same; wherever it stands."""
        facts = sorted((key, str(fact)) for key, fact in self.facts.items())
        what = [self.code, self.rule, self.indicator, self.subject, self.value, facts]
        return hashlib.sha256(json.dumps(what, ensure_ascii=False).encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class WorkbookIdentity:
    """What the workbook says it is: whose, for which round, made from which template."""

    department: str
    period: str
    template_version: str
