from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.asked import Asked, WayIn
from bot.pseudonyms import Pseudonyms
from bot.querylog.votes import Reason, Vote
from bot.querylog.wishes import MAX_WISHES
from bot.questions.assistant import Assistant
from bot.questions.feedback import Feedback, WishResult
from corpus import schema

ASKED = Asked("Siapa Vipin Narang?", WayIn.SLASH, guild_id=1, channel_id=2, asker_id=42)


async def test_a_vote_is_kept_under_the_voters_pseudonym(
    assistant: Assistant, feedback: Feedback, engine: AsyncEngine, pseudonyms: Pseudonyms
) -> None:
    reply = await assistant.ask(ASKED)

    assert await feedback.vote(reply.query.id, 1, 7, Vote.UP)
    assert not await feedback.vote("f" * 32, 1, 7, Vote.UP)

    async with engine.connect() as connection:
        (row,) = (await connection.execute(select(schema.feedback))).all()
    assert (row.query_id, row.vote) == (reply.query.id, 1)
    assert row.voter == pseudonyms.of(7)


async def test_nothing_of_one_server_is_voted_on_from_another(
    assistant: Assistant, feedback: Feedback
) -> None:
    reply = await assistant.ask(ASKED)

    await feedback.vote(reply.query.id, 1, 42, Vote.DOWN)
    for other in (2, None):
        assert not await feedback.vote(reply.query.id, other, 42, Vote.UP)
        assert not await feedback.explain(reply.query.id, other, 42, Reason.OUTDATED)
        assert await feedback.wish(reply.query.id, other, 42, 2) is None


async def test_a_reason_is_stored_only_for_a_downvote(
    assistant: Assistant, feedback: Feedback
) -> None:
    reply = await assistant.ask(ASKED)
    await feedback.vote(reply.query.id, 1, 7, Vote.DOWN)

    assert await feedback.explain(reply.query.id, 1, 7, Reason.OTHER, "salah orang")
    assert not await feedback.explain(reply.query.id, 1, 42, Reason.OTHER)


async def test_a_wish_is_stored_and_taken_back_by_its_person_on_its_server(
    assistant: Assistant, feedback: Feedback, engine: AsyncEngine
) -> None:
    reply = await assistant.ask(replace(ASKED, question="Cara memasak rendang?"))

    async def wished() -> list[tuple[int, int]]:
        async with engine.connect() as connection:
            rows = await connection.execute(select(schema.wishes))
            return [(row.user_id, row.channel_id) for row in rows]

    assert await feedback.wish(reply.query.id, 1, 7, 2) is WishResult.KEPT
    assert await wished() == [(7, 2)]
    assert not await feedback.take_back(reply.query.id, 1, 8)
    assert not await feedback.take_back(reply.query.id, 2, 7)
    assert await wished() == [(7, 2)]
    assert await feedback.take_back(reply.query.id, 1, 7)
    assert await wished() == []


async def test_too_many_wishes_are_refused(assistant: Assistant, feedback: Feedback) -> None:
    replies = [
        await assistant.ask(replace(ASKED, question=f"Cara memasak rendang {number}?"))
        for number in range(MAX_WISHES + 1)
    ]
    wishes = [await feedback.wish(reply.query.id, 1, 7, 2) for reply in replies]

    assert wishes == [WishResult.KEPT] * MAX_WISHES + [WishResult.TOO_MANY]


async def test_a_wish_needs_a_query(assistant: Assistant, feedback: Feedback) -> None:
    reply = await assistant.ask(replace(ASKED, question="?!"))

    assert await feedback.wish(reply.query.id, 1, 7, 2) is None


async def test_a_lone_surrogate_in_a_comment_is_replaced(
    assistant: Assistant, feedback: Feedback, engine: AsyncEngine
) -> None:
    reply = await assistant.ask(ASKED)
    await feedback.vote(reply.query.id, 1, 7, Vote.DOWN)

    assert await feedback.explain(reply.query.id, 1, 7, Reason.OTHER, "Salah \ud83d\0!")

    async with engine.connect() as connection:
        assert await connection.scalar(select(schema.feedback.c.comment)) == "Salah ?!"
