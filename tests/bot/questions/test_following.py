import itertools
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.exc import OperationalError

from bot.judgements.judgements import AskedAs, Judgements
from bot.parts import Parts
from bot.querylog.closing import ClosedAs
from bot.querylog.unanswered import unanswered
from bot.querylog.wishes import Wishes
from bot.questions.following import MOST_WAITING, Held, changed_in, found_by, spread_changes
from corpus.outbox import Task, done, due
from corpus.schema import EVERYWHERE, answer_changes, closed_questions
from tests.bot.waiting import CROWING, DUCK, HEN, ask_unanswered
from tests.failing import failing_at

pytestmark = pytest.mark.databases("sqlite", "postgresql")

LAST_YEAR = datetime.now(UTC) - timedelta(days=365)


def test_a_server_is_held_until_everybody_has_let_it_go() -> None:
    held = Held()
    with held.holding(7):
        with held.holding(7), held.holding(8):
            assert set(held) == {7, 8}
        assert set(held) == {7}
    assert set(held) == set()


def test_once_too_many_wait_none_does_until_the_outbox_has_caught_up() -> None:
    held = Held()
    with ExitStack() as waiting:
        for _ in range(MOST_WAITING):
            waiting.enter_context(held.holding(7))
            assert held.lets_wait(7)
        with held.holding(7), held.holding(8):
            assert not held.lets_wait(7)
            assert held.lets_wait(8)

    with held.holding(7):
        assert not held.lets_wait(7)
        held.caught_up(7)
        assert held.lets_wait(7)


async def test_what_kutip_hides_by_itself_is_not_asked_about(parts: Parts) -> None:
    await parts.shelf(7).add(HEN)
    await parts.shelf(7).add(DUCK, by=42)
    [batch] = await due(parts.engine, Task.ASK)

    changed = await changed_in(parts.engine, batch)

    assert changed is not None
    assert changed.articles == {"ayam", "bebek"}
    # But it is part of the change: questions are asked as they were answered before it.
    assert changed.since == batch.since == batch.until - 2


async def test_a_shared_change_is_spread_once_to_where_it_is_seen_and_questions_were_asked(
    parts: Parts,
) -> None:
    for guild_id in (7, 9, None):
        await ask_unanswered(parts, CROWING, guild_id)
    await spread_changes(parts.engine, lambda _: True)
    for batch in await due(parts.engine, Task.ASK):
        await parts.follow_up(batch)
    await parts.shelf(EVERYWHERE).add(HEN)
    await parts.shelf(9).hide("ayam", by=42)

    for _ in range(2):
        await spread_changes(parts.engine, lambda _: True)

    hidden, *asked = sorted(await due(parts.engine, Task.ASK), key=lambda each: -each.guild_id)
    assert [each.guild_id for each in asked] == [7, EVERYWHERE]
    for batch in asked:
        changed = await changed_in(parts.engine, batch)
        assert changed is not None
        assert changed.articles == {"ayam"}
    # Only because it was hidden there, not because it was added.
    assert hidden.guild_id == 9
    assert hidden.since > asked[0].until


async def test_what_was_found_is_shown_and_asked_once(parts: Parts) -> None:
    await ask_unanswered(parts, CROWING, 7)
    await parts.shelf(7).add(HEN)
    [batch] = await due(parts.engine, Task.ASK)

    shown = await parts.follow_up(batch)

    assert shown is not None
    found = await found_by(parts.engine, shown)
    assert [one.question for one in found.changes] == [CROWING]
    assert await due(parts.engine, Task.ASK) == []
    assert await due(parts.engine, Task.SHOW) == [shown]


async def test_where_no_answer_changed_nothing_is_shown(parts: Parts) -> None:
    await parts.shelf(7).add(HEN)
    [batch] = await due(parts.engine, Task.ASK)

    assert await parts.follow_up(batch) is None
    assert await due(parts.engine, Task.ASK) == await due(parts.engine, Task.SHOW) == []


async def test_asking_again_is_repeated_if_it_was_interrupted_and_finds_the_same(
    parts: Parts,
) -> None:
    await ask_unanswered(parts, CROWING, 7)
    await parts.shelf(7).add(HEN)
    [batch] = await due(parts.engine, Task.ASK)
    changed = await changed_in(parts.engine, batch)
    assert changed is not None
    first = await parts.ask_again(changed)

    shown = await parts.follow_up(batch)

    assert shown is not None
    assert await found_by(parts.engine, shown) == first


async def test_asking_again_is_done_once_whichever_transaction_it_is_interrupted_at(
    parts: Parts,
) -> None:
    for number in itertools.count(1):
        guild_id = 100 + number
        query = await ask_unanswered(parts, CROWING, guild_id)
        await Wishes(parts.engine).keep(query, 42, 2)
        await parts.shelf(guild_id).add(replace(HEN, id=f"ayam-{guild_id}"))
        [batch] = await due(parts.engine, Task.ASK)
        try:
            with failing_at(parts.engine, number, "COMMIT"):
                await parts.follow_up(batch)
        except OperationalError:
            [batch] = await due(parts.engine, Task.ASK)
            await parts.follow_up(batch)
        else:
            break

        [shown] = await due(parts.engine, Task.SHOW)
        assert [one.question for one in (await found_by(parts.engine, shown)).changes] == [CROWING]
        assert await unanswered(parts.engine, guild_id, LAST_YEAR) == []
        assert len(await Wishes(parts.engine).fulfillable(guild_id, f"ayam-{guild_id}")) == 1
        async with parts.engine.connect() as connection:
            of_guild = select(answer_changes.c.effect).filter_by(guild_id=guild_id)
            assert (await connection.scalars(of_guild)).all() == ["gained"]
        await done(parts.engine, shown)
    assert number > 3


async def test_what_a_moderator_decided_after_a_change_stays_when_it_is_asked_about_later(
    parts: Parts,
) -> None:
    query = await ask_unanswered(parts, CROWING, 7)
    await parts.shelf(7).add(HEN)
    asked = AskedAs(CROWING, query.question_key)
    await Judgements(parts.engine).judge_unanswerable(7, asked, [], 1)

    [batch] = await due(parts.engine, Task.ASK)
    await parts.follow_up(batch)

    async with parts.engine.connect() as connection:
        closed_as = await connection.scalar(select(closed_questions.c.closed_as))
    assert closed_as == ClosedAs.UNANSWERABLE
