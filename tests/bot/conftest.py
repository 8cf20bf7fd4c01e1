"""Kutip on a simulated Discord, over a real database and the shipped article."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from discord import app_commands
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle
from simcord.env import Env
from sqlalchemy import Connection, Row, select
from sqlalchemy.ext.asyncio import AsyncEngine

import corpus.sqlite
from bot.answering import open_assistant
from bot.articles.drafts import Drafts
from bot.articles.fetcher import Fetcher
from bot.articles.indexing import Indexing
from bot.articles.intake import Intake
from bot.articles.publish import Publisher
from bot.articles.shelves import Shelves
from bot.cli import cli
from bot.composition import assemble, serve_discord
from bot.discord.client import KutipClient
from bot.guilds import Guilds
from bot.judgements.choices import ChoicesOfGuilds
from bot.parts import Parts
from bot.pseudonyms import Pseudonyms
from bot.querylog.log import QueryLog
from bot.querylog.votes import Votes
from bot.querylog.wishes import Wishes
from bot.questions.assistant import Assistant
from bot.questions.fair_queue import FairQueue
from bot.questions.feedback import Feedback
from bot.terminal.language import speaking
from bot.terminal.program import Program
from corpus import formats
from corpus.changes import Changes
from corpus.formats.reading import Reading
from corpus.library import Library
from corpus.migrating import revision_of
from corpus.reader import Reader
from corpus.schema import queries
from corpus.web import Web
from tests.bot.discord_client import MakeClient, Speak
from tests.bot.terminal.shelf import Kutip
from tests.patience import LONG

Logged = Callable[[], Awaitable[Sequence[Row[Any]]]]


@pytest.fixture(scope="session", autouse=True)
def _migrated_by_copying(migrated: Path) -> Iterator[None]:
    """Make each new database of the tables that the migrations make, without running these."""
    with closing(sqlite3.connect(migrated)) as database:
        statements = [
            each for each in database.iterdump() if not each.startswith(("BEGIN", "COMMIT"))
        ]
    migrate = corpus.sqlite._migrate

    def migrate_or_copy(connection: Connection, path: Path) -> None:
        if revision_of(connection) is not None:
            migrate(connection, path)
            return
        for statement in statements:
            connection.exec_driver_sql(statement)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(corpus.sqlite, "_migrate", migrate_or_copy)
        yield


@pytest.fixture
def data_dir(tmp_path: Path) -> Path:
    """The data directory of the command `kutip`."""
    return tmp_path / "data"


class ReaderHere(Reader):
    """Reads files in this process: with the same result, and without the start of another."""

    async def read(
        self, data: bytes, name: str | None = None, media_type: str | None = None
    ) -> Reading:
        return await asyncio.to_thread(formats.read, data, name, media_type)


@pytest.fixture
def kutip(data_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Kutip:
    """Return the command `kutip`, with a database of its own."""

    def run(*arguments: str | Path, typed: str = "", **environment: str) -> Result:
        settings = {"KUTIP_DATA_DIR": str(data_dir), **environment}
        program = Program(settings, tmp_path / ".env", open_assistant, assemble, serve_discord)
        words = [str(each) for each in arguments]
        with speaking(program.language()):
            return CliRunner().invoke(cli, words, input=typed, obj=program)

    monkeypatch.setattr("bot.composition.Reader", ReaderHere)
    return run


@pytest.fixture
async def querylog(engine: AsyncEngine) -> AsyncIterator[QueryLog]:
    querylog = QueryLog(engine)
    yield querylog
    await querylog.close(LONG)


@pytest.fixture
async def shelves(engine: AsyncEngine, database_path: Path) -> AsyncIterator[Shelves]:
    shelves = Shelves(
        Library(engine), Indexing(Library(engine), database_path), Changes(engine), patience=None
    )
    yield shelves
    await shelves.close()


@pytest.fixture
async def guilds(engine: AsyncEngine) -> Guilds:
    return await Guilds.load(engine, 0.2)


@pytest.fixture
def pseudonyms() -> Pseudonyms:
    return Pseudonyms(b"k" * 32)


@pytest.fixture
def choices(engine: AsyncEngine, shelves: Shelves) -> ChoicesOfGuilds:
    return ChoicesOfGuilds(engine, shelves.changes)


@pytest.fixture
def feedback(
    engine: AsyncEngine, querylog: QueryLog, choices: ChoicesOfGuilds, pseudonyms: Pseudonyms
) -> Feedback:
    return Feedback(querylog, Votes(engine), Wishes(engine), choices, pseudonyms)


@pytest.fixture
def queue() -> Iterator[FairQueue]:
    queue = FairQueue()
    yield queue
    queue.close()


@pytest.fixture
async def assistant(
    engine: AsyncEngine,
    shelves: Shelves,
    guilds: Guilds,
    querylog: QueryLog,
    choices: ChoicesOfGuilds,
    pseudonyms: Pseudonyms,
    queue: FairQueue,
) -> Assistant:
    library = Library(engine)
    await library.take_in_shipped()
    return Assistant(shelves, library, guilds, querylog, choices, pseudonyms, queue)


@pytest.fixture
async def web() -> AsyncIterator[Web]:
    """The web for fetching links; tests with pages override it."""
    async with Web("test", total_seconds=LONG) as web:
        yield web


@pytest.fixture(scope="session")
async def reader() -> AsyncIterator[Reader]:
    """What reads files, in a process that takes a second of a processor to start."""
    async with Reader(seconds=LONG) as reader:
        yield reader


@pytest.fixture
async def parts(
    engine: AsyncEngine,
    assistant: Assistant,
    shelves: Shelves,
    guilds: Guilds,
    web: Web,
    feedback: Feedback,
    querylog: QueryLog,
    pseudonyms: Pseudonyms,
    queue: FairQueue,
    reader: Reader,
) -> Parts:
    intake, drafts = Intake(reader, web), Drafts(engine)
    return Parts(
        engine,
        assistant,
        shelves,
        guilds,
        drafts,
        intake,
        Fetcher(reader, web, pace_seconds=0),
        Publisher(engine, drafts, shelves),
        feedback,
        querylog,
        pseudonyms,
        queue,
        "id",
    )


@pytest.fixture
def make_client(parts: Parts) -> MakeClient:
    """Create a client for one run of the bot."""

    def make() -> KutipClient:
        client = KutipClient(parts, keep=timedelta(days=180), keep_left=timedelta(days=30))
        client.shard_count = 1
        return client

    return make


@pytest.fixture(scope="session", autouse=True)
def _simcord_is_patient() -> Iterator[None]:
    """Let SimCord wait for the bot, which it otherwise does for five seconds."""
    settle = Env._settle_internal

    async def settle_patiently(env: Env, **limits: Any) -> None:  # noqa: ANN401
        env.settle_timeout = LONG
        await settle(env, **{**limits, "timeout": None})

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Env, "_settle_internal", settle_patiently)
        yield


_payloads: dict[object, dict[str, Any]] = {}


@pytest.fixture
def _translated_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Translate each command for Discord once: each start does it twice, for a tenth of a second.

    What tests the sync of commands has its own fixture of this name.
    """
    for kind in (app_commands.Command, app_commands.ContextMenu, app_commands.Group):
        translate = kind.get_translated_payload

        async def translate_once(
            command: object,
            *arguments: Any,  # noqa: ANN401
            translate: Any = translate,  # noqa: ANN401
        ) -> dict[str, Any]:
            if command not in _payloads:
                _payloads[command] = await translate(command, *arguments)
            return _payloads[command]

        monkeypatch.setattr(kind, "get_translated_payload", translate_once)


