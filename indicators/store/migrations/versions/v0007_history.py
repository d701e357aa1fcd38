"""Where earlier rounds came from that were brought in at once, and who vouches for them."""

import sqlalchemy as sa
from alembic import op

from indicators.store.guards import guard_statements

revision = "v0007"
down_revision = "v0006"

ON_RECORD: tuple[str, ...] = ("history", "vouchings")


def upgrade() -> None:
    """Creates the two tables, whose rows are never changed."""
    op.create_table(
        "history",
        sa.Column("submission", sa.Text(), nullable=False),
        sa.Column("batch", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("filed", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["submission"], ["submissions.id"], name=op.f("fk_history_submission")),
        sa.PrimaryKeyConstraint("submission", name=op.f("pk_history")),
    )
    op.create_index("ix_history_batch", "history", ["batch"])
    op.create_table(
        "vouchings",
        sa.Column("batch", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("batch", name=op.f("pk_vouchings")),
    )
    dialect = op.get_bind().dialect.name
    for table in ON_RECORD:
        for statement in guard_statements(dialect, table):
            op.execute(statement)
