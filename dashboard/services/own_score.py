"""The score of a department that was published last: what a self-assessment is held against (V-21)."""

import json
from collections.abc import Mapping

from dashboard.services.desk import Desk
from indicators.assessment.document import read_assessment_document
from indicators.model.round import RoundState
from indicators.store.assessments import load_assessment_document, load_publications
from indicators.store.rounds import load_rounds


def published_score(desk: Desk, department: str) -> Mapping[str, float]:
    """Department code -> its score in the latest published assessment; empty where there is none."""
    published = [record.period for record in load_rounds(desk.store) if record.state is RoundState.PUBLISHED]
    editions = load_publications(desk.store, published[0]) if published else ()
    if not editions:
        return {}
    assessment = read_assessment_document(json.loads(load_assessment_document(desk.store, editions[0].assessment)))
    own = (verdict for verdict in assessment.departments if verdict.subject == department)
    return {verdict.subject: verdict.score for verdict in own if verdict.score is not None}
