"""Followed feeds, what they have listed, and when the pages of linked articles are looked at."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    _follows()
    _followed_entries()
    _article_looks()
    _follow_notices()


def _follows() -> None:
    op.create_table(
        "follows",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("link", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("publish", sa.Boolean, nullable=False),
        sa.Column("followed_by", sa.BigInteger),
        sa.Column("followed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("looked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("failures", sa.Integer, nullable=False, server_default="0"),
        sa.Column("fault", sa.Text),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follows")),
        sqlite_autoincrement=True,
    )
    op.create_index("uq_follows_guild_id_link", "follows", ["guild_id", "link"], unique=True)
    op.create_index(op.f("ix_follows_due_at"), "follows", ["due_at"])


def _followed_entries() -> None:
    op.create_table(
        "followed_entries",
        sa.Column("follow_id", sa.Integer, nullable=False),
        sa.Column("key", sa.String(32), nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("id_key", sa.String(32)),
        sa.Column("text_key", sa.String(32)),
        sa.Column("link", sa.Text, nullable=False),
        sa.Column("title", sa.Text, nullable=False),
        sa.Column("published", sa.String(10)),
        sa.Column("state", sa.String(32), nullable=False),
        sa.Column("status", sa.Text, nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True)),
        sa.Column("failures", sa.Integer, nullable=False, server_default="0"),
        sa.PrimaryKeyConstraint("follow_id", "key", name=op.f("pk_followed_entries")),
        sa.ForeignKeyConstraint(
            ["follow_id"], ["follows.id"], name=op.f("fk_followed_entries_follows")
        ),
        sa.CheckConstraint(
            "status IN ('listed', 'due', 'taken', 'refused')",
            name=op.f("ck_followed_entries_status"),
        ),
    )
    op.create_index(
        op.f("ix_followed_entries_guild_id_key"), "followed_entries", ["guild_id", "key"]
    )
    op.create_index(
        "ix_followed_entries_due",
        "followed_entries",
        ["due_at"],
        sqlite_where=sa.text("status = 'due'"),
        postgresql_where=sa.text("status = 'due'"),
    )


def _article_looks() -> None:
    op.create_table(
        "article_looks",
        sa.Column("article_id", sa.Text, nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True)),
        sa.Column("page", sa.String(64)),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("failures", sa.Integer, nullable=False, server_default="0"),
        sa.Column("gone", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_article_looks")),
        sa.ForeignKeyConstraint(
            ["article_id"], ["articles.id"], name=op.f("fk_article_looks_articles")
        ),
    )
    op.create_index(op.f("ix_article_looks_due_at"), "article_looks", ["due_at"])


def _follow_notices() -> None:
    op.create_table(
        "follow_notices",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("follow_id", sa.Integer),
        sa.Column("article_id", sa.Text),
        sa.Column("draft_id", sa.String(32)),
        sa.Column("left_out", sa.Integer),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("claimed_at", sa.DateTime(timezone=True)),
        sa.Column("sent", sa.Boolean, nullable=False, server_default=sa.false()),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_follow_notices")),
        sa.CheckConstraint(
            "kind IN ('new', 'changed', 'gone', 'failing', 'back', 'many')",
            name=op.f("ck_follow_notices_kind"),
        ),
        sqlite_autoincrement=True,
    )
    for column in ("guild_id", "draft_id"):
        op.create_index(op.f(f"ix_follow_notices_{column}"), "follow_notices", [column])
