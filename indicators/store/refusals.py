"""What the store refuses, as codes with facts; the sentences are made elsewhere."""


class StoreUnavailable(Exception):
    """The store cannot be read or written now. `code` names the sentence, `facts` what it needs."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(f"{code} {facts}" if facts else code)
        self.code = code
        self.facts = facts


class StaleVersion(Exception):
    """Somebody else changed the thing first, or it is no longer in a state that permits the act; nothing was written."""

    def __init__(self, kind: str, id: str, state: str) -> None:
        super().__init__(f"{kind} {id} is now {state}")
        self.kind = kind
        self.id = id
        self.state = state


class NotFound(Exception):
    """There is no such thing in the store."""

    def __init__(self, kind: str, id: str) -> None:
        super().__init__(f"no {kind} {id}")
        self.kind = kind
        self.id = id
