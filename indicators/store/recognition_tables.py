"""The table of what departments answered about names and headers of their files. Rows are only added; the latest of a name counts."""

from sqlalchemy import Column, Integer, Table, Text

from indicators.store.schema import metadata

recognitions = Table(
    "recognitions",
    metadata,
    Column("department", Text, primary_key=True),
    Column("kind", Text, primary_key=True),
    Column("label", Text, primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("shown", Text, nullable=False),
    Column("target", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
)
