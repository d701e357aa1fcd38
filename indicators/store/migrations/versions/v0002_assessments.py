"""Frozen snapshots, assessments and their publication."""

import sqlalchemy as sa
from alembic import op

from indicators.store.guards import guard_statements

revision = "v0002"
down_revision = "v0001"

ON_RECORD: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("snapshots", ()),
    ("publications", ()),
    ("assessments", ("id", "period", "snapshot", "document", "sha256")),
)


def upgrade() -> None:
    """Creates the tables and the triggers that keep what is on record."""
    _create_snapshots()
    _create_assessments()
    _create_publications()
    dialect = op.get_bind().dialect.name
    for table, columns in ON_RECORD:
        for statement in guard_statements(dialect, table, columns):
            op.execute(statement)


def _create_snapshots() -> None:
    op.create_table(
        "snapshots",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("row_count", sa.Integer(), nullable=False),
        sa.Column("manifest", sa.Text(), nullable=False),
        sa.Column("created", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["period"], ["rounds.period"], name=op.f("fk_snapshots_period")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_snapshots")),
    )
    op.create_index(op.f("ix_snapshots_period"), "snapshots", ["period"], unique=False)


def _create_assessments() -> None:
    op.create_table(
        "assessments",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("snapshot", sa.Text(), nullable=True),
        sa.Column("method_version", sa.Text(), nullable=False),
        sa.Column("rules_version", sa.Text(), nullable=False),
        sa.Column("catalogue_version", sa.Text(), nullable=False),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("row_version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["period"], ["rounds.period"], name=op.f("fk_assessments_period")),
        sa.ForeignKeyConstraint(["snapshot"], ["snapshots.id"], name=op.f("fk_assessments_snapshot")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assessments")),
    )
    op.create_index(op.f("ix_assessments_period"), "assessments", ["period"], unique=False)


def _create_publications() -> None:
    op.create_table(
        "publications",
        sa.Column("period", sa.Text(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("assessment", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("errata", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["assessment"], ["assessments.id"], name=op.f("fk_publications_assessment")),
        sa.ForeignKeyConstraint(["period"], ["rounds.period"], name=op.f("fk_publications_period")),
        sa.PrimaryKeyConstraint("period", "edition", name=op.f("pk_publications")),
    )
