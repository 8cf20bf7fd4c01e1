"""People who use Kutip, each as Discord describes them: their rights, and where they are.

SimCord's members can only do what Discord would let them. Here, one of them acts, and the
interaction is then described as somebody else's, like one that is forged.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any, TypeAlias

from discord import PermissionOverwrite, Permissions
from simcord.backend import serializers
from simcord.builders import ChannelHandle, GuildHandle, RoleHandle, UserHandle
from simcord.env import Env

Payload: TypeAlias = dict[str, Any]
Described: TypeAlias = Callable[[Payload], Payload]
"""Returns an interaction's payload with another caller."""

ALL = str(Permissions.all().value)


class Caller(StrEnum):
    """Who calls, and from where."""

    MEMBER = "member"
    BOT = "bot"
    CHANNEL_MODERATOR = "member with Manage Messages in the channel"
    NAMED = "member with a role that the server has named"
    MODERATOR = "member with Manage Messages"
    MANAGER = "member with Manage Server"
    ADMINISTRATOR = "administrator"
    OWNER = "owner"
    OUTAGE = "owner while Discord does not show the server"
    NEIGHBOUR = "administrator of another server"
    USER_INSTALL = "administrator of a server without Kutip"
    DIRECT = "direct message"
    GROUP = "group"

    @property
    def elsewhere(self) -> bool:
        """Whether they are not on the server."""
        return self in {Caller.NEIGHBOUR, Caller.USER_INSTALL, Caller.DIRECT, Caller.GROUP}


POWERS = {
    Caller.MODERATOR: Permissions(manage_messages=True),
    Caller.MANAGER: Permissions(manage_guild=True),
    Caller.ADMINISTRATOR: Permissions(administrator=True),
}
"""The permissions of a role that only they have."""
OTHER_SERVER = 77_000_000_000_000_001
"""A server that Kutip isn't a member of."""
GROUP_CHANNEL = 77_000_000_000_000_002
KEPT_ROLE = 77_000_000_000_000_003
"""A role on that server, which may have been among its moderator roles before Kutip left."""
CHANNEL = {"type": 0, "name": "umum", "position": 0, "permission_overwrites": [], "nsfw": False}


def describe(
    caller: Caller, env: Env, guild: GuildHandle, named: RoleHandle, neighbours: ChannelHandle
) -> Described:
    """Return a description of the caller, who acts in a new channel of the server, if on it.

    `named` is the role that the server has named, `neighbours` a channel of another server.
    """
    channel = guild.create_text_channel("pojok")
    if caller is Caller.OWNER:
        return _member(env, guild.owner, channel)
    if caller is Caller.OUTAGE:
        owner = _member(env, guild.owner, channel)
        env.backend.emit("GUILD_DELETE", {"id": str(guild.id), "unavailable": True})
        return owner
    user = env.create_user("pemanggil", bot=caller is Caller.BOT)
    if caller is Caller.NEIGHBOUR:
        assert neighbours.guild is not None
        role = neighbours.guild.create_role("Kepala", permissions=Permissions(administrator=True))
        neighbours.guild.add_member(user, roles=[role])
        return _member(env, user, neighbours)
    if caller.elsewhere:
        return _outside(caller, env, user)
    roles = [named] if caller is Caller.NAMED else []
    if caller in POWERS:
        roles = [guild.create_role("Kuasa", permissions=POWERS[caller])]
    guild.add_member(user, roles=roles)
    if caller is Caller.CHANNEL_MODERATOR:
        allowed = PermissionOverwrite(manage_messages=True)
        channel = guild.create_text_channel("sudut", overwrites={user: allowed})
    return _member(env, user, channel)


@contextmanager
def calling(env: Env, described: Described) -> Iterator[None]:
    """Describe every interaction within the block as this caller's."""
    emit = env.backend.emit

    def emit_described(event: str, payload: Payload) -> None:
        emit(event, described(payload) if event == "INTERACTION_CREATE" else payload)

    env.backend.emit = emit_described  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        env.backend.emit = emit  # type: ignore[method-assign]


def _member(env: Env, user: UserHandle, channel: ChannelHandle) -> Described:
    """Describe a member in a channel, with the permissions that they have there."""
    assert channel.guild is not None
    guild_id, backend = channel.guild.id, env.backend

    def describe(payload: Payload) -> Payload:
        guild = backend.get_guild(guild_id)
        member = serializers.member_payload(backend, guild, guild.members[user.id])
        permissions = str(backend.compute_permissions(guild_id, user.id, channel.id))
        return {
            **payload,
            "guild_id": str(guild_id),
            "channel_id": str(channel.id),
            "channel": serializers.channel_payload(backend, backend.get_channel(channel.id)),
            "member": {**member, "permissions": permissions},
        }

    return describe


def _outside(caller: Caller, env: Env, user: UserHandle) -> Described:
    """Describe somebody who isn't on a server with Kutip."""
    person = serializers.user_payload(env.backend.get_user(user.id))
    owners = {"authorizing_integration_owners": {"1": str(user.id)}}
    if caller is Caller.USER_INSTALL:
        member = {
            "user": person,
            "roles": [str(KEPT_ROLE)],
            "joined_at": "2025-01-01T00:00:00+00:00",
            "deaf": False,
            "mute": False,
            "flags": 0,
            "permissions": ALL,
        }
        guild = {"id": str(OTHER_SERVER), "locale": "en-US", "features": []}
        channel: Payload = {"id": str(OTHER_SERVER + 10), "guild_id": str(OTHER_SERVER), **CHANNEL}
        place = {"guild_id": str(OTHER_SERVER), "guild": guild, "member": member, "context": 0}
    else:
        place = {"user": person, "context": 1 if caller is Caller.DIRECT else 2}
        channel = {"id": str(GROUP_CHANNEL), "type": 3, "recipients": [person], "icon": None}
        if caller is Caller.DIRECT:
            channel = {"id": str(GROUP_CHANNEL), "type": 1, "recipients": [person]}

    def describe(payload: Payload) -> Payload:
        inside = {"guild_id", "guild_locale", "member"}
        kept = {name: value for name, value in payload.items() if name not in inside}
        return {**kept, **owners, **place, "channel_id": channel["id"], "channel": channel}

    return describe
