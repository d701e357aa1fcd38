"""A refusal as one sentence: names of roles and actions filled in where the refusal carries only their codes."""

from collections.abc import Mapping

from dashboard.text.say import Language, say, say_both


def say_refusal(language: Language, code: str, facts: Mapping[str, object]) -> str:
    """The sentence of an AccessRefused or Refused with this code and these facts."""
    named = dict(facts)
    if "role" in facts:
        named["role"] = say_both(f"roles.{facts['role']}.name")
    if "action" in facts:
        named["action"] = say_both(f"refusals.action.{facts['action']}")
    return say(language, code, **named)
