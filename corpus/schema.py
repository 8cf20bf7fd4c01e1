"""Every table of the database, in SQLAlchemy Core.

A change here needs a migration in `migrations/versions/` and its number in HEAD; tests hold the
three together. Texts are spoken of by spans in Unicode code points: `start_at` and `end_at` stand
for the `[start, end)` of a Span, since END is a keyword of SQL.
"""

from datetime import UTC, datetime

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    DateTime,
    Dialect,
    Float,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    TypeDecorator,
)

HEAD = "0001"
"""The revision of Alembic's that makes these tables; a constant, since asking Alembic is slow."""

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(referred_table_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: takes any aware datetime, gives it back in UTC; ValueError for a naive one."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn to UTC what goes into the database."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without its time zone: {value}")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Name UTC what comes out of it; SQLite keeps no time zone."""
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


def _refers_to_version() -> ForeignKeyConstraint:
    return ForeignKeyConstraint(
        ["article_id", "version"],
        ["article_versions.article_id", "article_versions.version"],
    )


articles = Table(
    "articles",
    metadata,
    Column("id", Text, primary_key=True),
    comment="One row an article, whatever its versions.",
)

article_versions = Table(
    "article_versions",
    metadata,
    Column("article_id", Text, ForeignKey("articles.id"), primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False, comment="from 1"),
    Column("title", Text, nullable=False),
    Column("source", Text, nullable=False),
    Column("url", Text),
    Column("language", Text, nullable=False, comment="ISO 639-1"),
    Column("body", Text, nullable=False, comment="word for word; all spans are into it"),
    Column("sha256", String(64), nullable=False, comment="of what was taken in: Draft.sha256"),
    Column("taken_in_at", UtcDateTime, nullable=False),
    comment="An article's text as it was taken in; never changed, since quotes point into it.",
)

passages = Table(
    "passages",
    metadata,
    Column("article_id", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False, comment="from 1"),
    Column("start_at", Integer, nullable=False),
    Column("end_at", Integer, nullable=False),
    _refers_to_version(),
    comment="How a version was split when it was taken in.",
)

sentences = Table(
    "sentences",
    metadata,
    Column("article_id", Text, primary_key=True),
    Column("version", Integer, primary_key=True, autoincrement=False),
    Column("passage", Integer, primary_key=True, autoincrement=False, comment="its number"),
    Column("number", Integer, primary_key=True, autoincrement=False, comment="in it, from 1"),
    Column("start_at", Integer, nullable=False),
    Column("end_at", Integer, nullable=False),
    ForeignKeyConstraint(
        ["article_id", "version", "passage"],
        ["passages.article_id", "passages.version", "passages.number"],
    ),
    comment="Kept, not found again on load: a better splitter must not move what was quoted.",
)

queries = Table(
    "queries",
    metadata,
    Column("id", String(32), primary_key=True, comment="a UUID's 32 hexadecimal digits"),
    Column("asked_at", UtcDateTime, nullable=False),
    Column("guild_id", BigInteger, comment="null outside a server"),
    Column("channel_id", BigInteger),
    Column("way_in", Text, nullable=False),
    Column("asker", Text, comment="a keyed hash, never an id of Discord's; null in the terminal"),
    Column("locale", Text, comment="the asker's, as Discord names it"),
    Column("question", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("confidence", Float, comment="in 0..1; null after an error"),
    Column("milliseconds", Float, nullable=False, comment="from question to answer"),
    CheckConstraint("way_in IN ('slash', 'mention', 'dm', 'menu', 'terminal')", name="way_in"),
    CheckConstraint("outcome IN ('answered', 'refused', 'error')", name="outcome"),
    Index(None, "asked_at"),
    Index(None, "guild_id", "asked_at"),
    comment="The query log: one row a question, whatever became of it.",
)

query_hits = Table(
    "query_hits",
    metadata,
    Column("query_id", String(32), ForeignKey("queries.id", ondelete="CASCADE"), primary_key=True),
    Column("rank", Integer, primary_key=True, autoincrement=False, comment="from 1, the best"),
    Column("article_id", Text, nullable=False),
    Column("version", Integer, nullable=False),
    Column("passage", Integer, nullable=False, comment="its number"),
    Column("start_at", Integer, nullable=False),
    Column("end_at", Integer, nullable=False),
    Column("sentence_start_at", Integer, nullable=False),
    Column("sentence_end_at", Integer, nullable=False),
    Column("score", Float, nullable=False),
    _refers_to_version(),
    comment="The passages found for a question, with the spans that were shown.",
)

feedback = Table(
    "feedback",
    metadata,
    Column("query_id", String(32), ForeignKey("queries.id", ondelete="CASCADE"), primary_key=True),
    Column("voter", Text, primary_key=True, comment="a keyed hash, as queries.asker"),
    Column("vote", Integer, nullable=False, comment="1 thumb up, -1 thumb down"),
    Column("given_at", UtcDateTime, nullable=False),
    CheckConstraint("vote IN (-1, 1)", name="vote"),
    comment="One changeable vote a person and answer.",
)

synced_commands = Table(
    "synced_commands",
    metadata,
    Column("application_id", BigInteger, primary_key=True, autoincrement=False),
    Column("fingerprint", Text, nullable=False, comment="of the commands Discord was last told"),
    Column("synced_at", UtcDateTime, nullable=False),
    comment="So that commands are sent to Discord only when they changed.",
)
