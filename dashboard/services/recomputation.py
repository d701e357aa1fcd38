"""A kept assessment computed again, from what was kept with it: its snapshot, its catalogue with its rules, and its request."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from dashboard.access.actions import Action
from dashboard.access.permissions import require
from dashboard.access.refusals import Refused
from dashboard.services.desk import Desk
from dashboard.services.views import Recomputation
from indicators.assessment.assess import METHOD_VERSION, assess
from indicators.assessment.document import assessment_document, canonical_bytes
from indicators.assessment.request import AssessmentRequest
from indicators.requests import kept_request, period_request
from indicators.store.assessments import AssessmentRecord, load_assessment, load_assessment_document
from indicators.store.bases import load_basis

_PLACES = 10


def recompute(desk: Desk, id: str) -> Recomputation:
    """The kept assessment against the one computed again, byte for byte.

    NotFound; Refused for a provisional one, one of another version of the method, or one without kept rules where the present differ.
    """
    require(desk.actor, Action.RECOMPUTE, demo=desk.demo)
    record = load_assessment(desk.store, id)
    if record.method_version != METHOD_VERSION:
        raise Refused("refusals.recompute_other_method", {"id": id, "made_by": record.method_version, "here": METHOD_VERSION})
    request, by_kept_rules = request_behind(desk, record)
    data = canonical_bytes(assessment_document(assess(request)))
    kept = load_assessment_document(desk.store, id)
    places = () if data == kept else tuple(islice(differing_places(json.loads(kept), json.loads(data)), _PLACES))
    return Recomputation(data == kept, record.sha256, hashlib.sha256(data).hexdigest(), by_kept_rules, places)


def request_behind(desk: Desk, record: AssessmentRecord) -> tuple[AssessmentRequest, bool]:
    """The request an assessment was made by, and whether it was kept; Refused for a provisional one and where other rules made it.

    Where none was kept, inspections and written notices did not enter assessments yet.
    """
    if record.snapshot is None:
        raise Refused("refusals.recompute_provisional", {"id": record.id})
    basis = load_basis(desk.store, record.id)
    if basis is not None:
        return kept_request(desk.store, record.snapshot, basis), True
    if desk.catalogue.version != record.catalogue_version:
        versions = {"made_by": record.catalogue_version, "here": desk.catalogue.version}
        raise Refused("refusals.recompute_other_rules", {"id": record.id, **versions})
    request = period_request(desk.store, desk.catalogue, record.period, record.snapshot, desk.today)
    return replace(request, vetoes=(), flags=(), audits=(), notices=()), False


def differing_places(one: object, other: object, at: str = "") -> Iterator[str]:
    """Paths at which two JSON documents differ, in the order of the first."""
    if isinstance(one, dict) and isinstance(other, dict):
        for key in dict.fromkeys([*one, *other]):
            place = f"{at}.{key}" if at else key
            yield from differing_places(one[key], other[key], place) if key in one and key in other else (place,)
    elif isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        for number, pair in enumerate(zip(one, other, strict=True)):
            yield from differing_places(*pair, f"{at}[{number}]")
    elif one != other:
        yield at
