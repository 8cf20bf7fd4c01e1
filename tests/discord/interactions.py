"""Interactions: what people do with the bot, and the answers that Discord takes to it, and when."""

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import IntEnum
from secrets import token_hex

from tests.discord import payloads
from tests.discord.answers import Code, RefusedError, invalid, missing
from tests.discord.limits import EPHEMERAL, LOADING, check_choices, check_form
from tests.discord.messages import File, Messages
from tests.discord.payloads import JSON

FIRST_SECONDS = 3
"""How long Discord waits for the first response."""
TOKEN_SECONDS = 15 * 60
"""How long further ones are taken."""


class Does(IntEnum):
    """Types of interactions."""

    COMMAND = 2
    COMPONENT = 3
    AUTOCOMPLETE = 4
    FORM = 5


class Response(IntEnum):
    """Types of first responses."""

    MESSAGE = 4
    THINKING = 5
    LATER = 6
    UPDATE = 7
    CHOICES = 8
    FORM = 9


_ALLOWED = {
    Does.COMMAND: {Response.MESSAGE, Response.THINKING, Response.FORM},
    Does.COMPONENT: set(Response) - {Response.CHOICES},
    Does.AUTOCOMPLETE: {Response.CHOICES},
    Does.FORM: {Response.MESSAGE, Response.THINKING, Response.LATER, Response.UPDATE},
}
_FROM_MESSAGE = {Response.LATER, Response.UPDATE}


@dataclass(slots=True, eq=False)
class Interaction:
    """Something that a person did, and how the bot responded."""

    kind: Does
    user_id: str
    channel_id: str
    born: float
    """By the clock of the stand-in."""
    source_id: str | None = None
    """The id of the message whose component was used, or whose component opened the form."""
    id: str = field(default_factory=payloads.snowflake)
    token: str = field(default_factory=lambda: token_hex(16))
    message_id: str = field(default_factory=payloads.snowflake)
    """The id of the message that answers it."""
    response: Response | None = None
    form: JSON | None = None
    choices: list[JSON] | None = None
    followups: list[str] = field(default_factory=list)
    """The ids of the messages that came after the first."""


class Interactions:
    """All interactions, and the messages that answer them."""

    def __init__(self, messages: Messages, clock: Callable[[], float]) -> None:
        self._messages = messages
        self._clock = clock
        self._by_token: dict[str, Interaction] = {}

    def start(
        self, kind: Does, user_id: str, channel_id: str, source_id: str | None = None
    ) -> Interaction:
        interaction = Interaction(kind, user_id, channel_id, self._clock(), source_id)
        self._by_token[interaction.token] = interaction
        return interaction

    def respond(self, interaction_id: str, token: str, body: JSON, files: list[File]) -> JSON:
        """Take the first response; return what Discord says of it. Raise RefusedError."""
        interaction = self._by_token.get(token)
        if interaction is None or interaction.id != interaction_id:
            raise missing("interaction", Code.UNKNOWN_INTERACTION)
        if interaction.response is not None:
            raise RefusedError(
                400, "Interaction has already been acknowledged.", Code.ALREADY_ACKNOWLEDGED
            )
        if self._clock() - interaction.born > FIRST_SECONDS:
            raise missing("interaction", Code.UNKNOWN_INTERACTION)
        response = body["type"]
        if response not in _ALLOWED[interaction.kind] or (
            response in _FROM_MESSAGE and interaction.source_id is None
        ):
            raise invalid("type", "This response does not fit the interaction.")
        self._take(interaction, Response(response), body.get("data") or {}, files)
        interaction.response = Response(response)
        return self._outcome(interaction)

    def _take(
        self, interaction: Interaction, response: Response, data: JSON, files: list[File]
    ) -> None:
        messages = self._messages
        audience = interaction.user_id if (data.get("flags") or 0) & EPHEMERAL else None
        match response:
            case Response.MESSAGE:
                messages.create(
                    *(interaction.channel_id, data, files),
                    message_id=interaction.message_id,
                    audience=audience,
                )
            case Response.THINKING:
                messages.think(interaction.channel_id, interaction.message_id, audience=audience)
            case Response.LATER | Response.UPDATE:
                assert interaction.source_id is not None
                if response is Response.UPDATE:
                    messages.edit(interaction.source_id, data, files)
                interaction.message_id = interaction.source_id
            case Response.CHOICES:
                check_choices(data["choices"])
                interaction.choices = data["choices"]
            case Response.FORM:
                check_form(data)
                interaction.form = data

    def _outcome(self, interaction: Interaction) -> JSON:
        outcome: JSON = {"id": interaction.id, "type": interaction.kind}
        resource: JSON = {"type": interaction.response}
        shown = self._messages.stored.get(interaction.message_id)
        if shown is not None:
            outcome |= {
                "response_message_id": interaction.message_id,
                "response_message_loading": bool(shown["flags"] & LOADING),
                "response_message_ephemeral": bool(shown["flags"] & EPHEMERAL),
            }
            if interaction.response is not Response.LATER:
                resource["message"] = shown
        return {"interaction": outcome, "resource": resource}

    def follow_up(self, token: str, body: JSON, files: list[File]) -> JSON:
        """Take a further message, which fills the first if that is still thinking."""
        interaction = self.of(token)
        first = self._messages.stored.get(interaction.message_id)
        if first is not None and first["flags"] & LOADING:
            return self._messages.edit(interaction.message_id, body, files)
        audience = interaction.user_id if (body.get("flags") or 0) & EPHEMERAL else None
        message = self._messages.create(interaction.channel_id, body, files, audience=audience)
        interaction.followups.append(message["id"])
        return message

    def of(self, token: str) -> Interaction:
        """Return the interaction whose messages a token may change; raise RefusedError."""
        interaction = self._by_token.get(token)
        if interaction is None or interaction.response is None:
            raise missing("Webhook", Code.UNKNOWN_WEBHOOK)
        if self._clock() - interaction.born > TOKEN_SECONDS:
            raise RefusedError(401, "Invalid Webhook Token", Code.INVALID_WEBHOOK_TOKEN)
        return interaction

    def message_id(self, token: str, message_id: str) -> str:
        """Return the id of one of an interaction's messages; raise RefusedError."""
        interaction = self.of(token)
        if message_id == "@original":
            message_id = interaction.message_id
        if message_id not in {
            interaction.message_id,
            interaction.source_id,
            *interaction.followups,
        }:
            raise missing("Message", Code.UNKNOWN_MESSAGE)
        self._messages.get(message_id)
        return message_id
