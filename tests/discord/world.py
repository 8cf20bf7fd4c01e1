"""The servers, channels, roles and members, and who may do what in them."""

from collections.abc import Iterator
from itertools import chain

from discord import Permissions

from tests.discord import payloads
from tests.discord.payloads import JSON, snowflake

EVERYONE = Permissions(
    view_channel=True,
    send_messages=True,
    send_messages_in_threads=True,
    read_message_history=True,
    embed_links=True,
    attach_files=True,
    use_application_commands=True,
)
"""What a member may do on a server that has changed nothing."""
TEXT_CHANNEL, PUBLIC_THREAD = 0, 11


class Guild:
    """A server; the bot is a member of it from the start."""

    def __init__(
        self,
        name: str = "Library",
        *,
        guild_id: str | None = None,
        channel_id: str | None = None,
        owner: JSON | None = None,
        locale: str = "id",
        everyone: Permissions = EVERYONE,
    ) -> None:
        """Create a server with one channel, and a new owner unless there is one."""
        self.id = guild_id or snowflake()
        self.name = name
        self.locale = locale
        self.owner = owner or payloads.user(snowflake(), f"owner of {name}")
        self.roles: dict[str, JSON] = {}
        self.members: dict[str, JSON] = {}
        self.channels: dict[str, JSON] = {}
        self.available = True
        self.add_role("@everyone", everyone, role_id=self.id)
        self.general = self.add_channel("general", channel_id=channel_id)
        self.join(self.owner)
        self.join(payloads.BOT)

    def add_role(self, name: str, permissions: Permissions, *, role_id: str | None = None) -> JSON:
        role: JSON = {
            "id": role_id or snowflake(),
            "name": name,
            "color": 0,
            "colors": {"primary_color": 0, "secondary_color": None, "tertiary_color": None},
            "hoist": False,
            "position": len(self.roles),
            "permissions": str(permissions.value),
            "managed": False,
            "mentionable": False,
            "flags": 0,
        }
        self.roles[role["id"]] = role
        return role

    def add_channel(
        self, name: str, *, channel_id: str | None = None, parent: JSON | None = None
    ) -> JSON:
        """Add a text channel, or a thread of one."""
        channel: JSON = {
            "id": channel_id or snowflake(),
            "guild_id": self.id,
            "type": TEXT_CHANNEL if parent is None else PUBLIC_THREAD,
            "name": name,
            "position": len(self.channels),
            "parent_id": parent and parent["id"],
            "topic": None,
            "nsfw": False,
            "flags": 0,
            "last_message_id": None,
            "rate_limit_per_user": 0,
            "permission_overwrites": [],
        }
        if parent is not None:
            channel |= {
                "owner_id": self.owner["id"],
                "message_count": 0,
                "member_count": 1,
                "thread_metadata": {
                    "archived": False,
                    "auto_archive_duration": 1440,
                    "archive_timestamp": "2025-01-01T00:00:00+00:00",
                    "locked": False,
                },
            }
        self.channels[channel["id"]] = channel
        return channel

    def add_member(self, name: str, *, may: Permissions | None = None) -> JSON:
        """Add somebody new, with a role of their own if they may do more than everyone."""
        person = payloads.user(snowflake(), name)
        self.join(person)
        if may is not None:
            self.members[person["id"]]["roles"].append(self.add_role(name, may)["id"])
        return person

    def join(self, person: JSON) -> None:
        self.members[person["id"]] = {
            "user": person,
            "nick": None,
            "avatar": None,
            "roles": [],
            "joined_at": "2025-01-01T00:00:00+00:00",
            "deaf": False,
            "mute": False,
            "flags": 0,
        }

    def overwrite(
        self,
        channel: JSON,
        target: JSON,
        *,
        allow: Permissions | None = None,
        deny: Permissions | None = None,
    ) -> None:
        """Allow or deny a role or a member something in one channel."""
        channel["permission_overwrites"].append(
            {
                "id": target["id"],
                "type": 0 if target["id"] in self.roles else 1,
                "allow": str((allow or Permissions.none()).value),
                "deny": str((deny or Permissions.none()).value),
            }
        )

    def permissions(self, user_id: str, channel: JSON) -> Permissions:
        """Return what somebody may do in a channel. Permissions, Permission Hierarchy."""
        if user_id not in self.members:
            return Permissions.none()
        roles = self.members[user_id]["roles"]
        held = [int(self.roles[role]["permissions"]) for role in (self.id, *roles)]
        bits = 0
        for each in held:
            bits |= each
        if user_id == self.owner["id"] or Permissions(bits).administrator:
            return Permissions.all()
        parent = self.channels.get(channel["parent_id"] or "", channel)
        overwrites = {each["id"]: each for each in parent["permission_overwrites"]}
        for targets in ((self.id,), roles, (user_id,)):
            there = [overwrites[target] for target in targets if target in overwrites]
            for each in there:
                bits &= ~int(each["deny"])
            for each in there:
                bits |= int(each["allow"])
        return Permissions(bits)

    def payload(self) -> JSON:
        """Return the server as GUILD_CREATE has it."""
        threads = [each for each in self.channels.values() if each["type"] == PUBLIC_THREAD]
        return {
            "id": self.id,
            "name": self.name,
            "owner_id": self.owner["id"],
            "preferred_locale": self.locale,
            "features": [],
            "roles": list(self.roles.values()),
            "channels": [each for each in self.channels.values() if each not in threads],
            "threads": threads,
            "members": [self.members[payloads.APPLICATION_ID]],
            "member_count": len(self.members),
            "unavailable": False,
        }


class World:
    """All servers that the bot is on, others, and the channels for direct messages."""

    def __init__(self) -> None:
        self.library = Guild(
            guild_id=payloads.GUILD_ID, channel_id=payloads.CHANNEL_ID, owner=payloads.ASKER
        )
        """The server that is always there."""
        self.guilds = {self.library.id: self.library}
        self._direct: dict[str, JSON] = {}
        self.closed_to_bot: set[str] = set()
        """The ids of people who take no direct messages from the bot."""

    def joined(self) -> Iterator[Guild]:
        """Return the servers that the bot is on."""
        return (each for each in self.guilds.values() if payloads.APPLICATION_ID in each.members)

    def direct(self, person: JSON) -> JSON:
        """Return the channel for direct messages between the bot and somebody."""
        channel = payloads.direct_channel(person)
        return self._direct.setdefault(person["id"], channel)

    def channel(self, channel_id: str) -> JSON | None:
        guild = self.guild_of(channel_id)
        if guild is not None:
            return guild.channels[channel_id]
        return next((each for each in self._direct.values() if each["id"] == channel_id), None)

    def guild_of(self, channel_id: str) -> Guild | None:
        return next((each for each in self.guilds.values() if channel_id in each.channels), None)

    def person(self, user_id: str) -> JSON | None:
        """Return somebody who is a member of any server, or wrote to the bot."""
        known = chain(
            (member["user"] for each in self.guilds.values() for member in each.members.values()),
            (person for each in self._direct.values() for person in each["recipients"]),
        )
        return next((each for each in known if each["id"] == user_id), None)
