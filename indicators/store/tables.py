"""The tables, once, for both databases. Timestamps and dates are ISO text, documents canonical JSON text; it writes nothing.

Migrations create the tables step by step; a test compares the result with what stands here.
"""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Double,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Table,
    Text,
    UniqueConstraint,
    text,
)

from indicators.store.basis_tables import bases as bases
from indicators.store.basis_tables import catalogues as catalogues
from indicators.store.draft_tables import draft_answers as draft_answers
from indicators.store.draft_tables import draft_corrections as draft_corrections
from indicators.store.draft_tables import drafts as drafts
from indicators.store.history_tables import history as history
from indicators.store.history_tables import vouchings as vouchings
from indicators.store.recognition_tables import recognitions as recognitions
from indicators.store.schema import metadata as metadata

LIVE_STATES = ("accepted", "frozen", "published")
"""States of a submission whose figures count; at most one version per department and round is in one of them."""

settings = Table(
    "settings",
    metadata,
    Column("name", Text, primary_key=True),
    Column("value", Text, nullable=False),
)

events = Table(
    "events",
    metadata,
    Column("sequence", Integer, primary_key=True, autoincrement=False),
    Column("at", Text, nullable=False),
    Column("actor", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("action", Text, nullable=False),
    Column("object", Text, nullable=False, index=True),
    Column("period", Text, nullable=False, index=True),
    Column("reason", Text, nullable=False),
    Column("payload", Text, nullable=False),
    Column("previous_hash", Text, nullable=False),
    Column("hash", Text, nullable=False, unique=True),
)

rounds = Table(
    "rounds",
    metadata,
    Column("period", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("ends", Text, nullable=False),
    Column("due", Text, nullable=False),
    Column("opened", Text, nullable=False),
    Column("reopened_until", Text),
    Column("row_version", Integer, nullable=False),
)

files = Table(
    "files",
    metadata,
    Column("sha256", Text, primary_key=True),
    Column("name", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("size", Integer, nullable=False),
    Column("received", Text, nullable=False),
)

submissions = Table(
    "submissions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("department", Text, nullable=False),
    Column("round", Text, ForeignKey("rounds.period"), nullable=False),
    Column("version", Integer, nullable=False),
    Column("state", Text, nullable=False),
    Column("sha256", Text, ForeignKey("files.sha256"), nullable=False),
    Column("file", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("received", Text, nullable=False),
    Column("template_version", Text, nullable=False),
    Column("counts", Text, nullable=False),
    Column("observations_sha256", Text, nullable=False),
    Column("row_version", Integer, nullable=False),
    Column("signers", Text, nullable=False, server_default=text("'{}'")),
    UniqueConstraint("department", "round", "version"),
)
Index(
    "uq_submissions_live",
    submissions.c.department,
    submissions.c.round,
    unique=True,
    sqlite_where=submissions.c.state.in_(LIVE_STATES),
    postgresql_where=submissions.c.state.in_(LIVE_STATES),
)

observations = Table(
    "observations",
    metadata,
    Column("submission", Text, ForeignKey("submissions.id"), primary_key=True),
    Column("indicator", Text, primary_key=True),
    Column("subject", Text, primary_key=True),
    Column("period", Text, primary_key=True),
    Column("breakdown", Text, primary_key=True),
    Column("numerator", Double),
    Column("denominator", Double),
    Column("value", Double),
    Column("se", Double),
    Column("status", Text, nullable=False),
    Column("sheet", Text),
    Column("cell", Text),
    Column("denominator_cell", Text),
    Column("note", Text),
    Index("ix_observations_indicator_subject", "indicator", "subject"),
)

problems = Table(
    "problems",
    metadata,
    Column("submission", Text, ForeignKey("submissions.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("severity", Text, nullable=False),
    Column("code", Text, nullable=False),
    Column("document", Text, nullable=False),
)

answers = Table(
    "answers",
    metadata,
    Column("submission", Text, ForeignKey("submissions.id"), primary_key=True),
    Column("fingerprint", Text, primary_key=True),
    Column("reason", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("second_by", Text),
    Column("second_at", Text),
)

returns = Table(
    "returns",
    metadata,
    Column("submission", Text, ForeignKey("submissions.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("note", Text, nullable=False),
    Column("cells", Text, nullable=False),
)

snapshots = Table(
    "snapshots",
    metadata,
    Column("id", Text, primary_key=True),
    Column("period", Text, ForeignKey("rounds.period"), nullable=False, index=True),
    Column("sha256", Text, nullable=False),
    Column("content", LargeBinary, nullable=False),
    Column("row_count", Integer, nullable=False),
    Column("manifest", Text, nullable=False),
    Column("created", Text, nullable=False),
    Column("by", Text, nullable=False),
)

assessments = Table(
    "assessments",
    metadata,
    Column("id", Text, primary_key=True),
    Column("period", Text, ForeignKey("rounds.period"), nullable=False, index=True),
    Column("snapshot", Text, ForeignKey("snapshots.id")),
    Column("method_version", Text, nullable=False),
    Column("rules_version", Text, nullable=False),
    Column("catalogue_version", Text, nullable=False),
    Column("document", LargeBinary, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("created", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("row_version", Integer, nullable=False),
)

publications = Table(
    "publications",
    metadata,
    Column("period", Text, ForeignKey("rounds.period"), primary_key=True),
    Column("edition", Integer, primary_key=True),
    Column("assessment", Text, ForeignKey("assessments.id"), nullable=False),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("errata", Text, nullable=False),
)

accounts = Table(
    "accounts",
    metadata,
    Column("name", Text, primary_key=True),
    Column("role", Text, nullable=False),
    Column("department", Text),
    Column("region", Text),
    Column("display_zh", Text, nullable=False),
    Column("display_en", Text, nullable=False),
    Column("password_hash", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("failed", Integer, nullable=False, server_default=text("0")),
    Column("locked_until", Text),
    Column("created", Text, nullable=False),
    Column("version", Integer, nullable=False),
    CheckConstraint("state IN ('active', 'disabled')", name="state"),
)

sessions = Table(
    "sessions",
    metadata,
    Column("token_hash", Text, primary_key=True),
    Column("account", Text, ForeignKey("accounts.name"), nullable=False, index=True),
    Column("account_version", Integer, nullable=False),
    Column("created", Text, nullable=False),
    Column("last_seen", Text, nullable=False),
    Column("expires", Text, nullable=False),
    Column("rotated_from", Text),
)

sign_in_attempts = Table(
    "sign_in_attempts",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", Text, nullable=False, index=True),
    Column("account", Text, nullable=False),
    Column("address", Text, nullable=False),
    Column("outcome", Text, nullable=False),
)

decisions = Table(
    "decisions",
    metadata,
    Column("id", Text, primary_key=True),
    Column("period", Text, ForeignKey("rounds.period"), nullable=False, index=True),
    Column("subject", Text, nullable=False),
    Column("assessment", Text, ForeignKey("assessments.id")),
    Column("grade", Text, nullable=False),
    Column("reason", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("proposed_by", Text, nullable=False),
    Column("proposed_at", Text, nullable=False),
    Column("notified_on", Text),
    Column("reply_due", Text),
    Column("signed_by", Text),
    Column("signed_at", Text),
    Column("row_version", Integer, nullable=False),
    CheckConstraint("signed_by <> proposed_by", name="two_people"),
)

replies = Table(
    "replies",
    metadata,
    Column("decision", Text, ForeignKey("decisions.id"), primary_key=True),
    Column("position", Integer, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("at", Text, nullable=False),
    Column("by", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("attachments", Text, nullable=False),
)

cases = Table(
    "cases",
    metadata,
    Column("id", Text, primary_key=True),
    Column("kind", Text, nullable=False),
    Column("period", Text, nullable=False),
    Column("subject", Text, nullable=False),
    Column("state", Text, nullable=False),
    Column("owners", Text, nullable=False),
    Column("due", Text),
    Column("document", Text, nullable=False),
    Column("opened_by", Text, nullable=False),
    Column("opened_at", Text, nullable=False),
    Column("row_version", Integer, nullable=False),
    CheckConstraint("kind IN ('ticket', 'inspection', 'rectification', 'nomination', 'correction')", name="kind"),
)
