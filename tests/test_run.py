"""`kutip run` as a process of its own, from its start to its exit status, against a Discord."""

import asyncio
import json
import os
import signal
import socket
import sqlite3
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from aiohttp import ClientSession
from discord import Permissions

from bot.composition import SERVICE_LOG_SECONDS
from bot.discord.service import CLOSE_SECONDS, FINISH_SECONDS, STOP_SECONDS
from bot.invite import PERMISSIONS, invite_link
from bot.operations.health import END_SECONDS
from bot.owner import hand_over
from bot.querylog.unwritten import take_in
from corpus.database import open_database
from tests.discord import payloads
from tests.discord.faults import cut_after, cut_before, fails, late
from tests.discord.payloads import JSON
from tests.discord.transcript import Request, shows_message, to
from tests.discord.wire import TOKEN, WireDiscord
from tests.discord.world import Guild
from tests.patience import LONG

ROOT = Path(__file__).parents[1]
QUESTION = "Siapa Vipin Narang?"
TROUBLE = ("Traceback", "ResourceWarning", "was never", "was destroyed", "Unclosed")


class Kutip:
    """A running `kutip run`."""

    def __init__(self, process: Process) -> None:
        self._process = process
        self.log = ""
        """What it wrote to standard error, as far as it was read."""

    def signal(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    async def says(self, text: str) -> None:
        """Wait until a line with this text is in the log."""
        assert self._process.stderr is not None
        async with asyncio.timeout(LONG):
            while text not in self.log:
                line = await self._process.stderr.readline()
                assert line, f"“{text}” is not in the log:\n{self.log}"
                self.log += line.decode()

    async def exit_status(self) -> int:
        """Wait for its end."""
        assert self._process.stderr is not None
        async with asyncio.timeout(LONG):
            self.log += (await self._process.stderr.read()).decode()
            return await self._process.wait()

    def arguments(self) -> str:
        """Return the arguments of the program and of those it has started, as others see them."""
        own = Path(f"/proc/{self._process.pid}")
        children = (own / f"task/{own.name}/children").read_text().split()
        each = [own, *(Path(f"/proc/{child}") for child in children)]
        return "\n".join((process / "cmdline").read_text() for process in each)

    async def kill(self) -> None:
        if self._process.returncode is None:
            self._process.kill()
        # What a test left unread explains its failure.
        await self.exit_status()
        sys.stderr.write(self.log)


Run = Callable[..., Awaitable[Kutip]]


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    return tmp_path / "data"


async def start(data_dir: Path, port: int, *arguments: str, **settings: str) -> Kutip:
    """Start `kutip run` with these arguments for a Discord on this port."""
    inherited = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("KUTIP_", "DISCORD_"))
    }
    return Kutip(
        await asyncio.create_subprocess_exec(
            *(sys.executable, "-W", "always::ResourceWarning"),
            *("-m", "tests.discord.launcher", str(port), "run", *arguments),
            cwd=data_dir.parent,  # where no .env is
            env=inherited
            | {
                "PYTHONPATH": f"{ROOT}:{os.environ.get('PYTHONPATH', '')}",
                "KUTIP_DATA_DIR": str(data_dir),
            }
            | {"DISCORD_TOKEN": TOKEN}
            | settings,
            stdin=DEVNULL,
            stdout=DEVNULL,
            stderr=PIPE,
        )
    )


@pytest.fixture
async def run(data_dir: Path) -> AsyncIterator[Run]:
    """Start Kutip, and kill it if it outlives the test."""
    started: list[Kutip] = []

    async def run(port: int, *arguments: str, **settings: str) -> Kutip:
        started.append(await start(data_dir, port, *arguments, **settings))
        return started[-1]

    yield run
    for kutip in started:
        await kutip.kill()


@pytest.fixture
async def wire() -> AsyncIterator[WireDiscord]:
    async with WireDiscord() as wire:
        yield wire


async def stop(kutip: Kutip, number: signal.Signals = signal.SIGTERM) -> None:
    """Stop Kutip and check that it goes as it should."""
    kutip.signal(number)
    assert await kutip.exit_status() == 0
    assert not [trouble for trouble in TROUBLE if trouble in kutip.log]


