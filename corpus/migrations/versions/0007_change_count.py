"""The number of changes to articles and judgements, by which a process sees those of others."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

COUNTED = {"audit": ("INSERT", "DELETE"), "judgements": ("INSERT", "UPDATE", "DELETE")}


def upgrade() -> None:
    op.create_table(
        "change_count",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_change_count")),
        sa.CheckConstraint("id = 1", name=op.f("ck_change_count_id")),
    )
    op.execute("INSERT INTO change_count VALUES (1, 0)")
    for table, actions in COUNTED.items():
        for action in actions:
            op.execute(
                f"CREATE TRIGGER count_{table}_{action.lower()} AFTER {action} ON {table} "  # noqa: S608 - constants
                "BEGIN UPDATE change_count SET number = number + 1; END"
            )
