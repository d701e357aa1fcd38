"""A request without its figures and its catalogue as a JSON document, and back: what else entered an assessment, to compute it again."""

from collections.abc import Mapping
from dataclasses import fields
from datetime import date
from typing import Any

import pandas as pd

from indicators.assessment.document import to_plain
from indicators.assessment.levels import Levels
from indicators.assessment.request import AssessmentRequest, Audit, EarlierVerdict, IntegrityFlag, Notice, Veto, VetoLevel
from indicators.catalogue.catalogue import Catalogue
from indicators.model.verdict import Grade

ELSEWHERE = ("catalogue", "observations")
"""Kept for themselves: the catalogue under its hash, the figures in the snapshot."""


def request_document(request: AssessmentRequest) -> dict[str, Any]:
    """Every field but ELSEWHERE as plain JSON material; sets as sorted lists, so that equal requests give equal documents.

    `levels` are left out where there are none.
    """
    document = {field.name: getattr(request, field.name) for field in fields(request) if field.name not in ELSEWHERE}
    document["as_of"] = request.as_of.isoformat() if request.as_of else None
    document["submitted"] = None if request.submitted is None else sorted(request.submitted)
    document["earlier"] = [
        to_plain(verdict) | {"missing": sorted(verdict.missing), "overdue": sorted(verdict.overdue)} for verdict in request.earlier
    ]
    levels = document.pop("levels")
    if levels is not None:
        tested = None if levels.tested is None else sorted(levels.tested)
        document["levels"] = to_plain(levels) | {"tested": tested}
    plain: dict[str, Any] = to_plain(document)
    return plain


def read_request_document(document: Mapping[str, Any], catalogue: Catalogue, observations: pd.DataFrame) -> AssessmentRequest:
    """The request of a document; fields that came later than the document have their defaults. TypeError for fields nobody knows."""
    values = dict(document)
    values["as_of"] = date.fromisoformat(document["as_of"]) if document["as_of"] else None
    values["submitted"] = None if document["submitted"] is None else frozenset((who, when) for who, when in document["submitted"])
    values["vetoes"] = tuple(Veto(**{**item, "level": VetoLevel(item["level"])}) for item in document["vetoes"])
    values["notices"] = tuple(Notice(**item) for item in document["notices"])
    values["flags"] = tuple(IntegrityFlag(**item) for item in document["flags"])
    values["audits"] = tuple(Audit(**item) for item in document.get("audits", ()))
    values["earlier"] = tuple(_earlier(item) for item in document["earlier"])
    values["levels"] = _levels(document.get("levels"))
    return AssessmentRequest(catalogue=catalogue, observations=observations, **values)


def _levels(item: Mapping[str, Any] | None) -> Levels | None:
    if item is None:
        return None
    return Levels(**{**item, "tested": None if item["tested"] is None else frozenset(item["tested"])})


def _earlier(item: Mapping[str, Any]) -> EarlierVerdict:
    held = item.get("held")
    absent = {"missing": frozenset(item["missing"]), "overdue": frozenset(item.get("overdue", ()))}
    parts = {"grade": Grade(item["grade"]), "held": None if held is None else tuple(held), **absent}
    return EarlierVerdict(**{**item, **parts})
