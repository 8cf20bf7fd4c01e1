"""Discord's JSON payloads for one application on one server."""

import itertools
import time
from datetime import UTC, datetime
from typing import Any

JSON = dict[str, Any]

DISCORD_EPOCH = 1_420_070_400_000
"""The first millisecond of 2015, from which Discord counts."""

_numbers = itertools.count()


def snowflake() -> str:
    """Return a new unique id with the current time, from which discord.py reads its age."""
    milliseconds = int(time.time() * 1000) - DISCORD_EPOCH
    return str(milliseconds << 22 | next(_numbers))


APPLICATION_ID = snowflake()
"""Discord gives an application and its bot user the same id."""
GUILD_ID = snowflake()
CHANNEL_ID = snowflake()
ALL_PERMISSIONS = str((1 << 51) - 1)


def user(user_id: str, name: str, *, bot: bool = False) -> JSON:
    return {
        "id": user_id,
        "username": name,
        "discriminator": "0000" if bot else "0",
        "global_name": None,
        "avatar": None,
        "bot": bot,
        "public_flags": 0,
    }


BOT = user(APPLICATION_ID, "kutip", bot=True)
ASKER = user(snowflake(), "asker")


MEMBER: JSON = {
    "nick": None,
    "avatar": None,
    "roles": [],
    "joined_at": "2025-01-01T00:00:00+00:00",
    "deaf": False,
    "mute": False,
    "flags": 0,
    "permissions": ALL_PERMISSIONS,
}
"""The member data of any user."""


def application() -> JSON:
    return {
        "id": APPLICATION_ID,
        "name": "Kutip",
        "description": "",
        "icon": None,
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "0" * 64,
        "owner": user(snowflake(), "owner"),
        "team": None,
        "flags": 0,
    }


def channel() -> JSON:
    return {
        "id": CHANNEL_ID,
        "guild_id": GUILD_ID,
        "type": 0,
        "name": "general",
        "position": 0,
        "parent_id": None,
        "topic": None,
        "nsfw": False,
        "flags": 0,
        "permission_overwrites": [],
        "permissions": ALL_PERMISSIONS,
    }


def guild() -> JSON:
    everyone = {
        "id": GUILD_ID,  # the role of everyone has its server's id
        "name": "@everyone",
        "color": 0,
        "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
        "hoist": False,
        "position": 0,
        "permissions": ALL_PERMISSIONS,
        "managed": False,
        "mentionable": False,
        "flags": 0,
    }
    return {
        "id": GUILD_ID,
        "name": "Library",
        "owner_id": ASKER["id"],
        "preferred_locale": "id",
        "features": [],
        "roles": [everyone],
        "channels": [channel()],
        "threads": [],
        "members": [MEMBER | {"user": BOT}],
        "member_count": 2,
        "unavailable": False,
    }


def message(author: JSON, content: str) -> JSON:
    return {
        "id": snowflake(),
        "channel_id": CHANNEL_ID,
        "author": author,
        "content": content,
        "timestamp": datetime.now(UTC).isoformat(),
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "components": [],
        "pinned": False,
        "flags": 0,
        "type": 0,
    }


def mention(text: str) -> JSON:
    """Return a message to the server's channel that mentions the bot."""
    return message(ASKER, f"<@{APPLICATION_ID}> {text}") | {
        "guild_id": GUILD_ID,
        "member": MEMBER,
        "mentions": [BOT | {"member": MEMBER}],
    }


def command(interaction_id: str, token: str, data: JSON) -> JSON:
    """Return the interaction of a slash command used in the server's channel."""
    return {
        "id": interaction_id,
        "application_id": APPLICATION_ID,
        "type": 2,
        "token": token,
        "version": 1,
        "data": data,
        "guild_id": GUILD_ID,
        "guild": {"id": GUILD_ID, "locale": "id", "features": []},
        "guild_locale": "id",
        "channel_id": CHANNEL_ID,
        "channel": channel(),
        "member": MEMBER | {"user": ASKER},
        "locale": "id",
        "app_permissions": ALL_PERMISSIONS,
        "attachment_size_limit": 10 << 20,
        "authorizing_integration_owners": {"0": GUILD_ID},
        "context": 0,
        "entitlements": [],
    }
