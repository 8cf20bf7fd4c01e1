"""The part of Discord's HTTP API that a bot for questions and articles needs."""

import json
from collections.abc import Callable

from aiohttp import web

from tests.discord import payloads
from tests.discord.answers import Code, RefusedError, answer, invalid, missing
from tests.discord.limits import EPHEMERAL
from tests.discord.messages import File
from tests.discord.payloads import JSON
from tests.discord.state import State
from tests.discord.world import Guild

FILES = "/attachments"
"""The path below which attachments are served, without the API's root."""


async def body_of(request: web.Request) -> JSON | list[JSON] | None:
    """Return the JSON in a request's body, which may be multipart with files."""
    if request.content_type.startswith("multipart/"):
        text = str((await request.post())["payload_json"])
    else:
        text = await request.text()
    body = json.loads(text or "null")
    assert body is None or isinstance(body, dict | list)
    return body


async def _object_in(request: web.Request) -> JSON:
    body = await body_of(request)
    assert isinstance(body, dict)
    return body


async def _files_in(request: web.Request) -> list[File]:
    if not request.content_type.startswith("multipart/"):
        return []
    parts = (await request.post()).values()
    return [
        File(each.filename, each.file.read(), each.content_type)
        for each in parts
        if isinstance(each, web.FileField)
    ]


