"""Plays faults, one after the other: `python -m group [--events=20] [--seed=1]`; see the package.

It prints a row for each event, with how long it took until every shard was answered again, and what
was wrong. The time of each shard after the first is Discord's: an IDENTIFY every five seconds, here
with as many at once as there are shards.
"""

import argparse
import asyncio
import contextlib
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

from group.cable import Cable
from group.standin import GroupDiscord, Question, watched
from tests.discord import payloads
from tests.discord.people import Person
from tests.discord.wire import TOKEN
from tests.discord.world import Guild
from tests.postgresql import Server, serving

ROOT = Path(__file__).parents[2]
SHARDS = 16
PROCESSES = 3
QUESTION = "Siapa Vipin Narang?"
PATIENCE = 120
"""Seconds until every shard must be run again."""
STOPPED_SECONDS = 20
"""How long a process is stopped or cut off: longer than a lease."""
AWAY_SECONDS = 60
"""How long PostgreSQL is away."""
ANSWER_SECONDS = 60


@dataclass
class Member:
    """A process of the group."""

    folder: Path
    port: int
    cable: Cable
    process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start the process, again if it was killed."""
        url = f"postgresql://kutip@127.0.0.1:{self.cable.port}/{DATABASE}"
        log = (self.folder / "log").open("ab")
        self.process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "tests.discord.launcher", str(self.port), "run"),
            cwd=self.folder,
            env=os.environ
            | {"OPENBLAS_NUM_THREADS": "1", "OWN_PATIENCE": "1", "DISCORD_TOKEN": TOKEN}
            | {"KUTIP_DATABASE_URL": url, "KUTIP_DATA_DIR": str(self.folder / "data")}
            | {"KUTIP_SECRET_FILE": str(self.folder.parent / "secret")},
            stderr=log,
        )

    def signal(self, number: signal.Signals) -> None:
        """Send the process a signal."""
        assert self.process is not None
        self.process.send_signal(number)


DATABASE = "shared"
Event = Callable[["Stage", Member], Awaitable[None]]


@dataclass
class Stage:
    """Discord, PostgreSQL and the processes."""

    discord: GroupDiscord
    postgresql: Server
    members: list[Member]
    askers: list[Person]
    draw: random.Random

    async def settled(self) -> float:
        """Wait until every shard is run by one process of those that run; return how long."""
        began = time.monotonic()
        while time.monotonic() - began < PATIENCE:
            held = [set(self.discord.connections_of(shard)) for shard in range(SHARDS)]
            if all(len(ports) == 1 for ports in held):
                return time.monotonic() - began
            await asyncio.sleep(0.1)
        raise TimeoutError(f"shards are run by {held}")

    async def ask(self, shard: int) -> None:
        """Ask on the server of a shard."""
        message = await self.askers[shard].mention(QUESTION)
        self.discord.seen.questions[message["id"]] = Question(shard, time.monotonic())

    async def asking(self) -> None:
        """Ask about once a second, until this is cancelled, where a session receives it."""
        while True:
            shard = self.draw.randrange(SHARDS)
            if shard in self.discord.gateway.sessions.current:
                await self.ask(shard)
            await asyncio.sleep(1)

    async def unanswered_shards(self) -> int:
        """Ask on every shard; return on how many there is no answer."""
        known = set(self.discord.seen.questions)
        for shard in range(SHARDS):
            await self.ask(shard)
        asked = [each for key, each in self.discord.seen.questions.items() if key not in known]
        for _ in range(10 * ANSWER_SECONDS):
            if all(question.answers for question in asked):
                break
            await asyncio.sleep(0.1)
        return sum(not question.answers for question in asked)


async def kill(stage: Stage, member: Member) -> None:
    """SIGKILL."""
    stage.discord.stopped.add(member.port)
    member.signal(signal.SIGKILL)
    assert member.process is not None
    await member.process.wait()


async def stop_for_a_while(stage: Stage, member: Member) -> None:
    """SIGSTOP, past its leases, then SIGCONT."""
    stage.discord.stopped.add(member.port)
    member.signal(signal.SIGSTOP)
    await asyncio.sleep(STOPPED_SECONDS)
    stage.discord.stopped.discard(member.port)
    member.signal(signal.SIGCONT)
    await asyncio.sleep(2)


async def cut_off(stage: Stage, member: Member) -> None:
    """Cut a process off from PostgreSQL, but not from Discord, past its leases."""
    member.cable.pull()
    await asyncio.sleep(STOPPED_SECONDS)
    member.cable.plug()


async def restart_postgresql(stage: Stage, _: Member) -> None:
    """Restart PostgreSQL."""
    await without_postgresql(stage, 0)


async def postgresql_away(stage: Stage, _: Member) -> None:
    """Take PostgreSQL away for longer than a lease."""
    await without_postgresql(stage, AWAY_SECONDS)


async def without_postgresql(stage: Stage, seconds: float) -> None:
    """Stop PostgreSQL, and start it again after so long."""
    stage.postgresql.run("CHECKPOINT")  # The tests' does not wait for the disk.
    for member in stage.members:
        member.cable.refuse()
    await asyncio.to_thread(stage.postgresql.stop)
    await asyncio.sleep(seconds)
    await asyncio.to_thread(stage.postgresql.start)
    for member in stage.members:
        await member.cable.listen()


async def cut_discord(stage: Stage, _: Member) -> None:
    """Cut all connections to Discord's gateway."""
    stage.discord.cut()
    await asyncio.sleep(1)