@pytest.fixture
def _tidied(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out what each start deletes, of which there is nothing; as above for its own tests."""

    async def nothing(*_: object) -> None:
        pass

    monkeypatch.setattr("bot.discord.client.tidy", nothing)


@pytest.fixture
def _commands_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    """Quote commands in texts as without a sync, for tests to compare; as above for its own."""
    monkeypatch.setattr(KutipClient, "mention_commands", lambda *_: None)


@pytest.fixture
def simcord_bot(
    make_client: MakeClient, _translated_once: None, _tidied: None, _commands_quoted: None
) -> KutipClient:
    return make_client()


@pytest.fixture
def may_be_pinged() -> set[int]:
    """The ids of users and roles that may be pinged, because a test wants them to be."""
    return set()


@pytest.fixture
def simcord_env(simcord_env: Env, may_be_pinged: set[int]) -> Iterator[Env]:
    """A simulated Discord; at the end, check that no message could ping anyone else."""
    yield simcord_env
    for sent in simcord_env.http_requests:
        body = sent.json if isinstance(sent.json, dict) else {}
        body = body.get("data", body)
        # A form has components, too, but mentions nobody.
        is_message = {"content", "components"} & set(body) and "custom_id" not in body
        if sent.method in {"POST", "PATCH"} and is_message:
            mentions = body["allowed_mentions"]
            assert mentions["parse"] == [], sent
            assert not mentions.get("replied_user"), sent
            pinged = [int(each) for kind in ("users", "roles") for each in mentions.get(kind) or ()]
            assert len(pinged) <= 1, sent
            assert may_be_pinged.issuperset(pinged), sent


@pytest.fixture
def logged(engine: AsyncEngine, querylog: QueryLog) -> Logged:
    """Close the query log and return its rows."""

    async def rows() -> Sequence[Row[Any]]:
        assert await querylog.close(LONG) == 0
        async with engine.connect() as connection:
            return (await connection.execute(select(queries))).all()

    return rows


@pytest.fixture
def client(simcord_env: Env) -> KutipClient:
    """The client that SimCord runs."""
    assert isinstance(simcord_env.bot, KutipClient)
    return simcord_env.bot


@pytest.fixture
def guild(simcord_env: Env) -> GuildHandle:
    """An Indonesian server."""
    return simcord_env.create_guild("Ruang Berita", preferred_locale="id")


@pytest.fixture
def channel(guild: GuildHandle) -> ChannelHandle:
    return guild.create_text_channel("umum")


@pytest.fixture
def sari(simcord_env: Env, guild: GuildHandle) -> MemberActor:
    """The member who asks."""
    return guild.add_member(simcord_env.create_user("sari"))


@pytest.fixture
def budi(simcord_env: Env, guild: GuildHandle) -> MemberActor:
    """Another member."""
    return guild.add_member(simcord_env.create_user("budi"))


@pytest.fixture
def speak(simcord_env: Env) -> Speak:
    """Set the user's and the server's locale of interactions, which SimCord leaves in English."""
    emit = simcord_env.backend.emit
    spoken: dict[str, str] = {}

    def emit_spoken(event: str, payload: Mapping[str, Any]) -> None:
        if event == "INTERACTION_CREATE":
            payload = {**payload, **{key: spoken[key] for key in spoken.keys() & payload.keys()}}
        emit(event, payload)

    simcord_env.backend.emit = emit_spoken  # type: ignore[method-assign]

    def speak(locale: str, guild_locale: str) -> None:
        spoken.update(locale=locale, guild_locale=guild_locale)

    return speak
