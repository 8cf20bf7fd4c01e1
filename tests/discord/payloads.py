"""Discord's JSON payloads that belong to no server, and the ids of what is always there."""

import itertools
import time
from datetime import UTC, datetime
from typing import Any

JSON = dict[str, Any]

DISCORD_EPOCH = 1_420_070_400_000
"""The first millisecond of 2015, from which Discord counts."""

_numbers = itertools.count()


def snowflake(shard: int = 0, shards: int = 1) -> str:
    """Return a new unique id with the current time, from which discord.py reads its age.

    As the id of a server, it belongs to this shard of so many.
    """
    milliseconds = int(time.time() * 1000) - DISCORD_EPOCH
    milliseconds -= (milliseconds - shard) % shards
    return str(milliseconds << 22 | next(_numbers))


APPLICATION_ID = snowflake()
"""Discord gives an application and its bot user the same id."""
GUILD_ID = snowflake()
CHANNEL_ID = snowflake()


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
"""The owner of the server that is always there."""


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


def direct_channel(person: JSON) -> JSON:
    """Return the channel for direct messages between the bot and somebody."""
    return {
        "id": snowflake(),
        "type": 1,
        "last_message_id": None,
        "flags": 0,
        "recipients": [person],
    }


def group_channel(*people: JSON) -> JSON:
    """Return a group of people, which the bot is not in."""
    return {
        "id": snowflake(),
        "type": 3,
        "name": None,
        "icon": None,
        "owner_id": people[0]["id"],
        "last_message_id": None,
        "flags": 0,
        "recipients": list(people),
    }


def message(message_id: str, channel_id: str, author: JSON) -> JSON:
    """Return a message without content."""
    return {
        "id": message_id,
        "channel_id": channel_id,
        "author": author,
        "content": "",
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
