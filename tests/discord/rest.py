"""The part of Discord's HTTP API that answering questions needs."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from secrets import token_hex

from aiohttp import web

from tests.discord import payloads
from tests.discord.payloads import JSON

LOADING = 1 << 7
"""The flag of a message that only shows that the bot is thinking."""
SHOWN = ("content", "embeds", "components", "flags", "message_reference")
"""Fields that a message takes from the request that shows it."""


@dataclass(frozen=True, slots=True)
class Interaction:
    """A use of a slash command."""

    id: str = field(default_factory=payloads.snowflake)
    token: str = field(default_factory=lambda: token_hex(16))
    message_id: str = field(default_factory=payloads.snowflake)
    """The id of the message that will answer it."""


def answer(body: JSON | list[JSON], status: int = 200) -> web.Response:
    # Not web.json_response: with a charset in Content-Type, discord.py takes JSON for text.
    return web.Response(
        body=json.dumps(body).encode(), status=status, content_type="application/json"
    )


class RefusedError(Exception):
    """The API refuses a request."""

    def __init__(self, status: int, message: str, code: int = 0) -> None:
        super().__init__(message)
        self.response = answer({"message": message, "code": code}, status)


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


class Rest:
    """The API for one application; it stores the commands and messages."""

    def __init__(self, token: str, gateway_url: Callable[[], str]) -> None:
        self.commands: list[JSON] = []
        self.messages: dict[str, JSON] = {}
        self._interactions: dict[str, Interaction] = {}
        self._token = token
        self._gateway_url = gateway_url

    def interact(self) -> Interaction:
        interaction = Interaction()
        self._interactions[interaction.token] = interaction
        return interaction

    def check_sender(self, request: web.Request) -> None:
        """Refuse a request without the bot's token, unless its path has an interaction token."""
        known = request.headers.get("Authorization") == f"Bot {self._token}"
        if not known and "token" not in request.match_info:
            raise RefusedError(401, "401: Unauthorized")

    def routes(self) -> list[web.RouteDef]:
        application, channel = "/applications/{application}", "/channels/{channel}"
        webhook = "/webhooks/{application}/{token}"
        return [
            web.get("/users/@me", self._user),
            web.get("/applications/@me", self._application),
            web.get("/oauth2/applications/@me", self._application),
            web.get("/gateway", self._gateway),
            web.get("/gateway/bot", self._gateway),
            web.get(f"{application}/commands", self._commands),
            web.put(f"{application}/commands", self._put_commands),
            web.post("/interactions/{interaction}/{token}/callback", self._callback),
            web.post(webhook, self._post_message),
            web.get(webhook + "/messages/{message}", self._get_message),
            web.patch(webhook + "/messages/{message}", self._patch_message),
            web.delete(webhook + "/messages/{message}", self._delete_message),
            web.post(f"{channel}/typing", self._typing),
            web.post(f"{channel}/messages", self._post_message),
            web.get(channel + "/messages/{message}", self._get_message),
            web.patch(channel + "/messages/{message}", self._patch_message),
            web.delete(channel + "/messages/{message}", self._delete_message),
        ]

    async def _user(self, _: web.Request) -> web.Response:
        return answer(payloads.BOT)

    async def _application(self, _: web.Request) -> web.Response:
        return answer(payloads.application())

    async def _gateway(self, _: web.Request) -> web.Response:
        limit = {"total": 1000, "remaining": 999, "reset_after": 86_400_000, "max_concurrency": 1}
        return answer({"url": self._gateway_url(), "shards": 1, "session_start_limit": limit})

    async def _commands(self, _: web.Request) -> web.Response:
        return answer(self.commands)

    async def _put_commands(self, request: web.Request) -> web.Response:
        body = await body_of(request)
        assert isinstance(body, list)
        self.commands = [
            {
                "id": payloads.snowflake(),
                "application_id": payloads.APPLICATION_ID,
                "version": payloads.snowflake(),
                "description": "",
                "default_member_permissions": None,
                "nsfw": False,
            }
            | command
            for command in body
        ]
        return answer(self.commands)

    async def _callback(self, request: web.Request) -> web.Response:
        interaction = self._interactions.get(request.match_info["token"])
        if interaction is None or interaction.id != request.match_info["interaction"]:
            raise RefusedError(404, "Unknown interaction", 10062)
        if interaction.message_id in self.messages:
            raise RefusedError(400, "Interaction has already been acknowledged.", 40060)
        body = await _object_in(request)
        data = body.get("data") or {}
        if body["type"] == 5:
            data = {"flags": data.get("flags", 0) | LOADING}
        shown = self._show(interaction.message_id, data)
        if "with_response" not in request.query:
            return web.Response(status=204)
        return answer(
            {
                "interaction": {
                    "id": interaction.id,
                    "type": 2,
                    "response_message_id": interaction.message_id,
                    "response_message_loading": bool(shown["flags"] & LOADING),
                    "response_message_ephemeral": bool(shown["flags"] & 1 << 6),
                },
                "resource": {"type": body["type"], "message": shown},
            }
        )

    async def _typing(self, _: web.Request) -> web.Response:
        return web.Response(status=204)

    async def _post_message(self, request: web.Request) -> web.Response:
        if request.match_info.get("token", "") not in {"", *self._interactions}:
            raise RefusedError(404, "Unknown Webhook", 10015)
        return answer(self._show(payloads.snowflake(), await _object_in(request)))

    async def _get_message(self, request: web.Request) -> web.Response:
        return answer(self.messages[self._message_id(request)])

    async def _patch_message(self, request: web.Request) -> web.Response:
        body = await _object_in(request)
        shown = self.messages[self._message_id(request)]
        flags = (shown["flags"] | body.get("flags", 0)) & ~LOADING
        shown |= {key: body[key] for key in SHOWN if key in body} | {"flags": flags}
        return answer(shown)

    async def _delete_message(self, request: web.Request) -> web.Response:
        del self.messages[self._message_id(request)]
        return web.Response(status=204)

    def _show(self, message_id: str, body: JSON) -> JSON:
        shown = {key: body[key] for key in SHOWN if body.get(key) is not None}
        message = payloads.message(payloads.BOT, "") | shown | {"id": message_id}
        self.messages[message_id] = message
        return message

    def _message_id(self, request: web.Request) -> str:
        """Return the id of the requested message; raise RefusedError if there is none."""
        message_id = request.match_info["message"]
        if message_id == "@original":
            message_id = self._interactions[request.match_info["token"]].message_id
        if message_id not in self.messages:
            raise RefusedError(404, "Unknown Message", 10008)
        return message_id
