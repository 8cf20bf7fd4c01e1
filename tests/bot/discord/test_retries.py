"""A real discord.py client, whose Discord fails in a given way before it behaves."""

import asyncio
import io
import json
import socket
import traceback
from collections.abc import AsyncIterator, Callable, Coroutine
from enum import Enum
from typing import Any, Self

import discord
import pytest
from aiohttp import TCPConnector, web
from aiohttp.connector import AddrInfoType
from discord.http import Route

from bot.discord.retries import OTHERS, RESPONSE, Patience, Retries, UndeliveredError, UnsentError
from tests.clock import Clock
from tests.discord import payloads
from tests.patience import LONG

AT_ONCE = Patience(pauses=(0, 0), first=LONG, further=LONG, within=LONG)
TOKEN = "token-of-an-interaction"
INTERACTION = {
    "id": "10",
    "application_id": "1",
    "type": 2,
    "token": TOKEN,
    "version": 1,
    "user": payloads.BOT,
    "data": {"id": "11", "name": "ask", "type": 1},
    "entitlements": [],
    "authorizing_integration_owners": {},
    "attachment_size_limit": 1000,
}
CALLBACK = f"/interactions/10/{TOKEN}/callback"
WEBHOOK = f"/webhooks/1/{TOKEN}"


class Fault(Enum):
    """How a request fails."""

    CUT_BEFORE = "cut before it is done"
    CUT_AFTER = "cut after it is done"
    CUT_WITHIN = "cut within the response"
    SERVER_ERROR = "503"
    BAD_GATEWAY = "502 although it is done"
    GARBLED = "answered by what is not JSON although it is done"


class FaultyDiscord:
    """Discord's answers to the requests of a reply, after some faults."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.tries: list[str] = []
        self.done: list[str] = []
        """What was done, not counting what Discord recognises as a repetition."""
        self.stalled = asyncio.Event()
        self.refusals = 0
        """How many connections can't be made."""
        self.on_try: Callable[[], None] = lambda: None
        self._stall = False
        self._end = asyncio.Event()
        self._nonces: set[str] = set()
        app = web.Application()
        app.add_routes([web.route("*", "/{path:.*}", self._serve)])
        self._runner = web.AppRunner(app, access_log=None, shutdown_timeout=0)

    async def __aenter__(self) -> Self:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        return self

    async def __aexit__(self, *_: object) -> None:
        self._end.set()
        await self._runner.cleanup()

    @property
    def url(self) -> str:
        host, port = self._runner.addresses[0]
        return f"http://{host}:{port}"

    def stall_once(self) -> None:
        """Never answer the next request."""
        self._stall = True

    async def _serve(self, request: web.Request) -> web.StreamResponse:
        if request.path.endswith("/users/@me"):
            return _json(payloads.BOT)
        if request.path.endswith("/applications/@me"):
            last = _json(payloads.application())
            last.force_close()  # So that what is tested needs a connection of its own.
            return last
        await request.read()
        self.on_try()
        self.tries.append(f"{request.method} {request.path}")
        if self._stall:
            self._stall = False
            self.stalled.set()
            await self._end.wait()
        return await self._answer(request, self.faults.pop(0) if self.faults else None)

    async def _answer(self, request: web.Request, fault: Fault | None) -> web.StreamResponse:
        if fault is Fault.SERVER_ERROR:
            return web.Response(status=503)
        response = _json({}) if fault is Fault.CUT_BEFORE else await self._do(request)
        if fault is Fault.BAD_GATEWAY:
            return web.Response(status=502)
        if fault is Fault.GARBLED:
            return web.Response(body=b"{", content_type="application/json")
        if fault is None:
            return response
        assert request.transport is not None
        if fault is Fault.CUT_WITHIN:
            half = web.StreamResponse(headers={"Content-Type": "application/json"})
            half.content_length = 1000
            await half.prepare(request)
            await half.write(b"{")
        request.transport.abort()
        return response

    async def _do(self, request: web.Request) -> web.Response:
        sent = f"{request.method} {request.path}"
        if request.path == CALLBACK and sent in self.done:
            return _json({"code": 40060, "message": "already acknowledged"}, 400)
        if request.method == "POST" and request.path.startswith("/channels/"):
            nonce = (await request.json()).get("nonce")
            if nonce in self._nonces:
                return _json(_message())
            self._nonces.add(nonce)
        self.done.append(sent)
        if request.path == CALLBACK:
            return _json({"interaction": {"id": "10", "type": 2}})
        return _json(_message())


