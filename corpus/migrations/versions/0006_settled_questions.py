"""Settled questions: what doesn't answer them, how they are grouped, and what changed them."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    _columns()
    _closed_questions()
    _tables()


def _columns() -> None:
    no, yes = sa.false(), sa.true()
    op.add_column("queries", sa.Column("follows", sa.String(32)))
    op.add_column("query_hits", sa.Column("settled", sa.Boolean, nullable=False, server_default=no))
    op.add_column("judgements", sa.Column("earlier", sa.Text))
    op.create_index(
        "ix_query_hits_settled",
        "query_hits",
        ["query_id"],
        sqlite_where=sa.text("rank = 1 AND (chosen = 1 OR settled = 1)"),
        postgresql_where=sa.text("rank = 1 AND (chosen OR settled)"),
    )
    op.add_column("judgements", sa.Column("asker", sa.Text))
    op.add_column(
        "judgements", sa.Column("relevant", sa.Boolean, nullable=False, server_default=yes)
    )
    op.create_index(op.f("ix_judgements_asker"), "judgements", ["asker"])


def _closed_questions() -> None:
    """Recreate the table, because SQLite can't change constraints; no table refers to it."""
    op.rename_table("closed_questions", "closed_before")
    op.drop_index(op.f("ix_closed_questions_article_id"), "closed_before")
    op.create_table(
        "closed_questions",
        sa.Column("guild_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("question_key", sa.Text, nullable=False),
        sa.Column("closed_as", sa.Text, nullable=False),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("closed_by", sa.BigInteger),
        sa.Column("article_id", sa.Text),
        sa.PrimaryKeyConstraint("guild_id", "question_key", name=op.f("pk_closed_questions")),
        sa.CheckConstraint(
            "closed_as IN ('answered', 'judged', 'unanswerable', 'dismissed')",
            name=op.f("ck_closed_questions_closed_as"),
        ),
    )
    op.execute("INSERT INTO closed_questions SELECT * FROM closed_before")
    op.drop_table("closed_before")
    op.create_index(op.f("ix_closed_questions_article_id"), "closed_questions", ["article_id"])


def _tables() -> None:
    op.create_table(
        "grouped_questions",
        sa.Column("guild_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("question_key", sa.Text, nullable=False),
        sa.Column("group_key", sa.Text, nullable=False),
        sa.Column("grouped_by", sa.BigInteger, nullable=False),
        sa.Column("grouped_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "question_key", name=op.f("pk_grouped_questions")),
    )
    op.create_table(
        "answer_changes",
        sa.Column("query_id", sa.String(32), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("effect", sa.Text, nullable=False),
        sa.Column("article_id", sa.Text),
        sa.Column("before", sa.JSON),
        sa.Column("after", sa.JSON),
        sa.PrimaryKeyConstraint("query_id", "changed_at", name=op.f("pk_answer_changes")),
        sa.ForeignKeyConstraint(
            ["query_id"], ["queries.id"], name=op.f("fk_answer_changes_queries"), ondelete="CASCADE"
        ),
        sa.CheckConstraint(
            "effect IN ('lost', 'changed', 'gained', 'maybe')",
            name=op.f("ck_answer_changes_effect"),
        ),
    )
    op.create_index(
        op.f("ix_answer_changes_guild_id_changed_at"), "answer_changes", ["guild_id", "changed_at"]
    )
