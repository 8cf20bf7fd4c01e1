from dataclasses import replace

import pytest
from sqlalchemy import update
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.asked import Asked, WayIn
from bot.judgements.choices import ChoicesOfGuilds
from bot.judgements.judgements import AskedAs, Judgements, PassagePlace
from bot.pseudonyms import Pseudonyms
from bot.querylog.log import QueryLog
from bot.querylog.record import Outcome, QueryRecord
from bot.querylog.votes import Vote
from bot.questions.assistant import Assistant
from bot.questions.feedback import Feedback
from corpus.database import writing
from corpus.draft import Draft
from corpus.schema import query_hits
from corpus.shelf import Shelf
from corpus.shipped import shipped_articles
from index.answer import Answer, Refusal
from index.finder import Finder
from index.sameness import question_key
from tests.patience import LONG

SHIPPED = shipped_articles()[0].id
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


async def test_of_a_very_long_question_the_beginning_is_read(
    assistant: Assistant, querylog: QueryLog
) -> None:
    long = f"Siapa Vipin Narang? {'zirkonium ' * 200}"

    reply = await assistant.ask(replace(ASKED, question=long))

    assert reply.answer.unread
    assert reply.answer.question == reply.query.question == long
    shorter = await assistant.answer(long[:990], 1)
    assert (shorter.unread, shorter.hits) == (False, reply.answer.hits)


