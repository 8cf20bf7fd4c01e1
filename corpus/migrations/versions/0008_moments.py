"""The order of events as numbers, whether a reply was delivered, and what has to follow changes."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

TIMES = {
    "queries": "asked_at",
    "closed_questions": "closed_at",
    "wishes": "wished_at",
    "audit": "changed_at",
    "judgements": "judged_at",
}


def upgrade() -> None:
    _complete()
    op.create_table(
        "moments",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_moments")),
        sa.CheckConstraint("id = 1", name=op.f("ck_moments_id")),
    )
    yes = sa.true()
    op.add_column("queries", sa.Column("delivered", sa.Boolean, nullable=False, server_default=yes))
    for table in TIMES:
        op.add_column(table, _moment())
    _answer_changes()
    _number_in_order()
    _indexes()
    _outbox()
    # Commands are compared with those that Discord has.
    op.drop_table("synced_commands")


def _complete() -> None:
    """Add what 0006 did not make at first: for some hours, it was another one."""
    inspector = sa.inspect(op.get_bind())
    for table, name, kind in (
        ("judgements", "earlier", sa.Text),
        ("answer_changes", "before", sa.JSON),
        ("answer_changes", "after", sa.JSON),
    ):
        if name not in {column["name"] for column in inspector.get_columns(table)}:
            op.add_column(table, sa.Column(name, kind))
    indexes = {index["name"] for index in inspector.get_indexes("query_hits")}
    if "ix_query_hits_settled" not in indexes:
        op.create_index(
            "ix_query_hits_settled",
            "query_hits",
            ["query_id"],
            sqlite_where=sa.text("rank = 1 AND (chosen = 1 OR settled = 1)"),
        )


def _moment() -> sa.Column[int]:
    return sa.Column("moment", sa.Integer, nullable=False, server_default="0")


def _answer_changes() -> None:
    """Recreate the table, because SQLite can't change a primary key; no table refers to it."""
    op.rename_table("answer_changes", "answer_changes_before")
    op.drop_index(op.f("ix_answer_changes_guild_id_changed_at"), "answer_changes_before")
    op.create_table(
        "answer_changes",
        sa.Column("query_id", sa.String(32), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("effect", sa.Text, nullable=False),
        sa.Column("article_id", sa.Text),
        sa.Column("before", sa.JSON),
        sa.Column("after", sa.JSON),
        _moment(),
        sa.PrimaryKeyConstraint("query_id", "moment", name=op.f("pk_answer_changes")),
        sa.ForeignKeyConstraint(
            ["query_id"], ["queries.id"], name=op.f("fk_answer_changes_queries"), ondelete="CASCADE"
        ),
        sa.CheckConstraint(
            "effect IN ('lost', 'changed', 'gained', 'maybe')",
            name=op.f("ck_answer_changes_effect"),
        ),
    )


def _number_in_order() -> None:
    """Assign numbers to the rows in the order of their times; those of one time get one number."""
    stored = TIMES | {"answer_changes_before": "changed_at"}
    every = " UNION ".join(f"SELECT {at} AS at FROM {table}" for table, at in stored.items())  # noqa: S608 - constants
    op.execute("CREATE TEMP TABLE numbered (at DATETIME PRIMARY KEY, moment INTEGER) WITHOUT ROWID")
    op.execute(
        f"INSERT INTO numbered SELECT at, row_number() OVER (ORDER BY at) FROM ({every})"  # noqa: S608
    )
    for table, at in TIMES.items():
        op.execute(
            f"UPDATE {table} SET moment = (SELECT moment FROM numbered WHERE at = {table}.{at})"  # noqa: S608
        )
    op.execute(
        "INSERT INTO answer_changes SELECT earlier.*, moment "
        "FROM answer_changes_before AS earlier JOIN numbered ON at = changed_at"
    )
    op.drop_table("answer_changes_before")
    op.execute("INSERT INTO moments SELECT 1, coalesce(max(moment), 0) FROM numbered")
    op.execute("DROP TABLE numbered")


def _indexes() -> None:
    for columns in (["guild_id", "changed_at"], ["guild_id", "moment"]):
        name = op.f(f"ix_answer_changes_{'_'.join(columns)}")
        op.create_index(name, "answer_changes", columns)
    op.create_index(op.f("ix_queries_moment"), "queries", ["moment"])
    op.create_index(op.f("ix_audit_guild_id_moment"), "audit", ["guild_id", "moment"])
    op.drop_index("ix_queries_refused", "queries")
    op.create_index(
        "ix_queries_refused",
        "queries",
        ["guild_id", "question_key", "moment", "asked_at"],
        sqlite_where=sa.text("outcome = 'refused'"),
        postgresql_where=sa.text("outcome = 'refused'"),
    )


def _outbox() -> None:
    op.create_table(
        "outbox",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("task", sa.Text, nullable=False),
        sa.Column("since", sa.Integer, nullable=False),
        sa.Column("until", sa.Integer, nullable=False),
        sa.Column("cut", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.Column("batch", sa.Integer),
        sa.Column("attempts", sa.Integer, nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
        sa.CheckConstraint(
            "task IN ('spread', 'ask', 'show', 'post')", name=op.f("ck_outbox_task")
        ),
        sqlite_autoincrement=True,
    )
