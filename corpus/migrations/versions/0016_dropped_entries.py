"""In which order a feed has dropped its articles, so that not all are kept forever."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.add_column(
        "followed_entries",
        sa.Column(
            "dropped",
            sa.BigInteger().with_variant(sa.Integer, "sqlite"),
            comment="at which of the looks that found some dropped by the feed; null: it lists it",
        ),
    )
