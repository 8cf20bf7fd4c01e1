import asyncio
import itertools
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, insert, select
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.asked import Asked, WayIn
from bot.judgements.judgements import AskedAs, Judgements, PassagePlace
from bot.judgements.suggested import hide
from bot.parts import Parts
from bot.querylog.closing import ClosedAs, close
from bot.querylog.help_requests import HelpRequests
from bot.querylog.log import QueryLog
from bot.querylog.person import Person, count_kept, count_kept_as_moderator, export_person, forget
from bot.querylog.regrouping import split
from bot.querylog.unwritten import keep, unwritten_files
from bot.querylog.votes import Reason, Vote
from corpus.database import writing
from corpus.draft import Draft
from corpus.errors import DatabaseError
from corpus.schema import (
    answer_changes,
    closed_questions,
    daily_totals,
    follows,
    grouped_questions,
    metadata,
    queries,
    wishes,
)
from corpus.shipped import shipped_articles
from index.sameness import question_key
from tests.bot.querylog.test_log import RECORD
from tests.failing import failing_at

pytestmark = pytest.mark.databases("sqlite", "postgresql")

PRIVACY = (Path(__file__).parents[3] / "PRIVACY.md").read_text()

GUILD = 7
SARI, BUDI = 111222333444555666, 999888777666555444
ANSWERED, REFUSED = "Siapa Vipin Narang?", "Bagaimana memasak rendang?"
DRAFT = Draft("kopi", "Kopi", "", None, "id", "Kopi Gayo dipanen pada bulan ini.")
TRACED = {
    "audit.changed_by",
    "judgements.judged_by",
    "closed_questions.closed_by",
    "hidden_suggestions.hidden_by",
    "follows.followed_by",
}


async def ask(parts: Parts, question: str, user_id: int) -> str:
    asked = Asked(question, WayIn.SLASH, GUILD, 1, asker_id=user_id, locale="id")
    return (await parts.assistant.ask(asked)).query.id


@pytest.fixture
async def answers(parts: Parts) -> dict[int, str]:
    """Let two people ask, vote, wish and moderate; return the answers that they got."""
    answers = {user_id: await ask(parts, ANSWERED, user_id) for user_id in (SARI, BUDI)}
    for user_id in (SARI, BUDI):
        refused = await ask(parts, REFUSED, user_id)
        await parts.querylog.written(refused)
        gained = {"query_id": refused, "changed_at": datetime.now(UTC), "effect": "gained"}
        async with writing(parts.engine) as connection:
            await connection.execute(insert(answer_changes).values(guild_id=GUILD, **gained))
        assert await parts.feedback.wish(refused, GUILD, user_id, 1)
        for query_id in answers.values():
            assert await parts.feedback.vote(query_id, GUILD, user_id, Vote.DOWN)
            assert await parts.feedback.explain(
                query_id, GUILD, user_id, Reason.OTHER, f"Kata {user_id % 10}."
            )
        record = await parts.querylog.find_in(refused, GUILD)
        assert record is not None
        helped = HelpRequests(parts.engine)
        await helped.claim(record, user_id, 1)
        assert await helped.answer(refused, GUILD, "Kata orang.", SARI + BUDI - user_id)
        await parts.drafts.keep(GUILD, user_id, DRAFT)
    await parts.shelf(GUILD).add(DRAFT, SARI)
    asked = AskedAs(ANSWERED, "who: x", asker=parts.pseudonyms.of(BUDI))
    await Judgements(parts.engine).judge(GUILD, asked, PassagePlace("kopi", 1, 1), SARI)
    await close(parts.engine, GUILD, ["how: y"], ClosedAs.DISMISSED, by=SARI)
    await hide(parts.engine, GUILD, "how: z", SARI)
    followed = dict.fromkeys(("followed_at", "looked_at", "due_at"), datetime.now(UTC))
    feed = {"link": "https://example.com/feed", "title": "Kabar", "publish": False}
    async with writing(parts.engine) as connection:
        await connection.execute(
            insert(follows).values(guild_id=GUILD, followed_by=SARI, **feed, **followed)
        )
    return answers


def person(parts: Parts, user_id: int) -> Person:
    return Person.of(user_id, parts.pseudonyms)


