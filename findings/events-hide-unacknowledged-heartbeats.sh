#!/usr/bin/env bash
# discord.py 2.7.1: Discord's documentation has a client end a connection when a heartbeat was not acknowledged before the
# next one is due. discord.py looks at when it last received anything at all: while events arrive, it stays connected,
# however many heartbeats are not acknowledged; only a gateway that is silent for `heartbeat_timeout` (60 s; here 2) is left.
set -euo pipefail
folder=$(mktemp --directory)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check discord.py==2.7.1 aiohttp==3.14.5
cat > "$folder/expected" <<'EXPECTED'
no heartbeat is acknowledged, nothing is sent: connected again
no heartbeat is acknowledged, events arrive: still connected after 10 heartbeats
EXPECTED
"$folder/venv/bin/python" - <<'PYTHON' | tee "$folder/seen"
import asyncio
import logging
from json import dumps

import discord
from aiohttp import web
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

logging.disable()
USER = {"id": "1", "username": "bot", "discriminator": "0", "avatar": None}
APPLICATION = {"id": "1", "name": "", "description": "", "icon": None, "verify_key": "", "owner": USER, "flags": 1}
APPLICATION |= {"bot_public": True, "bot_require_code_grant": False}
BEATS = 10


async def becomes(busy: bool) -> str:
    """Return what becomes of a connection whose heartbeats are not acknowledged."""
    connections = 0
    result = asyncio.get_running_loop().create_future()

    async def gateway(request: web.Request) -> web.WebSocketResponse:
        nonlocal connections
        connections += 1
        if connections > 1 and not result.done():
            result.set_result("connected again")
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 500}})
        beats = 0
        async for message in socket:
            opcode = message.json()["op"]
            if opcode == 2:
                ready = {"user": USER, "application": APPLICATION, "guilds": [], "shard": [0, 1], "session_id": "first"}
                ready["resume_gateway_url"] = str(DiscordWebSocket.DEFAULT_GATEWAY)
                await socket.send_json({"op": 0, "t": "READY", "s": 1, "d": ready})
            elif opcode == 1 and connections == 1:
                beats += 1
                if busy:
                    await socket.send_json({"op": 0, "t": "RESUMED", "s": 1 + beats, "d": {}})
                if beats == BEATS and not result.done():
                    result.set_result(f"still connected after {beats} heartbeats")
        return socket

    async def http(request: web.Request) -> web.Response:
        found = USER if request.path == "/users/@me" else APPLICATION
        return web.Response(body=dumps(found).encode(), content_type="application/json")

    app = web.Application()
    app.add_routes([web.get("/gateway", gateway), web.get("/{path:.*}", http)])
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    Route.BASE = f"http://127.0.0.1:{port}"
    DiscordWebSocket.DEFAULT_GATEWAY = URL(f"ws://127.0.0.1:{port}/gateway")
    async with discord.Client(intents=discord.Intents.none(), heartbeat_timeout=2) as client:
        running = asyncio.create_task(client.start("token"))
        await asyncio.wait([running, result], timeout=60, return_when=asyncio.FIRST_COMPLETED)
    await asyncio.wait([running])
    await runner.cleanup()
    return result.result()


for busy in (False, True):
    arriving = "events arrive" if busy else "nothing is sent"
    print(f"no heartbeat is acknowledged, {arriving}: {asyncio.run(becomes(busy))}", flush=True)
PYTHON
diff "$folder/expected" "$folder/seen" >&2 && echo "As stated: discord.py==2.7.1 aiohttp==3.14.5"
