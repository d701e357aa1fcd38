"""From one area file to indicators: every field cast, nothing assumed. Whether the fields agree is contradictions.py's question."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from indicators.catalogue.fields import (
    parse_bilingual,
    parse_choice,
    parse_codes,
    parse_day,
    parse_flag,
    parse_number,
    parse_quantity,
    parse_text,
    parse_whole,
    require_fields,
    require_list,
    require_mapping,
)
from indicators.catalogue.yaml_lines import Located, refusal
from indicators.model.indicator import (
    Direction,
    Frequency,
    Indicator,
    Kind,
    Level,
    Measure,
    Path,
    SeriesBreak,
    SourceStatus,
    Use,
    Verification,
)
from indicators.model.period import parse_period
from indicators.model.words import Bilingual

ALL_DEPARTMENTS = ("*",)
_NEEDED = ("code", "name", "definition", "arithmetic", "reporting", "path", "clauses", "assessment", "risk", "guard")
_OPTIONAL = ("numerator", "denominator", "definition_note", "breaks")
_ARITHMETIC = ("unit", "kind", "direction", "measure")
_REPORTING = ("frequency", "level", "lead", "support", "maximum")
_PATH = ("baseline", "target_2025", "target_2030", "baseline_source", "target_source")
_ASSESSMENT = ("use", "required", "persons")
_ASSESSMENT_OPTIONAL = ("weight", "d_min", "n_min", "meas_sd", "lead_share", "deadline", "verification")


@dataclass(frozen=True, slots=True)
class AreaFile:
    """One file of areas/: the area's code and name, its indicators and the place where each begins."""

    code: str
    name: Bilingual
    indicators: tuple[Indicator, ...]
    places: Mapping[str, Located]


def read_area(document: Located) -> AreaFile:
    """The area and the indicators of one file, fields cast; CatalogueError names file and line of anything absent or unreadable."""
    fields = require_fields(document, "the area", ("area", "name", "indicators"), ("notes",))
    area = parse_text(fields["area"], "area")
    notes = _read_notes(fields.get("notes"))
    indicators: dict[str, Indicator] = {}
    places: dict[str, Located] = {}
    for entry in require_list(fields["indicators"], "indicators"):
        indicator = _read_indicator(entry, area, notes)
        if indicator.code in indicators:
            raise refusal(entry, f"{indicator.code}: the code appears twice (first on line {places[indicator.code].line})")
        indicators[indicator.code], places[indicator.code] = indicator, entry
    return AreaFile(area, parse_bilingual(fields["name"], "name"), tuple(indicators.values()), places)


def _read_notes(at: Located | None) -> Mapping[str, Bilingual]:
    return {} if at is None else {key: parse_bilingual(note, f"notes.{key}") for key, note in require_mapping(at, "notes").items()}


def _read_indicator(entry: Located, area: str, notes: Mapping[str, Bilingual]) -> Indicator:
    code = parse_text(require_mapping(entry, "an indicator").get("code", Located(entry.file, entry.line, "")), "code")
    fields = require_fields(entry, code, _NEEDED, _OPTIONAL)
    if not code.startswith(f"{area}-"):
        raise refusal(fields["code"], f"{code}: the code does not begin with its area {area}")
    arithmetic = require_fields(fields["arithmetic"], f"{code} arithmetic", _ARITHMETIC, ("band_low", "band_high"))
    unit = parse_text(arithmetic["unit"], f"{code} unit")
    return Indicator(
        code=code,
        area=area,
        unit=unit,
        direction=parse_choice(arithmetic["direction"], f"{code} direction", Direction),
        kind=parse_choice(arithmetic["kind"], f"{code} kind", Kind),
        measure=parse_choice(arithmetic["measure"], f"{code} measure", Measure),
        path=_path(fields["path"], code, unit),
        band_low=_quantity(arithmetic, "band_low", code, unit),
        band_high=_quantity(arithmetic, "band_high", code, unit),
        clauses=parse_codes(fields["clauses"], f"{code} clauses"),
        breaks=_breaks(fields.get("breaks"), code),
        **_texts(fields, code, notes),
        **_reporting(fields["reporting"], code),
        **_assessment(fields["assessment"], code, unit),
    )


