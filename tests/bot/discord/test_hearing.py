import asyncio
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import cast

import discord
import pytest

from bot.discord.gateway import LastingConnection
from bot.discord.hearing import CHECK_SECONDS, DEAF_SECONDS, SILENT_SECONDS, Hearing
from bot.errors import DeafError


class Discord:
    """A client with two shards, as much of it as is listened to, and its clock."""

    def __init__(self) -> None:
        self.shard_ids = None
        self.shard_count: int | None = None
        self.connections: list[LastingConnection] = []
        self.time = 1000.0
        self.checks: list[str] = []
        self.reachable = True
        self.http = SimpleNamespace(request=self.request)

    @property
    def shards(self) -> dict[int, discord.ShardInfo]:
        return {
            number: discord.ShardInfo(
                cast("discord.shard.Shard", SimpleNamespace(id=number, ws=ws)), 2
            )
            for number, ws in enumerate(self.connections)
        }

    async def request(self, _route: object) -> None:
        self.checks.append("asked")
        if not self.reachable:
            raise ConnectionRefusedError

    def connect(self) -> None:
        """Begin a session with one shard more."""
        self.shard_count = 2
        socket = SimpleNamespace(closed=False)
        connection = LastingConnection(
            cast("discord.gateway.DiscordClientWebSocketResponse", socket),
            loop=asyncio.get_running_loop(),
        )
        connection.heard_at = self.time
        self.connections.append(connection)

    def hears(self) -> None:
        """Let every shard hear something."""
        for connection in self.connections:
            connection.heard_at = self.time


@pytest.fixture
def there() -> Discord:
    return Discord()


@pytest.fixture
def ears(there: Discord) -> Hearing:
    return Hearing(cast("discord.AutoShardedClient", there), lambda: there.time)


@pytest.fixture
async def connected(there: Discord, ears: Hearing) -> Hearing:
    for shard_id in range(2):
        there.connect()
        ears.connected(shard_id)
    return ears


async def test_a_client_is_deaf_until_every_shard_is_connected(
    there: Discord, ears: Hearing
) -> None:
    there.time += 7
    assert ears.deaf_seconds() == 7
    there.connect()
    assert ears.deaf_seconds() == 7
    ears.connected(0)
    there.time += 5
    # The other one had to wait for its turn.
    assert ears.deaf_seconds() == 5
    there.connect()
    ears.connected(1)

    assert ears.deaf_seconds() is None
    assert ears.deaf_since() is None


async def test_a_shard_is_deaf_from_its_disconnection_until_it_resumes(
    there: Discord, connected: Hearing
) -> None:
    connected.disconnected(1)
    there.time += 40
    connected.disconnected(1)  # Another try failed.
    there.time += 2
    assert connected.deaf_seconds() == 42
    since = connected.deaf_since()
    assert since is not None
    assert timedelta(0) <= datetime.now(UTC) - timedelta(seconds=42) - since < timedelta(minutes=1)

    connected.connected(1)

    assert connected.deaf_seconds() is None


async def test_a_shard_that_is_taken_over_is_deaf_from_then_until_it_is_connected(
    there: Discord, connected: Hearing
) -> None:
    there.time += 100
    there.hears()
    connected.expecting(1)
    there.time += 3
    assert connected.deaf_seconds() == 3
    connected.connected(1)

    assert connected.deaf_seconds() is None


async def test_a_shard_with_a_closed_connection_is_deaf_before_the_client_knows(
    there: Discord, connected: Hearing
) -> None:
    there.connections[0].socket.closed = True  # type: ignore[misc]
    assert connected.deaf_seconds() == 0
    there.time += 3

    assert connected.deaf_seconds() == 3


async def test_a_connection_that_is_open_but_silent_is_deaf(
    there: Discord, connected: Hearing
) -> None:
    there.time += SILENT_SECONDS
    assert connected.deaf_seconds() is None
    there.time += 1

    assert connected.deaf_seconds() == SILENT_SECONDS + 1


class Watching:
    """The watch, whose pauses are over at once; what happens meanwhile is up to the test."""

    def __init__(self, there: Discord, ears: Hearing, patch: pytest.MonkeyPatch) -> None:
        self.there, self.ears, self.checks = there, ears, 0
        self.most = 1000
        patch.setattr(asyncio, "sleep", self.pause)

    async def pause(self, seconds: float) -> None:
        assert seconds == CHECK_SECONDS
        self.there.time += seconds
        if self.checks > self.most:
            raise asyncio.CancelledError

    def checked(self) -> None:
        self.checks += 1

    async def go(self) -> float:
        """Return how long it took until it was found to be deaf for too long."""
        began = self.there.time
        with pytest.raises(DeafError):
            await self.ears.watch(self.checked)
        return self.there.time - began


@pytest.fixture
def watching(there: Discord, connected: Hearing, monkeypatch: pytest.MonkeyPatch) -> Watching:
    return Watching(there, connected, monkeypatch)


async def test_a_bot_that_is_deaf_for_ten_minutes_ends(watching: Watching) -> None:
    watching.ears.disconnected(0)

    # From the first check that found it deaf.
    assert await watching.go() == CHECK_SECONDS + DEAF_SECONDS == 630


async def test_a_bot_that_never_connects_ends(
    there: Discord, ears: Hearing, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert await Watching(there, ears, monkeypatch).go() == CHECK_SECONDS + DEAF_SECONDS


async def test_the_supervisor_hears_of_each_check_until_the_end(watching: Watching) -> None:
    watching.ears.disconnected(0)
    await watching.go()

    assert watching.checks == DEAF_SECONDS / CHECK_SECONDS


async def test_an_outage_of_discord_is_waited_for_and_only_what_follows_counts(
    watching: Watching,
) -> None:
    watching.ears.disconnected(0)
    watching.there.reachable = False

    def checked() -> None:
        watching.checks += 1
        watching.there.reachable = watching.checks >= 100

    watching.checked = checked  # type: ignore[method-assign]

    assert await watching.go() == 101 * CHECK_SECONDS + DEAF_SECONDS


async def test_a_bot_that_hears_goes_on_and_asks_discord_nothing(watching: Watching) -> None:
    def checked() -> None:
        watching.checks += 1
        watching.there.hears()

    with pytest.raises(asyncio.CancelledError):
        await watching.ears.watch(checked)

    assert not watching.there.checks


async def test_a_bot_that_hears_again_in_time_goes_on(watching: Watching) -> None:
    watching.ears.disconnected(0)

    def checked() -> None:
        watching.checks += 1
        watching.there.hears()
        if watching.checks % 19 == 0:
            watching.ears.connected(0)
        if watching.checks % 20 == 0:
            watching.ears.disconnected(0)

    with pytest.raises(asyncio.CancelledError):
        await watching.ears.watch(checked)
