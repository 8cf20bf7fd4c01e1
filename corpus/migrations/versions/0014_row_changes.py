"""Which rows were changed, as triggers note it on PostgreSQL."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"

TABLES = {
    "id": ("articles", "audit", "follow_notices", "follows", "guilds", "judgements", "names",
           "queries"),
    "article_id": ("article_looks", "article_versions", "passages", "sentences"),
    "follow_id": ("followed_entries",),
    "guild_id": ("closed_questions", "grouped_questions", "guild_channels",
                 "guild_moderator_roles", "guild_open_channels", "hidden_articles",
                 "hidden_suggestions"),
    "query_id": ("answer_changes", "feedback", "help_requests", "query_hits", "wishes"),
}  # fmt: skip
NOTE = (
    "INSERT INTO row_changes (xid, table_name, key, changed_at) VALUES "
    "(pg_current_xact_id()::text::bigint, TG_TABLE_NAME, {row}.{column}::text, now()) "
    "ON CONFLICT DO NOTHING;"
)


def upgrade() -> None:
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    text = sa.Text(collation=None if is_sqlite else "C")
    op.create_table(
        "row_changes",
        sa.Column(
            "xid",
            sa.BigInteger,
            nullable=False,
            autoincrement=False,
            comment="of the transaction: pg_current_xact_id()",
        ),
        sa.Column("table_name", text, nullable=False),
        sa.Column("key", text, nullable=False, comment="the first column of the row's primary key"),
        sa.Column(
            "changed_at",
            sa.DateTime(timezone=True),
            nullable=False,
            comment="when the transaction began",
        ),
        sa.PrimaryKeyConstraint("xid", "table_name", "key", name=op.f("pk_row_changes")),
        comment="Which rows were changed of late, as triggers note it on PostgreSQL; "
        "empty on SQLite.",
    )
    if is_sqlite:
        return
    for column, tables in TABLES.items():
        old, new = (NOTE.format(row=row, column=column) for row in ("OLD", "NEW"))
        op.execute(
            f"CREATE FUNCTION note_row_by_{column}() RETURNS trigger LANGUAGE plpgsql AS $$BEGIN "
            f"IF TG_OP <> 'INSERT' THEN {old} END IF; "
            f"IF TG_OP <> 'DELETE' THEN {new} END IF; "
            "RETURN NULL; END$$"
        )
        for table in tables:
            op.execute(
                f"CREATE TRIGGER note_row AFTER INSERT OR UPDATE OR DELETE ON {table} "
                f"FOR EACH ROW EXECUTE FUNCTION note_row_by_{column}()"
            )
