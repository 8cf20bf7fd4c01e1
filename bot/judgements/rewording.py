"""Settled questions whose words were deleted, in the words of whoever asks the same again."""

from dataclasses import asdict

from sqlalchemy import and_, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.judgements.judgements import AskedAs
from bot.pseudonyms import Pseudonyms
from bot.querylog.settled_words import (
    changed_judgement,
    is_same_judgement,
    key_without_words,
    wording_of,
)
from corpus.database import writing
from corpus.schema import judgements


async def give_words(
    engine: AsyncEngine, guild_id: int, asked: AskedAs, pseudonyms: Pseudonyms
) -> None:
    """Give these words to the judgements of the same question that lost theirs.

    From then on they are known by its key, so that they can be seen and replaced. Those that were
    made again meanwhile are deleted.
    """
    said = judgements.c
    key = key_without_words(wording_of(asked.question, asked.earlier), pseudonyms)
    wordless = and_(said.guild_id == guild_id, said.question_key == key)
    async with writing(engine) as connection:
        found = (await connection.execute(select(judgements).where(wordless))).mappings().all()
        await connection.execute(delete(judgements).where(wordless))
        for row in found:
            worded = changed_judgement(row, **asdict(asked))
            again = select(said.id).where(is_same_judgement(worded))
            if await connection.scalar(again) is None:
                await connection.execute(insert(judgements), worded)
