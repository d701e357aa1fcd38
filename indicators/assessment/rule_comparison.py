"""Two assessments of the same figures under two versions of the rules: whose verdict differs and by which rule. It assesses nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from statistics import median

from indicators.catalogue.catalogue import Catalogue, Rule
from indicators.model.rule_comparison import OutcomeChange, RuleChange, ScoreShift, VerdictChange
from indicators.model.verdict import Assessment, Verdict


def changed_rules(before: Catalogue, after: Catalogue) -> tuple[RuleChange, ...]:
    """The rules of the catalogue with another value, in the order of the later version; those only the earlier one has come last."""
    ids = dict.fromkeys((*after.rules, *before.rules))
    pairs = ((id, before.rules.get(id), after.rules.get(id)) for id in ids)
    return tuple(_rule_change(id, one, other) for id, one, other in pairs if _value(one) != _value(other))


def changed_verdicts(before: Assessment, after: Assessment) -> tuple[VerdictChange, ...]:
    """Every region and department whose grade or its basis differs, in the order of the assessment."""
    earlier = {(verdict.kind, verdict.subject): verdict for verdict in _verdicts(before)}
    pairs = ((earlier.get((verdict.kind, verdict.subject)), verdict) for verdict in _verdicts(after))
    return tuple(_verdict_change(one, other) for one, other in pairs if one is not None and _finding(one) != _finding(other))


def with_causes(changes: Iterable[VerdictChange], alone: Mapping[str, Assessment]) -> tuple[VerdictChange, ...]:
    """The changes with `because`, from the assessments in which one rule alone was changed, by its id."""
    found = {id: {(verdict.kind, verdict.subject): _finding(verdict) for verdict in _verdicts(one)} for id, one in alone.items()}
    return tuple(replace(change, because=_causes(change, found)) for change in changes)


def score_shift(before: Sequence[Verdict], after: Sequence[Verdict]) -> ScoreShift:
    """Median and largest move of the scores, over the subjects that have one on both sides."""
    earlier = {verdict.subject: verdict.score for verdict in before}
    moves = {
        verdict.subject: abs(verdict.score - score)
        for verdict in after
        if verdict.score is not None and (score := earlier.get(verdict.subject)) is not None
    }
    if not moves:
        return ScoreShift(0, None, None, None)
    subject = max(moves, key=lambda code: moves[code])
    return ScoreShift(len(moves), median(moves.values()), moves[subject], subject if moves[subject] > 0 else None)


def _verdicts(assessment: Assessment) -> tuple[Verdict, ...]:
    return (*assessment.regions, *assessment.departments)


def _finding(verdict: Verdict) -> tuple[str, str]:
    return verdict.grade, verdict.grade_basis


def _causes(change: VerdictChange, found: Mapping[str, Mapping[tuple[str, str], tuple[str, str]]]) -> tuple[str, ...]:
    wanted = (change.grade_after, change.basis_after)
    return tuple(id for id, findings in found.items() if findings.get((change.kind, change.subject)) == wanted)


def _value(rule: Rule | None) -> object:
    return None if rule is None else rule.value


def _rule_change(id: str, before: Rule | None, after: Rule | None) -> RuleChange:
    known = after or before
    assert known is not None
    return RuleChange(id, _value(before), _value(after), known.text)


def _verdict_change(before: Verdict, after: Verdict) -> VerdictChange:
    earlier, later = ({outcome.id: outcome for outcome in verdict.rules} for verdict in (before, after))
    pairs = ((id, earlier.get(id), later.get(id)) for id in dict.fromkeys((*later, *earlier)))
    outcomes = tuple(OutcomeChange(id, one, other) for id, one, other in pairs if (one and one.passed) is not (other and other.passed))
    return VerdictChange(
        subject=after.subject,
        kind=after.kind,
        grade_before=before.grade,
        grade_after=after.grade,
        basis_before=before.grade_basis,
        basis_after=after.grade_basis,
        score_before=before.score,
        score_after=after.score,
        outcomes=outcomes,
    )
