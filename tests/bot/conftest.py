"""Kutip on a simulated Discord, over a real database and the shipped article."""

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Any

import pytest
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle, GuildHandle
from simcord.env import Env
from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.assistant import Assistant
from bot.client import KutipClient
from bot.pseudonyms import Pseudonyms
from bot.querylog import QueryLog
from corpus.library import Library
from corpus.schema import queries
from index.finder import Finder
from tests.bot.discord_client import MakeClient, Speak

Logged = Callable[[], Awaitable[Sequence[Row[Any]]]]


@pytest.fixture
async def querylog(engine: AsyncEngine) -> AsyncIterator[QueryLog]:
    querylog = QueryLog(engine)
    yield querylog
    await querylog.close(5)


@pytest.fixture
async def assistant(engine: AsyncEngine, querylog: QueryLog) -> Assistant:
    library = Library(engine)
    await library.take_in_shipped()
    finder = Finder(await library.articles(), 0.3)
    return Assistant(finder, library, querylog, Pseudonyms(b"k" * 32))


@pytest.fixture
def make_client(assistant: Assistant, engine: AsyncEngine) -> MakeClient:
    """Make the client of one run; each belongs to a single run, as in a real process."""

    def make() -> KutipClient:
        client = KutipClient(assistant, engine, "id")
        client.shard_count = 1
        return client

    return make


@pytest.fixture
def simcord_bot(make_client: MakeClient) -> KutipClient:
    return make_client()


@pytest.fixture
def simcord_env(simcord_env: Env) -> Iterator[Env]:
    """A running Discord; whatever a test made Kutip send there, none of it may ping anyone."""
    yield simcord_env
    for sent in simcord_env.http_requests:
        body = sent.json if isinstance(sent.json, dict) else {}
        body = body.get("data", body)
        if sent.method in {"POST", "PATCH"} and {"content", "components"} & set(body):
            mentions = body["allowed_mentions"]
            assert mentions["parse"] == [], sent
            assert not any(mentions.get(kind) for kind in ("users", "roles", "replied_user")), sent


@pytest.fixture
def logged(engine: AsyncEngine, querylog: QueryLog) -> Logged:
    """Return the query log's rows once all are written; the log is closed then."""

    async def rows() -> Sequence[Row[Any]]:
        assert await querylog.close(5) == 0
        async with engine.connect() as connection:
            return (await connection.execute(select(queries))).all()

    return rows


@pytest.fixture
def guild(simcord_env: Env) -> GuildHandle:
    """An Indonesian server."""
    return simcord_env.create_guild("Ruang Berita", preferred_locale="id")


@pytest.fixture
def channel(guild: GuildHandle) -> ChannelHandle:
    return guild.create_text_channel("umum")


@pytest.fixture
def sari(simcord_env: Env, guild: GuildHandle) -> MemberActor:
    """The one who asks."""
    return guild.add_member(simcord_env.create_user("sari"))


@pytest.fixture
def budi(simcord_env: Env, guild: GuildHandle) -> MemberActor:
    """Anybody else."""
    return guild.add_member(simcord_env.create_user("budi"))


@pytest.fixture
def speak(simcord_env: Env) -> Speak:
    """Set the languages of interactions, which are English otherwise: the person's, the server's.

    SimCord knows no other language; Discord sends them with each interaction.
    """
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
