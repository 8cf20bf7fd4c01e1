"""Suggestions, questions for helpers, shared answers, and channels with every question answered."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    no = sa.false()
    op.add_column("queries", sa.Column("shared", sa.Boolean, nullable=False, server_default=no))
    for name in ("helper_role_id", "helper_channel_id"):
        op.add_column("guilds", sa.Column(name, sa.BigInteger))
    op.create_table(
        "guild_open_channels",
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("channel_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.ForeignKeyConstraint(
            ["guild_id"], ["guilds.id"], name=op.f("fk_guild_open_channels_guilds")
        ),
        sa.PrimaryKeyConstraint("guild_id", "channel_id", name=op.f("pk_guild_open_channels")),
    )
    _help_requests()
    op.create_table(
        "hidden_suggestions",
        sa.Column("guild_id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("question_key", sa.Text, nullable=False),
        sa.Column("hidden_by", sa.BigInteger, nullable=False),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "question_key", name=op.f("pk_hidden_suggestions")),
    )


def _help_requests() -> None:
    op.create_table(
        "help_requests",
        sa.Column("query_id", sa.String(32), nullable=False),
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column("user_id", sa.BigInteger, nullable=False),
        sa.Column("channel_id", sa.BigInteger, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.Text),
        sa.Column("answered_by", sa.BigInteger),
        sa.Column("answered_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("query_id", name=op.f("pk_help_requests")),
        sa.ForeignKeyConstraint(
            ["query_id"], ["queries.id"], name=op.f("fk_help_requests_queries"), ondelete="CASCADE"
        ),
    )
    for columns in (["guild_id", "user_id"], ["user_id"], ["answered_by"]):
        name = op.f(f"ix_help_requests_{'_'.join(columns)}")
        op.create_index(name, "help_requests", columns)
