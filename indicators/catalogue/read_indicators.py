"""From one area file to indicators: every field cast, nothing assumed. Whether the fields agree is contradictions.py's question."""

from collections.abc import Mapping
from dataclasses import dataclass

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
from indicators.model.indicator import Direction, Frequency, Indicator, Kind, Level, Measure, Path, SourceStatus, Use
from indicators.model.words import Bilingual

ALL_DEPARTMENTS = ("*",)
_NEEDED = ("code", "name", "definition", "arithmetic", "reporting", "path", "clauses", "assessment", "risk", "guard")
_OPTIONAL = ("numerator", "denominator", "definition_note")
_ARITHMETIC = ("unit", "kind", "direction", "measure")
_REPORTING = ("frequency", "level", "lead", "support", "maximum")
_PATH = ("baseline", "target_2025", "target_2030", "baseline_source", "target_source")
_ASSESSMENT = ("use", "required", "persons")
_ASSESSMENT_OPTIONAL = ("weight", "d_min", "n_min", "meas_sd", "lead_share", "deadline")


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
    reporting = require_fields(fields["reporting"], f"{code} reporting", _REPORTING, ("observers",))
    assessment = require_fields(fields["assessment"], f"{code} assessment", _ASSESSMENT, _ASSESSMENT_OPTIONAL)
    unit = parse_text(arithmetic["unit"], f"{code} unit")
    return Indicator(
        code=code,
        area=area,
        name=parse_bilingual(fields["name"], f"{code} name"),
        definition=parse_bilingual(fields["definition"], f"{code} definition"),
        numerator=_bilingual(fields, "numerator", code),
        denominator=_bilingual(fields, "denominator", code),
        unit=unit,
        direction=parse_choice(arithmetic["direction"], f"{code} direction", Direction),
        kind=parse_choice(arithmetic["kind"], f"{code} kind", Kind),
        measure=parse_choice(arithmetic["measure"], f"{code} measure", Measure),
        frequency=parse_choice(reporting["frequency"], f"{code} frequency", Frequency),
        level=parse_choice(reporting["level"], f"{code} level", Level),
        lead=parse_text(reporting["lead"], f"{code} lead"),
        support=_support(reporting["support"], f"{code} support"),
        path=_path(fields["path"], code, unit),
        band_low=_quantity(arithmetic, "band_low", code, unit),
        band_high=_quantity(arithmetic, "band_high", code, unit),
        clauses=parse_codes(fields["clauses"], f"{code} clauses"),
        use=parse_choice(assessment["use"], f"{code} use", Use),
        risk=parse_bilingual(fields["risk"], f"{code} risk"),
        guard=parse_bilingual(fields["guard"], f"{code} guard"),
        definition_note=_note(fields.get("definition_note"), code, notes),
        persons=parse_flag(assessment["persons"], f"{code} persons"),
        weight=_number(assessment, "weight", code) or 1.0,
        required=parse_flag(assessment["required"], f"{code} required"),
        d_min=_quantity(assessment, "d_min", code, unit),
        n_min=parse_whole(assessment["n_min"], f"{code} n_min") if "n_min" in assessment else 1,
        meas_sd=_quantity(assessment, "meas_sd", code, unit),
        deadline=parse_day(assessment["deadline"], f"{code} deadline") if "deadline" in assessment else None,
        lead_share=_number(assessment, "lead_share", code),
        maximum=parse_number(reporting["maximum"], f"{code} maximum"),
        observers=parse_codes(reporting["observers"], f"{code} observers") if "observers" in reporting else (),
    )


def _path(at: Located, code: str, unit: str) -> Path:
    fields = require_fields(at, f"{code} path", _PATH)
    return Path(
        baseline=_quantity(fields, "baseline", code, unit),
        target_2025=_quantity(fields, "target_2025", code, unit),
        target_2030=_quantity(fields, "target_2030", code, unit),
        baseline_status=parse_choice(fields["baseline_source"], f"{code} baseline_source", SourceStatus),
        target_status=parse_choice(fields["target_source"], f"{code} target_source", SourceStatus),
    )


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


def _number(fields: Mapping[str, Located], name: str, code: str) -> float | None:
    return parse_number(fields[name], f"{code} {name}") if name in fields else None
