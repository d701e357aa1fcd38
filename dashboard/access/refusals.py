"""The two ways to say no. Raised in services, caught once in ui, in the document route and on the command line, shown as a sentence.

`code` is the key of a sentence in dashboard/text, `facts` what it needs.
"""

from collections.abc import Mapping


class AccessRefused(Exception):
    """This actor may not do this to this object."""

    def __init__(self, code: str, facts: Mapping[str, object] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.facts = dict(facts or {})


class Refused(Exception):
    """The act is not possible now, whoever asks: a closed round, a lost race, a wrong password."""

    def __init__(self, code: str, facts: Mapping[str, object] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.facts = dict(facts or {})
