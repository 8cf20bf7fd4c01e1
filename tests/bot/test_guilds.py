import asyncio
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

import bot.guilds
from bot.guilds import Guilds, GuildSettings, Strictness
from corpus.draft import Draft
from corpus.errors import NoArticleError
from corpus.schema import guilds as table
from corpus.shelf import Shelf

pytestmark = pytest.mark.databases("sqlite", "postgresql")

NOW = datetime(2026, 7, 5, tzinfo=UTC)
DAY = timedelta(days=1)
HERE, THERE = 11, 22


def everywhere(_guild_id: int) -> bool:
    """Every server is known to the process."""
    return True


async def left(engine: AsyncEngine) -> dict[int, datetime | None]:
    async with engine.connect() as connection:
        rows = await connection.execute(select(table.c.id, table.c.left_at))
        return {row.id: row.left_at for row in rows}


async def test_settings_of_a_server_survive_a_restart(engine: AsyncEngine) -> None:
    settings = GuildSettings(
        id=HERE,
        language="en",
        ask_private=True,
        strictness=Strictness.STRICT,
        log_channel_id=5,
        digest=True,
        moderator_roles=frozenset({7, 8}),
        channels=frozenset({9}),
    )
    guilds = await Guilds.load(engine, 0.3)

    await guilds.save(settings)

    again = await Guilds.load(engine, 0.3)
    assert guilds.of(HERE) == again.of(HERE) == settings
    assert again.of(THERE) == GuildSettings(THERE)
    assert again.of(None) == GuildSettings(0)


async def test_saving_again_replaces_the_settings(engine: AsyncEngine) -> None:
    guilds = await Guilds.load(engine, 0.3)
    await guilds.save(GuildSettings(HERE, moderator_roles=frozenset({7}), channels=frozenset({9})))

    await guilds.save(GuildSettings(HERE, moderator_roles=frozenset({8})))

    again = await Guilds.load(engine, 0.3)
    assert again.of(HERE) == GuildSettings(HERE, moderator_roles=frozenset({8}))


async def test_noting_a_server_does_not_replace_settings_that_are_changed_meanwhile(
    engine: AsyncEngine,
) -> None:
    guilds = await Guilds.load(engine, 0.3)
    await asyncio.gather(
        guilds.note_present([HERE], NOW, everywhere),
        guilds.set_left(HERE, None),
        guilds.change(HERE, lambda settings: replace(settings, log_channel_id=5)),
    )

    again = await Guilds.load(engine, 0.3)
    assert guilds.of(HERE) == again.of(HERE) == GuildSettings(HERE, log_channel_id=5)


async def test_a_change_leaves_what_another_process_has_changed(engine: AsyncEngine) -> None:
    here, there = [await Guilds.load(engine, 0.3) for _ in range(2)]
    await here.change(HERE, lambda was: replace(was, language="en", channels=frozenset({9})))

    await there.change(HERE, lambda was: replace(was, moderator_roles=frozenset({7})))

    expected = GuildSettings(
        HERE, language="en", channels=frozenset({9}), moderator_roles=frozenset({7})
    )
    assert there.of(HERE) == (await Guilds.load(engine, 0.3)).of(HERE) == expected


async def test_only_servers_that_a_process_knows_count_as_left_or_are_purged(
    engine: AsyncEngine,
) -> None:
    guilds = await Guilds.load(engine, 0.3)
    for guild_id in (HERE, THERE):
        await guilds.set_left(guild_id, None)

    await guilds.note_present([], NOW, lambda guild_id: guild_id == HERE)
    assert await left(engine) == {HERE: NOW, THERE: None}

    await guilds.set_left(THERE, NOW)
    assert await guilds.purge_left(NOW + DAY, lambda guild_id: guild_id == HERE) == [HERE]


async def test_a_digest_is_claimed_by_one_and_can_be_given_back(engine: AsyncEngine) -> None:
    here, there = [await Guilds.load(engine, 0.3) for _ in range(2)]
    await here.save(GuildSettings(HERE, digest=True, log_channel_id=5))

    assert await here.claim_digest(HERE, None, NOW)
    assert not await there.claim_digest(HERE, None, NOW)
    await here.release_digest(HERE, None, NOW)
    assert await there.claim_digest(HERE, None, NOW + DAY)
    await here.release_digest(HERE, None, NOW)
    assert not await here.claim_digest(HERE, None, NOW)


async def test_concurrent_changes_are_all_kept(engine: AsyncEngine) -> None:
    guilds = await Guilds.load(engine, 0.3)

    def turn(role: int) -> asyncio.Future[GuildSettings]:
        return asyncio.ensure_future(
            guilds.change(
                HERE, lambda was: replace(was, moderator_roles=was.moderator_roles | {role})
            )
        )

    await asyncio.gather(*map(turn, range(1, 6)))

    assert (await Guilds.load(engine, 0.3)).of(HERE).moderator_roles == {1, 2, 3, 4, 5}


