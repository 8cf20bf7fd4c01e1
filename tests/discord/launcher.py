"""Run Kutip against the fake server: `python -m tests.discord.launcher PORT [ARGUMENT …]`."""

import sys

import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from bot.__main__ import main
from tests.discord.wire import gateway_url, rest_url

if __name__ == "__main__":
    port = int(sys.argv.pop(1))
    sys.argv[0] = "kutip"
    Route.BASE = rest_url(port)
    DiscordWebSocket.DEFAULT_GATEWAY = yarl.URL(gateway_url(port))
    main()
