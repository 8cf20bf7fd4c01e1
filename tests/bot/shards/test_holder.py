"""Holding shards, with leases in memory and a clock that tests move."""

import asyncio
from collections.abc import Collection

import pytest

from bot.shards.holder import BEAT_SECONDS, TRUSTED_SECONDS, Holder
from bot.shards.leases import LEASE, Found, Leases
from tests.clock import Clock

SHARDS = 8


class Table(Leases):
    """The leases as the server has them, of one process among others."""

    def __init__(self) -> None:
        self.of: dict[int, str] = {}
        self.processes = 1
        self.settings = 0
        self.failing = False
        self.name = "here"

    async def renew(self) -> Found:
        self._check()
        held = frozenset(shard for shard, name in self.of.items() if name == "here")
        return Found(held, self.processes, self.settings)

    async def take(self, most: int) -> frozenset[int]:
        self._check()
        free = [shard for shard in range(SHARDS) if shard not in self.of][:most]
        self.of |= dict.fromkeys(free, "here")
        return frozenset(free)

    async def release(self, shards: Collection[int]) -> None:
        self._check()
        for shard in shards:
            del self.of[shard]

    async def leave(self) -> None:
        self.of = {shard: name for shard, name in self.of.items() if name != "here"}

    def _check(self) -> None:
        if self.failing:
            raise ConnectionResetError("cut off")


class Running:
    """What runs, and how often settings were read again."""

    def __init__(self) -> None:
        self.now: set[int] = set()
        self.refreshed = 0
        self.failing = False

    def start(self, shard: int) -> None:
        assert shard not in self.now
        self.now.add(shard)

    async def stop(self, shards: Collection[int]) -> None:
        assert self.now.issuperset(shards)
        self.now -= set(shards)

    async def refresh(self) -> None:
        if self.failing:
            raise ConnectionResetError
        self.refreshed += 1


class Process:
    """A process, and all that it depends on."""

    def __init__(self) -> None:
        self.time = 100.0
        self.table, self.running, self.down = Table(), Running(), False
        self.holder = Holder(self.table, SHARDS, self.running, self._is_down, lambda: self.time)

    async def _is_down(self) -> bool:
        return self.down

    async def beats(self, times: int = 1) -> None:
        for _ in range(times):
            self.time += BEAT_SECONDS
            await self.holder.beat()


@pytest.fixture
def process() -> Process:
    return Process()


async def test_a_process_alone_runs_every_shard_and_of_several_each_its_share(
    process: Process,
) -> None:
    await process.beats()
    assert process.running.now == set(range(SHARDS))
    process.table.processes = 3
    await process.beats()

    assert process.running.now == {0, 1, 2}
    assert set(process.table.of) == {0, 1, 2}


async def test_a_process_takes_what_is_free_up_to_its_share(process: Process) -> None:
    process.table.of = dict.fromkeys(range(7), "there")
    process.table.processes = 2
    await process.beats()
    assert process.running.now == {7}
    process.table.of = {7: "here"}
    await process.beats()

    assert process.running.now == {0, 1, 2, 7}


async def test_a_process_without_shards_stands_by(process: Process) -> None:
    process.table.of = dict.fromkeys(range(SHARDS), "there")
    await process.beats()

    assert process.running.now == set()
    assert process.holder.is_trusted()
    assert not any(process.holder.trusts(shard) for shard in range(SHARDS))


async def test_a_shard_that_another_process_has_taken_is_stopped(process: Process) -> None:
    await process.beats()
    process.table.of[3] = "there"
    process.table.processes = 2
    process.table.of |= dict.fromkeys(range(4, 8), "there")
    await process.beats()

    assert process.running.now == {0, 1, 2}
    assert not process.holder.trusts(3)


async def test_a_lease_is_trusted_for_less_time_than_others_wait_and_from_before_it_was_asked_for(
    process: Process,
) -> None:
    await process.beats()
    renewed_at = process.time
    process.table.failing = True
    while process.time + BEAT_SECONDS < renewed_at + TRUSTED_SECONDS:
        await process.beats()
        assert process.holder.trusts(0)
    process.time = renewed_at + TRUSTED_SECONDS

    assert LEASE.total_seconds() > TRUSTED_SECONDS
    assert not process.holder.trusts(0)
    assert process.running.now == set(range(SHARDS))  # Nobody may have taken it.


async def test_a_process_that_was_stopped_trusts_nothing_until_it_has_asked(
    process: Process,
) -> None:
    await process.beats()
    process.time += 60
    assert not process.holder.trusts(0)
    await process.beats()

    assert process.holder.trusts(0)


async def test_while_the_server_does_not_run_leases_stay_valid(process: Process) -> None:
    await process.beats()
    process.table.failing = process.down = True
    await process.beats(30)
    assert process.holder.trusts(0)
    process.table.failing = process.down = False
    await process.beats()

    assert process.running.now == set(range(SHARDS))


async def test_a_lease_that_was_over_before_the_server_was_found_down_stays_over(
    process: Process,
) -> None:
    await process.beats()
    process.table.failing = True
    await process.beats(5)
    process.down = True
    await process.beats()

    assert not process.holder.trusts(0)


async def test_shards_start_only_once_the_settings_of_their_servers_were_read(
    process: Process,
) -> None:
    process.running.failing = True
    await process.beats()
    assert process.running.now == set()
    process.running.failing = False
    await process.beats()
    assert (process.running.refreshed, len(process.running.now)) == (1, SHARDS)

    await process.beats()
    assert process.running.refreshed == 1
    process.table.settings += 1
    await process.beats()
    assert process.running.refreshed == 2


async def test_shards_whose_release_failed_are_released_later(
    process: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def fail(_: Collection[int]) -> None:
        raise ConnectionResetError

    await process.beats()
    process.table.processes = 2
    with monkeypatch.context() as patch:
        patch.setattr(process.table, "release", fail)
        await process.beats()
    assert process.running.now == {0, 1, 2, 3}
    assert not process.holder.trusts(4)
    await process.beats()

    assert set(process.table.of) == process.running.now == {0, 1, 2, 3}


async def test_an_unforeseen_error_does_not_end_the_renewals(
    process: Process, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    beats = 0

    async def beat() -> None:
        nonlocal beats
        beats += 1
        if beats == 1:
            raise RuntimeError("broken")
        raise asyncio.CancelledError

    process.holder.beat = beat  # type: ignore[method-assign]
    holding = asyncio.create_task(process.holder.hold())
    await asyncio.sleep(0)
    clock.move(BEAT_SECONDS)
    with pytest.raises(asyncio.CancelledError):
        await holding

    assert beats == 2
    assert "Could not hold the shards." in caplog.text


async def test_whoever_leaves_runs_nothing_any_more(process: Process) -> None:
    await process.beats()
    await process.holder.leave()

    assert process.table.of == {}
    assert not process.holder.trusts(0)