@pytest.mark.parametrize(
    ("strictness", "least"),
    [(Strictness.STRICT, 0.5), (Strictness.BALANCED, 0.3), (Strictness.GENEROUS, 0.15)],
)
async def test_strictness_shifts_the_confidence_threshold(
    engine: AsyncEngine, strictness: Strictness, least: float
) -> None:
    guilds = await Guilds.load(engine, 0.3)
    await guilds.save(GuildSettings(HERE, strictness=strictness))

    assert guilds.least_confidence(HERE) == pytest.approx(least)
    assert guilds.least_confidence(None) == 0.3
    assert 0 <= strictness.least(0.05) <= strictness.least(0.95) <= 1


def test_mentions_are_answered_in_the_channels_set_and_in_their_threads() -> None:
    settings = GuildSettings(HERE, channels=frozenset({9}))

    assert settings.answers_in(9, None)
    assert settings.answers_in(99, 9)
    assert not settings.answers_in(99, None)
    assert not settings.answers_in(99, 98)
    assert GuildSettings(HERE).answers_in(99, None)


async def test_only_servers_left_long_ago_are_purged(
    engine: AsyncEngine,
) -> None:
    guilds = await Guilds.load(engine, 0.3)
    for guild_id in (HERE, THERE):
        await Shelf(engine, guild_id).add(
            Draft(f"kopi-{guild_id}", "Kopi", "", None, "id", "Kopi Gayo dipanen pada bulan ini.")
        )
        await guilds.save(GuildSettings(guild_id, language="en"))
    await guilds.set_left(HERE, NOW)

    assert await guilds.purge_left(NOW, everywhere) == []
    assert guilds.of(HERE).language == "en"
    assert await guilds.purge_left(NOW + DAY, everywhere) == [HERE]

    assert guilds.of(HERE) == GuildSettings(HERE)
    assert list(await left(engine)) == [THERE]
    with pytest.raises(NoArticleError):
        await Shelf(engine, HERE).remove(f"kopi-{HERE}")
    assert await Shelf(engine, THERE).remove(f"kopi-{THERE}") == "Kopi"


async def test_a_server_that_comes_back_while_another_is_purged_is_kept(
    engine: AsyncEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    guilds = await Guilds.load(engine, 0.3)
    for guild_id in (HERE, THERE):
        await guilds.set_left(guild_id, NOW)

    async def come_back(engine: AsyncEngine, guild_id: int) -> None:
        assert guild_id == HERE
        await guilds.set_left(THERE, None)

    monkeypatch.setattr(bot.guilds, "purge_guild", come_back)

    assert await guilds.purge_left(NOW + DAY, everywhere) == [HERE]


async def test_rejoining_in_time_keeps_everything(engine: AsyncEngine) -> None:
    guilds = await Guilds.load(engine, 0.3)
    await guilds.save(GuildSettings(HERE, language="en"))
    await guilds.set_left(HERE, NOW)

    await guilds.set_left(HERE, None)

    assert await guilds.purge_left(NOW + 99 * DAY, everywhere) == []
    assert guilds.of(HERE).language == "en"


async def test_a_server_without_settings_is_purged_too(engine: AsyncEngine) -> None:
    guilds = await Guilds.load(engine, 0.3)
    await guilds.set_left(HERE, None)
    await guilds.set_left(HERE, NOW)
    await guilds.set_left(THERE, NOW)

    assert await guilds.purge_left(NOW + DAY, everywhere) == [HERE, THERE]


async def test_servers_left_or_rejoined_while_not_running_are_recorded_at_the_start(
    engine: AsyncEngine,
) -> None:
    stayed, kicked, back, new, kicked_before, never = range(1, 7)
    guilds = await Guilds.load(engine, 0.3)
    for guild_id in (stayed, kicked):
        await guilds.set_left(guild_id, None)
    for guild_id in (back, kicked_before):
        await guilds.set_left(guild_id, NOW - DAY)
    await Shelf(engine, never).add(Draft("a", "A", "", None, "id", "Sesuatu yang disiapkan."))

    await (await Guilds.load(engine, 0.3)).note_present({stayed, back, new}, NOW, everywhere)

    assert await left(engine) == {
        stayed: None,
        kicked: NOW,
        back: None,
        new: None,
        kicked_before: NOW - DAY,
    }


@pytest.mark.parametrize(
    ("settings", "sent_at", "due"),
    [
        ({"digest": True, "log_channel_id": 5}, None, True),
        ({"digest": True, "log_channel_id": 5}, NOW - DAY, True),
        ({"digest": True, "log_channel_id": 5}, NOW, False),
        ({"digest": True}, None, False),
        ({"log_channel_id": 5}, None, False),
    ],
)
async def test_a_digest_is_due_where_it_is_enabled_and_was_not_posted_lately(
    engine: AsyncEngine, settings: dict[str, Any], sent_at: datetime | None, due: bool
) -> None:
    guilds = await Guilds.load(engine, 0.3)
    await guilds.save(GuildSettings(HERE, **settings))
    if sent_at is not None:
        assert await guilds.claim_digest(HERE, None, sent_at)
    # Later changes of settings leave it as it is.
    await guilds.save(GuildSettings(HERE, language="en", **settings))

    assert await guilds.digests_due(NOW - DAY) == ({HERE: sent_at} if due else {})
    await guilds.set_left(HERE, NOW)
    assert await guilds.digests_due(NOW - DAY) == {}
