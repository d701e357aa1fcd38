"""The whole catalogue from its folder: READ FIRST in this package. Reads files, lets nothing incomplete or contradictory pass.

A folder holds either our own YAML (the built-in catalogue stands beside this module) or a study's codebook.csv.
"""

import hashlib
from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from datetime import date
from pathlib import Path

from indicators.catalogue.catalogue import Catalogue, CatalogueError, Rule
from indicators.catalogue.contradictions import Known, require_consistent
from indicators.catalogue.fields import parse_bilingual, parse_text, require_fields, require_list
from indicators.catalogue.read_clauses import read_clauses
from indicators.catalogue.read_codebook import read_codebook
from indicators.catalogue.read_cross_checks import Reported, read_cross_checks
from indicators.catalogue.read_indicators import AreaFile, read_area
from indicators.catalogue.read_rules import (
    parse_area_weights,
    read_check_rules,
    read_overrides,
    read_rule_versions,
    read_rules,
    rules_in_force,
)
from indicators.catalogue.read_series import read_figures, read_series
from indicators.catalogue.read_subjects import read_departments, read_regions
from indicators.catalogue.read_targets import merge_targets, read_targets
from indicators.catalogue.yaml_lines import Located, read_yaml, refusal
from indicators.model.indicator import Indicator, SourceStatus

BUILT_IN = Path(__file__).parent
CODEBOOK = "codebook.csv"
RULES = "rules.yaml"
_FILES = ("regions", "departments", "plan_clauses", "series", "checks", "cross_checks", "rules", "not_applicable", "national_figures")
_VERSION_DIGITS = 12


def load_catalogue(folder: Path | None = None, on: date | None = None, targets: Path | None = None) -> Catalogue:
    """The catalogue of a folder (default: the built-in one) with the rules in force on a day (default: the latest).

    A folder with codebook.csv, or that file itself, is a study: no regions, rules of the built-in catalogue with single values
    overridden by its own rules.yaml. `targets` is a table (interface.md, G.csv) that overrides targets of single subjects.
    CatalogueError names file and line.
    """
    folder = BUILT_IN if folder is None else folder
    if folder.name == CODEBOOK or (folder / CODEBOOK).exists():
        catalogue = _load_study(folder if folder.is_dir() else folder.parent, on)
    else:
        catalogue = _load_yaml(folder, on)
    if targets is None:
        return catalogue
    own = read_targets(targets, catalogue.indicators)
    version = short_hash([catalogue.version.encode(), targets.read_bytes()])
    return replace(catalogue, targets=merge_targets(catalogue.targets, own), version=version)


def catalogue_on(catalogue: Catalogue, day: date) -> Catalogue:
    """The same catalogue with the rules in force on a day; a study, which has no versions, as it is. CatalogueError if too early."""
    if not catalogue.rule_versions:
        return catalogue
    rules = rules_in_force(catalogue.rule_versions, day)
    return replace(catalogue, rules=rules, area_weights=require_area_weights(rules, set(catalogue.areas)))


