"""What departments answered about the names and headers of their own files."""

import sqlalchemy as sa
from alembic import op

from indicators.store.guards import guard_statements

revision = "v0008"
down_revision = "v0007"


def upgrade() -> None:
    """Creates the table, whose rows are never changed: an answer taken back is one more row."""
    op.create_table(
        "recognitions",
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("shown", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("department", "kind", "label", "position", name=op.f("pk_recognitions")),
    )
    for statement in guard_statements(op.get_bind().dialect.name, "recognitions"):
        op.execute(statement)
