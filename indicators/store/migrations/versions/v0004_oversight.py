"""Decisions with replies, and the office's other cases."""

import sqlalchemy as sa
from alembic import op

from indicators.store.guards import guard_statements

revision = "v0004"
down_revision = "v0003"

ON_RECORD: tuple[tuple[str, tuple[str, ...]], ...] = (("replies", ()),)


def upgrade() -> None:
    """Creates the tables and the triggers that keep what is on record."""
    _create_cases()
    _create_decisions()
    _create_replies()
    dialect = op.get_bind().dialect.name
    for table, columns in ON_RECORD:
        for statement in guard_statements(dialect, table, columns):
            op.execute(statement)


def _create_cases() -> None:
    op.create_table(
        "cases",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("owners", sa.Text(), nullable=False),
        sa.Column("due", sa.Text(), nullable=True),
        sa.Column("document", sa.Text(), nullable=False),
        sa.Column("opened_by", sa.Text(), nullable=False),
        sa.Column("opened_at", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("kind IN ('ticket', 'inspection', 'rectification', 'nomination', 'correction')", name=op.f("ck_cases_kind")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_cases")),
    )


def _create_decisions() -> None:
    op.create_table(
        "decisions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("assessment", sa.Text(), nullable=True),
        sa.Column("grade", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("proposed_by", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.Text(), nullable=False),
        sa.Column("notified_on", sa.Text(), nullable=True),
        sa.Column("reply_due", sa.Text(), nullable=True),
        sa.Column("signed_by", sa.Text(), nullable=True),
        sa.Column("signed_at", sa.Text(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("signed_by <> proposed_by", name=op.f("ck_decisions_two_people")),
        sa.ForeignKeyConstraint(["assessment"], ["assessments.id"], name=op.f("fk_decisions_assessment")),
        sa.ForeignKeyConstraint(["period"], ["rounds.period"], name=op.f("fk_decisions_period")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_decisions")),
    )
    op.create_index(op.f("ix_decisions_period"), "decisions", ["period"], unique=False)


def _create_replies() -> None:
    op.create_table(
        "replies",
        sa.Column("decision", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("attachments", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["decision"], ["decisions.id"], name=op.f("fk_replies_decision")),
        sa.PrimaryKeyConstraint("decision", "position", name=op.f("pk_replies")),
    )