EVENTS: dict[str, Event] = {
    "SIGKILL": kill,
    f"SIGSTOP for {STOPPED_SECONDS} s": stop_for_a_while,
    f"cut off from PostgreSQL for {STOPPED_SECONDS} s": cut_off,
    "PostgreSQL restarted": restart_postgresql,
    f"PostgreSQL away for {AWAY_SECONDS} s": postgresql_away,
    "Discord cut": cut_discord,
}


@contextlib.asynccontextmanager
async def staged(folder: Path, seed: int) -> AsyncIterator[Stage]:
    """Start all but the processes."""
    (folder / "secret").write_bytes(b"s" * 32)
    draw = random.Random(seed)  # noqa: S311 - not for cryptography
    with serving() as postgresql:
        socket = postgresql.folder / ".s.PGSQL.5432"
        postgresql.run(f"CREATE DATABASE {DATABASE} TEMPLATE template0")
        async with GroupDiscord(SHARDS) as discord, contextlib.AsyncExitStack() as stack:
            guilds = [Guild(str(n), guild_id=payloads.snowflake(n, SHARDS)) for n in range(SHARDS)]
            discord.world.guilds = {guild.id: guild for guild in guilds}
            askers = [discord.person(guild.owner, guild.general) for guild in guilds]
            members = []
            for number in range(PROCESSES):
                own = folder / str(number)
                own.mkdir()
                cable = await stack.enter_async_context(Cable(socket))
                members.append(Member(own, await discord.listen_also(), cable))
            yield Stage(discord, postgresql, members, askers, draw)


def say(text: str) -> None:
    """Print a line at once."""
    print(text, flush=True)  # noqa: T201 - its output


async def play(stage: Stage, events: int) -> int:
    """Start the processes, play so many events, and return how much was wrong."""
    discord, seen = stage.discord, stage.discord.seen
    tasks = [asyncio.create_task(watched(discord))]
    for member in stage.members:
        await member.start()
        if member is stage.members[0]:
            say(f"first process: {await stage.settled():.1f} s")
            tasks.append(asyncio.create_task(stage.asking()))
        else:
            await asyncio.sleep(15)
            say(f"one more: {await stage.settled():.1f} s {discord.holders()}")
    names = list(EVENTS)
    wrong = 0
    for number in range(events):
        name, member = names[number % len(names)], stage.draw.choice(stage.members)
        before = len(seen.former), len(seen.doubled)
        await EVENTS[name](stage, member)
        seconds = await stage.settled()
        missing = await stage.unanswered_shards()
        former, doubled = seen.former[before[0] :], seen.doubled[before[1] :]
        wrong += len(former) + missing
        say(
            f"{number + 1:>3} {name:<40} {seconds:5.1f} s, shards without an answer: {missing}, "
            f"acts of a former holder: {len(former)}, doubled: {sorted(set(doubled))}",
        )
        if EVENTS[name] is kill:
            discord.stopped.discard(member.port)
            await member.start()
            await asyncio.sleep(15)
            await stage.settled()
    for task in tasks:
        task.cancel()
    twice = sum(question.answers > 1 for question in seen.questions.values())
    none = sum(not question.answers for question in seen.questions.values())
    say(f"{len(seen.questions)} questions: {twice} answered twice, {none} not answered")
    say(f"acts of a former holder: {len(seen.former)} {seen.former[:3]}")
    return wrong + twice


async def main() -> int:
    """Play, and return 1 if anything was wrong."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--events", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        async with staged(Path(name), options.seed) as stage:
            try:
                wrong = await play(stage, options.events)
            finally:
                for member in stage.members:
                    if member.process is not None and member.process.returncode is None:
                        member.signal(signal.SIGCONT)
                        member.signal(signal.SIGKILL)
                        await member.process.wait()
                    if os.environ.get("SHOW_LOGS"):
                        sys.stderr.write((member.folder / "log").read_text())
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