def logged(data_dir: Path) -> list[tuple[str, str, str, int, int]]:
    """Return the rows of the query log."""
    with closing(sqlite3.connect(data_dir / "kutip.db")) as database:
        return database.execute(
            "SELECT way_in, question, outcome, guild_id, channel_id FROM queries ORDER BY asked_at"
        ).fetchall()


def delivered(data_dir: Path) -> list[bool]:
    """Return which replies arrived, as far as it is in the query log."""
    with closing(sqlite3.connect(data_dir / "kutip.db")) as database:
        return [bool(one) for (one,) in database.execute("SELECT delivered FROM queries")]


HERE = (int(payloads.GUILD_ID), int(payloads.CHANNEL_ID))


@dataclass(frozen=True)
class Finished:
    """A run in which a question was asked by a command and by a mention."""

    replies: tuple[JSON, JSON]
    mention_id: str
    log: str
    arguments: str
    """Of the program and of the programs that it runs."""
    rows: Sequence[tuple[str, str, str, int, int]]
    """In the query log when it had ended."""
    syncs: int
    """How often any run has synced the commands by then."""


@pytest.fixture(scope="module")
async def finished(tmp_path_factory: pytest.TempPathFactory) -> Sequence[Finished]:
    """Two runs with the same data: a chatty one until SIGTERM, and one with a log in JSON."""
    data_dir = tmp_path_factory.mktemp("finished") / "data"
    found = []
    async with WireDiscord() as wire:
        for number, settings in (
            (signal.SIGTERM, {"KUTIP_LOG_LEVEL": "debug"}),
            (signal.SIGINT, {"KUTIP_LOG_FORMAT": "json"}),
        ):
            kutip = await start(data_dir, wire.port, **settings)
            try:
                await wire.ready()
                await wire.slash("ask", question=QUESTION)
                reply = await wire.reply()
                mention_id = await wire.mention(QUESTION)
                replies = reply, await wire.reply()
                arguments = kutip.arguments()
                await stop(kutip, number)
            finally:
                await kutip.kill()
            rows = logged(data_dir)
            found.append(Finished(replies, mention_id, kutip.log, arguments, rows, len(wire.syncs)))
    return found


@pytest.mark.parametrize("number", [0, 1], ids=["SIGTERM", "SIGINT"])
def test_questions_are_answered_and_logged_until_a_signal(
    finished: Sequence[Finished], number: int
) -> None:
    for reply in finished[number].replies:
        assert "Vipin Narang" in str(reply)
    assert finished[number].rows[2 * number :] == [
        ("slash", QUESTION, "answered", *HERE),
        ("mention", QUESTION, "answered", *HERE),
    ]


def test_a_reply_to_a_mention_refers_to_it_and_pings_nobody(finished: Sequence[Finished]) -> None:
    for run in finished:
        reply = run.replies[1]
        assert str(reply["message_reference"]["message_id"]) == run.mention_id
        assert reply["allowed_mentions"]["parse"] == []
        assert not reply["allowed_mentions"].get("replied_user")


def test_commands_are_synced_at_the_first_start_only(finished: Sequence[Finished]) -> None:
    assert [run.syncs for run in finished] == [1, 1]


def test_neither_token_nor_questions_are_in_the_log_or_in_arguments_of_programs(
    finished: Sequence[Finished],
) -> None:
    for run in finished:
        assert "tests.discord.launcher" in run.arguments
        assert TOKEN not in run.arguments
        assert QUESTION not in run.arguments
        assert TOKEN not in run.log
        assert QUESTION not in run.log


def test_a_json_log_has_one_object_per_line(finished: Sequence[Finished]) -> None:
    messages = [json.loads(line)["message"] for line in finished[1].log.splitlines()]
    assert "Stopping: finishing the replies under way." in messages