def _json(body: object, status: int = 200) -> web.Response:
    return web.Response(
        body=json.dumps(body).encode(), status=status, content_type="application/json"
    )


def _message() -> dict[str, Any]:
    return payloads.message("20", "30", payloads.BOT)


@pytest.fixture
async def faulty(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[FaultyDiscord]:
    async with FaultyDiscord() as faulty:
        monkeypatch.setattr(Route, "BASE", faulty.url)
        yield faulty


@pytest.fixture
async def client(faulty: FaultyDiscord) -> AsyncIterator[discord.Client]:
    def connect(address: AddrInfoType) -> socket.socket:
        if faulty.refusals:
            faulty.refusals -= 1
            raise ConnectionRefusedError
        return socket.socket(*address[:3])

    connector = TCPConnector(socket_factory=connect)
    intents = discord.Intents(guilds=True)
    async with discord.Client(intents=intents, connector=connector) as client:
        await client.login("token")
        Retries(AT_ONCE, AT_ONCE).install(client.http)
        yield client


@pytest.fixture
def interaction(client: discord.Client) -> discord.Interaction:
    return discord.Interaction(data=INTERACTION, state=client._connection)  # type: ignore[arg-type]


async def respond(interaction: discord.Interaction) -> None:
    await interaction.response.defer(ephemeral=True, thinking=True)


async def edit(interaction: discord.Interaction) -> None:
    await interaction.edit_original_response(content="the answer")


async def edit_with_file(interaction: discord.Interaction) -> None:
    file = discord.File(io.BytesIO(b"a file"), "file.txt")
    await interaction.edit_original_response(attachments=[file])


async def post(interaction: discord.Interaction) -> None:
    await interaction.client.get_partial_messageable(30).send("the answer")


async def follow_up(interaction: discord.Interaction) -> None:
    await interaction.followup.send("the answer", ephemeral=True)


Deed = Callable[[discord.Interaction], Coroutine[Any, Any, None]]


@pytest.mark.parametrize("fault", Fault, ids=lambda fault: fault.name)
@pytest.mark.parametrize("deed", [respond, post], ids=lambda deed: deed.__name__)
async def test_what_discord_accepts_once_is_repeated_and_done_once(
    faulty: FaultyDiscord, interaction: discord.Interaction, deed: Deed, fault: Fault
) -> None:
    faulty.faults = [fault, fault]

    await deed(interaction)

    assert len(faulty.done) == 1
    assert len(faulty.tries) == 3


@pytest.mark.parametrize("deed", [respond, post, edit, follow_up], ids=lambda deed: deed.__name__)
async def test_nothing_is_done_while_another_process_may_do_it(
    faulty: FaultyDiscord, interaction: discord.Interaction, deed: Deed
) -> None:
    may_act = False
    Retries(AT_ONCE, AT_ONCE, lambda: may_act).install(interaction.client.http)

    with pytest.raises(UnsentError, match="another process"):
        await deed(interaction)

    assert faulty.tries == []
    may_act = True
    await deed(interaction)
    assert len(faulty.done) == 1


async def test_what_is_repeated_stops_once_another_process_may_do_it(
    faulty: FaultyDiscord, interaction: discord.Interaction
) -> None:
    Retries(AT_ONCE, AT_ONCE, lambda: not faulty.tries).install(interaction.client.http)
    faulty.faults = [Fault.CUT_BEFORE]

    with pytest.raises(UndeliveredError) as raised:
        await post(interaction)

    assert type(raised.value) is UndeliveredError  # It may have been done.
    assert len(faulty.tries) == 1


@pytest.mark.parametrize("fault", Fault, ids=lambda fault: fault.name)
@pytest.mark.parametrize("deed", [edit, edit_with_file], ids=lambda deed: deed.__name__)
async def test_an_edit_is_repeated(
    faulty: FaultyDiscord, interaction: discord.Interaction, deed: Deed, fault: Fault
) -> None:
    faulty.faults = [fault, fault]

    await deed(interaction)

    assert len(faulty.tries) == 3
    assert faulty.done[-1] == f"PATCH {WEBHOOK}/messages/@original"


async def test_an_interaction_knows_that_its_repeated_response_was_accepted(
    faulty: FaultyDiscord, interaction: discord.Interaction
) -> None:
    faulty.faults = [Fault.CUT_AFTER]

    await respond(interaction)

    assert interaction.response.is_done()
    with pytest.raises(discord.InteractionResponded):
        await respond(interaction)


async def test_a_second_response_to_an_interaction_is_still_an_error(
    faulty: FaultyDiscord, interaction: discord.Interaction
) -> None:
    faulty.done = [f"POST {CALLBACK}"]

    with pytest.raises(discord.HTTPException) as refusal:
        await respond(interaction)

    assert refusal.value.code == 40060


@pytest.mark.parametrize(
    "fault",
    [Fault.CUT_BEFORE, Fault.CUT_AFTER, Fault.CUT_WITHIN, Fault.BAD_GATEWAY, Fault.GARBLED],
)
async def test_a_follow_up_that_may_be_posted_is_not_repeated(
    faulty: FaultyDiscord, interaction: discord.Interaction, fault: Fault
) -> None:
    faulty.faults = [fault]

    with pytest.raises(UndeliveredError, match="tried 1 times"):
        await follow_up(interaction)

    assert faulty.tries == [f"POST {WEBHOOK}"]


@pytest.mark.parametrize("deed", [respond, edit, post, follow_up], ids=lambda deed: deed.__name__)
async def test_what_could_not_be_sent_is_tried_again(
    faulty: FaultyDiscord, interaction: discord.Interaction, deed: Deed
) -> None:
    faulty.refusals = 2

    await deed(interaction)

    assert len(faulty.done) == len(faulty.tries) == 1


@pytest.mark.parametrize("deed", [respond, edit, post], ids=lambda deed: deed.__name__)
@pytest.mark.parametrize("fault", [Fault.CUT_BEFORE, Fault.BAD_GATEWAY])
async def test_a_request_that_never_succeeds_fails_with_one_kind_of_error(
    faulty: FaultyDiscord, interaction: discord.Interaction, deed: Deed, fault: Fault
) -> None:
    faulty.faults = [fault] * 10

    with pytest.raises(UndeliveredError) as failure:
        await deed(interaction)

    # discord.py does not try it again either.
    assert len(faulty.tries) == 3
    assert TOKEN not in str(failure.value)


async def test_a_request_that_was_never_sent_fails_with_an_error_that_says_so(
    faulty: FaultyDiscord, interaction: discord.Interaction
) -> None:
    faulty.refusals = 10
    with pytest.raises(UnsentError):
        await post(interaction)

    faulty.refusals, faulty.faults = 1, [Fault.CUT_BEFORE] * 10
    with pytest.raises(UndeliveredError) as failure:
        await post(interaction)
    assert not isinstance(failure.value, UnsentError)


@pytest.mark.parametrize("deed", [respond, edit], ids=lambda deed: deed.__name__)
async def test_an_error_does_not_contain_the_token_of_an_interaction(
    interaction: discord.Interaction, deed: Deed, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def connect(*_: object, **__: object) -> None:
        raise TimeoutError

    monkeypatch.setattr(interaction.client.http.connector, "connect", connect)

    with pytest.raises(UndeliveredError, match=r"/10/…/|/1/…/") as failure:
        await deed(interaction)

    assert TOKEN not in "".join(traceback.format_exception(failure.value))


@pytest.mark.parametrize("deed", [respond, edit, post], ids=lambda deed: deed.__name__)
async def test_a_try_that_stalls_is_given_up_for_another(
    faulty: FaultyDiscord,
    interaction: discord.Interaction,
    deed: Deed,
    clock: Clock,
) -> None:
    Retries(
        Patience((0,), first=1, further=LONG, within=LONG),
        Patience((0,), first=1, further=LONG, within=LONG),
    ).install(interaction.client.http)
    faulty.stall_once()

    doing = asyncio.create_task(deed(interaction))
    await faulty.stalled.wait()
    clock.move(1.5)
    await doing

    assert len(faulty.tries) == 2


async def test_no_try_starts_too_late(
    faulty: FaultyDiscord, interaction: discord.Interaction, clock: Clock
) -> None:
    late = Patience((0, 0), first=LONG, further=LONG, within=2)
    Retries(late, late).install(interaction.client.http)
    faulty.faults = [Fault.SERVER_ERROR] * 3
    faulty.on_try = lambda: clock.move(1.5)

    with pytest.raises(UndeliveredError):
        await respond(interaction)

    assert len(faulty.tries) == 2


def test_a_response_is_tried_within_the_three_seconds_that_discord_waits() -> None:
    assert sum(RESPONSE.pauses) < RESPONSE.within < 3
    assert RESPONSE.first + RESPONSE.pauses[0] < RESPONSE.within
    assert OTHERS.within < 15 * 60