async def counts(engine: AsyncEngine) -> Counter[str]:
    """Return the number of rows of each table but the one that only counts others."""
    async with engine.connect() as connection:
        return Counter(
            {
                table.name: await connection.scalar(select(func.count()).select_from(table)) or 0
                for table in metadata.sorted_tables
                if table is not daily_totals
            }
        )


async def places_of(engine: AsyncEngine, who: Person) -> set[str]:
    """Return every table and column in which a person's id or pseudonym stands."""
    found = set()
    async with engine.connect() as connection:
        for table in metadata.sorted_tables:
            for row in (await connection.execute(select(table))).mappings():
                for name, value in row.items():
                    if str(who.user_id) in str(value) or who.pseudonym in str(value):
                        found.add(f"{table.name}.{name}")
    return found


async def test_after_deletion_only_what_privacy_md_lists_names_the_person(
    parts: Parts, engine: AsyncEngine, answers: dict[int, str]
) -> None:
    sari = person(parts, SARI)
    everywhere = {"queries.asker", "feedback.voter", "wishes.user_id", "drafts.made_by"}
    everywhere |= {"help_requests.user_id", "help_requests.answered_by"}
    assert await places_of(engine, sari) == everywhere | TRACED

    gone = await forget(engine, parts.querylog, sari, parts.pseudonyms)

    assert gone == {"queries": 2, "feedback": 2, "wishes": 1, "help_requests": 2, "drafts": 1}
    assert await places_of(engine, sari) == TRACED
    for place in TRACED:
        table, _, column = place.partition(".")
        assert f"`{table}` | `{column}`: your user id" in PRIVACY


async def test_other_peoples_data_stays(
    parts: Parts, engine: AsyncEngine, answers: dict[int, str]
) -> None:
    await forget(engine, parts.querylog, person(parts, SARI), parts.pseudonyms)

    left = await counts(engine)
    assert {name: left[name] for name in ("queries", "feedback", "wishes", "drafts")} == {
        "queries": 2,
        "feedback": 1,
        "wishes": 1,
        "drafts": 1,
    }
    assert await parts.querylog.find_in(answers[BUDI], GUILD) is not None
    assert await parts.assistant.recall(answers[SARI], GUILD) is None


async def test_rows_to_delete_are_counted_with_others_feedback(
    parts: Parts, engine: AsyncEngine, answers: dict[int, str]
) -> None:
    sari = person(parts, SARI)
    before, counted = await counts(engine), await count_kept(engine, sari)

    await forget(engine, parts.querylog, sari, parts.pseudonyms)

    assert counted == before - await counts(engine)
    assert counted["feedback"] == 3
    assert await count_kept(engine, sari) == {}


async def test_moderation_by_the_person_stays_and_is_counted(
    parts: Parts, engine: AsyncEngine, answers: dict[int, str]
) -> None:
    await forget(engine, parts.querylog, person(parts, SARI), parts.pseudonyms)

    once = ("audit", "judgements", "hidden_suggestions", "follows")
    traced = {**dict.fromkeys(once, 1), "closed_questions": 2}
    assert await count_kept_as_moderator(engine, person(parts, SARI)) == traced
    assert await count_kept_as_moderator(engine, person(parts, BUDI)) == {}


async def test_records_in_files_are_deleted_and_exported_too(
    parts: Parts, engine: AsyncEngine, querylog: QueryLog, database_path: Path
) -> None:
    sari = person(parts, SARI)
    kept = replace(RECORD, asker=sari.pseudonym, hits=())
    keep(database_path, [kept])
    copy = await export_person(engine, querylog, sari)
    assert [each["question"] for each in copy["questions"]] == [kept.question]

    keep(database_path, [replace(kept, id="1" * 32)])
    assert (await forget(engine, querylog, sari, parts.pseudonyms))["queries"] == 2
    assert await count_kept(engine, sari) == {}
    assert unwritten_files(database_path) == []


async def test_a_file_that_cant_be_read_ends_the_deletion(
    parts: Parts, engine: AsyncEngine, querylog: QueryLog, database_path: Path
) -> None:
    database_path.with_name("kutip.db.unwritten-0.jsonl").mkdir()
    with pytest.raises(DatabaseError, match="Is a directory"):
        await forget(engine, querylog, person(parts, SARI), parts.pseudonyms)