async def test_a_reply_under_way_is_finished_before_exiting(
    wire: WireDiscord, run: Run, data_dir: Path
) -> None:
    kutip = await run(wire.port)
    await wire.ready()
    with wire.hold(shows_message):
        await wire.slash("ask", question=QUESTION)
        reply = await wire.request(shows_message)
        kutip.signal(signal.SIGTERM)
        await kutip.says("Stopping")
    assert await wire.answer_to(reply) == 200
    assert await kutip.exit_status() == 0
    assert logged(data_dir) == [("slash", QUESTION, "answered", *HERE)]


FAULTS = (cut_before, cut_after, fails(503), fails(502, handled=True))
RESPONSE, ANSWER, REPLY = (
    to("POST", "/interactions/*"),
    to("PATCH", "/webhooks/*"),
    to("POST", "/channels/*"),
)


async def test_replies_whose_connection_is_cut_or_that_discord_fails_arrive_once(
    wire: WireDiscord, run: Run, data_dir: Path
) -> None:
    kutip = await run(wire.port, KUTIP_COOLDOWN_QUESTIONS="0")
    await wire.ready()
    for fault in FAULTS:
        with (
            wire.fault(RESPONSE, fault, times=1),
            wire.fault(ANSWER, fault, times=1),
            wire.fault(REPLY, fault, times=1),
        ):
            await wire.slash("ask", question=QUESTION)
            await wire.mention(QUESTION)
            for wanted in (RESPONSE, ANSWER, REPLY):
                await wire.request(wanted)
                assert await wire.answer_to(await wire.request(wanted)) in {200, 400}
    await stop(kutip)

    assert ["Vipin Narang" in str(each) for each in wire.messages] == [True] * 2 * len(FAULTS)
    assert delivered(data_dir) == [True] * 2 * len(FAULTS)
    assert wire.violations == []


async def test_a_form_is_taken_even_before_discord_has_confirmed_that_it_is_open(
    wire: WireDiscord, run: Run
) -> None:
    kutip = await run(wire.port)
    await wire.ready()
    library, released = wire.world.library, asyncio.Event()
    owner = wire.person(library.owner, library.general)
    opening: set[str] = set()

    def opens(request: Request) -> bool:
        if RESPONSE(request) and not opening:
            opening.add(request.path)
        return request.path in opening

    with wire.fault(opens, late(released)):
        opened = await owner.slash("article add")
        await wire.form(opened)
        sent = await owner.submit(opened, title="Kucing", text="Kucing mengeong.")
        assert "Kucing" in str(await wire.shown(sent))
        released.set()
    await stop(kutip)


async def test_a_reply_that_never_completes_does_not_prevent_exiting(
    wire: WireDiscord, run: Run, data_dir: Path
) -> None:
    kutip = await run(wire.port, FINISH_SECONDS="0")
    await wire.ready()
    with wire.hold(shows_message):
        await wire.slash("ask", question=QUESTION)
        await wire.request(shows_message)
        kutip.signal(signal.SIGTERM)
        assert await kutip.exit_status() == 0
    assert logged(data_dir) == [("slash", QUESTION, "answered", *HERE)]
    async with open_database(data_dir / "kutip.db") as engine:
        await take_in(engine)  # As at the next start.
    assert delivered(data_dir) == [False]


def test_everything_is_kept_before_a_stop_ends_the_process_within_five_seconds() -> None:
    # Disconnecting, and the tasks that it leaves behind.
    waits = FINISH_SECONDS, 2 * CLOSE_SECONDS, END_SECONDS, SERVICE_LOG_SECONDS

    assert sum(waits) < STOP_SECONDS < 5


async def test_a_question_asked_during_a_disconnect_is_answered(
    wire: WireDiscord, run: Run
) -> None:
    kutip = await run(wire.port)
    await wire.ready()
    wire.cut()
    await wire.slash("ask", question=QUESTION)
    assert "Vipin Narang" in str(await wire.reply())
    await stop(kutip)


