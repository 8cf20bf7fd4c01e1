"""The review: question keys, votes with a reason, judgements, closed questions, wishes."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    _columns()
    _feedback()
    _tables()


def _columns() -> None:
    # The defaults are for existing rows; their question keys are computed later.
    no = sa.false()
    op.add_column("queries", sa.Column("question_key", sa.Text))
    op.add_column("queries", sa.Column("article_id", sa.Text))
    op.add_column("query_hits", sa.Column("chosen", sa.Boolean, nullable=False, server_default=no))
    op.add_column("guilds", sa.Column("digest", sa.Boolean, nullable=False, server_default=no))
    op.add_column("guilds", sa.Column("digest_at", sa.DateTime(timezone=True)))
    op.execute(
        "UPDATE queries SET article_id = (SELECT article_id FROM query_hits "
        "WHERE query_hits.query_id = queries.id AND query_hits.rank = 1)"
    )
    op.drop_index(op.f("ix_queries_guild_id_asked_at"), "queries")
    op.create_index(
        op.f("ix_queries_figures"),
        "queries",
        ["guild_id", "asked_at", "outcome", "confidence", "milliseconds", "article_id"],
    )
    op.create_index(
        op.f("ix_queries_refused"),
        "queries",
        ["guild_id", "question_key", "asked_at"],
        sqlite_where=sa.text("outcome = 'refused'"),
    )
    op.create_index(op.f("ix_queries_asker"), "queries", ["asker"])


def _feedback() -> None:
    """Recreate the table, because SQLite can't add constraints; no table refers to it."""
    op.rename_table("feedback", "feedback_before")
    op.create_table(
        "feedback",
        sa.Column("query_id", sa.String(32), nullable=False),
        sa.Column("voter", sa.Text, nullable=False),
        sa.Column("vote", sa.Integer, nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("comment", sa.Text),
        sa.PrimaryKeyConstraint("query_id", "voter", name=op.f("pk_feedback")),
        sa.ForeignKeyConstraint(
            ["query_id"], ["queries.id"], name=op.f("fk_feedback_queries"), ondelete="CASCADE"
        ),
        sa.CheckConstraint("vote IN (-1, 1)", name=op.f("ck_feedback_vote")),
        sa.CheckConstraint(
            "reason IN ('passage', 'sentence', 'not_answered', 'outdated', 'other')",
            name=op.f("ck_feedback_reason"),
        ),
    )
    op.execute(
        "INSERT INTO feedback (query_id, voter, vote, given_at) "
        "SELECT query_id, voter, vote, given_at FROM feedback_before"
    )
    op.drop_table("feedback_before")
    op.create_index(op.f("ix_feedback_voter"), "feedback", ["voter"])


def _tables() -> None:
    op.create_table(
        "judgements",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("question_key", sa.Text, nullable=False),
        sa.Column("article_id", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("passage", sa.Integer, nullable=False),
        sa.Column("judged_by", sa.BigInteger),
        sa.Column("judged_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_judgements")),
        sa.ForeignKeyConstraint(
            ["article_id", "version"],
            ["article_versions.article_id", "article_versions.version"],
            name=op.f("fk_judgements_article_versions"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("uq_judgements_question_passage"),
        "judgements",
        ["guild_id", "question_key", "article_id", "version", "passage"],
        unique=True,
    )
    op.create_index(
        op.f("ix_judgements_article_id_version"), "judgements", ["article_id", "version"]
    )
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
            "closed_as IN ('answered', 'judged', 'dismissed')",
            name=op.f("ck_closed_questions_closed_as"),
        ),
    )
    op.create_index(op.f("ix_closed_questions_article_id"), "closed_questions", ["article_id"])
    op.create_table(
        "wishes",
        sa.Column("query_id", sa.String(32), nullable=False),
        sa.Column("user_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("channel_id", sa.BigInteger, nullable=False),
        sa.Column("question_key", sa.Text, nullable=False),
        sa.Column("wished_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("query_id", "user_id", name=op.f("pk_wishes")),
        sa.ForeignKeyConstraint(
            ["query_id"], ["queries.id"], name=op.f("fk_wishes_queries"), ondelete="CASCADE"
        ),
    )
    op.create_index(op.f("ix_wishes_guild_id_question_key"), "wishes", ["guild_id", "question_key"])
    op.create_index(op.f("ix_wishes_user_id"), "wishes", ["user_id"])
    op.create_index(op.f("ix_wishes_wished_at"), "wishes", ["wished_at"])
