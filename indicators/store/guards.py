"""Triggers that refuse to change what has been put on record, for both databases (safety.md 3.8). Migrations install them."""

from collections.abc import Iterator

FUNCTION = """
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% is on record and is not changed', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation'; END $$
"""


def guard_statements(dialect: str, table: str, columns: tuple[str, ...] = ()) -> Iterator[str]:
    """Statements that refuse deleting from a table and updating it, or only the `columns` of it."""
    of_columns = " OF " + ", ".join(f'"{column}"' for column in columns) if columns else ""
    for act, scope in (("delete", "DELETE"), ("update", f"UPDATE{of_columns}")):
        if dialect == "sqlite":
            refusal = f"BEGIN SELECT RAISE(ABORT, '{table} is on record and is not changed'); END"
            yield f"CREATE TRIGGER keep_{table}_{act} BEFORE {scope} ON {table} {refusal}"
        else:
            yield f"CREATE TRIGGER keep_{table}_{act} BEFORE {scope} ON {table} FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    if dialect != "sqlite":
        yield f"CREATE TRIGGER keep_{table}_truncate BEFORE TRUNCATE ON {table} EXECUTE FUNCTION refuse_change()"


def setting_guard_statements(dialect: str, names: tuple[str, ...]) -> Iterator[str]:
    """Statements that refuse changing or deleting the settings with these names."""
    listed = ", ".join(f"'{name}'" for name in names)
    for act in ("delete", "update"):
        when = f"WHEN (OLD.name IN ({listed}))"
        if dialect == "sqlite":
            refusal = "BEGIN SELECT RAISE(ABORT, 'this setting is not changed'); END"
            yield f"CREATE TRIGGER keep_settings_{act} BEFORE {act.upper()} ON settings {when} {refusal}"
        else:
            event = f"BEFORE {act.upper()} ON settings FOR EACH ROW {when}"
            yield f"CREATE TRIGGER keep_settings_{act} {event} EXECUTE FUNCTION refuse_change()"
