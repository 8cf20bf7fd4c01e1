"""Which processes share a bot's shards."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    at = sa.DateTime(timezone=True)
    op.create_table(
        "shard_group",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("bot_id", sa.BigInteger, nullable=False),
        sa.Column("secret", sa.String(64), nullable=False),
        sa.Column("shards", sa.Integer, nullable=False),
        sa.Column("settings", sa.Integer, nullable=False, server_default="0"),
        sa.CheckConstraint("id = 1", name=op.f("ck_shard_group_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shard_group")),
    )
    op.create_table(
        "shard_processes",
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("started_at", at, nullable=False),
        sa.Column("seen_at", at, nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_shard_processes")),
    )
    op.create_table(
        "shard_leases",
        sa.Column("shard", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("process", sa.Text),
        sa.Column("expires_at", at),
        sa.PrimaryKeyConstraint("shard", name=op.f("pk_shard_leases")),
    )
    op.create_table(
        "shard_turns",
        sa.Column("bucket", sa.Integer, nullable=False, autoincrement=False),
        sa.Column("next_at", at, nullable=False),
        sa.PrimaryKeyConstraint("bucket", name=op.f("pk_shard_turns")),
    )
