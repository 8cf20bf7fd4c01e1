"""What was fetched of an article that a feed lists, and whether a question for helpers arrived."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    collation = None if op.get_bind().dialect.name == "sqlite" else "C"
    op.add_column(
        "followed_entries",
        sa.Column(
            "page_key",
            sa.String(32, collation=collation),
            comment="hash of the title and text that were fetched",
        ),
    )
    op.create_index(
        op.f("ix_followed_entries_guild_id_page_key"), "followed_entries", ["guild_id", "page_key"]
    )
    op.add_column(
        "help_requests",
        sa.Column(
            "posted",
            sa.Boolean,
            nullable=False,
            server_default=sa.false(),
            comment="whether it certainly was",
        ),
    )
