"""What the relations say about one workbook: contradictions inside it, notes where other departments report otherwise, gates.

Contradictions inside the workbook are problems of the file, with the severity of their rule. What others report never blocks it.
"""

from collections.abc import Iterator, Sequence

from indicators.catalogue.catalogue import Catalogue
from indicators.intake.codes import PROBLEM_CODES
from indicators.intake.cross.conflicts import Conflict, TermCell, judge_relations
from indicators.intake.cross.falling import AUDIT, REGISTERED, RULE, Fall, figures_of_years, find_falls
from indicators.intake.cross.filed import THIS_WORKBOOK, Filed, uses_own
from indicators.intake.cross.in_words import bilingual_facts, names_of, side_by_department, side_by_term
from indicators.intake.cross.term_plan import departments_of, figures_needed
from indicators.model.relation import Relation
from indicators.model.submission import Problem, Severity


def check_across(catalogue: Catalogue, filed: Filed) -> list[Problem]:
    """X-01 to X-22 for one workbook. Relations are left out where a term is missing; those with others, where nothing of them is known."""
    if filed.frame.empty:
        return []
    codes = frozenset(filed.frame["indicator"])
    used = [relation for relation in catalogue.relations if uses_own(relation, codes)]
    if filed.others is None:
        used = [one for one in used if set(departments_of(catalogue, one)) == {filed.department}]
    return [*_check_relations(catalogue, filed, used), *_check_falls(catalogue, filed)]


def _check_relations(catalogue: Catalogue, filed: Filed, relations: Sequence[Relation]) -> Iterator[Problem]:
    if not relations:
        return
    by_id = {relation.id: relation for relation in relations}
    figures = filed.figures(catalogue, figures_needed(catalogue, relations, filed.round))
    conflicts = judge_relations(catalogue, relations, figures, filed.round).conflicts
    for conflict in conflicts:
        relation = by_id[conflict.relation]
        if relation.ticket and set(conflict.departments) == {filed.department}:
            yield from _contradiction(catalogue, conflict, relation)
        elif relation.ticket:
            yield from _note_on_others(catalogue, conflict, relation, filed)
    yield from _gates(catalogue, [one for one in conflicts if not by_id[one.relation].ticket])


def _contradiction(catalogue: Catalogue, conflict: Conflict, relation: Relation) -> Iterator[Problem]:
    """One problem for each sheet that holds a cell of it; a question is put once, on the first."""
    severity = Severity(catalogue.check_rules[conflict.rule].severity)
    facts = bilingual_facts({"text": relation.text}) | {
        "period": conflict.period,
        "left": side_by_term(conflict, "left"),
        "right": side_by_term(conflict, "right"),
    }
    cells = _own_cells(conflict)
    sheets = list(dict.fromkeys(cell.sheet for cell in cells))
    for sheet in sheets if severity is Severity.MUST_FIX else sheets[:1]:
        here = [cell for cell in cells if cell.sheet == sheet]
        yield _problem("figures_contradict", conflict.rule, severity, (here, conflict.subject), facts)


def _note_on_others(catalogue: Catalogue, conflict: Conflict, relation: Relation, filed: Filed) -> Iterator[Problem]:
    cells = _own_cells(conflict)
    if not cells:
        return
    others = tuple(code for code in conflict.departments if code != filed.department)
    facts = bilingual_facts(
        {
            "text": relation.text,
            "others": names_of(catalogue, others),
            "left": side_by_department(catalogue, conflict, "left", filed.department),
            "right": side_by_department(catalogue, conflict, "right", filed.department),
        }
    )
    here = [cell for cell in cells if cell.sheet == cells[0].sheet]
    yield _problem("others_contradict", conflict.rule, Severity.NOTE, (here, conflict.subject), facts | {"period": conflict.period})


def _gates(catalogue: Catalogue, conflicts: Sequence[Conflict]) -> Iterator[Problem]:
    """One note for each gate and period, with all the regions that stay below it."""
    texts = {relation.id: relation for relation in catalogue.relations}
    for key in dict.fromkeys((one.relation, one.period) for one in conflicts):
        group = [one for one in conflicts if (one.relation, one.period) == key]
        cells = [cell for one in group for cell in _own_cells(one)]
        if cells:
            relation = texts[key[0]]
            facts = bilingual_facts({"text": relation.text, "regions": names_of(catalogue, [one.subject for one in group])})
            facts |= {"period": key[1], "gate": f"{100 * relation.bounds.low:.15g}", "count": len(group)}
            here = [cell for cell in cells if cell.sheet == cells[0].sheet]
            yield _problem("gate_not_met", group[0].rule, Severity.NOTE, (here, ""), facts)


def _check_falls(catalogue: Catalogue, filed: Filed) -> Iterator[Problem]:
    frame = filed.frame
    if not figures_of_years(filed.round).codes or not frame["indicator"].isin([REGISTERED, AUDIT]).any():
        return
    for fall in find_falls(catalogue, filed.figures(catalogue, figures_of_years(filed.round)), filed.round):
        rows = frame[(frame["indicator"] == REGISTERED) & (frame["subject"] == fall.subject) & (frame["breakdown"] == "total")]
        for row in rows.itertuples():
            severity = PROBLEM_CODES["registrations_and_audit_fall"][1]
            yield Problem(
                "registrations_and_audit_fall", RULE, severity, row.sheet, row.cell, (), REGISTERED, fall.subject, None, _fall_facts(fall)
            )


def _fall_facts(fall: Fall) -> dict[str, str]:
    return {
        "year": fall.year,
        "before": f"{fall.registered_before:.15g}",
        "after": f"{fall.registered:.15g}",
        "audit_before": f"{100 * fall.audit_before:.1f}",
        "audit_after": f"{100 * fall.audit:.1f}",
    }


def _own_cells(conflict: Conflict) -> list[TermCell]:
    """The cells of a conflict that stand in this workbook; earlier and foreign figures have no place in it."""
    return [cell for cell in conflict.cells if cell.submission == THIS_WORKBOOK]


def _problem(code: str, rule: str, severity: Severity, place: tuple[Sequence[TermCell], str], facts: dict[str, object]) -> Problem:
    cells, subject = place
    first = cells[0]
    names = tuple(dict.fromkeys(cell.cell for cell in cells))
    return Problem(code, rule, severity, first.sheet, first.cell, names[1:], first.indicator, subject, f"{first.figure:.15g}", facts)
