"""Whether what an indicator says fits together, and whether what it names exists. Casts nothing, repairs nothing."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from indicators.catalogue.read_indicators import ALL_DEPARTMENTS
from indicators.catalogue.yaml_lines import Located, refusal
from indicators.model.area import Area
from indicators.model.indicator import Direction, Indicator, Kind, Use
from indicators.model.subject import Department

TOP_LEVEL = 4
_UNITS: Mapping[Kind, tuple[str, ...]] = {
    Kind.PROP: ("share",),
    Kind.RATE: ("per_100k",),
    Kind.SMR: ("number",),
    Kind.MEAN: ("days", "score"),
    Kind.ADMIN: ("share", "score", "number"),
    Kind.MILESTONE: ("yes_no",),
    Kind.CONTEXT: ("persons", "items", "number"),
}
_FRACTIONS = (Kind.PROP, Kind.RATE, Kind.SMR)


@dataclass(frozen=True, slots=True)
class Known:
    """What an indicator may refer to."""

    departments: Mapping[str, Department]
    observers: Collection[str]
    clauses: Collection[str]


def require_consistent(indicator: Indicator, at: Located, known: Known) -> None:
    """CatalogueError, with the line where the entry begins, that lists every contradiction of an indicator."""
    faults = _reference_faults(indicator, known) + _arithmetic_faults(indicator) + _path_faults(indicator)
    if faults:
        raise refusal(at, f"{indicator.code}: {'; '.join(faults)}")


def _reference_faults(indicator: Indicator, known: Known) -> list[str]:
    faults = []
    if indicator.area not in {str(area) for area in Area}:
        faults.append(f"unknown area {indicator.area!r}")
    lead = known.departments.get(indicator.lead)
    if lead is None or not lead.known:
        faults.append(f"the lead {indicator.lead!r} is not a known department")
    elif lead.closed is not None:
        faults.append(f"the lead {indicator.lead} was closed on {lead.closed}; name its successor {lead.successor}")
    supporters = () if indicator.support == ALL_DEPARTMENTS else indicator.support
    faults += [f"support names the unknown department {code!r}" for code in supporters if code not in known.departments]
    if indicator.lead in supporters:
        faults.append(f"{indicator.lead} is both lead and support")
    faults += [f"unknown observer {code!r}" for code in indicator.observers if code not in known.observers]
    if not indicator.clauses:
        faults.append("no plan clause")
    return faults + [f"unknown plan clause {clause!r}" for clause in indicator.clauses if clause not in known.clauses]


def _arithmetic_faults(indicator: Indicator) -> list[str]:
    faults = []
    if indicator.unit not in _UNITS[indicator.kind]:
        faults.append(f"unit {indicator.unit!r} does not go with kind {indicator.kind}")
    if indicator.kind in _FRACTIONS and (indicator.numerator is None or indicator.denominator is None):
        faults.append(f"kind {indicator.kind} needs a numerator and a denominator")
    if indicator.kind is Kind.CONTEXT and indicator.use in (Use.SCORE, Use.GATE):
        faults.append("a raw count (kind context) is never scored and never gates")
    if indicator.direction is Direction.CONTEXT and indicator.use is not Use.MONITOR:
        faults.append("an indicator without a better direction can only be monitored")
    bounds = (indicator.band_low, indicator.band_high)
    if indicator.direction is Direction.BAND and None in bounds:
        faults.append("direction band needs band_low and band_high")
    if indicator.direction is not Direction.BAND and bounds != (None, None):
        faults.append("band_low and band_high belong to direction band alone")
    if None not in bounds and not float(str(bounds[0])) < float(str(bounds[1])):
        faults.append("band_low is not below band_high")
    if indicator.weight <= 0 or indicator.maximum <= 0:
        faults.append("weight and maximum must be above 0")
    if indicator.lead_share is not None and not 0 < indicator.lead_share <= 1:
        faults.append("lead_share must be above 0 and at most 1")
    return faults


def _path_faults(indicator: Indicator) -> list[str]:
    path = indicator.path
    values = (path.baseline, path.target_2025, path.target_2030)
    if indicator.area == Area.SPECIAL_ACTION:
        return _deadline_faults(indicator)
    faults = [] if indicator.deadline is None else ["a deadline belongs to the special action alone"]
    if indicator.use in (Use.SCORE, Use.GATE) and None in values:
        return [*faults, "a scored indicator needs a baseline and the targets of 2025 and 2030"]
    steps = [value for value in values if value is not None]
    if indicator.kind is Kind.MILESTONE and any(not 0 <= value <= TOP_LEVEL for value in steps):
        faults.append("milestone levels run from 0 to 4")
    if indicator.direction is Direction.UP and steps != sorted(steps):
        faults.append("the direction is up but the path falls")
    if indicator.direction is Direction.DOWN and steps != sorted(steps, reverse=True):
        faults.append("the direction is down but the path rises")
    return faults


def _deadline_faults(indicator: Indicator) -> list[str]:
    scored = indicator.use in (Use.SCORE, Use.GATE)
    if scored and (indicator.deadline is None or indicator.path.target_2025 is None):
        return ["an indicator of the special action needs a target and a deadline"]
    return []
