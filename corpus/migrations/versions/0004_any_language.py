"""Any language: a server's language may be any that Kutip has texts for."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Recreate `guilds`, because SQLite can't drop constraints, and the tables that refer to it."""
    for table in ("guilds", "guild_moderator_roles", "guild_channels"):
        op.rename_table(table, f"{table}_before")
    op.create_table(
        "guilds",
        sa.Column("id", sa.BigInteger, nullable=False, autoincrement=False),
        sa.Column("language", sa.Text),
        sa.Column("ask_private", sa.Boolean, nullable=False),
        sa.Column("strictness", sa.Text, nullable=False),
        sa.Column("log_channel_id", sa.BigInteger),
        sa.Column("digest", sa.Boolean, nullable=False),
        sa.Column("digest_at", sa.DateTime(timezone=True)),
        sa.Column("left_at", sa.DateTime(timezone=True)),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_guilds")),
        sa.CheckConstraint(
            "strictness IN ('strict', 'balanced', 'generous')",
            name=op.f("ck_guilds_strictness"),
        ),
    )
    _chosen_by("guild_moderator_roles", "role_id")
    _chosen_by("guild_channels", "channel_id")
    op.execute(
        "INSERT INTO guilds SELECT id, language, ask_private, strictness, log_channel_id, "
        "digest, digest_at, left_at FROM guilds_before"
    )
    op.execute(
        "INSERT INTO guild_moderator_roles "
        "SELECT guild_id, role_id FROM guild_moderator_roles_before"
    )
    op.execute("INSERT INTO guild_channels SELECT guild_id, channel_id FROM guild_channels_before")
    for table in ("guild_channels", "guild_moderator_roles", "guilds"):
        op.drop_table(f"{table}_before")


def _chosen_by(table: str, column: str) -> None:
    op.create_table(
        table,
        sa.Column("guild_id", sa.BigInteger, nullable=False),
        sa.Column(column, sa.BigInteger, nullable=False, autoincrement=False),
        sa.PrimaryKeyConstraint("guild_id", column, name=op.f(f"pk_{table}")),
        sa.ForeignKeyConstraint(["guild_id"], ["guilds.id"], name=op.f(f"fk_{table}_guilds")),
    )
