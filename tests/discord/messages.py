"""The messages and the files in them, and who sees which."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime

from tests.discord import payloads
from tests.discord.answers import Code, invalid, missing
from tests.discord.components import number, texts
from tests.discord.limits import COMPONENTS_V2, EPHEMERAL, LOADING, check_message
from tests.discord.payloads import JSON

SHOWN = ("content", "embeds", "components", "message_reference")
"""Fields that a message takes from the request that shows it."""
EMPTY: JSON = {"content": "", "embeds": [], "components": []}
"""What a message has of fields that are set to null."""
_KNOWN = {
    *SHOWN,
    *("flags", "attachments", "allowed_mentions", "tts", "nonce", "enforce_nonce", "poll"),
    *("sticker_ids", "username", "avatar_url", "thread_name", "applied_tags"),
}
"""All fields that such a request may have."""


@dataclass(frozen=True, slots=True)
class File:
    """A file that a person or the bot attaches."""

    name: str
    data: bytes
    media_type: str = "application/octet-stream"


class Messages:
    """All messages, in their current form, oldest first."""

    def __init__(self) -> None:
        self.stored: dict[str, JSON] = {}
        self.files: dict[str, File] = {}
        """By the id of the attachment."""
        self.unknown: list[str] = []
        """Fields that the bot set and Discord does not know."""
        self.base = ""
        """The URL below which the files are served."""
        self._audience: dict[str, str] = {}
        self._by_nonce: dict[tuple[str, str], str] = {}

    def get(self, message_id: str) -> JSON:
        if message_id not in self.stored:
            raise missing("Message", Code.UNKNOWN_MESSAGE)
        return self.stored[message_id]

    def sees(self, user_id: str, message_id: str) -> bool:
        """Return whether a message is there, and not for somebody else only."""
        there = message_id in self.stored
        return there and self._audience.get(message_id, user_id) == user_id

    def create(
        self,
        channel_id: str,
        body: JSON,
        files: list[File],
        *,
        message_id: str | None = None,
        audience: str | None = None,
    ) -> JSON:
        """Store a message of the bot; with `audience`, only that person sees it.

        With a nonce that is enforced, return the message that had it before. Raise RefusedError.
        """
        nonce = (channel_id, str(body.get("nonce")))
        if body.get("enforce_nonce") and nonce in self._by_nonce:
            return self.stored[self._by_nonce[nonce]]
        message = payloads.message(message_id or payloads.snowflake(), channel_id, payloads.BOT)
        if audience is not None:
            message["flags"] |= EPHEMERAL
        self._fill(message, body, files)
        if body.get("nonce") is not None:
            message["nonce"] = body["nonce"]
            self._by_nonce[nonce] = message["id"]
        if audience is not None:
            self._audience[message["id"]] = audience
        self.stored[message["id"]] = message
        return message

    def think(self, channel_id: str, message_id: str, *, audience: str | None) -> JSON:
        """Store a message that only shows that the bot is thinking."""
        message = payloads.message(message_id, channel_id, payloads.BOT)
        message["flags"] = LOADING
        if audience is not None:
            message["flags"] |= EPHEMERAL
            self._audience[message_id] = audience
        self.stored[message_id] = message
        return message

    def edit(self, message_id: str, body: JSON, files: list[File]) -> JSON:
        """Change what the body has of a message; raise RefusedError."""
        message = dict(self.get(message_id))
        message["flags"] &= ~LOADING
        message["edited_timestamp"] = datetime.now(UTC).isoformat()
        self._fill(message, body, files)
        self.stored[message_id] = message
        return message

    def delete(self, message_id: str) -> JSON:
        self.get(message_id)
        return self.stored.pop(message_id)

    def keep(self, message: JSON) -> None:
        """Store a person's message."""
        self.stored[message["id"]] = message

    def attach(self, file: File, number: int = 0) -> JSON:
        """Store a file, and return it as an attachment."""
        attachment_id = payloads.snowflake()
        self.files[attachment_id] = file
        url = f"{self.base}/{attachment_id}/{file.name or number}"
        return {
            "id": attachment_id,
            "filename": file.name,
            "size": len(file.data),
            "url": url,
            "proxy_url": url,
            "content_type": file.media_type,
        }

    def _fill(self, message: JSON, body: JSON, files: list[File]) -> None:
        self.unknown += [key for key in body if key not in _KNOWN]
        message |= {key: body[key] for key in SHOWN if body.get(key) is not None}
        message |= {key: EMPTY[key] for key in EMPTY if key in body and body[key] is None}
        message["flags"] |= (body.get("flags") or 0) & COMPONENTS_V2
        if files or "attachments" in body:
            kept = {str(each["id"]) for each in body.get("attachments") or []}
            message["attachments"] = [
                *(each for each in message["attachments"] if each["id"] in kept),
                *(self.attach(file) for file in files),
            ]
        check_message(message)
        self._check_files(message)
        number(message["components"])
        message |= _pinged(message, body.get("allowed_mentions"))

    def _check_files(self, message: JSON) -> None:
        names = {each["filename"] for each in message["attachments"]}
        used = re.findall(r"attachment://([^\"\\]+)", str(message["components"]).replace("'", '"'))
        if not names.issuperset(used):
            raise invalid("components", "The referenced attachment was not found")


def _pinged(message: JSON, allowed: JSON | None) -> JSON:
    """Return whom a message mentions with a ping. Message Resource, Allowed Mentions Object."""
    text = "\n".join(texts(message))
    allowed = {"parse": ["users", "roles", "everyone"]} if allowed is None else allowed
    parse = allowed.get("parse", [])
    users, roles = (set(map(str, allowed.get(key, []))) for key in ("users", "roles"))
    named = set(re.findall(r"<@!?(\d+)>", text))
    named_roles = set(re.findall(r"<@&(\d+)>", text))
    return {
        "mentions": [
            payloads.user(each, "mentioned")
            for each in sorted(named if "users" in parse else named & users)
        ],
        "mention_roles": sorted(named_roles if "roles" in parse else named_roles & roles),
        "mention_everyone": "everyone" in parse and bool(re.search("@(everyone|here)", text)),
    }
