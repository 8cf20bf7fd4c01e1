"""The link that invites a bot to a server, with what it needs there and nothing else."""

import base64
import binascii
from dataclasses import dataclass
from urllib.parse import urlencode

AUTHORIZE = "https://discord.com/oauth2/authorize"
"""https://docs.discord.com/developers/topics/oauth2#bot-authorization-flow"""
SCOPES = ("bot", "applications.commands")
PERMISSIONS = {
    "view_channel": 1 << 10,
    "send_messages": 1 << 11,
    "read_message_history": 1 << 16,
    "send_messages_in_threads": 1 << 38,
}
"""The bit of each permission that Kutip needs on a server, by Discord's name for it.

Messages that it sends in reply to commands and buttons take none, whatever is attached to them.
https://docs.discord.com/developers/topics/permissions
"""


@dataclass(frozen=True, slots=True)
class Account:
    """A bot as Discord knows it."""

    id: int
    """Its user id."""
    name: str
    application_id: int
    """The same as its user id, except for bots from before 2017."""


def invite_link(application_id: int) -> str:
    """Return the link with which the people who manage a server invite the bot.

    >>> invite_link(1)
    'https://discord.com/oauth2/authorize?client_id=1&scope=bot+applications.commands&permissions=274877975552'
    """
    wanted = {
        "client_id": application_id,
        "scope": " ".join(SCOPES),
        "permissions": sum(PERMISSIONS.values()),
    }
    return f"{AUTHORIZE}?{urlencode(wanted)}"


def bot_id_in(token: str) -> int | None:
    """Return the user id of the bot whose token it is, which is its first part; None if it is none.

    >>> bot_id_in("MTIzNDU2Nzg5.GAbCdE.secret")
    123456789
    """
    try:
        first = base64.urlsafe_b64decode(token.partition(".")[0] + "==")
    except (ValueError, binascii.Error):
        return None
    return int(first) if first.isdigit() else None
