"""The tables of workbooks in work. They are no record: rows come and go with the work, and nothing here counts."""

from sqlalchemy import CheckConstraint, Column, ForeignKey, Integer, LargeBinary, Table, Text

from indicators.store.schema import metadata

drafts = Table(
    "drafts",
    metadata,
    Column("department", Text, primary_key=True),
    Column("round", Text, ForeignKey("rounds.period"), primary_key=True),
    Column("state", Text, nullable=False),
    Column("file", Text, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("size", Integer, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("saved_by", Text, nullable=False),
    Column("saved", Text, nullable=False),
    Column("row_version", Integer, nullable=False),
    CheckConstraint("state IN ('open', 'submitted', 'dropped')", name="state"),
)

draft_corrections = Table(
    "draft_corrections",
    metadata,
    Column("department", Text, primary_key=True),
    Column("round", Text, primary_key=True),
    Column("sheet", Text, primary_key=True),
    Column("cell", Text, primary_key=True),
    Column("value", Text, nullable=False),
    Column("found", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
)

draft_answers = Table(
    "draft_answers",
    metadata,
    Column("department", Text, primary_key=True),
    Column("round", Text, primary_key=True),
    Column("fingerprint", Text, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("question", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("second_by", Text),
    Column("second_at", Text),
    CheckConstraint('second_by <> "by"', name="two_people"),
)
