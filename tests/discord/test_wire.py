"""The fake server works with an unmodified discord.py."""

import io
import json
import zlib

import aiohttp
import discord
import pytest

from tests.discord import payloads
from tests.discord.parrot import Parrot, parrot
from tests.discord.transcript import shows_message, to
from tests.discord.wire import TOKEN, WireDiscord, gateway_url, rest_url


async def test_a_bot_logs_in_and_sees_its_server(wire: WireDiscord) -> None:
    async with parrot(wire) as client:
        assert client.user is not None
        assert str(client.user.id) == payloads.APPLICATION_ID
        [guild] = client.guilds
        assert [channel.name for channel in guild.channels] == ["general"]
        assert guild.me.guild_permissions.send_messages


async def test_a_wrong_token_is_refused(wire: WireDiscord) -> None:
    async with Parrot() as client:
        with pytest.raises(discord.LoginFailure):
            await client.start("a wrong token")
    assert [request.status for request in wire.requests] == [401]


async def test_privileged_intents_are_refused(wire: WireDiscord) -> None:
    intents = discord.Intents(guilds=True, message_content=True)
    async with Parrot(intents) as client:
        with pytest.raises(discord.PrivilegedIntentsRequired):
            await client.start(TOKEN)


async def test_commands_are_stored_and_syncs_counted(wire: WireDiscord) -> None:
    async with parrot(wire) as client:
        assert [command.name for command in await client.tree.fetch_commands()] == ["repeat"]
        assert len(wire.syncs) == 1
        await client.tree.sync()
        assert len(wire.syncs) == 2


async def test_a_slash_command_is_deferred_and_answered(wire: WireDiscord) -> None:
    async with parrot(wire):
        interaction = await wire.slash("repeat", words="ha", times=2)
        deferral = await wire.request(to("POST", "/interactions/*/callback"))
        assert interaction.token in deferral.path
        assert (await wire.reply())["content"] == "haha"
    [message] = wire.messages
    assert (message["id"], message["content"]) == (interaction.message_id, "haha")


async def test_a_mention_is_received_and_replied_to(wire: WireDiscord) -> None:
    async with parrot(wire):
        message_id = await wire.mention("hello")
        reply = await wire.reply()
    assert reply["content"] == f"<@{payloads.APPLICATION_ID}> hello"
    assert reply["message_reference"]["message_id"] == int(message_id)


async def test_a_reply_with_a_file_can_be_sent_edited_and_deleted(wire: WireDiscord) -> None:
    async with parrot(wire) as client:
        channel = client.get_channel(int(payloads.CHANNEL_ID))
        assert isinstance(channel, discord.TextChannel)
        async with channel.typing():
            file = discord.File(io.BytesIO(b"a picture"), "picture.png")
            message = await channel.send("one", file=file)
        await message.edit(content="two")
        assert [message["content"] for message in wire.messages] == ["two"]
        await message.delete()
        assert wire.messages == []
        with pytest.raises(discord.NotFound):
            await message.edit(content="three")


async def test_a_layout_is_stored_as_it_was_sent(wire: WireDiscord) -> None:
    layout = discord.ui.LayoutView(timeout=None)
    layout.add_item(discord.ui.Container(discord.ui.TextDisplay("one")))
    layout.add_item(discord.ui.ActionRow(discord.ui.Button(label="more", custom_id="more")))
    async with parrot(wire) as client:
        channel = client.get_channel(int(payloads.CHANNEL_ID))
        assert isinstance(channel, discord.TextChannel)
        message = await channel.send(view=layout)
    assert message.flags.components_v2
    [shown] = wire.messages
    assert [component["type"] for component in shown["components"]] == [17, 1]


async def test_an_interaction_is_answered_once(wire: WireDiscord) -> None:
    async with parrot(wire), aiohttp.ClientSession() as session:
        interaction = await wire.slash("repeat", words="ha")
        await wire.reply()
        url = f"{rest_url(wire.port)}/interactions/{interaction.id}/{interaction.token}/callback"
        async with session.post(url, json={"type": 5}) as response:
            assert (response.status, (await response.json())["code"]) == (400, 40060)


async def test_a_response_can_be_held_back(wire: WireDiscord) -> None:
    async with parrot(wire) as client:
        with wire.hold(shows_message):
            await wire.mention("hello")
            reply = await wire.request(shows_message)
            # A later request is answered while the reply is held back.
            await client.application_info()
            assert reply.status is None
            assert wire.messages == []
        assert await wire.answer_to(reply) == 200