def _texts(fields: Mapping[str, Located], code: str, notes: Mapping[str, Bilingual]) -> dict[str, Any]:
    texts: dict[str, Any] = {name: parse_bilingual(fields[name], f"{code} {name}") for name in ("name", "definition", "risk", "guard")}
    texts |= {name: _bilingual(fields, name, code) for name in ("numerator", "denominator")}
    return texts | {"definition_note": _note(fields.get("definition_note"), code, notes)}


def _reporting(at: Located, code: str) -> dict[str, Any]:
    fields = require_fields(at, f"{code} reporting", _REPORTING, ("observers",))
    return {
        "frequency": parse_choice(fields["frequency"], f"{code} frequency", Frequency),
        "level": parse_choice(fields["level"], f"{code} level", Level),
        "lead": parse_text(fields["lead"], f"{code} lead"),
        "support": _support(fields["support"], f"{code} support"),
        "maximum": parse_number(fields["maximum"], f"{code} maximum"),
        "observers": parse_codes(fields["observers"], f"{code} observers") if "observers" in fields else (),
    }


def _assessment(at: Located, code: str, unit: str) -> dict[str, Any]:
    fields = require_fields(at, f"{code} assessment", _ASSESSMENT, _ASSESSMENT_OPTIONAL)
    return {
        "use": parse_choice(fields["use"], f"{code} use", Use),
        "required": parse_flag(fields["required"], f"{code} required"),
        "persons": parse_flag(fields["persons"], f"{code} persons"),
        "weight": parse_number(fields["weight"], f"{code} weight") if "weight" in fields else 1.0,
        "d_min": _quantity(fields, "d_min", code, unit),
        "n_min": parse_whole(fields["n_min"], f"{code} n_min") if "n_min" in fields else 1,
        "meas_sd": _quantity(fields, "meas_sd", code, unit),
        "verification": _verification(fields.get("verification"), code),
        "deadline": parse_day(fields["deadline"], f"{code} deadline") if "deadline" in fields else None,
        "lead_share": parse_number(fields["lead_share"], f"{code} lead_share") if "lead_share" in fields else None,
    }


def _verification(at: Located | None, code: str) -> Verification:
    return Verification.B if at is None else parse_choice(at, f"{code} verification", Verification)


def _path(at: Located, code: str, unit: str) -> Path:
    fields = require_fields(at, f"{code} path", _PATH)
    return Path(
        baseline=_quantity(fields, "baseline", code, unit),
        target_2025=_quantity(fields, "target_2025", code, unit),
        target_2030=_quantity(fields, "target_2030", code, unit),
        baseline_status=parse_choice(fields["baseline_source"], f"{code} baseline_source", SourceStatus),
        target_status=parse_choice(fields["target_source"], f"{code} target_source", SourceStatus),
    )


def _breaks(at: Located | None, code: str) -> tuple[SeriesBreak, ...]:
    return () if at is None else tuple(_break(entry, code) for entry in require_list(at, f"{code} breaks"))


def _break(entry: Located, code: str) -> SeriesBreak:
    fields = require_fields(entry, f"{code} break", ("since", "text"))
    since = parse_text(fields["since"], f"{code} break since")
    try:
        parse_period(since)
    except ValueError as error:
        raise refusal(fields["since"], f"{code}: {since!r} is not a period (2026-07, 2026-Q3, 2026-H1 or 2026)") from error
    return SeriesBreak(since, parse_bilingual(fields["text"], f"{code} break"))


def _support(at: Located, what: str) -> tuple[str, ...]:
    return ALL_DEPARTMENTS if at.value == "all" else parse_codes(at, what)


def _note(at: Located | None, code: str, notes: Mapping[str, Bilingual]) -> Bilingual | None:
    if at is None or isinstance(at.value, Mapping):
        return None if at is None else parse_bilingual(at, f"{code} definition_note")
    key = parse_text(at, f"{code} definition_note")
    if key not in notes:
        raise refusal(at, f"{code} definition_note: this file has no note {key!r}")
    return notes[key]


def _bilingual(fields: Mapping[str, Located], name: str, code: str) -> Bilingual | None:
    return parse_bilingual(fields[name], f"{code} {name}") if name in fields else None


def _quantity(fields: Mapping[str, Located], name: str, code: str, unit: str) -> float | None:
    return parse_quantity(fields[name], f"{code} {name}", unit) if name in fields else None