async def test_queued_records_are_deleted_and_exported_too(
    parts: Parts, engine: AsyncEngine, querylog: QueryLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    write, free = querylog._write_some, asyncio.Event()

    async def write_late() -> None:
        await free.wait()
        await write()

    async def flush() -> None:
        waiting.set()
        await flush_all()

    async def held_up(task: asyncio.Task[Any]) -> bool:
        """Wait until the task waits for the log, or is done."""
        called = asyncio.create_task(waiting.wait())
        await asyncio.wait([task, called], return_when=asyncio.FIRST_COMPLETED)
        called.cancel()
        waiting.clear()
        return not task.done()

    flush_all, waiting = querylog.flush, asyncio.Event()
    monkeypatch.setattr(querylog, "_write_some", write_late)
    monkeypatch.setattr(querylog, "flush", flush)
    sari = person(parts, SARI)
    await ask(parts, ANSWERED, SARI)
    copying = asyncio.create_task(export_person(engine, querylog, sari))
    assert await held_up(copying)
    free.set()
    assert [each["question"] for each in (await copying)["questions"]] == [ANSWERED]

    free.clear()
    await ask(parts, ANSWERED, SARI)
    forgetting = asyncio.create_task(forget(engine, querylog, sari, parts.pseudonyms))
    assert await held_up(forgetting)
    free.set()
    assert (await forgetting)["queries"] == 2
    await querylog.flush()
    assert await count_kept(engine, sari) == {}


async def test_an_export_contains_all_of_a_persons_data(
    parts: Parts, engine: AsyncEngine, answers: dict[int, str]
) -> None:
    copy = await export_person(engine, parts.querylog, person(parts, SARI))

    assert {part: len(rows) for part, rows in copy.items()} == {
        "questions": 2,
        "votes": 2,
        "wishes": 1,
        "help_requests": 2,
        "drafts": 1,
        "changes_as_moderator": 1,
        "judgements_as_moderator": 1,
        "closed_as_moderator": 2,
        "grouped_as_moderator": 0,
        "hidden_as_moderator": 1,
        "followed_as_moderator": 1,
        "settled_questions": 0,
    }
    answered, refused = copy["questions"]
    assert (answered["question"], answered["outcome"]) == (ANSWERED, "answered")
    assert answered["asked_at"] < datetime.now(UTC)
    assert answered["quoted"][0] == {
        "title": shipped_articles()[0].title,
        "version": 1,
        "passage": 3,
    }
    assert (answered["changes"], [each["effect"] for each in refused["changes"]]) == (
        [],
        ["gained"],
    )
    assert (refused["question"], refused["quoted"]) == (REFUSED, [])
    assert {vote["query_id"] for vote in copy["votes"]} == set(answers.values())
    assert all(
        (vote["vote"], vote["reason"], vote["comment"]) == (-1, "other", "Kata 6.")
        for vote in copy["votes"]
    )
    assert copy["drafts"][0]["content"]["draft"]["body"] == DRAFT.body
    assert copy["changes_as_moderator"][0]["title"] == DRAFT.title


async def test_an_export_contains_nobody_elses_data_and_no_pseudonym(
    parts: Parts, engine: AsyncEngine, answers: dict[int, str]
) -> None:
    copy = str(await export_person(engine, parts.querylog, person(parts, SARI)))

    for who in (person(parts, SARI), person(parts, BUDI)):
        assert who.pseudonym not in copy
    assert str(BUDI) not in copy
    assert "Kata 4." not in copy


async def test_there_is_no_data_about_an_unknown_person(parts: Parts, engine: AsyncEngine) -> None:
    nobody = person(parts, 5)

    assert await count_kept(engine, nobody) == {}
    assert not any((await export_person(engine, parts.querylog, nobody)).values())
    assert not any((await forget(engine, parts.querylog, nobody, parts.pseudonyms)).values())


async def test_no_closing_or_grouping_keeps_the_words_of_a_deleted_question(
    parts: Parts, engine: AsyncEngine
) -> None:
    for user_id, question in ((SARI, "Apakah Rahmat sakit parah?"), (BUDI, REFUSED)):
        query = await parts.querylog.find_in(await ask(parts, question, user_id), GUILD)
        assert query is not None
        await close(engine, GUILD, [query.question_key], ClosedAs.DISMISSED, by=BUDI)
        await split(engine, GUILD, query.question_key, BUDI)
    await ask(parts, REFUSED, SARI)

    await forget(engine, parts.querylog, person(parts, SARI), parts.pseudonyms)

    async with engine.connect() as connection:
        for table in (closed_questions, grouped_questions):
            keys = (await connection.scalars(select(table.c.question_key))).all()
            assert keys == [question_key(REFUSED)]


async def test_others_follow_ups_keep_no_words_of_a_deleted_question(
    parts: Parts, engine: AsyncEngine
) -> None:
    first = await ask(parts, "Kenapa Rahmat sakit parah?", SARI)
    follow_up = "Berapa lama rendang dimasak?"
    asked = Asked(follow_up, WayIn.MENTION, GUILD, 1, asker_id=BUDI, follows=first)
    query = (await parts.assistant.ask(asked)).query
    await parts.querylog.written(query.id)
    await parts.feedback.wish(query.id, GUILD, BUDI, 1)
    await close(engine, GUILD, [query.question_key], ClosedAs.DISMISSED, by=BUDI)
    assert "rahmat" in query.question_key

    await forget(engine, parts.querylog, person(parts, SARI), parts.pseudonyms)

    async with engine.connect() as connection:
        for table in metadata.sorted_tables:
            rows = (await connection.execute(select(table))).all()
            assert not [row for row in rows if "rahmat" in str(row).lower()]
        for key in (queries.c.question_key, wishes.c.question_key):
            assert (await connection.scalars(select(key))).all() == [question_key(follow_up)]


async def test_a_deletion_that_was_interrupted_anywhere_can_be_repeated(
    parts: Parts, engine: AsyncEngine
) -> None:
    first = await ask(parts, "Kenapa Rahmat sakit parah?", SARI)
    asked = Asked(REFUSED, WayIn.MENTION, GUILD, 1, asker_id=BUDI, follows=first)
    query = (await parts.assistant.ask(asked)).query
    for key in (question_key("Kenapa Rahmat sakit parah?"), query.question_key):
        assert "rahmat" in key
        await close(engine, GUILD, [key], ClosedAs.DISMISSED, by=BUDI)
        await split(engine, GUILD, key, BUDI)
    await parts.querylog.flush()

    for number in itertools.count(1):
        with failing_at(engine, number):
            try:
                await forget(engine, parts.querylog, person(parts, SARI), parts.pseudonyms)
            except OperationalError:
                continue
            break

    async with engine.connect() as connection:
        for table in metadata.sorted_tables:
            rows = (await connection.execute(select(table))).all()
            assert not [row for row in rows if "rahmat" in str(row).lower()]


async def test_who_has_only_settled_questions_left_can_delete_their_words(
    parts: Parts, engine: AsyncEngine
) -> None:
    sari = person(parts, SARI)
    await parts.shelf(GUILD).add(DRAFT)
    asked = AskedAs(REFUSED, "how: x", asker=sari.pseudonym)
    await Judgements(engine).judge(GUILD, asked, PassagePlace("kopi", 1, 1), BUDI)
    assert await count_kept(engine, sari) == {"judgements": 1}
    copy = await export_person(engine, parts.querylog, sari)
    assert [each["question"] for each in copy["settled_questions"]] == [REFUSED]
    assert "judged_by" not in copy["settled_questions"][0]

    await forget(engine, parts.querylog, sari, parts.pseudonyms)

    assert await count_kept(engine, sari) == {}
    assert await places_of(engine, sari) == set()


async def test_what_was_settled_still_holds_without_the_words_of_who_asked(
    parts: Parts, engine: AsyncEngine
) -> None:
    question = "Kenapa Rahmat sakit parah?"
    await parts.shelf(GUILD).add(DRAFT)
    sari = person(parts, SARI)
    asked = AskedAs(question, question_key(question), asker=sari.pseudonym)
    await Judgements(engine).judge(GUILD, asked, PassagePlace(DRAFT.id, 1, 1), BUDI)
    assert (await parts.assistant.answer(question, GUILD)).hits[0].chosen

    await forget(engine, parts.querylog, sari, parts.pseudonyms)

    async with engine.connect() as connection:
        for table in metadata.sorted_tables:
            rows = (await connection.execute(select(table))).all()
            assert not [row for row in rows if "rahmat" in str(row).lower()]
    answer = await parts.assistant.answer("kenapa rahmat sakit parah", GUILD)
    assert (answer.hits[0].article.id, answer.hits[0].chosen) == (DRAFT.id, True)
    assert not (await parts.assistant.answer("Kenapa Rahmat sembuh?", GUILD)).answered
