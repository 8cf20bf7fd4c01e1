"""Shelves: every server's own articles, their audit trail, and servers' settings.

Existing articles now belong to every server. As in 0001, the tables are spelled out. Only title
keys and text marks come from the current code, because it will compare them with new ones.
"""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from corpus.similarity import marks, title_key

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    _columns()
    _shelf_tables()
    _guild_tables()
    _fill()
    op.create_index(
        op.f("uq_articles_guild_id_title_key"),
        "articles",
        ["guild_id", "title_key"],
        unique=True,
        sqlite_where=sa.text("removed_at IS NULL"),
    )


def _columns() -> None:
    # The defaults are for existing rows. Recreating the table, as `batch_alter_table` does, would
    # need foreign keys off, which is not possible within a transaction.
    op.add_column(
        "articles", sa.Column("guild_id", sa.BigInteger, nullable=False, server_default="0")
    )
    op.add_column("articles", sa.Column("version", sa.Integer, nullable=False, server_default="1"))
    op.add_column("articles", sa.Column("title_key", sa.Text, nullable=False, server_default=""))
    op.add_column("articles", sa.Column("origin", sa.Text))
    op.add_column("articles", sa.Column("removed_at", sa.DateTime(timezone=True)))
    op.create_index(op.f("ix_articles_guild_id_origin"), "articles", ["guild_id", "origin"])
    op.create_index(op.f("ix_articles_removed_at"), "articles", ["removed_at"])
    op.add_column("article_versions", sa.Column("etag", sa.Text))
    op.add_column("article_versions", sa.Column("last_modified", sa.Text))
    op.create_index(
        op.f("ix_query_hits_article_id_version"), "query_hits", ["article_id", "version"]
    )


def _shelf_tables() -> None:
    op.create_table(
        "text_marks",
        sa.Column("guild_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("mark", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("article_id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "mark", "article_id", name=op.f("pk_text_marks")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_text_marks_articles")
        ),
    )
    op.create_index(op.f("ix_text_marks_article_id"), "text_marks", ["article_id"])
    op.create_table(
        "hidden_articles",
        sa.Column("guild_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("article_id", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "article_id", name=op.f("pk_hidden_articles")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_hidden_articles_articles")
        ),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_by", sa.BigInteger),
        sa.Column("action", sa.Text, nullable=False),
        sa.Column("article_id", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("version_before", sa.Integer),
        sa.Column("version_after", sa.Integer),
        sa.CheckConstraint(
            "action IN ('added', 'changed', 'removed', 'restored', 'hidden', 'unhidden')",
            name=op.f("ck_audit_action"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_audit_guild_id_id"), "audit", ["guild_id", "id"])
    op.create_index(op.f("ix_audit_article_id"), "audit", ["article_id"])
    op.create_table(
        "drafts",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("made_by", sa.BigInteger, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("content", sa.JSON, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drafts")),
    )
    op.create_index(op.f("ix_drafts_made_at"), "drafts", ["made_at"])


def _guild_tables() -> None:
    op.create_table(
        "guilds",
        sa.Column("id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("language", sa.Text),
        sa.Column("ask_private", sa.Boolean, nullable=False),
        sa.Column("strictness", sa.Text, nullable=False),
        sa.Column("log_channel_id", sa.BigInteger),
        sa.Column("left_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guilds")),
        sa.CheckConstraint("language IN ('id', 'en')", name=op.f("ck_guilds_language")),
        sa.CheckConstraint(
            "strictness IN ('strict', 'balanced', 'generous')",
            name=op.f("ck_guilds_strictness"),
        ),
    )
    op.create_table(
        "guild_moderator_roles",
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("role_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("guild_id", "role_id", name=op.f("pk_guild_moderator_roles")),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guilds.id"], name=op.f("fk_guild_moderator_roles_guilds")
        ),
    )
    op.create_table(
        "guild_channels",
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("channel_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("guild_id", "channel_id", name=op.f("pk_guild_channels")),
        sa.ForeignKeyConstraint(["guild_id"], ["guilds.id"], name=op.f("fk_guild_channels_guilds")),
    )


def _fill() -> None:
    """Add to existing articles what later ones get when they are stored."""
    connection = op.get_bind()
    latest = connection.execute(
        sa.text(
            "SELECT article_id, version, title, body FROM article_versions AS each "
            "WHERE version = (SELECT MAX(version) FROM article_versions AS other "
            "WHERE other.article_id = each.article_id) ORDER BY article_id"
        )
    ).all()
    for article_id, version, title, body in latest:
        values = {"id": article_id, "version": version, "title": title}
        connection.execute(
            sa.text("UPDATE articles SET version = :version, title_key = :key WHERE id = :id"),
            {"id": article_id, "version": version, "key": title_key(title)},
        )
        connection.execute(
            sa.text(
                "INSERT INTO audit (guild_id, changed_at, action, article_id, title, "
                "version_after) VALUES (0, :now, 'added', :id, :title, :version)"
            ).bindparams(sa.bindparam("now", type_=sa.DateTime(timezone=True))),
            values | {"now": datetime.now(UTC)},
        )
        for mark in marks(body):
            connection.execute(
                sa.text("INSERT INTO text_marks (guild_id, mark, article_id) VALUES (0, :m, :id)"),
                {"m": mark, "id": article_id},
            )
