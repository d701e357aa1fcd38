"""Drafts with their file, corrections and answers; second signatures; who signs a workbook."""

import sqlalchemy as sa
from alembic import op

from indicators.store.guards import guard_statements

revision = "v0006"
down_revision = "v0004"

GUARDED = ("id", "department", "round", "version", "sha256", "file", "by", "received", "observations_sha256", "signers")


def upgrade() -> None:
    """Replaces the marks of work by whole drafts, and adds what answers and submissions say about persons."""
    op.drop_table("drafts")
    _create_drafts()
    _create_draft_corrections()
    _create_draft_answers()
    op.add_column("answers", sa.Column("second_by", sa.Text(), nullable=True))
    op.add_column("answers", sa.Column("second_at", sa.Text(), nullable=True))
    op.add_column("submissions", sa.Column("signers", sa.Text(), nullable=False, server_default=sa.text("'{}'")))
    _guard_signers()


def _create_drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("round", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("saved_by", sa.Text(), nullable=False),
        sa.Column("saved", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.CheckConstraint("state IN ('open', 'submitted', 'dropped')", name=op.f("ck_drafts_state")),
        sa.ForeignKeyConstraint(["round"], ["rounds.period"], name=op.f("fk_drafts_round")),
        sa.PrimaryKeyConstraint("department", "round", name=op.f("pk_drafts")),
    )


def _create_draft_corrections() -> None:
    op.create_table(
        "draft_corrections",
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("round", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=False),
        sa.Column("cell", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("department", "round", "sheet", "cell", name=op.f("pk_draft_corrections")),
    )


def _create_draft_answers() -> None:
    op.create_table(
        "draft_answers",
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("round", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("second_by", sa.Text(), nullable=True),
        sa.Column("second_at", sa.Text(), nullable=True),
        sa.CheckConstraint('second_by <> "by"', name=op.f("ck_draft_answers_two_people")),
        sa.PrimaryKeyConstraint("department", "round", "fingerprint", name=op.f("pk_draft_answers")),
    )


def _guard_signers() -> None:
    """The guard of submissions names its columns; it is put up again with the new one."""
    dialect = op.get_bind().dialect.name
    for act in ("delete", "update") if dialect == "sqlite" else ("delete", "update", "truncate"):
        op.execute(f"DROP TRIGGER keep_submissions_{act}" + ("" if dialect == "sqlite" else " ON submissions"))
    for statement in guard_statements(dialect, "submissions", GUARDED):
        op.execute(statement)
