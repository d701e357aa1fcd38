"""What kept assessments were made from: the catalogue in force, and what people had established."""

import sqlalchemy as sa
from alembic import op

from indicators.store.guards import guard_statements

revision = "v0009"
down_revision = "v0008"

ON_RECORD: tuple[str, ...] = ("catalogues", "bases")


def upgrade() -> None:
    """Creates the two tables, whose rows are never changed; an assessment kept before has no row."""
    op.create_table(
        "catalogues",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("rules_version", sa.Text(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("kept", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_catalogues")),
    )
    op.create_table(
        "bases",
        sa.Column("assessment", sa.Text(), nullable=False),
        sa.Column("catalogue", sa.Text(), nullable=False),
        sa.Column("request", sa.LargeBinary(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["assessment"], ["assessments.id"], name=op.f("fk_bases_assessment")),
        sa.ForeignKeyConstraint(["catalogue"], ["catalogues.sha256"], name=op.f("fk_bases_catalogue")),
        sa.PrimaryKeyConstraint("assessment", name=op.f("pk_bases")),
    )
    dialect = op.get_bind().dialect.name
    for table in ON_RECORD:
        for statement in guard_statements(dialect, table):
            op.execute(statement)
