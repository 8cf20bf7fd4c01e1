from bot.parts import Parts
from bot.questions.following import Held, changed_in, found_by, spread_changes
from corpus.outbox import Task, due
from corpus.schema import EVERYWHERE
from tests.bot.waiting import CROWING, DUCK, HEN, ask_unanswered


def test_a_server_is_held_until_everybody_has_let_it_go() -> None:
    held = Held()
    with held.holding(7):
        with held.holding(7), held.holding(8):
            assert set(held) == {7, 8}
        assert set(held) == {7}
    assert set(held) == set()


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
    await spread_changes(parts.engine)
    for batch in await due(parts.engine, Task.ASK):
        await parts.follow_up(batch)
    await parts.shelf(EVERYWHERE).add(HEN)
    await parts.shelf(9).hide("ayam", by=42)

    for _ in range(2):
        await spread_changes(parts.engine)

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
