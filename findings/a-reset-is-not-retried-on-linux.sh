#!/usr/bin/env bash
# discord.py 2.7.1 repeats a request after a server error and, as its source says, after "Connection reset by peer", which it
# knows by the numbers 54 (macOS) and 10054 (Windows). On Linux the number is 104: there, a reset ends the request with an
# exception at the first try. So does, on any system, a connection that is closed without an answer.
set -euo pipefail
folder=$(mktemp --directory)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check discord.py==2.7.1 aiohttp==3.14.5
cat > "$folder/expected" <<'EXPECTED'
linux, server error: 2 tries, sent
linux, reset: 1 tries, ClientOSError ECONNRESET 104
linux, closed: 1 tries, ServerDisconnectedError
EXPECTED
"$folder/venv/bin/python" - <<'PYTHON' | tee "$folder/seen"
import asyncio
import errno
import socket
import struct
import sys

import discord
from aiohttp import ClientConnectionError, web
from discord.http import Route

RESET = struct.pack("ii", 1, 0)  # As SO_LINGER: closing the connection resets it.
tries = 0
fault = ""


async def http(request: web.Request) -> web.Response:
    global tries
    if request.path == "/users/@me":  # Of the login.
        return web.json_response({})
    tries += 1
    if tries == 1 and fault == "server error":
        raise web.HTTPInternalServerError
    if tries == 1:
        if fault == "reset":
            request.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
        request.transport.abort()
    return web.Response(status=204)


async def main() -> None:
    global tries, fault
    app = web.Application()
    app.add_routes([web.route("*", "/{path:.*}", http)])
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    Route.BASE = f"http://127.0.0.1:{runner.addresses[0][1]}"
    async with discord.Client(intents=discord.Intents.none()) as client:
        await client.http.static_login("token")
        for fault in ("server error", "reset", "closed"):
            tries = 0
            try:
                await client.http.send_typing(1)
                outcome = "sent"
            except ClientConnectionError as error:
                outcome = type(error).__name__
                if isinstance(error, OSError):
                    outcome += f" {errno.errorcode[error.errno]} {error.errno}"
            print(f"{sys.platform}, {fault}: {tries} tries, {outcome}")
    await runner.cleanup()


asyncio.run(main())
PYTHON
diff "$folder/expected" "$folder/seen" >&2 && echo "As stated: discord.py==2.7.1 aiohttp==3.14.5"
