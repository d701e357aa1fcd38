"""Half-written things a person would lose with the browser tab: reasons, notes, answers. No events: nothing is decided yet."""

from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, select

from indicators.store.connection import Store, reading
from indicators.store.tables import accounts, drafts
from indicators.store.transaction import Act, Done, Stamp


@dataclass(frozen=True, slots=True)
class DraftRecord:
    """One person's draft about a subject, as last saved."""

    account: str
    subject: str
    content: str
    saved: str


def save_draft(stamp: Stamp, subject: str, content: str) -> Act[None]:
    """Keeps the acting person's draft about a subject (a submission, a round ...), replacing the one before."""

    def work(connection: Connection) -> Done[None]:
        connection.execute(delete(drafts).where((drafts.c.account == stamp.actor) & (drafts.c.subject == subject)))
        connection.execute(insert(drafts).values(account=stamp.actor, subject=subject, content=content, saved=stamp.at))
        return Done(None, None)

    return Act(stamp, work)


def drop_draft(stamp: Stamp, subject: str) -> Act[None]:
    """Forgets the acting person's draft about a subject."""

    def work(connection: Connection) -> Done[None]:
        connection.execute(delete(drafts).where((drafts.c.account == stamp.actor) & (drafts.c.subject == subject)))
        return Done(None, None)

    return Act(stamp, work)


def load_draft(store: Store, account: str, subject: str) -> str | None:
    """The person's draft about a subject, or None."""
    with reading(store) as connection:
        query = select(drafts.c.content).where((drafts.c.account == account) & (drafts.c.subject == subject))
        return connection.execute(query).scalar()


def load_drafts(store: Store, department: str) -> tuple[DraftRecord, ...]:
    """The drafts of everybody with an account of a department, the latest first."""
    query = select(drafts).join(accounts, accounts.c.name == drafts.c.account).where(accounts.c.department == department)
    with reading(store) as connection:
        return tuple(DraftRecord(**row) for row in connection.execute(query.order_by(drafts.c.saved.desc())).mappings())
