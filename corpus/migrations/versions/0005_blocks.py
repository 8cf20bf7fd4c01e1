"""Blocks, author and date of a version; those that are stored have none."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add three columns; what is null in old rows is read as plain text."""
    op.add_column("article_versions", sa.Column("blocks", sa.JSON))
    op.add_column("article_versions", sa.Column("author", sa.Text))
    op.add_column("article_versions", sa.Column("published", sa.String(10)))
