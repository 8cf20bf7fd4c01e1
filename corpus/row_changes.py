"""Triggers that note on PostgreSQL which rows were changed, so that `sqlite_copy.py` can follow.

Each change is noted with the id of its transaction and not with a number: transactions are not
committed in the order in which they take numbers, so that who asks for those after the last one
may miss one for good. Who knows a snapshot asks for those that it doesn't show.
"""

from collections.abc import Iterator

from sqlalchemy import Table

from corpus import schema

_NOT_FOLLOWED = frozenset(
    {
        schema.change_count,
        schema.daily_totals,  # A copy's own triggers keep them.
        schema.drafts,
        schema.moments,
        schema.outbox,
        schema.row_changes,
        schema.shard_group,
        schema.shard_leases,
        schema.shard_processes,
        schema.shard_turns,
        schema.text_marks,
    }
)
NOTES = "note_row"
"""The name of each table's trigger."""
FOLLOWED = tuple(table for table in schema.metadata.sorted_tables if table not in _NOT_FOLLOWED)
"""What a copy has: each table comes after those that it refers to."""


def key_of(table: Table) -> str:
    """Return the column that changes are noted by: the first of the primary key.

    A copy reads all rows with its value anew; few share it.
    """
    return table.primary_key.columns[0].name


_COLUMNS = tuple(sorted({key_of(table) for table in FOLLOWED}))
FUNCTIONS = tuple(f"note_row_by_{column}" for column in _COLUMNS)
"""The names of what the triggers call, one for each column that changes are noted by."""


def triggers() -> Iterator[str]:
    """Yield statements that make what notes changes.

    Of several changes to a row in a transaction, one is kept.
    """
    for column, function in zip(_COLUMNS, FUNCTIONS, strict=True):
        note = (
            "INSERT INTO row_changes (xid, table_name, key, changed_at) "
            "VALUES (pg_current_xact_id()::text::bigint, TG_TABLE_NAME, {row}.{column}::text, "
            "now()) ON CONFLICT DO NOTHING;"
        )
        old, new = (note.format(row=row, column=column) for row in ("OLD", "NEW"))
        yield (
            f"CREATE FUNCTION {function}() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN "
            f"IF TG_OP <> 'INSERT' THEN {old} END IF; "
            f"IF TG_OP <> 'DELETE' THEN {new} END IF; "
            "RETURN NULL; END$$"
        )
    for table in FOLLOWED:
        yield (
            f"CREATE TRIGGER {NOTES} AFTER INSERT OR UPDATE OR DELETE ON {table.name} "
            f"FOR EACH ROW EXECUTE FUNCTION note_row_by_{key_of(table)}()"
        )
