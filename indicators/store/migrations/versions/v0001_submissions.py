"""The chain of events, rounds, and submissions with their figures."""

import sqlalchemy as sa
from alembic import op

from indicators.store.guards import FUNCTION, guard_statements, setting_guard_statements

revision = "v0001"
down_revision = None

ON_RECORD: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("events", ()),
    ("files", ()),
    ("observations", ()),
    ("problems", ()),
    ("answers", ()),
    ("returns", ()),
    ("submissions", ("id", "department", "round", "version", "sha256", "file", "by", "received", "observations_sha256")),
)


def upgrade() -> None:
    """Creates the tables and the triggers that keep what is on record."""
    _create_drafts()
    _create_events()
    _create_files()
    _create_rounds()
    _create_settings()
    _create_submissions()
    _create_answers()
    _create_observations()
    _create_problems()
    _create_returns()
    dialect = op.get_bind().dialect.name
    if dialect == "postgresql":
        op.execute(FUNCTION)
    for statement in setting_guard_statements(dialect, ("demo", "as_of", "created", "key_check")):
        op.execute(statement)
    for table, columns in ON_RECORD:
        for statement in guard_statements(dialect, table, columns):
            op.execute(statement)


def _create_drafts() -> None:
    op.create_table(
        "drafts",
        sa.Column("account", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("saved", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("account", "subject", name=op.f("pk_drafts")),
    )


def _create_events() -> None:
    op.create_table(
        "events",
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("object", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("payload", sa.Text(), nullable=False),
        sa.Column("previous_hash", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_events")),
        sa.UniqueConstraint("hash", name=op.f("uq_events_hash")),
    )
    op.create_index(op.f("ix_events_object"), "events", ["object"], unique=False)
    op.create_index(op.f("ix_events_period"), "events", ["period"], unique=False)


def _create_files() -> None:
    op.create_table(
        "files",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("received", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_files")),
    )


def _create_rounds() -> None:
    op.create_table(
        "rounds",
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("ends", sa.Text(), nullable=False),
        sa.Column("due", sa.Text(), nullable=False),
        sa.Column("opened", sa.Text(), nullable=False),
        sa.Column("reopened_until", sa.Text(), nullable=True),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("period", name=op.f("pk_rounds")),
    )


def _create_settings() -> None:
    op.create_table(
        "settings",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_settings")),
    )


def _create_submissions() -> None:
    op.create_table(
        "submissions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("department", sa.Text(), nullable=False),
        sa.Column("round", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("received", sa.Text(), nullable=False),
        sa.Column("template_version", sa.Text(), nullable=False),
        sa.Column("counts", sa.Text(), nullable=False),
        sa.Column("observations_sha256", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["round"], ["rounds.period"], name=op.f("fk_submissions_round")),
        sa.ForeignKeyConstraint(["sha256"], ["files.sha256"], name=op.f("fk_submissions_sha256")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submissions")),
        sa.UniqueConstraint("department", "round", "version", name=op.f("uq_submissions_department_round_version")),
    )
    op.create_index(
        "uq_submissions_live",
        "submissions",
        ["department", "round"],
        unique=True,
        sqlite_where=sa.text("state IN ('accepted', 'frozen', 'published')"),
        postgresql_where=sa.text("state IN ('accepted', 'frozen', 'published')"),
    )


def _create_answers() -> None:
    op.create_table(
        "answers",
        sa.Column("submission", sa.Text(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["submission"], ["submissions.id"], name=op.f("fk_answers_submission")),
        sa.PrimaryKeyConstraint("submission", "fingerprint", name=op.f("pk_answers")),
    )


def _create_observations() -> None:
    op.create_table(
        "observations",
        sa.Column("submission", sa.Text(), nullable=False),
        sa.Column("indicator", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("breakdown", sa.Text(), nullable=False),
        sa.Column("numerator", sa.Double(), nullable=True),
        sa.Column("denominator", sa.Double(), nullable=True),
        sa.Column("value", sa.Double(), nullable=True),
        sa.Column("se", sa.Double(), nullable=True),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("sheet", sa.Text(), nullable=True),
        sa.Column("cell", sa.Text(), nullable=True),
        sa.Column("denominator_cell", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["submission"], ["submissions.id"], name=op.f("fk_observations_submission")),
        sa.PrimaryKeyConstraint("submission", "indicator", "subject", "period", "breakdown", name=op.f("pk_observations")),
    )
    op.create_index("ix_observations_indicator_subject", "observations", ["indicator", "subject"], unique=False)


def _create_problems() -> None:
    op.create_table(
        "problems",
        sa.Column("submission", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("document", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["submission"], ["submissions.id"], name=op.f("fk_problems_submission")),
        sa.PrimaryKeyConstraint("submission", "position", name=op.f("pk_problems")),
    )


def _create_returns() -> None:
    op.create_table(
        "returns",
        sa.Column("submission", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("cells", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["submission"], ["submissions.id"], name=op.f("fk_returns_submission")),
        sa.PrimaryKeyConstraint("submission", "position", name=op.f("pk_returns")),
    )
