"""Passages identified by their text, across versions of an article."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, Integer, Select, Table, and_, cast, func, select

from corpus.schema import article_versions, judgements, passages


@dataclass(frozen=True, slots=True)
class PassageText:
    """A passage, equal in every version of its article that contains it."""

    article_id: str
    text: str


def judged_passages(guild_id: int) -> Select[str, str, str | None, int, bool, str, str]:
    """Select the passages that a server's moderators judged, the earliest first.

    The columns are `question_key`, `question`, `earlier`, `moment`, `relevant`, `article_id` and
    the passage's `text`.
    """
    return (
        select(
            judgements.c.question_key,
            judgements.c.question,
            judgements.c.earlier,
            judgements.c.moment,
            judgements.c.relevant,
            judgements.c.article_id,
            text_of(passages.c.start_at, passages.c.end_at),
        )
        .join(article_versions, same_version(judgements))
        .join(
            passages,
            and_(
                passages.c.article_id == judgements.c.article_id,
                passages.c.version == judgements.c.version,
                passages.c.number == judgements.c.passage,
            ),
        )
        .where(judgements.c.guild_id == guild_id)
        .order_by(judgements.c.moment, judgements.c.id)
    )


def text_of(start: ColumnElement[int], end: ColumnElement[int]) -> ColumnElement[str]:
    """Return an SQL expression for the text of a span of a version's body, labelled `text`."""
    # PostgreSQL has no such function of 64 bits.
    first, length = cast(start + 1, Integer), cast(end - start, Integer)
    return func.substr(article_versions.c.body, first, length).label("text")


def same_version(table: Table) -> ColumnElement[bool]:
    """Return the join condition from a row of this table to the article version it refers to."""
    return and_(
        article_versions.c.article_id == table.c.article_id,
        article_versions.c.version == table.c.version,
    )
