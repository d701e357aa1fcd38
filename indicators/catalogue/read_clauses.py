"""The sentences of the two plan documents, as identifiers with a summary, and the product functions that serve them."""

from collections.abc import Mapping

from indicators.catalogue.catalogue import PlanClause
from indicators.catalogue.fields import parse_bilingual, parse_codes, parse_text, require_fields, require_list, require_mapping
from indicators.catalogue.yaml_lines import Located, refusal
from indicators.model.area import Area

GENERAL = "general"
_AREAS = (GENERAL, *(str(area) for area in Area))


def read_clauses(document: Located) -> Mapping[str, PlanClause]:
    """Clauses by id in file order; CatalogueError for an unknown document, area or function."""
    fields = require_fields(document, "plan clauses", ("documents", "functions", "clauses"))
    documents = require_mapping(fields["documents"], "documents")
    functions = {key: parse_bilingual(name, f"functions.{key}") for key, name in require_mapping(fields["functions"], "functions").items()}
    clauses: dict[str, PlanClause] = {}
    for entry in require_list(fields["clauses"], "clauses"):
        clause = _read_clause(entry)
        if clause.id in clauses:
            raise refusal(entry, f"clause {clause.id} appears twice")
        if clause.document not in documents:
            raise refusal(entry, f"clause {clause.id}: unknown document {clause.document!r}")
        for function in clause.functions:
            if function not in functions:
                raise refusal(entry, f"clause {clause.id}: unknown function {function!r}")
        clauses[clause.id] = clause
    return clauses


def _read_clause(entry: Located) -> PlanClause:
    fields = require_fields(entry, "a clause", ("id", "document", "area", "summary"), ("functions",))
    id = parse_text(fields["id"], "clause id")
    area = parse_text(fields["area"], f"{id} area")
    if area not in _AREAS:
        raise refusal(fields["area"], f"{id}: {area!r} is none of {', '.join(_AREAS)}")
    functions = parse_codes(fields["functions"], f"{id} functions") if "functions" in fields else ()
    document, summary = parse_text(fields["document"], f"{id} document"), parse_bilingual(fields["summary"], f"{id} summary")
    return PlanClause(id, document, area, summary, functions)
