"""What Discord's client shows of a message: its texts and buttons."""

from collections.abc import Callable, Iterator
from typing import Any

import discord
from simcord.env import Env
from simcord.results import InteractionResult, ResponseMessage

from bot.discord.client import KutipClient

MakeClient = Callable[[], KutipClient]
Speak = Callable[[str, str], None]


def texts_of(message: discord.Message | ResponseMessage | None) -> str:
    """Return the markdown of a message, with a blank line between its parts."""
    assert message is not None
    parts = [message.content, *(part.get("content") for part in _components(message))]
    return "\n\n".join(part for part in parts if part)


def buttons_of(message: discord.Message | ResponseMessage | None) -> dict[str, dict[str, Any]]:
    """Return the buttons of a message by emoji or label."""
    assert message is not None
    return {
        part.get("label") or part["emoji"]["name"]: part
        for part in _components(message)
        if part["type"] == discord.ComponentType.button.value
    }


def button(message: discord.Message | ResponseMessage | None, looks: str) -> str:
    """Return the custom id of the button with this emoji or label."""
    custom_id: str = buttons_of(message)[looks]["custom_id"]
    return custom_id


def response(result: InteractionResult) -> ResponseMessage:
    """Return the response to an interaction, which must have one."""
    assert result.response is not None
    return result.response


def _components(message: discord.Message | ResponseMessage) -> Iterator[dict[str, Any]]:
    waiting: list[Any] = [
        part if isinstance(part, dict) else part.to_dict() for part in message.components
    ]
    while waiting:
        part = waiting.pop(0)
        yield part
        waiting = [*part.get("components", []), *waiting]


def nonces(env: Env, start: str) -> list[str]:
    """Return the nonces that start like this of the messages sent, the first first."""
    sent = [request.json for request in env.http_requests if isinstance(request.json, dict)]
    found = [str(body.get("nonce")) for body in sent]
    return [nonce for nonce in found if nonce.startswith(start)]
