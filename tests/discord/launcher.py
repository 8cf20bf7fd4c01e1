"""Run Kutip against the fake server: `python -m tests.discord.launcher PORT [ARGUMENT …]`.

It has patience, but in the environment FINISH_SECONDS may say how long replies under way are waited
for when it is stopped.
"""

import os
import sys

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

import bot.__main__
import bot.composition
import bot.terminal.probes
from bot.discord import command_sync, service
from tests.discord.wire import gateway_url, rest_url
from tests.patience import LONG, be_patient

if __name__ == "__main__":
    be_patient()
    service.FINISH_SECONDS = float(os.environ.pop("FINISH_SECONDS", LONG))
    service.STOP_SECONDS = command_sync.SYNC_SECONDS = LONG
    service.CLOSE_SECONDS = bot.composition.SERVICE_LOG_SECONDS = LONG
    bot.terminal.probes.DISCORD_SECONDS = bot.terminal.probes.HERE_SECONDS = LONG
    port = int(sys.argv.pop(1))
    sys.argv[0] = "kutip"
    Route.BASE = rest_url(port)
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url(port))
    bot.__main__.main()
