"""Words of settled questions, which leave with their asker while the settlement stays."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, RowMapping, and_, delete, func, insert, or_, select, tuple_
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.pseudonyms import Pseudonyms
from corpus.database import writing
from corpus.schema import EVERYWHERE, judgements, queries
from index.sameness import wording_key


def wording_of(question: str, earlier: str | None) -> str:
    """Return the wording key of a question; a follow-up's is never that of a question by itself.

    `earlier` is the question that it follows up, if any.
    """
    key = wording_key(question)
    return key if earlier is None else f"{key} < {wording_key(earlier)}"


def key_without_words(wording: str, pseudonyms: Pseudonyms) -> str:
    """Return the key of a judgement whose question was deleted.

    It is the same for questions of the same wording, see `wording_of`, but reveals no word of it.
    """
    return f"#{pseudonyms.digest(wording)}"


def changed_judgement(judgement: RowMapping, **changed: object) -> dict[str, Any]:
    """Return the values of a judgement with changes, to be stored in its place.

    It gets a new id, because who holds judgements in memory knows by the ids that they changed.
    """
    values = {**judgement, **changed}
    del values["id"]
    return values


def is_same_judgement(values: Mapping[str, Any]) -> ColumnElement[bool]:
    """Return the SQL condition that a judgement is about the same question and passage."""
    said = judgements.c
    about = (said.guild_id, said.question_key, said.article_id, said.version, said.passage)
    return and_(*(column == values[column.name] for column in about))


def settled_of(asker: str) -> ColumnElement[bool]:
    """Return the SQL condition that a judgement contains this asker's words."""
    at = func.coalesce(queries.c.guild_id, EVERYWHERE)
    asked = select(at, queries.c.question).where(queries.c.asker == asker)

    def is_theirs(text: ColumnElement[str | None]) -> ColumnElement[bool]:
        return tuple_(judgements.c.guild_id, text).in_(asked)

    # Judgements didn't always record who asked, and don't record whom a question follows up.
    unrecorded = and_(judgements.c.asker.is_(None), is_theirs(judgements.c.question))
    return and_(
        judgements.c.question != "",
        or_(judgements.c.asker == asker, unrecorded, is_theirs(judgements.c.earlier)),
    )


async def forget_words(engine: AsyncEngine, asker: str, pseudonyms: Pseudonyms) -> int:
    """Delete the words of an asker's settled questions; return how many there were.

    The judgements stay, and still hold for the same question. Raise SQLAlchemyError if the database
    can't be written.
    """
    theirs = select(judgements.c.id).where(settled_of(asker))
    async with engine.connect() as connection:
        ids = (
            await connection.scalars(theirs.order_by(judgements.c.moment, judgements.c.id))
        ).all()
    for judgement_id in ids:
        # A transaction each, so that others needn't wait long.
        async with writing(engine) as connection:
            await _forget_words(connection, judgement_id, pseudonyms)
    return len(ids)


async def _forget_words(
    connection: AsyncConnection, judgement_id: int, pseudonyms: Pseudonyms
) -> None:
    said = judgements.c
    found = await connection.execute(select(judgements).where(said.id == judgement_id))
    judgement = found.mappings().one_or_none()
    if judgement is None:  # It was taken back meanwhile.
        return
    wording = wording_of(judgement["question"], judgement["earlier"])
    wordless = changed_judgement(
        judgement,
        question="",
        earlier=None,
        asker=None,
        question_key=key_without_words(wording, pseudonyms),
    )
    # Such as another person's, who asked the same and deleted it earlier: the latest stays.
    same = is_same_judgement(wordless)
    await connection.execute(delete(judgements).where(or_(said.id == judgement_id, same)))
    await connection.execute(insert(judgements), wordless)
