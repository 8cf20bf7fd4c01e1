"""Kutip with another Discord, and patience; see `launcher`."""

import os
import sys
from datetime import timedelta

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route
from discord.state import ConnectionState

import bot.__main__
import bot.composition
import bot.terminal.probes
from bot.discord import command_sync, service
from bot.shards import holder, leases
from tests.discord.wire import gateway_url, rest_url
from tests.patience import LONG, be_patient


def _be_patient() -> None:
    be_patient()
    service.FINISH_SECONDS = float(os.environ.pop("FINISH_SECONDS", LONG))
    service.STOP_SECONDS = command_sync.SYNC_SECONDS = LONG
    service.CLOSE_SECONDS = bot.composition.SERVICE_LOG_SECONDS = LONG
    bot.terminal.probes.DISCORD_SECONDS = bot.terminal.probes.HERE_SECONDS = LONG


def _miss_heartbeats_after(seconds: float) -> None:
    """Let discord.py connect again once it has heard nothing for so long, in place of 60 s."""
    ConnectionState.heartbeat_timeout = property(  # type: ignore[assignment]
        lambda _: seconds, lambda *_: None
    )


async def _identify_at_once(
    _self: discord.Client, shard_id: int | None, *, initial: bool = False
) -> None:
    """Replace discord.py's wait of 5 seconds: the stand-in lets all shards identify at once."""


def _share_soon(seconds: float) -> None:
    """Renew leases so often, and take those that are over however short the server is up."""
    holder.BEAT_SECONDS = seconds
    leases.SETTLED = timedelta(seconds=-1)


def run() -> None:
    """Run Kutip with the arguments of this process, of which the first is the port."""
    if not os.environ.pop("OWN_PATIENCE", ""):
        _be_patient()
    seconds = os.environ.pop("HEARTBEAT_SECONDS", "")
    if seconds:
        _miss_heartbeats_after(float(seconds))
    if beat := os.environ.pop("BEAT_SECONDS", ""):
        _share_soon(float(beat))
    port = int(sys.argv.pop(1))
    sys.argv[0] = "kutip"
    Route.BASE = rest_url(port)
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url(port))
    discord.Client.before_identify_hook = _identify_at_once  # type: ignore[method-assign, assignment]
    bot.__main__.main()
