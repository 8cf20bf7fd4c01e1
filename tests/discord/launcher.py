"""Run Kutip against the fake server: `python -m tests.discord.launcher PORT [ARGUMENT …]`.

It has patience, but in the environment FINISH_SECONDS may say how long replies under way are waited
for when it is stopped, and with OWN_PATIENCE=1 all limits of time are Kutip's own.
"""

import os
import sys

import discord
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

import bot.__main__
import bot.composition
import bot.terminal.probes
from bot.discord import service
from tests.discord.wire import gateway_url, rest_url
from tests.patience import LONG, be_patient


def _be_patient() -> None:
    be_patient()
    service.FINISH_SECONDS = float(os.environ.pop("FINISH_SECONDS", LONG))
    service.CLOSE_SECONDS = bot.composition.SERVICE_LOG_SECONDS = LONG
    bot.terminal.probes.DISCORD_SECONDS = bot.terminal.probes.HERE_SECONDS = LONG


async def _identify_at_once(
    _self: discord.Client, shard_id: int | None, *, initial: bool = False
) -> None:
    """Replace discord.py's wait of 5 seconds: the stand-in lets all shards identify at once."""


if __name__ == "__main__":
    if not os.environ.pop("OWN_PATIENCE", ""):
        _be_patient()
    port = int(sys.argv.pop(1))
    sys.argv[0] = "kutip"
    Route.BASE = rest_url(port)
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url(port))
    discord.Client.before_identify_hook = _identify_at_once  # type: ignore[method-assign, assignment]
    bot.__main__.main()
