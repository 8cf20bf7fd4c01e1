"""The first tables: articles with their versions and passages, and the query log.

The tables are spelled out rather than imported from schema.py, so that this revision stays the same
when schema.py changes. There is no downgrade; restore a backup instead.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    _articles()
    _query_log()
    op.create_table(
        "synced_commands",
        sa.Column("application_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("fingerprint", sa.Text, nullable=False),
        sa.Column("synced_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("application_id", name=op.f("pk_synced_commands")),
    )


def _articles() -> None:
    op.create_table(
        "articles",
        sa.Column("id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_articles")),
    )
    op.create_table(
        "article_versions",
        sa.Column("article_id", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("source", sa.Text, nullable=False),
        sa.Column("url", sa.Text),
        sa.Column("language", sa.Text, nullable=False),
        sa.Column("body", sa.Text, nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("taken_in_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("article_id", "version", name=op.f("pk_article_versions")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_article_versions_articles")
        ),
    )
    op.create_table(
        "passages",
        sa.Column("article_id", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("start_at", sa.Integer, nullable=False),
        sa.Column("end_at", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("article_id", "version", "number", name=op.f("pk_passages")),
        sa.ForeignKeyConstraint(
            ["article_id", "version"],
            ["article_versions.article_id", "article_versions.version"],
            name=op.f("fk_passages_article_versions"),
        ),
    )
    op.create_table(
        "sentences",
        sa.Column("article_id", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("passage", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("number", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("start_at", sa.Integer, nullable=False),
        sa.Column("end_at", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint(
            "article_id", "version", "passage", "number", name=op.f("pk_sentences")
        ),
        sa.ForeignKeyConstraint(
            ["article_id", "version", "passage"],
            ["passages.article_id", "passages.version", "passages.number"],
            name=op.f("fk_sentences_passages"),
        ),
    )


def _query_log() -> None:
    op.create_table(
        "queries",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("guild_id", sa.BigInteger),
        sa.Column("channel_id", sa.BigInteger),
        sa.Column("way_in", sa.Text, nullable=False),
        sa.Column("asker", sa.Text),
        sa.Column("locale", sa.Text),
        sa.Column("question", sa.Text, nullable=False),
        sa.Column("outcome", sa.Text, nullable=False),
        sa.Column("confidence", sa.Float),
        sa.Column("milliseconds", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_queries")),
        sa.CheckConstraint(
            "way_in IN ('slash', 'mention', 'dm', 'menu', 'terminal')",
            name=op.f("ck_queries_way_in"),
        ),
        sa.CheckConstraint(
            "outcome IN ('answered', 'refused', 'error')", name=op.f("ck_queries_outcome")
        ),
    )
    op.create_index(op.f("ix_queries_asked_at"), "queries", ["asked_at"])
    op.create_index(op.f("ix_queries_guild_id_asked_at"), "queries", ["guild_id", "asked_at"])
    op.create_table(
        "query_hits",
        sa.Column("query_id", sa.String(32), nullable=False),
        sa.Column("rank", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("article_id", sa.Text, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("passage", sa.Integer, nullable=False),
        sa.Column("start_at", sa.Integer, nullable=False),
        sa.Column("end_at", sa.Integer, nullable=False),
        sa.Column("sentence_start_at", sa.Integer, nullable=False),
        sa.Column("sentence_end_at", sa.Integer, nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("query_id", "rank", name=op.f("pk_query_hits")),
        sa.ForeignKeyConstraint(
            ["query_id"], ["queries.id"], name=op.f("fk_query_hits_queries"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["article_id", "version"],
            ["article_versions.article_id", "article_versions.version"],
            name=op.f("fk_query_hits_article_versions"),
        ),
    )
    op.create_table(
        "feedback",
        sa.Column("query_id", sa.String(32), nullable=False),
        sa.Column("voter", sa.Text, nullable=False),
        sa.Column("vote", sa.Integer, nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("query_id", "voter", name=op.f("pk_feedback")),
        sa.ForeignKeyConstraint(
            ["query_id"], ["queries.id"], name=op.f("fk_feedback_queries"), ondelete="CASCADE"
        ),
        sa.CheckConstraint("vote IN (-1, 1)", name=op.f("ck_feedback_vote")),
    )