async def test_a_bot_that_disconnects_gets_no_response(wire: WireDiscord) -> None:
    with wire.hold(shows_message):
        async with parrot(wire):
            await wire.mention("hello")
            reply = await wire.request(shows_message)
    assert reply.status is None


async def test_a_heartbeat_is_acknowledged(wire: WireDiscord) -> None:
    async with parrot(wire) as client:
        await wire.request(to("GATEWAY", "/heartbeat"))
        assert client.latency < float("inf")


async def test_a_disconnected_bot_resumes_without_losing_events(wire: WireDiscord) -> None:
    async with parrot(wire):
        wire.cut()
        await wire.mention("hello")
        await wire.request(to("GATEWAY", "/resume"))
        assert "hello" in (await wire.reply())["content"]
    assert len(list(filter(to("GATEWAY", "/identify"), wire.requests))) == 1


async def test_a_timeout_fails_with_the_transcript() -> None:
    async with WireDiscord(seconds=0.01) as wire, aiohttp.ClientSession() as session:
        async with session.get(rest_url(wire.port) + "/users/@me") as response:
            assert response.status == 401
        with pytest.raises(AssertionError, match="GET /users/@me -> 401"):
            await wire.reply()


async def test_a_thread_has_the_permissions_of_its_channel(wire: WireDiscord) -> None:
    library = wire.world.library
    thread = library.add_channel("thread", parent=library.general)
    asker = wire.asker.at(thread)
    async with parrot(wire) as client:
        said = await asker.mention("hello")
        assert "hello" in (await wire.reply())["content"]
        found = client.guilds[0].get_thread(int(said["channel_id"]))
        assert found is not None
        assert found.name == "thread"
        library.overwrite(library.general, payloads.BOT, deny=discord.Permissions.all())
        with pytest.raises(discord.Forbidden):
            await found.send("hello")


async def test_requests_are_forgotten_on_demand(wire: WireDiscord) -> None:
    async with parrot(wire):
        wire.forget_requests()
        assert wire.requests == []
        await wire.mention("hello")
        assert "hello" in (await wire.reply())["content"]


async def test_unknown_routes_are_not_found(wire: WireDiscord) -> None:
    async with parrot(wire) as client:
        with pytest.raises(discord.NotFound):
            await client.fetch_guild(1)


async def test_each_connection_is_one_compressed_stream(wire: WireDiscord) -> None:
    async with aiohttp.ClientSession() as session:
        url = gateway_url(wire.port) + "?compress=zlib-stream"
        async with session.ws_connect(url) as socket:
            stream = zlib.decompressobj()
            hello = await socket.receive_bytes()
            assert json.loads(stream.decompress(hello))["op"] == 10
            await socket.send_json({"op": 1, "d": None})
            acknowledgement = await socket.receive_bytes()
            assert json.loads(stream.decompress(acknowledgement))["op"] == 11


async def test_an_unsupported_compression_is_refused(wire: WireDiscord) -> None:
    async with aiohttp.ClientSession() as session:
        with pytest.raises(aiohttp.WSServerHandshakeError, match="400"):
            await session.ws_connect(gateway_url(wire.port) + "?compress=smoke")


@pytest.mark.parametrize(
    ("sent", "code"),
    [
        ({"op": 2, "d": {"token": "a wrong token", "intents": 0}}, 4004),
        ({"op": 6, "d": {"token": "a wrong token", "session_id": "", "seq": 1}}, 4004),
        ({"op": 99, "d": None}, 4001),
    ],
)
async def test_the_gateway_closes_on_invalid_payloads(
    wire: WireDiscord, sent: payloads.JSON, code: int
) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(gateway_url(wire.port)) as socket,
    ):
        await socket.receive_json()
        await socket.send_json(sent)
        assert (await socket.receive()).data == code


async def test_an_unknown_session_is_not_resumed(wire: WireDiscord) -> None:
    async with (
        aiohttp.ClientSession() as session,
        session.ws_connect(gateway_url(wire.port)) as socket,
    ):
        await socket.receive_json()
        resume = {"token": TOKEN, "session_id": "unknown", "seq": 1}
        await socket.send_json({"op": 6, "d": resume})
        assert await socket.receive_json() == {"op": 9, "d": False, "s": None, "t": None}