async def test_a_second_bot_with_the_same_folder_says_so_and_stops(
    wire: WireDiscord, run: Run
) -> None:
    kutip = await run(wire.port)
    await wire.ready()
    second = await run(wire.port)
    assert await second.exit_status() == 75
    [line] = second.log.splitlines()
    assert line.startswith("kutip: Another Kutip is running with the data folder")
    await stop(kutip)


async def test_of_a_bots_shards_only_those_given_are_run(run: Run, data_dir: Path) -> None:
    async with WireDiscord(shards=4) as wire:
        guilds = [Guild(str(shard), guild_id=payloads.snowflake(shard, 4)) for shard in range(4)]
        wire.world.guilds = {guild.id: guild for guild in guilds}
        kutip = await run(wire.port, "--shards", "1-2/4")
        for _ in range(2):
            await wire.ready()
        asker = wire.person(guilds[2].owner, guilds[2].general)
        await asker.mention(QUESTION)
        await wire.reply()
        await stop(kutip, signal.SIGTERM)

        assert wire.identified == [1, 2]
        assert wire.syncs == []


async def test_a_number_of_shards_that_discord_refuses_exits_with_one_line(
    wire: WireDiscord, run: Run
) -> None:
    kutip = await run(wire.port, "--shards", "1/2")

    assert await kutip.exit_status() == 78
    assert "Discord refuses this number of shards" in kutip.log.splitlines()[-1]


async def test_a_wrong_token_exits_with_one_line(wire: WireDiscord, run: Run) -> None:
    kutip = await run(wire.port, DISCORD_TOKEN="a.wrong.token")
    assert await kutip.exit_status() == 77
    [_, line] = kutip.log.splitlines()  # after that the database is new
    assert line.startswith("kutip: Discord refused the token")


async def test_on_no_server_it_logs_the_link_and_what_that_asks_for_is_enough_to_answer(
    wire: WireDiscord, run: Run
) -> None:
    del wire.world.library.members[payloads.APPLICATION_ID]
    kutip = await run(wire.port)
    await kutip.says(invite_link(int(payloads.APPLICATION_ID)))
    library = Guild(everyone=Permissions(sum(PERMISSIONS.values())))
    await wire.join(library)
    assert "Kutip" in str(await wire.reply())  # the welcome
    asker = wire.person(library.owner, library.general)
    await asker.mention(QUESTION)
    assert "Vipin Narang" in str(await wire.reply())
    await stop(kutip)


async def test_the_token_of_another_bot_than_the_datas_exits_with_one_line(
    wire: WireDiscord, run: Run, data_dir: Path
) -> None:
    async with open_database(data_dir / "kutip.db"):
        hand_over(data_dir, 42)
    kutip = await run(wire.port)
    assert await kutip.exit_status() == 78
    [line] = kutip.log.splitlines()
    assert line.startswith(f"kutip: The data in {data_dir} belongs to the bot with the user ID 42")
    assert wire.syncs == []


async def test_no_network_exits_with_one_line(run: Run) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    kutip = await run(port)
    assert await kutip.exit_status() == 69
    [_, line] = kutip.log.splitlines()  # after that the database is new
    assert line.startswith("kutip: Discord can't be reached")


async def test_health_and_metrics_report_the_state(run: Run, unused_tcp_port: int) -> None:
    address = f"http://127.0.0.1:{unused_tcp_port}"

    async def health_is(wanted: int) -> None:
        async with asyncio.timeout(LONG):
            while True:
                async with watchdog.get(f"{address}/health") as response:
                    if response.status == wanted:
                        return

    async with ClientSession() as watchdog:
        async with WireDiscord() as wire:
            kutip = await run(wire.port, KUTIP_METRICS_PORT=str(unused_tcp_port))
            await wire.ready()
            await wire.slash("ask", question=QUESTION)
            await wire.reply()
            await health_is(200)
            async with watchdog.get(f"{address}/metrics") as response:
                metrics = await response.text()
        # Now Discord is gone.
        await health_is(503)
    kutip.signal(signal.SIGTERM)
    assert await kutip.exit_status() == 0
    assert "kutip_gateway_ready 1.0" in metrics
    assert 'kutip_questions_total{outcome="answered"} 1.0' in metrics
