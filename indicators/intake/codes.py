"""Every code that intake reports, its rule and how serious it is: the one registry that checks, texts and tests share."""

from collections.abc import Mapping

from indicators.model.submission import Severity

_FIX, _ASK, _NOTE = Severity.MUST_FIX, Severity.CONFIRM, Severity.NOTE

REFUSALS: frozenset[str] = frozenset(
    [
        "file_empty",
        "file_too_large",
        "file_is_xls",
        "file_is_xlsb",
        "file_is_ods",
        "file_is_csv",
        "file_is_encrypted",
        "file_is_other",
        "zip_damaged",
        "zip_too_many_entries",
        "zip_too_large",
        "zip_overlap",
        "zip_bad_names",
        "has_macros",
        "has_external_links",
        "has_embeddings",
        "has_connections",
        "has_pictures",
        "xml_document_type",
        "xml_damaged",
        "xml_too_deep",
        "part_missing",
        "too_many_sheets",
        "too_many_rows",
        "cell_far_away",
        "too_many_cells",
        "string_too_long",
        "too_many_merges",
        "hidden_sheet",
        "reader_too_slow",
        "reader_out_of_memory",
        "reader_failed",
        "personal_data",
    ]
)
"""Codes with which the whole file is refused; nothing of it is kept."""

_CHECKS: Mapping[str, tuple[str, Severity]] = {
    "not_a_number": ("V-01", _FIX),
    "range_given": ("V-01", _FIX),
    "negative": ("V-01", _FIX),
    "not_whole": ("V-01", _FIX),
    "too_many_decimals": ("V-01", _FIX),
    "too_large": ("V-01", _FIX),
    "not_a_level": ("V-01", _FIX),
    "above_maximum": ("V-01", _ASK),
    "is_boolean": ("V-01", _FIX),
    "is_date": ("V-01", _FIX),
    "reading_suggested": ("V-28", _ASK),
    "is_error": ("V-28", _FIX),
    "formula_without_value": ("V-28", _FIX),
    "merged_cells": ("V-28", _FIX),
    "hidden_row": ("V-28", _FIX),
    "hidden_column": ("V-28", _FIX),
    "cell_not_read": ("V-28", _NOTE),
    "rate_typed": ("V-02", _FIX),
    "numerator_exceeds_denominator": ("V-03", _FIX),
    "zero_denominator": ("V-04", _FIX),
    "cell_empty": ("V-05", _FIX),
    "pair_incomplete": ("V-05", _FIX),
    "status_needed": ("V-05", _FIX),
    "status_unknown": ("V-05", _FIX),
    "status_contradicts": ("V-05", _FIX),
    "reason_missing": ("V-05", _FIX),
    "not_applicable_unregistered": ("V-05", _ASK),
    "series_empty": ("V-05", _NOTE),
    "breakdown_sum": ("V-06", _FIX),
    "national_sum": ("V-07", _FIX),
    "total_row": ("V-07", _NOTE),
    "xinjiang_includes_xpcc": ("V-08", _ASK),
    "cumulative_falls": ("V-09", _FIX),
    "template_foreign": ("V-24", _FIX),
    "identity_conflict": ("V-24", _FIX),
    "template_outdated": ("V-24", _FIX),
    "wrong_department": ("V-24", _FIX),
    "round_unknown": ("V-24", _FIX),
    "round_not_open": ("V-24", _FIX),
    "nothing_due": ("V-24", _FIX),
    "sheet_missing": ("V-24", _FIX),
    "header_changed": ("V-24", _FIX),
    "row_missing": ("V-24", _FIX),
    "department_unknown": ("V-27", _FIX),
    "region_unknown": ("V-27", _FIX),
    "region_ambiguous": ("V-27", _FIX),
    "region_conflict": ("V-27", _FIX),
    "region_repeated": ("V-27", _FIX),
    "row_unlabelled": ("V-27", _FIX),
}

PROBLEM_CODES: Mapping[str, tuple[str, Severity]] = {
    **{code: ("V-29" if code == "personal_data" else "", _FIX) for code in sorted(REFUSALS)},
    **_CHECKS,
}
"""Code -> (rule of the registry, severity). A refusal belongs to no rule except V-29."""

TEMPLATE_CODES: tuple[str, ...] = ("unknown_department", "unknown_round", "nothing_due")
"""Codes of TemplateRefusedError."""
