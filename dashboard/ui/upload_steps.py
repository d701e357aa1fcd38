"""An upload in three words: recognised, checked, result."""

from dashboard.services.desk import Desk
from dashboard.services.views import CheckedUpload
from dashboard.text.figures import say_period
from dashboard.text.say import Language, say
from dashboard.ui.labels import subject_name
from indicators.model.submission import CheckStatus, Severity


def say_steps(upload: CheckedUpload, desk: Desk, language: Language) -> tuple[tuple[str, str], ...]:
    """Recognised, checked, result: what each of the three found."""
    checked = upload.checked
    identity = checked.identity
    recognised = say(language, "submit.upload.unknown_identity")
    if identity is not None:
        name = subject_name(identity.department, desk.catalogue, language)
        period = say_period(identity.period, language)
        recognised = say(language, "submit.upload.identity", department=name, round=period, version=identity.template_version)
    counted = say(language, "submit.upload.counts", n=len(checked.observations))
    told = {"recognised": recognised, "checked": counted, "result": say_result_of(upload, language)}
    return tuple((say(language, f"submit.upload.steps.{step}"), text) for step, text in told.items())


def say_result_of(upload: CheckedUpload, language: Language) -> str:
    """What is left to do with an upload, in one sentence."""
    if upload.checked.status is CheckStatus.REFUSED:
        return say(language, "submit.upload.refused")
    must_fix = sum(len(problem.cells) for problem in upload.checked.problems if problem.severity is Severity.MUST_FIX)
    to_sign = sum(len(problem.fingerprints) for problem in upload.unsigned)
    to_answer = sum(len(problem.fingerprints) for problem in upload.unanswered) - to_sign
    left = {"to_fix": must_fix, "to_answer": to_answer, "to_sign": to_sign}
    said = [say(language, f"submit.upload.{name}", n=count) for name, count in left.items() if count]
    return "\n".join(said) or say(language, "submit.upload.clean")
