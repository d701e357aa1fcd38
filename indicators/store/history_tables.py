"""Tables of past rounds that were brought in at once: where each submission comes from, and who vouches for a batch."""

from sqlalchemy import Column, ForeignKey, Table, Text

from indicators.store.schema import metadata

history = Table(
    "history",
    metadata,
    Column("submission", Text, ForeignKey("submissions.id"), primary_key=True),
    Column("batch", Text, nullable=False, index=True),
    Column("source", Text, nullable=False),
    Column("filed", Text, nullable=False),
)

vouchings = Table(
    "vouchings",
    metadata,
    Column("batch", Text, primary_key=True),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("statement", Text, nullable=False),
)
