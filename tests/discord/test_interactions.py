"""Interactions are answered once, in time, and by what fits them; tried with plain HTTP."""

from collections.abc import AsyncIterator

import aiohttp
import pytest

from tests.discord import payloads
from tests.discord.interactions import FIRST_SECONDS, TOKEN_SECONDS, Does, Interaction
from tests.discord.payloads import JSON
from tests.discord.wire import TOKEN, WireDiscord, rest_url
from tests.moved_clock import MovedClock

SAY: JSON = {"type": 4, "data": {"content": "hello"}}
THINK: JSON = {"type": 5, "data": {"flags": 64}}


class Desk:
    """Answers interactions with plain HTTP."""

    def __init__(
        self, wire: WireDiscord, clock: MovedClock, session: aiohttp.ClientSession
    ) -> None:
        self.wire = wire
        self.clock = clock
        self._session = session

    def interaction(self, kind: Does = Does.COMMAND, source_id: str | None = None) -> Interaction:
        asker = self.wire.asker
        return self.wire.state.interactions.start(kind, asker.id, asker.channel["id"], source_id)

    async def send(self, method: str, path: str, body: JSON) -> tuple[int, JSON]:
        """Return the status of an answer, and its body."""
        url, headers = rest_url(self.wire.port) + path, {"Authorization": f"Bot {TOKEN}"}
        async with self._session.request(method, url, json=body, headers=headers) as response:
            return response.status, await response.json() if response.status != 204 else {}

    async def respond(self, to: Interaction, body: JSON) -> int | tuple[int, int]:
        """Return the status of the answer, and the code of a refusal."""
        path = f"/interactions/{to.id}/{to.token}/callback"
        status, said = await self.send("POST", path, body)
        return (status, said["code"]) if status >= 400 else status

    async def follow_up(self, to: Interaction, content: str) -> tuple[int, JSON]:
        path = f"/webhooks/{payloads.APPLICATION_ID}/{to.token}"
        return await self.send("POST", path, {"content": content, "flags": 64})

    async def edit(self, to: Interaction, content: str) -> tuple[int, JSON]:
        path = f"/webhooks/{payloads.APPLICATION_ID}/{to.token}/messages/@original"
        return await self.send("PATCH", path, {"content": content})


@pytest.fixture
async def desk() -> AsyncIterator[Desk]:
    clock = MovedClock()
    async with WireDiscord(clock=clock) as wire, aiohttp.ClientSession() as session:
        yield Desk(wire, clock, session)


async def test_a_first_response_is_taken_once_and_within_three_seconds(desk: Desk) -> None:
    used, late = desk.interaction(), desk.interaction()
    desk.clock.move(FIRST_SECONDS)
    assert await desk.respond(used, THINK) == 204
    desk.clock.move(1)
    assert await desk.respond(used, THINK) == (400, 40060)
    assert await desk.respond(late, THINK) == (404, 10062)


async def test_further_messages_are_taken_for_fifteen_minutes(desk: Desk) -> None:
    used = desk.interaction()
    assert (await desk.follow_up(used, "early"))[1]["code"] == 10015
    await desk.respond(used, THINK)
    desk.clock.move(TOKEN_SECONDS)
    assert (await desk.edit(used, "in time"))[0] == 200
    desk.clock.move(1)
    assert (await desk.edit(used, "late"))[1]["code"] == 50027
    assert (await desk.follow_up(used, "late"))[1]["code"] == 50027


async def test_the_first_followup_fills_what_is_thinking_and_keeps_who_sees_it(desk: Desk) -> None:
    public = desk.interaction()
    await desk.respond(public, {"type": 5})
    _, filled = await desk.follow_up(public, "for all")
    assert filled["id"] == public.message_id
    assert not filled["flags"] & 64
    _, further = await desk.follow_up(public, "for one")
    assert further["id"] != public.message_id
    assert further["flags"] & 64


@pytest.mark.parametrize(
    ("kind", "fits"),
    [
        (Does.COMMAND, {4, 5, 9}),
        (Does.AUTOCOMPLETE, {8}),
        (Does.COMPONENT, {4, 5, 6, 7, 9}),
        (Does.FORM, {4, 5}),
    ],
    ids=["command", "autocomplete", "component", "form"],
)
async def test_only_some_responses_fit_an_interaction(
    desk: Desk, kind: Does, fits: set[int]
) -> None:
    shown = desk.wire.state.messages.create(payloads.CHANNEL_ID, {"content": "shown"}, [])
    form = {"title": "Form", "custom_id": "form", "components": [{"type": 10, "content": "x"}]}
    data = {4: {"content": "x"}, 7: {"content": "x"}, 8: {"choices": []}, 9: form}
    source_id = shown["id"] if kind is Does.COMPONENT else None
    taken = [
        await desk.respond(
            desk.interaction(kind, source_id), {"type": each, "data": data.get(each)}
        )
        for each in range(4, 10)
    ]
    assert {each for each, status in zip(range(4, 10), taken, strict=True) if status == 204} == fits
    assert {status for status in taken if status != 204} == {(400, 50035)}


async def test_a_message_of_another_interaction_cannot_be_changed(desk: Desk) -> None:
    one, other = desk.interaction(), desk.interaction()
    await desk.respond(one, SAY)
    await desk.respond(other, SAY)
    path = f"/webhooks/{payloads.APPLICATION_ID}/{one.token}/messages/{other.message_id}"
    assert (await desk.send("DELETE", path, {}))[1]["code"] == 10008


async def test_a_nonce_that_is_enforced_returns_the_earlier_message(desk: Desk) -> None:
    path = f"/channels/{payloads.CHANNEL_ID}/messages"
    body = {"content": "hello", "nonce": "1", "enforce_nonce": True}
    _, first = await desk.send("POST", path, body)
    _, again = await desk.send("POST", path, body)
    _, other = await desk.send("POST", path, body | {"nonce": "2"})
    assert first["id"] == again["id"] != other["id"]


async def test_a_refused_message_changes_nothing(desk: Desk) -> None:
    used = desk.interaction()
    await desk.respond(used, THINK)
    status, said = await desk.edit(used, "x" * 2001)
    assert (status, said["code"]) == (400, 50035)
    assert desk.wire.state.messages.get(used.message_id)["content"] == ""
