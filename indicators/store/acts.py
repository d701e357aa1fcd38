"""An act that changes no table of its own: a document handed out, a permission refused. Only its event is kept."""

from sqlalchemy import Connection

from indicators.store.transaction import Act, Done, EventDraft, Stamp


def note_act(stamp: Stamp, draft: EventDraft) -> Act[None]:
    """Writes one event and nothing else."""

    def work(connection: Connection) -> Done[None]:
        return Done(None, draft)

    return Act(stamp, work)