async def test_a_failed_search_is_recorded_as_an_error(
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


@pytest.mark.parametrize(
    "damage",
    [
        {"passage": 99},
        {"passage": 0},
        {"end_at": 10**6},
        {"sentence_start_at": 0},
        {"sentence_end_at": 10**6},
        {"sentence_start_at": 10**6},
    ],
)
async def test_an_answer_whose_record_is_damaged_is_not_recalled(
    assistant: Assistant, querylog: QueryLog, engine: AsyncEngine, damage: dict[str, int]
) -> None:
    reply = await assistant.ask(ASKED)
    await querylog.flush()
    async with writing(engine) as connection:
        await connection.execute(update(query_hits).values(damage))

    assert await assistant.recall(reply.query.id, 1) is None


async def test_a_refusal_and_an_unknown_answer_are_not_recalled(assistant: Assistant) -> None:
    refused = await assistant.ask(Asked("", WayIn.DM))

    assert await assistant.recall(refused.query.id, None) is None
    assert await assistant.recall("f" * 32, None) is None


async def test_questions_that_mean_the_same_have_one_key(assistant: Assistant) -> None:
    first = await assistant.ask(ASKED)
    second = await assistant.ask(replace(ASKED, question="vipin narang itu siapa sih"))

    assert first.query.question_key == second.query.question_key == "who: narang vipin"


async def choose(
    engine: AsyncEngine, article_id: str, passage: int, question: str = "cara memasak rendang"
) -> None:
    """Say on server 1 that a passage answers a question."""
    asked = AskedAs(question, question_key(question))
    await Judgements(engine).judge(1, asked, PassagePlace(article_id, 1, passage), by=9)


async def test_what_a_moderator_chose_goes_first_and_is_recalled_as_chosen(
    assistant: Assistant, engine: AsyncEngine
) -> None:
    refused = Asked("rendang, gimana cara memasaknya?", WayIn.SLASH, 1)
    assert not (await assistant.ask(refused)).answer.answered

    await choose(engine, SHIPPED, 4)

    reply = await assistant.ask(refused)
    (first, *others) = reply.answer.hits
    assert (first.passage.number, first.chosen) == (4, True)
    assert not any(hit.chosen for hit in others)
    assert not reply.answer.doubtful
    recalled = await assistant.recall(reply.query.id, 1)
    assert recalled is not None
    assert recalled.answer.hits[0].chosen


async def test_what_was_chosen_on_one_server_reaches_no_other(
    assistant: Assistant, engine: AsyncEngine
) -> None:
    await assistant.ask(ASKED)
    await choose(engine, SHIPPED, 4)

    for other in (2, None):
        reply = await assistant.ask(Asked("cara memasak rendang", WayIn.SLASH, other))
        assert not reply.answer.answered


async def test_what_was_chosen_goes_first_until_its_passage_changes(
    assistant: Assistant, engine: AsyncEngine
) -> None:
    shelf = Shelf(engine, 1)
    bahan, masak = "Kelapa diparut dan diperas. " * 20, "Santan mendidih sampai kental. " * 20
    resep = Draft("resep", "Resep", "", None, "id", f"{bahan}\n\n{masak}")
    await shelf.add(resep)
    await choose(engine, "resep", 2)
    asked = Asked("cara memasak rendang", WayIn.SLASH, 1)

    async def first() -> tuple[int, bool] | None:
        hits = (await assistant.ask(asked)).answer.hits
        return (hits[0].passage.number, hits[0].chosen) if hits else None

    assert await first() == (2, True)
    await shelf.revise(replace(resep, body=f"{'Asalnya dari Padang. ' * 20}\n\n{resep.body}"), 1)
    assert await first() == (3, True)
    await shelf.revise(replace(resep, body=resep.body.replace("kental", "cair")), 2)
    assert await first() in {None, (2, False)}


async def test_what_was_chosen_goes_first_for_a_misspelling_but_not_for_another_name(
    assistant: Assistant, engine: AsyncEngine
) -> None:
    people = "Susanto mengurus gudang di pelabuhan. Susanti mengurus dermaga di sana."
    await Shelf(engine, 1).add(Draft("orang", "Orang", "", None, "id", people))
    await Shelf(engine, 1).unhide(SHIPPED)
    await assistant.ask(ASKED)
    await choose(engine, SHIPPED, 4, question="Siapa Susanto Wijaya?")

    async def chosen(question: str) -> bool:
        hits = (await assistant.ask(Asked(question, WayIn.SLASH, 1))).answer.hits
        return bool(hits) and hits[0].chosen

    assert await chosen("siapa itu susanto wijaya")
    assert await chosen("siapa susamto wijaya")
    assert not await chosen("siapa susanti wijaya")


async def test_a_choice_does_not_apply_to_other_questions_with_the_same_roots(
    assistant: Assistant, engine: AsyncEngine
) -> None:
    await assistant.ask(ASKED)
    await choose(engine, SHIPPED, 4, question="Siapa yang membunuh Budi?")

    reply = await assistant.ask(Asked("siapa yang dibunuh Budi?", WayIn.SLASH, 1))

    assert not any(hit.chosen for hit in reply.answer.hits)


async def test_what_was_chosen_goes_first_until_it_is_taken_back(
    assistant: Assistant, engine: AsyncEngine
) -> None:
    await assistant.ask(ASKED)
    await choose(engine, SHIPPED, 4)
    asked = Asked("cara memasak rendang", WayIn.SLASH, 1)
    assert (await assistant.ask(asked)).answer.answered

    (judgement,) = await Judgements(engine).of(1)
    assert not await Judgements(engine).take_back(2, judgement.id)
    assert await Judgements(engine).take_back(1, judgement.id)

    assert not (await assistant.ask(asked)).answer.answered


async def test_a_question_is_answered_even_if_choices_cant_be_read(
    assistant: Assistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(*_: object) -> None:
        raise OperationalError("SELECT", {}, Exception("disk I/O error"))

    monkeypatch.setattr(ChoicesOfGuilds, "of_version", fail)

    assert (await assistant.ask(ASKED)).answer.answered


async def test_only_the_asker_is_recognised_as_such(assistant: Assistant) -> None:
    reply = await assistant.ask(ASKED)

    assert await assistant.asked_by(reply.query.id, 1, 42)
    assert not await assistant.asked_by(reply.query.id, 1, 43)
    assert not await assistant.asked_by("f" * 32, 1, 42)


async def test_nothing_of_one_server_reaches_another(assistant: Assistant) -> None:
    reply = await assistant.ask(ASKED)

    for other in (2, None):
        assert await assistant.recall(reply.query.id, other) is None
        assert not await assistant.asked_by(reply.query.id, other, 42)


async def test_a_follow_up_is_answered_even_if_the_log_cant_be_read(
    assistant: Assistant, querylog: QueryLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(_query_id: str) -> None:
        raise OperationalError("SELECT", {}, Exception("disk I/O error"))

    monkeypatch.setattr(querylog, "find", fail)

    assert (await assistant.ask(replace(ASKED, follows="0" * 32))).answer.answered


@pytest.mark.parametrize(
    "question", ["", " ", "🙂", "?!", "\u200b\u202e", "**x**", "@everyone", "'; DROP TABLE queries"]
)
async def test_any_question_gets_a_reply_and_a_record(assistant: Assistant, question: str) -> None:
    reply = await assistant.ask(Asked(question, WayIn.DM))

    assert reply.query.question == question
    assert reply.query.outcome in {Outcome.ANSWERED, Outcome.REFUSED}


async def test_text_with_lone_surrogates_can_be_logged(
    assistant: Assistant, querylog: QueryLog
) -> None:
    await assistant.ask(Asked("nuklir \udcff \x00", WayIn.TERMINAL))

    assert await querylog.close(LONG) == 0


async def test_other_words_for_what_was_chosen_find_it_on_the_same_server_only(
    assistant: Assistant, engine: AsyncEngine
) -> None:
    await assistant.ask(ASKED)
    await choose(engine, SHIPPED, 4, question="kapan ngefreeze di alun-alun")

    answer = await assistant.answer("ngefreeze mulu pas di alun-alun", 1)
    assert answer.hits[0].passage.number == 4
    elsewhere = await assistant.answer("ngefreeze mulu pas di alun-alun", 2)
    assert not elsewhere.answered


async def test_what_was_settled_for_a_question_itself_can_be_left_out(
    assistant: Assistant, engine: AsyncEngine
) -> None:
    await assistant.ask(ASKED)
    question = "cara memasak rendang"
    await choose(engine, SHIPPED, 4, question=question)

    assert (await assistant.answer(question, 1)).hits[0].chosen
    without = await assistant.answer(question, 1, without={question_key(question)})
    assert not without.answered


async def test_a_follow_up_is_logged_with_the_question_before_it_and_a_key_of_both(
    assistant: Assistant,
) -> None:
    before = await assistant.ask(replace(ASKED, guild_id=1))
    asked = replace(ASKED, guild_id=1, question="kapan lahir?", follows=before.query.id)
    reply = await assistant.ask(asked)

    assert reply.query.follows == before.query.id
    assert reply.query.question_key == "when: lahir narang vipin"


async def test_people_who_agree_make_an_answer_sure(
    assistant: Assistant, feedback: Feedback
) -> None:
    asked = replace(ASKED, guild_id=1, question="Kenapa satelit Korea Utara gagal?")
    doubted = await assistant.ask(asked)
    assert doubted.answer.doubtful

    for user_id in (7, 8):
        reply = await assistant.ask(replace(asked, asker_id=user_id))
        await feedback.vote(reply.query.id, 1, user_id, Vote.UP)

    assert not (await assistant.ask(asked)).answer.doubtful
