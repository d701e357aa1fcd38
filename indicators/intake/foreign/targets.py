"""What may stand in the columns of a foreign workbook: the figures that are due, and every name by which a header may call them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.columns import TOTAL_LABEL, column_label
from indicators.intake.fields import FIELD_LABELS, LEVEL_LABEL, SAMPLE_SIZE_LABEL, Field
from indicators.intake.foreign.units import Unit, split_unit
from indicators.intake.layout import EntrySheet, Group, SheetKind, WorkbookLayout
from indicators.intake.spelling import normal_name
from indicators.model.observation import TOTAL
from indicators.model.words import Bilingual

_MORE_WORDS: Mapping[Field, tuple[str, ...]] = {
    Field.NUMERATOR: ("分子数", "分子值"),
    Field.DENOMINATOR: ("分母数", "分母值", "样本数", "n"),
    Field.VALUE: ("值", "数量", "人数", "件数", "等级", "平均值", "均值", "总数"),
    Field.SE: ("se", "标准误差"),
    Field.STATUS: ("状态",),
    Field.NOTE: ("备注", "情况说明", "remarks", "notes"),
}


@dataclass(frozen=True, slots=True)
class Target:
    """One column of what is due: a field of an indicator or series, with the breakdown of a series."""

    indicator: str
    field: Field
    breakdown: str = TOTAL

    @property
    def key(self) -> str:
        part = "" if self.breakdown == TOTAL else f".{self.breakdown}"
        return f"{self.indicator}.{self.field}{part}"


@dataclass(frozen=True, slots=True)
class Targets:
    """All that is due by region. `by_name`: indicator names and codes (normalised) -> codes; `by_part`: names of single figures -> targets;
    `units`: the unit that a figure's own name carries."""

    plans: Mapping[str, EntrySheet]
    groups: Mapping[str, Group]
    all: Mapping[str, Target]
    words: Mapping[str, Bilingual]
    by_name: Mapping[str, frozenset[str]]
    by_part: Mapping[str, frozenset[str]]
    by_field: Mapping[str, Field]
    by_breakdown: Mapping[str, frozenset[str]]
    units: Mapping[str, Unit]


def due_targets(catalogue: Catalogue, layout: WorkbookLayout) -> Targets:
    """Every figure that the layout has a column for on its sheets of regions."""
    plans = {group.indicator: plan for plan in layout.sheets if plan.kind is not SheetKind.NATIONAL for group in plan.groups}
    groups = {group.indicator: group for plan in layout.sheets if plan.kind is not SheetKind.NATIONAL for group in plan.groups}
    targets = [Target(code, name, part) for code, group in groups.items() for part, fields in group.columns.items() for name in fields]
    named: dict[str, set[str]] = {}
    parts: dict[str, set[str]] = {}
    for code in groups:
        for spelling in _spellings(catalogue, code):
            named.setdefault(normal_name(spelling), set()).add(code)
    for target in targets:
        for name in _part_names(catalogue, target):
            parts.setdefault(normal_name(name), set()).add(target.key)
    breakdowns: dict[str, set[str]] = {}
    for target in targets:
        for spelling in _breakdown_names(catalogue, target):
            breakdowns.setdefault(normal_name(spelling), set()).add(target.breakdown)
    return Targets(
        plans,
        groups,
        {target.key: target for target in targets},
        {target.key: _words(catalogue, target) for target in targets},
        {name: frozenset(codes) for name, codes in named.items()},
        {name: frozenset(keys) for name, keys in parts.items()},
        {normal_name(word): name for name, word in _field_words()},
        {name: frozenset(found) for name, found in breakdowns.items()},
        {target.key: split_unit(part.zh) for target in targets if (part := _part(catalogue, target)) is not None},
    )


def target_words(catalogue: Catalogue, key: str) -> Bilingual | None:
    """What a target is called, by its key `A3-03.numerator`; None if the catalogue has no such figure."""
    code, _, rest = key.partition(".")
    name, _, breakdown = rest.partition(".")
    if code not in {*catalogue.indicators, *catalogue.series} or name not in tuple(Field):
        return None
    return _words(catalogue, Target(code, Field(name), breakdown or TOTAL))


def required_keys(targets: Targets, indicator: str) -> tuple[str, ...]:
    """The figures without which an indicator cannot be read."""
    aside = (Field.STATUS, Field.NOTE)
    found = (target for target in targets.all.values() if target.indicator == indicator and target.breakdown == TOTAL)
    return tuple(target.key for target in found if target.field not in aside)


def _spellings(catalogue: Catalogue, code: str) -> tuple[str, ...]:
    name = (catalogue.indicators.get(code) or catalogue.series[code]).name
    return code, name.zh, name.en, name.zh + name.en, code + name.zh, code + name.en, code + name.zh + name.en


def _part(catalogue: Catalogue, target: Target) -> Bilingual | None:
    indicator = catalogue.indicators.get(target.indicator)
    if indicator is None:
        return None
    if target.field in (Field.NUMERATOR, Field.VALUE):
        return indicator.numerator
    return indicator.denominator if target.field is Field.DENOMINATOR else None


def _part_names(catalogue: Catalogue, target: Target) -> Iterator[str]:
    """The name of one figure as the catalogue has it, and without the unit where the unit is one."""
    part = _part(catalogue, target)
    if part is None:
        return
    label = column_label(catalogue, target.indicator, target.breakdown, target.field)
    yield from (part.zh, part.en, part.zh + part.en, label.zh + part.zh, f"{label.zh}{label.en}{part.zh}{part.en}")
    unit = split_unit(part.zh)
    if unit.scale == 1:
        yield unit.name


def _breakdown_names(catalogue: Catalogue, target: Target) -> Iterator[str]:
    if target.indicator not in catalogue.series or target.field is not Field.VALUE:
        return
    if target.breakdown == TOTAL:
        yield from (TOTAL_LABEL.zh, TOTAL_LABEL.en, TOTAL_LABEL.zh + TOTAL_LABEL.en)
        return
    name = catalogue.breakdowns.get(target.breakdown, Bilingual(target.breakdown, target.breakdown))
    label = column_label(catalogue, target.indicator, target.breakdown, target.field)
    yield from (name.zh, name.en, label.zh, label.en, label.zh + label.en)


def _field_words() -> Iterator[tuple[Field, str]]:
    for name, label in (*FIELD_LABELS.items(), (Field.DENOMINATOR, SAMPLE_SIZE_LABEL), (Field.VALUE, LEVEL_LABEL)):
        yield from ((name, label.zh), (name, label.en), (name, label.zh + label.en))
    for name, words in _MORE_WORDS.items():
        yield from ((name, word) for word in words)


def _words(catalogue: Catalogue, target: Target) -> Bilingual:
    """What a question calls a target: code, column label and, where it has one, the name of the figure."""
    label, part = column_label(catalogue, target.indicator, target.breakdown, target.field), _part(catalogue, target)
    name = part or (catalogue.indicators.get(target.indicator) or catalogue.series[target.indicator]).name
    return Bilingual(f"{target.indicator} {label.zh}（{name.zh}）", f"{target.indicator} {label.en} ({name.en})")
