"""Which column of a foreign table holds which figure that is due, and a question or a note for each column that does not say so exactly."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from indicators.intake.entries_found import Columns
from indicators.intake.fields import Field
from indicators.intake.foreign.header_words import parse_period_word, stated_periods
from indicators.intake.foreign.headers import HeaderReading, Scope, read_header
from indicators.intake.foreign.tables import Table
from indicators.intake.foreign.targets import Targets, required_keys
from indicators.intake.foreign.units import table_unit
from indicators.intake.problems import problem
from indicators.intake.recognised import NONE_OF_THESE, NameKind, Recognised, decided, said_decision
from indicators.intake.spelling import normal_name
from indicators.model.submission import Problem

_WHOLE = Decimal(1)


@dataclass(frozen=True, slots=True)
class ColumnsRead:
    """`keys`: (figure, month or "") -> column. `offered`: figures that open questions may still supply. `factors`: column -> multiplier.

    `any`: whether anything was recognised, or may be, be it of another period.
    """

    keys: Mapping[tuple[str, str], int]
    offered: frozenset[str]
    factors: Mapping[int, Decimal]
    problems: tuple[Problem, ...]
    any: bool

    def by_month(self, targets: Targets) -> Mapping[str, Columns]:
        """Month -> the columns of every indicator of which all figures are there."""
        found: dict[str, dict[str, dict[str, dict[Field, int]]]] = {}
        for (key, month), column in self.keys.items():
            target = targets.all[key]
            found.setdefault(month, {}).setdefault(target.indicator, {}).setdefault(target.breakdown, {})[target.field] = column
        complete: dict[str, Columns] = {}
        for month, columns in found.items():
            complete[month] = {
                code: parts for code, parts in columns.items() if all((key, month) in self.keys for key in required_keys(targets, code))
            }
        return complete


def read_columns(targets: Targets, table: Table, round_code: str, recognised: Recognised) -> ColumnsRead:
    """Every data column of a table; a column of another time, or one that resembles nothing that is due, is only noted."""
    reader = _Reader(targets, table, _scope(targets, table, round_code), recognised)
    keys: dict[tuple[str, str], int] = {}
    offered: set[str] = set()
    factors: dict[int, Decimal] = {}
    problems: list[Problem] = []
    known = False
    for column in table.data:
        reading = read_header(targets, table.paths[column], reader.scope)
        key, said = _decide(reader, column, reading)
        problems.extend(said)
        known = known or bool(key)
        if not key:
            offered.update(reading.offered.candidates if any(one.code == "mapping_suggested" for one in said) else ())
            continue
        month = _month(targets, key, reading)
        if month is None:
            problems.append(_note(reader, column, reading))
        elif (key, month) in keys:
            problems.append(
                problem("header_repeated", sheet=table.original.name, cell=_place(reader, column), indicator_code=key.split(".")[0])
            )
            keys[(key, month)] = -1
        else:
            factors[column], said = _factor(reader, column, key, reading)
            open_unit = any(one.code == "unit_suggested" for one in said)
            offered.update([key] if open_unit else ())
            keys[(key, month)] = -1 if open_unit else column
            problems.extend(said)
    certain = {pair: column for pair, column in keys.items() if column > 0}
    return ColumnsRead(certain, frozenset(offered), factors, tuple(problems), known or bool(offered))


@dataclass(frozen=True, slots=True)
class _Reader:
    targets: Targets
    table: Table
    scope: Scope
    recognised: Recognised


def _scope(targets: Targets, table: Table, round_code: str) -> Scope:
    """What sheet name and titles say exactly; a text that is not known says nothing."""
    year = int(round_code[:4])
    texts = (table.original.name, *table.titles)
    codes = [targets.by_name[name] for text in texts if (name := normal_name(text)) in targets.by_name]
    periods = [code for text in texts if (code := parse_period_word(text, year))] or list(stated_periods(table.titles, year))
    only = frozenset(codes[0]) if codes and all(found == codes[0] for found in codes) else frozenset()
    return Scope(only, table_unit(table.titles), periods[0] if len(set(periods)) == 1 else "", year)


def _decide(reader: _Reader, column: int, reading: HeaderReading) -> tuple[str, list[Problem]]:
    """The figure of a column: by its header, else by an earlier answer; else a question, or a note where nothing resembles it."""
    if reading.key:
        return reading.key, []
    decision = decided(reader.recognised, NameKind.COLUMN, reading.label) if reading.label else None
    if decision is not None and (decision.target == NONE_OF_THESE or decision.target in reader.targets.all):
        words = reader.targets.words.get(decision.target)
        place = (reader.table.original.name, _place(reader, column))
        said = said_decision(decision, reading.label, place, words)
        return ("" if decision.target == NONE_OF_THESE else decision.target), [said]
    if not reading.offered.candidates:
        return "", [_note(reader, column, reading)]
    words_of = [reader.targets.words[key] for key in reading.offered.candidates]
    facts = {
        "kind": NameKind.COLUMN.value,
        "label": reading.label,
        "candidates": ",".join(reading.offered.candidates),
        "suggested": reading.offered.best,
        "candidates_zh": "、".join(words.zh for words in words_of),
        "candidates_en": ", ".join(words.en for words in words_of),
    }
    return "", [problem("mapping_suggested", sheet=reader.table.original.name, cell=_place(reader, column), value=reading.label, **facts)]


def _month(targets: Targets, key: str, reading: HeaderReading) -> str | None:
    """Empty for a figure of the period of the round, the month for a monthly one; None if the header names another time, or no month."""
    target = targets.all[key]
    group = targets.groups[target.indicator]
    months = {month for _, month in targets.plans[target.indicator].rows if month}
    if group.period is None:
        return reading.period if reading.period in months else None
    return "" if _covers(group.period, reading.period) else None


def _covers(due: str, stated: str) -> bool:
    """Whether a period named in a header can be the one that is due: the same, or the year that it is in."""
    return stated in ("", due) or (len(stated) == 4 and due.startswith(stated)) or _same_end(due, stated)


def _same_end(due: str, stated: str) -> bool:
    ends = {"Q1": "03", "Q2": "06", "Q3": "09", "Q4": "12", "H1": "06", "H2": "12"}
    year, _, part = stated.partition("-")
    due_year, _, due_part = due.partition("-")
    return year == due_year and ends.get(part, part) == ends.get(due_part or "Q4", due_part)


def _factor(reader: _Reader, column: int, key: str, reading: HeaderReading) -> tuple[Decimal, list[Problem]]:
    """What the figures of a column are to be multiplied by, because of the unit in its header: as answered before, else asked."""
    own = reader.targets.units.get(key)
    own_scale = own.scale if own and own.scale is not None else _WHOLE
    stated = reading.unit.scale
    if stated is None or stated == own_scale or reader.targets.all[key].field in (Field.STATUS, Field.NOTE):
        return _WHOLE, []
    factor = stated / own_scale
    label = f"{reading.label}（{reading.unit.text}）" if reading.unit.text not in reading.label else reading.label
    place = (reader.table.original.name, _place(reader, column))
    decision = decided(reader.recognised, NameKind.UNIT, label)
    if decision is not None:
        chosen = _WHOLE if decision.target == NONE_OF_THESE else Decimal(decision.target)
        return chosen, [said_decision(decision, label, place, None)]
    facts = {"kind": NameKind.UNIT.value, "label": label, "unit": reading.unit.text, "candidates": f"{factor:f}", "suggested": ""}
    return _WHOLE, [problem("unit_suggested", sheet=place[0], cell=place[1], value=label, **facts)]


def _note(reader: _Reader, column: int, reading: HeaderReading) -> Problem:
    label = reading.label or "—"
    return problem("column_not_read", sheet=reader.table.original.name, cell=_place(reader, column), value=label, label=label)


def _place(reader: _Reader, column: int) -> str:
    """The cell of the last header above a column."""
    return reader.table.cell(max(1, reader.table.first_row - 1), column)