def _load_yaml(folder: Path, on: date | None) -> Catalogue:
    if not folder.is_dir():
        raise CatalogueError(f"{folder.name}: no such catalogue folder")
    documents = {name: read_yaml(folder / f"{name}.yaml", f"{name}.yaml") for name in _FILES}
    versions = read_rule_versions(documents["rules"])
    area_paths = sorted((folder / "areas").glob("*.yaml"))
    areas = [read_area(read_yaml(path, f"areas/{path.name}")) for path in area_paths]
    regions, departments = read_regions(documents["regions"]), read_departments(documents["departments"])
    clauses, checks = read_clauses(documents["plan_clauses"]), read_check_rules(documents["checks"])
    series = read_series(documents["series"], departments.departments, checks)
    rules = rules_in_force(versions, on)
    indicators = _require_indicators(areas, Known(departments.departments, departments.observers, clauses))
    targets = read_targets(folder / "targets.csv", indicators, regions.regions)
    files = [folder / f"{name}.yaml" for name in _FILES] + area_paths + [folder / "targets.csv"]
    return Catalogue(
        version=_fingerprint(files),
        rules_version=_fingerprint([folder / RULES]),
        areas={area.code: area.name for area in areas},
        area_weights=require_area_weights(rules, {area.code for area in areas}),
        indicators=indicators,
        regions=regions.regions,
        departments=departments.departments,
        clauses=clauses,
        rules=rules,
        check_rules=checks,
        series=series.series,
        targets=targets,
        not_applicable=_read_not_applicable(documents["not_applicable"], indicators, regions.regions),
        breakdowns=series.breakdowns,
        figures=read_figures(documents["national_figures"]),
        grey_tiles=regions.grey_tiles,
        observers=departments.observers,
        xpcc_note=regions.xpcc_note,
        relations=read_cross_checks(documents["cross_checks"], Reported(indicators, series.series, checks)),
        rule_versions=versions,
        files={path.relative_to(folder).as_posix(): path.read_bytes() for path in files},
    )


def _require_indicators(areas: Sequence[AreaFile], known: Known) -> Mapping[str, Indicator]:
    indicators: dict[str, Indicator] = {}
    for area in areas:
        for indicator in area.indicators:
            at = area.places[indicator.code]
            if indicator.code in indicators:
                raise refusal(at, f"{indicator.code}: the code appears in two files")
            require_consistent(indicator, at, known)
            indicators[indicator.code] = indicator
    return indicators


def require_area_weights(rules: Mapping[str, Rule], areas: AbstractSet[str]) -> Mapping[str, float]:
    """The weights of the areas by the rules (sum 1); CatalogueError for areas that the catalogue has not."""
    weights = parse_area_weights(rules, RULES)
    unknown = sorted(set(weights) - areas)
    if unknown:
        raise CatalogueError(f"{RULES}: area_weights names unknown areas: {', '.join(unknown)}")
    return weights


def _read_not_applicable(document: Located, indicators: Mapping, regions: Mapping) -> frozenset[tuple[str, str]]:
    pairs: set[tuple[str, str]] = set()
    for entry in require_list(document, "not applicable"):
        fields = require_fields(entry, "not applicable", ("indicator", "subjects", "since", "reason", "source"))
        indicator = parse_text(fields["indicator"], "indicator")
        if indicator not in indicators:
            raise refusal(entry, f"unknown indicator {indicator!r}")
        parse_bilingual(fields["reason"], "reason")
        if fields["source"].value not in list(SourceStatus):
            raise refusal(fields["source"], f"source is none of {', '.join(SourceStatus)}")
        for subject in require_list(fields["subjects"], "subjects"):
            if subject.value not in regions:
                raise refusal(subject, f"unknown region {subject.value!r}")
            pairs.add((indicator, str(subject.value)))
    return frozenset(pairs)


def _load_study(folder: Path, on: date | None) -> Catalogue:
    rules = read_rules(read_yaml(BUILT_IN / RULES, RULES), on)
    rule_files = [BUILT_IN / RULES]
    if (folder / RULES).exists():
        rules = read_overrides(read_yaml(folder / RULES, RULES), rules)
        rule_files.append(folder / RULES)
    study = read_codebook(folder / CODEBOOK, rules)
    return replace(study, version=_fingerprint([folder / CODEBOOK, *rule_files]), rules_version=_fingerprint(rule_files))


def _fingerprint(paths: Sequence[Path]) -> str:
    """A short hash of files: their names and contents in the order given."""
    return short_hash([piece for path in paths for piece in (path.name.encode(), path.read_bytes())])


def short_hash(pieces: Sequence[bytes]) -> str:
    """The fingerprint of some pieces of text in their order, as versions of catalogues and rules are written."""
    digest = hashlib.sha256()
    for piece in pieces:
        digest.update(len(piece).to_bytes(8, "big") + piece)
    return digest.hexdigest()[:_VERSION_DIGITS]
