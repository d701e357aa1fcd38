"""Whose workbook it is and for which round, as it says itself, and whether that is the workbook wanted now (rule V-24)."""

from collections.abc import Mapping

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.layout import (
    IDENTITY_PROPERTY,
    META_SHEET,
    TEMPLATE_VERSION,
    TemplateRefusedError,
    WorkbookLayout,
    plan_layout,
)
from indicators.intake.problems import problem
from indicators.intake.raw import RawWorkbook
from indicators.model.submission import Problem, WorkbookIdentity

_FIELDS = ("department", "round", "template_version", "fingerprint")
Stamp = Mapping[str, str]


def read_stamp(workbook: RawWorkbook) -> tuple[Stamp | None, Problem | None]:
    """The identity on the hidden sheet and in the document property; a problem if neither is there or they contradict each other."""
    meta = next((sheet for sheet in workbook.sheets if sheet.name == META_SHEET), None)
    cells = {(cell.row, cell.column): cell.text for cell in meta.cells} if meta else {}
    pairs = {text: cells.get((row, 2), "") for (row, column), text in cells.items() if column == 1}
    on_sheet = {name: pairs[name] for name in _FIELDS} if all(pairs.get(name) for name in _FIELDS) else None
    parts = workbook.properties.get(IDENTITY_PROPERTY, "").split("|")
    as_property = dict(zip(_FIELDS, parts, strict=True)) if len(parts) == len(_FIELDS) else None
    if on_sheet and as_property and on_sheet != as_property:
        return None, problem("identity_conflict", sheet=META_SHEET)
    stamp = on_sheet or as_property
    return stamp, None if stamp else problem("template_foreign")


def identity_of(stamp: Stamp) -> WorkbookIdentity:
    """What the workbook says it is."""
    return WorkbookIdentity(stamp["department"], stamp["round"], stamp["template_version"])


def check_identity(
    catalogue: Catalogue, stamp: Stamp, wanted: str | None, open_rounds: frozenset[str] | None
) -> tuple[WorkbookLayout | None, Problem | None]:
    """The layout to read by, or in one problem why this is not the workbook to send now. `wanted`: the uploader's department."""
    department, round_code = stamp["department"], stamp["round"]
    if wanted is not None and department in catalogue.departments and department != wanted:
        return None, problem("wrong_department", **_names(catalogue, "found", department), **_names(catalogue, "expected", wanted))
    layout, unwanted = check_round(catalogue, department, round_code, open_rounds)
    if layout is None:
        return None, unwanted
    if stamp["template_version"] != TEMPLATE_VERSION or stamp["fingerprint"] != layout.fingerprint:
        facts = {"found": stamp["template_version"], "expected": TEMPLATE_VERSION, "round": round_code}
        return None, problem("template_outdated", **facts, **_names(catalogue, "department", department))
    return layout, None


def check_round(
    catalogue: Catalogue, department: str, round_code: str, open_rounds: frozenset[str] | None
) -> tuple[WorkbookLayout | None, Problem | None]:
    """The layout of a department's round, or in one problem why there is none or nobody may send it now."""
    if department not in catalogue.departments:
        return None, problem("department_unknown", value=department, found=department)
    try:
        layout = plan_layout(catalogue, department, round_code)
    except TemplateRefusedError as error:
        code = "round_unknown" if error.code == "unknown_round" else error.code
        return None, problem(code, round=round_code, department=department)
    if open_rounds is not None and round_code not in open_rounds:
        return None, problem("round_not_open", round=round_code, open=", ".join(sorted(open_rounds)) or "—")
    return layout, None


def _names(catalogue: Catalogue, prefix: str, code: str) -> dict[str, str]:
    department = catalogue.departments.get(code)
    if department is None:
        return {f"{prefix}_zh": code, f"{prefix}_en": code}
    return {f"{prefix}_zh": department.name.zh, f"{prefix}_en": department.name.en}
