from dataclasses import replace

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.asked import Asked, WayIn
from bot.assistant import Assistant
from bot.pseudonyms import Pseudonyms
from bot.querylog import Outcome, QueryLog, QueryRecord, Vote
from corpus.schema import feedback
from index.answer import Answer, Refusal
from index.finder import Finder

ASKED = Asked("Siapa Vipin Narang?", WayIn.SLASH, 1, 2, asker_id=42, locale="id")


async def test_a_question_gets_an_answer_and_one_record(
    assistant: Assistant, querylog: QueryLog
) -> None:
    reply = await assistant.ask(ASKED)

    assert reply.answer.hits[0].passage.number == 3
    record = await querylog.find(reply.query.id)
    assert record is not None
    assert (record.question, record.outcome) == (ASKED.question, Outcome.ANSWERED)
    assert (record.guild_id, record.channel_id, record.locale) == (1, 2, "id")
    assert record.confidence == reply.answer.confidence
    assert [hit.passage for hit in record.hits] == [hit.passage.number for hit in reply.answer.hits]


async def test_the_asker_is_kept_as_a_keyed_hash_only(assistant: Assistant) -> None:
    reply = await assistant.ask(ASKED)

    assert reply.query.asker == Pseudonyms(b"k" * 32).of(42)


async def test_a_refusal_is_recorded_too(assistant: Assistant) -> None:
    reply = await assistant.ask(Asked("cara memasak rendang", WayIn.TERMINAL))

    assert reply.answer.refusal is Refusal.NO_MATCH
    assert (reply.query.outcome, reply.query.asker) == (Outcome.REFUSED, None)


async def test_a_search_that_fails_is_recorded_as_an_error(
    assistant: Assistant, querylog: QueryLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    recorded: list[QueryRecord] = []
    monkeypatch.setattr(querylog, "record", recorded.append)

    def fail(*_: object) -> Answer:
        raise RuntimeError("broken")

    monkeypatch.setattr(Finder, "find", fail)
    with pytest.raises(RuntimeError, match="broken"):
        await assistant.ask(ASKED)

    (record,) = recorded
    assert (record.outcome, record.confidence, record.hits) == (Outcome.ERROR, None, ())


async def test_an_earlier_answer_is_recalled_with_the_same_quotes(assistant: Assistant) -> None:
    reply = await assistant.ask(ASKED)

    recalled = await assistant.recall(reply.query.id, 1)

    assert recalled is not None
    assert [(hit.passage, hit.shown) for hit in recalled.answer.hits] == [
        (hit.passage, hit.shown) for hit in reply.answer.hits
    ]
    assert recalled.answer.doubtful == reply.answer.doubtful


async def test_a_question_that_follows_up_is_searched_with_the_one_before(
    assistant: Assistant,
) -> None:
    first = await assistant.ask(Asked("kenapa satelit Korea Utara gagal?", WayIn.MENTION, 1))
    alone = Asked("kapan itu terjadi?", WayIn.MENTION, 1)

    assert (await assistant.ask(alone)).answer.refusal is Refusal.NO_MATCH
    followed = await assistant.ask(replace(alone, follows=first.query.id))
    assert followed.answer.hits[0].passage.number == 7
    assert followed.query.question == "kapan itu terjadi?"


async def test_a_question_never_follows_one_of_another_server(assistant: Assistant) -> None:
    first = await assistant.ask(Asked("kenapa satelit Korea Utara gagal?", WayIn.MENTION, 1))

    reply = await assistant.ask(Asked("kapan itu?", WayIn.MENTION, 2, follows=first.query.id))

    assert reply.answer.refusal is Refusal.NO_MATCH


async def test_a_refusal_and_an_unknown_answer_are_not_recalled(assistant: Assistant) -> None:
    refused = await assistant.ask(Asked("", WayIn.DM))

    assert await assistant.recall(refused.query.id, None) is None
    assert await assistant.recall("f" * 32, None) is None


async def test_only_the_asker_is_known_as_such(assistant: Assistant) -> None:
    reply = await assistant.ask(ASKED)

    assert await assistant.asked_by(reply.query.id, 1, 42)
    assert not await assistant.asked_by(reply.query.id, 1, 43)
    assert not await assistant.asked_by("f" * 32, 1, 42)


async def test_nothing_of_one_server_reaches_another(assistant: Assistant) -> None:
    reply = await assistant.ask(ASKED)

    for other in (2, None):
        assert await assistant.recall(reply.query.id, other) is None
        assert not await assistant.asked_by(reply.query.id, other, 42)
        assert not await assistant.vote(reply.query.id, other, 42, Vote.UP)


async def test_a_log_that_cant_be_read_costs_a_follow_up_no_answer(
    assistant: Assistant, querylog: QueryLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(_query_id: str) -> None:
        raise OperationalError("SELECT", {}, Exception("disk I/O error"))

    monkeypatch.setattr(querylog, "find", fail)

    assert (await assistant.ask(replace(ASKED, follows="0" * 32))).answer.answered


async def test_a_vote_is_kept_under_the_voters_pseudonym(
    assistant: Assistant, engine: AsyncEngine
) -> None:
    reply = await assistant.ask(ASKED)

    assert await assistant.vote(reply.query.id, 1, 7, Vote.UP)
    assert not await assistant.vote("f" * 32, 1, 7, Vote.UP)

    async with engine.connect() as connection:
        (row,) = (await connection.execute(select(feedback))).all()
    assert (row.query_id, row.vote) == (reply.query.id, 1)
    assert row.voter == Pseudonyms(b"k" * 32).of(7)


@pytest.mark.parametrize(
    "question", ["", " ", "🙂", "?!", "\u200b\u202e", "**x**", "@everyone", "'; DROP TABLE queries"]
)
async def test_any_question_gets_a_reply_and_a_record(assistant: Assistant, question: str) -> None:
    reply = await assistant.ask(Asked(question, WayIn.DM))

    assert reply.query.question == question
    assert reply.query.outcome in {Outcome.ANSWERED, Outcome.REFUSED}


async def test_text_that_is_no_unicode_can_be_logged(
    assistant: Assistant, querylog: QueryLog
) -> None:
    await assistant.ask(Asked("nuklir \udcff \x00", WayIn.TERMINAL))

    assert await querylog.close(5) == 0
