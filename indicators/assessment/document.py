"""Assessments as JSON documents and back, and their canonical bytes (interface.md 3, method.md 1.13). Computes nothing."""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any

from indicators.assessment.document_parts import read_verdict
from indicators.model.finding import DesignEffect, SourceCell
from indicators.model.verdict import Assessment, CampaignResult, Lines, NationalResult, RankDoubt, Verdict

SIGNIFICANT_DIGITS = 10
_LEAST_LOST, _MOST_LOST = 1e-10, 1e-6
_SUMMARY = (
    "grade", "grade_basis", "state", "score", "score_low", "score_high", "T", "se", "seT", "q_plan", "q_peer", "q_praise", "fulfilment",
)  # fmt: skip


def assessment_document(assessment: Assessment) -> dict[str, Any]:
    """Everything of an assessment as plain dicts, lists, numbers and text; floats in full precision."""
    document: dict[str, Any] = to_plain(assessment)
    return document


def read_assessment_document(document: Mapping[str, Any]) -> Assessment:
    """The assessment of a document made by `assessment_document`."""
    plain = dict(document)
    plain["lines"] = Lines(**document["lines"])
    plain["systemic"] = tuple(document["systemic"])
    for name in ("regions", "departments"):
        plain[name] = tuple(read_verdict(item) for item in document[name])
    plain["campaign"] = tuple(CampaignResult(**item) for item in document["campaign"])
    plain["national"] = tuple(NationalResult(**item) for item in document["national"])
    plain["sensitivity"] = tuple(DesignEffect(**item) for item in document.get("sensitivity", ()))
    return Assessment(**plain)


def summary_document(assessment: Assessment, names: Mapping[str, Mapping[str, str]] | None = None) -> dict[str, Any]:
    """What `assess --json` prints (interface.md 3): verdicts without their long lists. `names`: subject -> {zh, en}."""
    known = names or {}
    lines = assessment.lines
    snapshot = None if assessment.snapshot_id is None else {"id": assessment.snapshot_id, "sha256": assessment.snapshot_sha256}
    return {
        "period": assessment.period,
        "method_version": assessment.method_version,
        "rules_version": assessment.rules_version,
        "catalogue_version": assessment.catalogue_version,
        "snapshot": snapshot,
        "provisional": assessment.provisional,
        "lines": {"criticise": lines.criticise, "watch": lines.watch, "commend": lines.commend, "planned_share": lines.planned_share},
        "common_cause": assessment.common_cause,
        "systemic": list(assessment.systemic),
        "regions": [verdict_summary(verdict, known) for verdict in assessment.regions],
        "departments": [verdict_summary(verdict, known) for verdict in assessment.departments],
        "campaign": to_plain(assessment.campaign),
        "national": {"score": assessment.national_score, "areas": to_plain(assessment.national_areas)},
        "illustrative_weight": assessment.illustrative_weight,
    }


def verdict_summary(verdict: Verdict, names: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    """One verdict of the summary: grade, scores, tests, areas, rank, rules, reasons, caveats."""
    return {
        "subject": verdict.subject,
        "name": dict(names[verdict.subject]) if verdict.subject in names else verdict.subject,
        **{name: to_plain(getattr(verdict, name)) for name in _SUMMARY},
        "safeguards": verdict.safeguards,
        "areas": to_plain(verdict.areas),
        "coverage": verdict.reporting.coverage,
        "rank": to_plain(verdict.rank),
        "rules": to_plain(verdict.rules),
        "reasons": to_plain(verdict.reasons),
        "caveats": to_plain(verdict.caveats),
    }


def verdict_document(verdict: Verdict, cells: Sequence[SourceCell], doubt: RankDoubt | None = None) -> dict[str, Any]:
    """What `why --json` prints: the whole explanation of one verdict with the cells it rests on (method.md 1.13).

    With a `doubt` the rank says also how firmly it stands: of, level, alone_low, alone_high, borderline, other_tier.
    """
    plain: dict[str, Any] = to_plain(verdict)
    comparisons = plain.pop("comparisons")
    return {
        **plain,
        "rank": plain["rank"] if doubt is None else plain["rank"] | to_plain(doubt),
        "why": {name: _adding_up(comparison) for name, comparison in comparisons.items()},
        "what_would_change": {
            "closing_share": verdict.closing_share,
            "closing_grade": None if verdict.closing_grade is None else str(verdict.closing_grade),
            "single": plain.pop("changes"),
            "margins": plain.pop("margins"),
            "lifted_by": plain.pop("lifts"),
        },
        "cells": to_plain(tuple(cells)),
    }


def _adding_up(comparison: dict[str, Any]) -> dict[str, Any]:
    """The comparison with a coverage effect that takes up the digits lost in keeping, so that its parts sum to the total (1.13)."""
    left = comparison["total"] - math.fsum(part["contribution"] for part in comparison["contributions"])
    lost = abs(left - comparison["coverage_effect"])
    return comparison | {"coverage_effect": left} if _LEAST_LOST < lost < _MOST_LOST else comparison


def canonical_bytes(document: Mapping[str, Any]) -> bytes:
    """UTF-8 JSON with sorted keys, no spaces, floats to 10 significant digits: the same bytes for the same result on any machine."""
    return json.dumps(_rounded(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False).encode()


def to_plain(value: Any) -> Any:
    """Dataclasses, mappings, tuples and enumerations as dicts, lists and text; nan has no place in a document."""
    if is_dataclass(value) and not isinstance(value, type):
        return {field.name: to_plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, tuple | list):
        return [to_plain(item) for item in value]
    return value.value if isinstance(value, Enum) else value


def _rounded(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _rounded(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_rounded(item) for item in value]
    if isinstance(value, float) and math.isfinite(value):
        return float(f"{value:.{SIGNIFICANT_DIGITS}g}") + 0.0
    return value
