import asyncio
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from unittest.mock import ANY

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.asked import Asked, WayIn
from bot.judgements.judgements import AskedAs, Judgements, PassagePlace
from bot.parts import Parts
from bot.querylog.answer_changes import AnswerChange, Effect
from bot.querylog.asked_before import AskedQuestion
from bot.querylog.closing import ClosedAs, close
from bot.querylog.unanswered import LOOKBACK, unanswered
from bot.querylog.wishes import Wishes
from bot.questions import reasking
from bot.questions.effects import Asking, effects
from bot.questions.reasking import (
    Changed,
    affected,
    changed_outside_discord,
    last_change,
)
from corpus.database import writing
from corpus.draft import Draft
from corpus.moments import last_moment
from corpus.schema import EVERYWHERE, answer_changes, audit, closed_questions, queries
from tests.bot.waiting import CROWING, CROWING_AGAIN, DUCK, HEN, NEVER, SWIMMING, ask_unanswered

LAST_YEAR = datetime.now(UTC) - timedelta(days=365)
Found = dict[Effect, set[str]]
"""The questions by what became of their answers."""


async def ask(parts: Parts, *articles: str, guild_id: int = 7, since: int | None = None) -> Found:
    """Ask again after the last change of each of these articles, or after those since then."""
    since = since or await last_changed(parts.engine, articles)
    asked = await parts.ask_again(Changed(guild_id, frozenset(articles), since))
    found: Found = defaultdict(set)
    for change in () if asked is None else asked.changes:
        found[change.effect].add(change.question)
    return dict(found)


async def next_moment(engine: AsyncEngine) -> int:
    return await last_moment(engine) + 1


async def last_changed(engine: AsyncEngine, articles: Collection[str]) -> int:
    """Return the first of the moments at which each of these articles was last changed."""
    last = select(func.max(audit.c.moment)).group_by(audit.c.article_id)
    async with engine.connect() as connection:
        moments: Iterable[int] = await connection.scalars(
            last.where(audit.c.article_id.in_(articles))
        )
        return min(moments)


async def open_questions(parts: Parts, guild_id: int = 7) -> Collection[str]:
    return {one.question for one in await unanswered(parts.engine, guild_id, LAST_YEAR)}


async def closings(engine: AsyncEngine) -> dict[str, tuple[str | None, datetime]]:
    """Return by what each question key is closed, and since when."""
    async with engine.connect() as connection:
        rows = await connection.execute(select(closed_questions))
        return {row.question_key: (row.article_id, row.closed_at) for row in rows}


async def stored(engine: AsyncEngine) -> list[str]:
    """Return the stored effects."""
    async with engine.connect() as connection:
        return list(await connection.scalars(select(answer_changes.c.effect)))


async def test_newly_answered_questions_are_returned_and_closed_and_the_rest_stay_open(
    parts: Parts,
) -> None:
    await ask_unanswered(parts, CROWING, 7)
    await ask_unanswered(parts, CROWING_AGAIN, 7)
    await ask_unanswered(parts, SWIMMING, 7)
    await ask_unanswered(parts, NEVER, 7)
    await parts.shelf(7).add(HEN)
    await parts.shelf(7).add(DUCK)

    found = await ask(parts, "ayam", "bebek")

    # The words in which a question was last asked stand for all of its wordings.
    assert found == {Effect.GAINED: {CROWING_AGAIN, SWIMMING}}
    assert await open_questions(parts) == {NEVER}


async def test_only_questions_that_a_changed_article_answers_are_closed_and_returned(
    parts: Parts,
) -> None:
    await ask_unanswered(parts, CROWING, 7)
    await parts.shelf(7).add(HEN)
    await parts.shelf(7).add(DUCK)

    assert await ask(parts, "bebek") == {}
    assert await open_questions(parts) == {CROWING}


