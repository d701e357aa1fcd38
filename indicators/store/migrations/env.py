"""Alembic's entry: runs migrations on the connection that `creation` hands over, each in one transaction (safety.md 3.6)."""

from alembic import context

from indicators.store.tables import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    transactional_ddl=True,
    transaction_per_migration=True,
)
with context.begin_transaction():
    context.run_migrations()
