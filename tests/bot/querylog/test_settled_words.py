from collections.abc import Sequence
from typing import Any

import pytest
from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.judgements.judgements import AskedAs, Judgements, PassagePlace
from bot.pseudonyms import Pseudonyms
from bot.querylog.settled_words import forget_words, key_without_words, wording_of
from corpus.draft import Draft
from corpus.schema import EVERYWHERE, judgements
from corpus.shelf import Shelf
from index.sameness import question_key, wording_key
from tests.bot.querylog.logged import GUILD, logged

pytestmark = pytest.mark.databases("sqlite", "postgresql")

SARI, BUDI = "a" * 64, "b" * 64
QUESTION = "Kenapa Rahmat sakit parah?"


@pytest.fixture(autouse=True)
async def _shelf(engine: AsyncEngine) -> None:
    await Shelf(engine, EVERYWHERE).add(Draft("buah", "Buah", "", None, "id", "Manggis manis."))


async def judge(
    engine: AsyncEngine,
    asker: str | None,
    question: str = QUESTION,
    guild_id: int = GUILD,
    earlier: str | None = None,
) -> None:
    key = question_key(question)
    asked = AskedAs(question, key, earlier, asker)
    await Judgements(engine).judge(guild_id, asked, PassagePlace("buah", 1, 1), by=9)


async def stored(engine: AsyncEngine) -> Sequence[Row[Any]]:
    async with engine.connect() as connection:
        return (await connection.execute(select(judgements).order_by(judgements.c.id))).all()


async def test_the_words_and_who_asked_leave_and_the_judgement_stays(
    engine: AsyncEngine, pseudonyms: Pseudonyms
) -> None:
    await judge(engine, SARI)
    [before] = await stored(engine)

    assert await forget_words(engine, SARI, pseudonyms) == 1

    [after] = await stored(engine)
    assert (after.question, after.asker) == ("", None)
    assert after.question_key == key_without_words(wording_key(QUESTION), pseudonyms)
    assert "rahmat" not in str(after).lower()
    same = ("article_id", "version", "passage", "relevant", "judged_by", "judged_at")
    assert [after._mapping[name] for name in same] == [before._mapping[name] for name in same]


async def test_the_key_without_words_is_that_of_the_same_wording_alone(
    pseudonyms: Pseudonyms,
) -> None:
    def key(question: str, earlier: str | None = None) -> str:
        return key_without_words(wording_of(question, earlier), pseudonyms)

    assert key(QUESTION) == key("kenapa rahmat sakit parah")
    others = (key("Kenapa Rahmat sembuh?"), key(QUESTION, "Siapa?"), key(QUESTION, QUESTION))
    assert len({key(QUESTION), *others}) == 4
    other_secret = Pseudonyms(b"other" * 8)
    assert key(QUESTION) != key_without_words(wording_of(QUESTION, None), other_secret)


async def test_the_question_before_leaves_too_whoever_asked_it(
    engine: AsyncEngine, pseudonyms: Pseudonyms
) -> None:
    await judge(engine, SARI, "Kenapa?", earlier=QUESTION)
    await logged(engine, "Siapa Rahmat?")  # Sari's.
    await judge(engine, BUDI, "Kapan?", earlier="Siapa Rahmat?")

    assert await forget_words(engine, SARI, pseudonyms) == 2

    assert [(each.question, each.earlier) for each in await stored(engine)] == [("", None)] * 2


async def test_a_changed_judgement_has_a_new_id_by_which_caches_notice(
    engine: AsyncEngine, pseudonyms: Pseudonyms
) -> None:
    await judge(engine, SARI)
    [before] = await stored(engine)

    await forget_words(engine, SARI, pseudonyms)

    assert (await stored(engine))[0].id > before.id


async def test_other_askers_words_stay(engine: AsyncEngine, pseudonyms: Pseudonyms) -> None:
    await judge(engine, BUDI)
    await judge(engine, None, "Manggis itu apa?")

    assert await forget_words(engine, SARI, pseudonyms) == 0

    assert [each.question for each in await stored(engine)] == [QUESTION, "Manggis itu apa?"]


async def test_words_of_an_unrecorded_asker_are_recognised_by_their_questions_there(
    engine: AsyncEngine, pseudonyms: Pseudonyms
) -> None:
    await logged(engine, QUESTION)  # Sari's.
    await judge(engine, None)
    await judge(engine, None, guild_id=8)

    assert await forget_words(engine, SARI, pseudonyms) == 1

    assert [(each.guild_id, each.question) for each in await stored(engine)] == [
        (8, QUESTION),
        (GUILD, ""),
    ]


async def test_words_asked_outside_servers_are_recognised_too(
    engine: AsyncEngine, pseudonyms: Pseudonyms
) -> None:
    await logged(engine, QUESTION, guild_id=None)
    await judge(engine, None, guild_id=EVERYWHERE)

    assert await forget_words(engine, SARI, pseudonyms) == 1


async def test_the_latest_of_two_judgements_that_become_equal_stays(
    engine: AsyncEngine, pseudonyms: Pseudonyms
) -> None:
    await judge(engine, SARI)
    await forget_words(engine, SARI, pseudonyms)
    [first] = await stored(engine)
    await judge(engine, BUDI, QUESTION.lower())

    await forget_words(engine, BUDI, pseudonyms)

    [left] = await stored(engine)
    assert left.judged_at > first.judged_at


async def test_it_can_be_done_again_after_an_interruption(
    engine: AsyncEngine, pseudonyms: Pseudonyms
) -> None:
    await judge(engine, SARI)
    await forget_words(engine, SARI, pseudonyms)
    once = await stored(engine)

    assert await forget_words(engine, SARI, pseudonyms) == 0
    assert await stored(engine) == once