async def test_a_doubtfully_answered_question_stays_open(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ask_unanswered(parts, CROWING, 7)
    await parts.shelf(7).add(HEN)
    await parts.shelves.refresh(7)
    sure = (await parts.assistant.answer(CROWING, 7)).confidence
    monkeypatch.setattr(parts.guilds, "least_confidence", lambda _guild_id: sure - 0.01)
    answer = await parts.assistant.answer(CROWING, 7)
    assert answer.answered
    assert answer.doubtful

    assert await ask(parts, "ayam") == {Effect.MAYBE: {CROWING}}
    assert await open_questions(parts) == {CROWING}


async def test_a_second_caller_returns_the_same_and_a_later_one_nothing(
    parts: Parts,
) -> None:
    await ask_unanswered(parts, CROWING, 7)
    before = await next_moment(parts.engine)
    await parts.shelf(7).add(HEN)
    first = await ask(parts, "ayam", since=before)

    assert first == await ask(parts, "ayam", since=before) == {Effect.GAINED: {CROWING}}
    assert await stored(parts.engine) == ["gained"]
    # The next change of the same article, which answers the question as it did.
    since = await next_moment(parts.engine)
    kept = await closings(parts.engine)
    await parts.shelf(7).revise(replace(HEN, source="Antara"), 1)
    assert await ask(parts, "ayam", since=since) == {}
    assert await closings(parts.engine) == kept


async def test_questions_that_a_changed_article_no_longer_answers_reopen(parts: Parts) -> None:
    await ask_unanswered(parts, CROWING, 7)
    await parts.shelf(7).add(HEN)
    await ask(parts, "ayam")

    await parts.shelf(7).revise(replace(HEN, body="Kandang itu sudah lama sekali kosong."), 1)

    assert await ask(parts, "ayam") == {Effect.LOST: {CROWING}}
    assert await open_questions(parts) == {CROWING}


async def test_questions_of_a_removed_article_reopen_or_are_reassigned(
    parts: Parts,
) -> None:
    await ask_unanswered(parts, CROWING, 7)
    await parts.shelf(7).add(HEN)
    await ask(parts, "ayam")
    [(key, (_, closed_at))] = (await closings(parts.engine)).items()
    twin = Draft("jago", "Jago", "", None, "id", "Setiap pagi buta ayam jantan berkokok, dua kali.")
    await parts.shelf(7).add(twin)

    await parts.shelf(7).remove("ayam")
    assert await ask(parts, "ayam") == {Effect.CHANGED: {CROWING}}
    assert await closings(parts.engine) == {key: ("jago", closed_at)}

    await parts.shelf(7).remove("jago")
    await ask(parts, "jago")
    assert await open_questions(parts) == {CROWING}


async def test_a_judged_question_whose_passage_is_gone_reopens(parts: Parts) -> None:
    query = await ask_unanswered(parts, NEVER, 7)
    await parts.shelf(7).add(HEN)
    judge = Judgements(parts.engine).judge
    await judge(7, AskedAs(query.question, query.question_key), PassagePlace("ayam", 1, 1), None)
    await ask(parts, "ayam")
    assert await open_questions(parts) == set()

    await parts.shelf(7).remove("ayam")
    await ask(parts, "ayam")

    assert await open_questions(parts) == {NEVER}


async def test_a_dismissed_question_is_not_asked_again(parts: Parts) -> None:
    query = await ask_unanswered(parts, CROWING, 7)
    await close(parts.engine, 7, [query.question_key], ClosedAs.DISMISSED, by=1)
    await parts.shelf(7).add(HEN)

    assert await ask(parts, "ayam") == {}


async def test_old_questions_are_not_asked_again(parts: Parts) -> None:
    await ask_unanswered(parts, CROWING, 7)
    async with writing(parts.engine) as connection:
        long_ago = datetime.now(UTC) - LOOKBACK - timedelta(hours=1)
        await connection.execute(update(queries).values(asked_at=long_ago))
    await parts.shelf(7).add(HEN)

    assert await ask(parts, "ayam") == {}


async def test_questions_of_nearly_the_same_meaning_are_closed_together(parts: Parts) -> None:
    for question in ("Di mana ayam diam sebentar?", "Di mana ayam diam sebnetar?"):
        await ask_unanswered(parts, question, 7)
    await parts.shelf(7).add(HEN)

    found = await ask(parts, "ayam")

    assert len(found[Effect.GAINED]) == 2
    [one, other] = (await closings(parts.engine)).values()
    assert one == other


async def test_asking_again_is_not_logged(parts: Parts) -> None:
    await ask_unanswered(parts, CROWING, 7)
    await parts.shelf(7).add(HEN)

    await ask(parts, "ayam")

    async with parts.engine.connect() as connection:
        assert len((await connection.execute(select(queries))).all()) == 1


async def test_a_change_of_the_shared_shelf_affects_servers_with_questions(
    parts: Parts,
) -> None:
    for guild_id in (7, 8, None):
        await ask_unanswered(parts, CROWING, guild_id)
    changed = Changed(EVERYWHERE, frozenset(["ayam"]), 1)
    await parts.shelf(EVERYWHERE).add(HEN)

    each = await affected(parts.engine, changed)

    assert sorted(one.guild_id for one in each) == [EVERYWHERE, 7, 8]
    for one in each:
        assert await ask(parts, "ayam", guild_id=one.guild_id) == {Effect.GAINED: {CROWING}}


async def test_a_servers_own_article_answers_only_there(parts: Parts) -> None:
    for guild_id in (7, 8, None):
        await ask_unanswered(parts, CROWING, guild_id)
    await parts.shelf(7).add(HEN)
    [changed] = await affected(parts.engine, Changed(7, frozenset(["ayam"]), 1))

    assert changed.guild_id == 7
    await ask(parts, "ayam")
    assert await open_questions(parts) == set()
    for other in (8, EVERYWHERE):
        assert await ask(parts, "ayam", guild_id=other) == {}
        assert await open_questions(parts, other) == {CROWING}


async def test_changes_outside_discord_are_grouped_by_shelf(parts: Parts) -> None:
    first = await last_change(parts.engine)
    await parts.shelf(7).add(HEN)
    await parts.shelf(7).add(DUCK, by=42)
    await parts.shelf(8).add(replace(HEN, id="ayam-8"))
    until = await last_change(parts.engine)
    await parts.shelf(7).remove("ayam")

    found = await changed_outside_discord(parts.engine, first, until)

    assert {one.guild_id: one.articles for one in found} == {7: {"ayam"}, 8: {"ayam-8"}}
    last = await last_moment(parts.engine)
    assert all(one.since <= last for one in found)
    [later] = await changed_outside_discord(parts.engine, until, until + 1)
    assert later.articles == {"ayam"}


async def test_effects_are_those_of_the_change_not_of_what_was_settled_before(
    parts: Parts,
) -> None:
    """A moderator chose the passage, which the log does not know of."""
    await parts.shelf(7).add(HEN)
    query = await ask_unanswered(parts, NEVER, 7)
    judge = Judgements(parts.engine).judge
    await judge(7, AskedAs(query.question, query.question_key), PassagePlace("ayam", 1, 1), None)

    await parts.shelf(7).add(DUCK)

    assert await ask(parts, "bebek") == {}


async def test_each_change_has_the_effect_that_it_had(parts: Parts) -> None:
    await ask_unanswered(parts, CROWING, 7)
    await parts.shelf(7).add(HEN)
    assert await ask(parts, "ayam") == {Effect.GAINED: {CROWING}}
    await parts.shelf(7).remove("ayam")
    assert await ask(parts, "ayam") == {Effect.LOST: {CROWING}}
    await parts.shelf(7).restore("ayam")
    assert await ask(parts, "ayam") == {Effect.GAINED: {CROWING}}

    assert await stored(parts.engine) == ["gained", "lost", "gained"]


async def test_a_passage_that_only_moves_is_no_change(parts: Parts) -> None:
    await parts.shelf(7).add(HEN)
    await parts.assistant.ask(Asked(CROWING, WayIn.SLASH, 7))
    await parts.querylog.flush()
    moved = replace(HEN, body=f"Kandang itu milik nenek sejak lama sekali.\n\n{HEN.body}")

    await parts.shelf(7).revise(moved, 1)

    assert await ask(parts, "ayam") == {}


async def test_a_question_that_no_passage_answers_stays_closed_until_it_gains_an_answer(
    parts: Parts,
) -> None:
    query = await ask_unanswered(parts, CROWING, 7)
    asked = AskedAs(CROWING, query.question_key)
    await Judgements(parts.engine).judge_unanswerable(7, asked, [], 1)
    await parts.shelf(7).add(DUCK)
    assert await ask(parts, "bebek") == {}
    assert await closings(parts.engine) == {query.question_key: (None, ANY)}

    await parts.shelf(7).add(HEN)
    assert await ask(parts, "ayam") == {Effect.GAINED: {CROWING}}
    assert await closings(parts.engine) == {query.question_key: ("ayam", ANY)}


async def test_what_an_answer_of_another_article_takes_away_reopens(parts: Parts) -> None:
    """The article that answered it did not change, so that only the effect shows it."""
    query = await ask_unanswered(parts, CROWING, 7)
    await parts.shelf(7).add(HEN)
    await ask(parts, "ayam")
    # As if another article had answered it.
    await close(parts.engine, 7, [query.question_key], ClosedAs.ANSWERED, article_id="lain")

    await parts.shelf(7).remove("ayam")
    assert await ask(parts, "ayam") == {Effect.LOST: {CROWING}}

    assert await open_questions(parts) == {CROWING}


async def test_concurrent_changes_store_each_effect_once(parts: Parts) -> None:
    for question in (CROWING, SWIMMING):
        await ask_unanswered(parts, question, 7)
    since = await next_moment(parts.engine)
    await parts.shelf(7).add(HEN)
    await parts.shelf(7).add(DUCK)

    first, second = await asyncio.gather(
        ask(parts, "ayam", since=since), ask(parts, "bebek", since=since)
    )

    # Neither change was there when the other began, so that both moderators see both.
    assert first == second == {Effect.GAINED: {CROWING, SWIMMING}}
    assert await stored(parts.engine) == ["gained", "gained"]


async def test_a_question_deleted_meanwhile_has_no_effect(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    await ask_unanswered(parts, CROWING, 7)
    await ask_unanswered(parts, SWIMMING, 7)
    await parts.shelf(7).add(HEN)
    await parts.shelf(7).add(DUCK)

    async def compare_and_delete(
        asking: Asking, questions: Sequence[AskedQuestion]
    ) -> list[AnswerChange]:
        found = await effects(asking, questions)
        async with writing(parts.engine) as connection:
            await connection.execute(delete(queries).where(queries.c.question == CROWING))
        return found

    monkeypatch.setattr(reasking, "effects", compare_and_delete)

    assert await ask(parts, "ayam", "bebek") == {Effect.GAINED: {SWIMMING}}


async def test_of_too_many_questions_those_that_people_wait_for_are_asked_and_the_most_asked(
    parts: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    awaited = await ask_unanswered(parts, CROWING, 7)
    await Wishes(parts.engine).keep(awaited, 42, 2)
    for question in (SWIMMING, SWIMMING, "Siapa pemilik kolam bebek?"):
        await ask_unanswered(parts, question, 7)
    monkeypatch.setattr(reasking, "MAX_QUESTIONS", 2)
    since = await next_moment(parts.engine)
    await parts.shelf(7).add(HEN)
    await parts.shelf(7).add(DUCK)

    asked = await parts.ask_again(Changed(7, frozenset(["ayam", "bebek"]), since))

    assert asked is not None
    assert asked.cut
    assert {one.question for one in asked.changes} == {CROWING, SWIMMING}


async def test_a_follow_up_is_asked_again_with_what_it_follows(parts: Parts) -> None:
    first = await ask_unanswered(parts, "Apakah ayam berkokok?", 7)
    follow_up = await parts.assistant.ask(Asked("Kapan?", WayIn.SLASH, 7, follows=first.id))
    assert not follow_up.answer.answered
    await parts.querylog.flush()
    await parts.shelf(7).add(HEN)

    found = await ask(parts, "ayam")

    assert found == {Effect.GAINED: {"Apakah ayam berkokok?", "Kapan?"}}
    assert await open_questions(parts) == set()


async def test_nothing_is_asked_if_nothing_was_changed(parts: Parts) -> None:
    changed = Changed(7, frozenset(["ayam"]), await next_moment(parts.engine))

    assert await parts.ask_again(changed) is None