class Rest:
    """The API for one application."""

    def __init__(
        self, state: State, token: str, gateway_url: Callable[[int], str], shards: int
    ) -> None:
        self._state = state
        self._token = token
        self._gateway_url = gateway_url
        self._shards = shards

    def check_sender(self, request: web.Request) -> None:
        """Refuse a request without the bot's token.

        None is needed for a path with an interaction token, and for attachments.
        """
        known = request.headers.get("Authorization") == f"Bot {self._token}"
        if not known and not {"token", "attachment"} & request.match_info.keys():
            raise RefusedError(401, "401: Unauthorized")

    def routes(self) -> list[web.RouteDef]:
        application, channel = "/applications/{application}", "/channels/{channel}"
        webhook = "/webhooks/{application}/{token}"
        return [
            web.get("/users/@me", self._me),
            web.get("/users/{user}", self._user),
            web.post("/users/@me/channels", self._direct),
            web.get("/applications/@me", self._application),
            web.get("/oauth2/applications/@me", self._application),
            web.get("/gateway", self._gateway),
            web.get("/gateway/bot", self._gateway),
            web.get("/guilds/{guild}", self._guild),
            web.get("/guilds/{guild}/members/{user}", self._member),
            web.get(f"{application}/commands", self._commands),
            web.put(f"{application}/commands", self._put_commands),
            web.post("/interactions/{interaction}/{token}/callback", self._respond),
            web.post(webhook, self._follow_up),
            web.get(webhook + "/messages/{message}", self._get_own),
            web.patch(webhook + "/messages/{message}", self._patch_own),
            web.delete(webhook + "/messages/{message}", self._delete_own),
            web.get(channel, self._channel),
            web.post(f"{channel}/typing", self._typing),
            web.post(f"{channel}/messages", self._post_message),
            web.get(channel + "/messages/{message}", self._get_message),
            web.patch(channel + "/messages/{message}", self._patch_message),
            web.delete(channel + "/messages/{message}", self._delete_message),
        ]

    async def file(self, request: web.Request) -> web.Response:
        """Serve an attachment."""
        file = self._state.messages.files.get(request.match_info["attachment"])
        if file is None:
            raise web.HTTPNotFound
        return web.Response(body=file.data, headers={"Content-Type": file.media_type})

    async def _me(self, _: web.Request) -> web.Response:
        return answer(payloads.BOT)

    async def _user(self, request: web.Request) -> web.Response:
        return answer(self._person(request.match_info["user"]))

    async def _direct(self, request: web.Request) -> web.Response:
        body = await _object_in(request)
        return answer(self._state.world.direct(self._person(body["recipient_id"])))

    async def _application(self, _: web.Request) -> web.Response:
        return answer(payloads.application())

    async def _gateway(self, request: web.Request) -> web.Response:
        limit = {"total": 1000, "remaining": 999, "reset_after": 86_400_000}
        limit["max_concurrency"] = self._shards
        return answer(
            {
                "url": self._gateway_url(request.url.port or 0),
                "shards": self._shards,
                "session_start_limit": limit,
            }
        )

    async def _guild(self, request: web.Request) -> web.Response:
        return answer(self._joined(request).payload())

    async def _member(self, request: web.Request) -> web.Response:
        member = self._joined(request).members.get(request.match_info["user"])
        if member is None:
            raise missing("Member", Code.UNKNOWN_MEMBER)
        return answer(member)

    async def _commands(self, request: web.Request) -> web.Response:
        wanted = request.query.get("with_localizations", "").lower() in {"1", "true"}
        return answer(self._state.commands.listed(with_localizations=wanted))

    async def _put_commands(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        assert isinstance(body, list)
        return answer(self._state.commands.replace(body))

    async def _respond(self, request: web.Request) -> web.Response:
        matched, body = request.match_info, await _object_in(request)
        outcome = self._state.interactions.respond(
            matched["interaction"], matched["token"], body, await _files_in(request)
        )
        message = outcome["resource"].get("message")
        if message is not None and body["type"] == 4:
            await self._announce(message)
        if "with_response" not in request.query:
            return web.Response(status=204)
        return answer(outcome)

    async def _follow_up(self, request: web.Request) -> web.Response:
        message = self._state.interactions.follow_up(
            request.match_info["token"], await _object_in(request), await _files_in(request)
        )
        await self._announce(message)
        return answer(message)

    async def _get_own(self, request: web.Request) -> web.Response:
        return answer(self._state.messages.get(self._own(request)))

    async def _patch_own(self, request: web.Request) -> web.Response:
        message_id = self._own(request)
        return answer(await self._edited(request, message_id))

    async def _delete_own(self, request: web.Request) -> web.Response:
        self._state.messages.delete(self._own(request))
        return web.Response(status=204)

    async def _channel(self, request: web.Request) -> web.Response:
        return answer(self._check_channel(request, "view_channel"))

    async def _typing(self, request: web.Request) -> web.Response:
        self._check_channel(request, "send_messages")
        return web.Response(status=204)

    async def _post_message(self, request: web.Request) -> web.Response:
        channel, body = self._check_channel(request, "send_messages"), await _object_in(request)
        reference = body.get("message_reference")
        if reference is not None:
            if not self._may(channel, "read_message_history"):
                raise RefusedError(
                    400,
                    "Cannot reply without permission to read message history",
                    Code.CANNOT_REPLY,
                )
            there = str(reference["message_id"]) in self._state.messages.stored
            if not there and reference.get("fail_if_not_exists", True):
                raise invalid("message_reference", "Unknown message")
        files = await _files_in(request)
        before = len(self._state.messages.stored)
        message = self._state.messages.create(channel["id"], body, files)
        if len(self._state.messages.stored) > before:
            await self._announce(message)
        return answer(message)

    async def _get_message(self, request: web.Request) -> web.Response:
        return answer(self._message_in(request, "read_message_history"))

    async def _patch_message(self, request: web.Request) -> web.Response:
        message = self._message_in(request, "view_channel")
        if message["author"]["id"] != payloads.APPLICATION_ID:
            text = "Cannot edit a message authored by another user"
            raise RefusedError(403, text, Code.NOT_THE_AUTHOR)
        return answer(await self._edited(request, message["id"]))

    async def _delete_message(self, request: web.Request) -> web.Response:
        message = self._message_in(request, "view_channel")
        own = message["author"]["id"] == payloads.APPLICATION_ID
        if not own:
            self._check_channel(request, "manage_messages")
        self._state.messages.delete(message["id"])
        return web.Response(status=204)

    async def _edited(self, request: web.Request, message_id: str) -> JSON:
        body, files = await _object_in(request), await _files_in(request)
        return self._state.messages.edit(message_id, body, files)

    async def _announce(self, message: JSON) -> None:
        if not message["flags"] & EPHEMERAL:
            await self._state.announce(message)

    def _person(self, user_id: str) -> JSON:
        person = self._state.world.person(str(user_id))
        if person is None:
            raise missing("User", Code.UNKNOWN_USER)
        return person

    def _joined(self, request: web.Request) -> Guild:
        guild = self._state.world.guilds.get(request.match_info["guild"])
        if guild is None or payloads.APPLICATION_ID not in guild.members:
            raise missing("Guild", Code.UNKNOWN_GUILD)
        return guild

    def _own(self, request: web.Request) -> str:
        """Return the id of a message of an interaction."""
        matched = request.match_info
        return self._state.interactions.message_id(matched["token"], matched["message"])

    def _message_in(self, request: web.Request, right: str) -> JSON:
        """Return a message in a channel, which is not for one person only."""
        channel = self._check_channel(request, right)
        message = self._state.messages.get(request.match_info["message"])
        if message["channel_id"] != channel["id"] or message["flags"] & EPHEMERAL:
            raise missing("Message", Code.UNKNOWN_MESSAGE)
        return message

    def _check_channel(self, request: web.Request, right: str) -> JSON:
        """Return the channel; raise RefusedError unless it is there and the bot has this right."""
        channel = self._state.world.channel(request.match_info["channel"])
        if channel is None:
            raise missing("Channel", Code.UNKNOWN_CHANNEL)
        if not self._may(channel, "view_channel"):
            raise RefusedError(403, "Missing Access", Code.MISSING_ACCESS)
        if not self._may(channel, right):
            text, code = "Missing Permissions", Code.MISSING_PERMISSIONS
            if right == "send_messages" and channel["type"] == 1:
                text, code = "Cannot send messages to this user", Code.CANNOT_WRITE_TO_USER
            raise RefusedError(403, text, code)
        return channel

    def _may(self, channel: JSON, right: str) -> bool:
        world = self._state.world
        guild = world.guild_of(channel["id"])
        if guild is None:
            open_to_bot = channel["recipients"][0]["id"] not in world.closed_to_bot
            return right != "send_messages" or open_to_bot
        return bool(getattr(guild.permissions(payloads.APPLICATION_ID, channel), right))
