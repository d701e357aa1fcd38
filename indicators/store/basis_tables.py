"""Tables of what kept assessments were made from: catalogues under their hash, and of each assessment the request besides the figures."""

from sqlalchemy import Column, ForeignKey, LargeBinary, Table, Text

from indicators.store.schema import metadata

catalogues = Table(
    "catalogues",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("version", Text, nullable=False),
    Column("rules_version", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("kept", Text, nullable=False),
)

bases = Table(
    "bases",
    metadata,
    Column("assessment", Text, ForeignKey("assessments.id"), primary_key=True),
    Column("catalogue", Text, ForeignKey("catalogues.sha256"), nullable=False),
    Column("request", LargeBinary, nullable=False),
    Column("sha256", Text, nullable=False),
)
