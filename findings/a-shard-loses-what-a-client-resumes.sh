#!/usr/bin/env bash
# discord.py 2.7.1: after a cut, a Client resumes its session, even if its first try to connect again is refused, and Discord
# replays what it missed. A shard of an AutoShardedClient resumes only if the first try succeeds; after a refused one it
# identifies, that is, begins a new session, in which nothing is replayed. Both wait some seconds; here they don't.
set -euo pipefail
folder=$(mktemp --directory)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check discord.py==2.7.1 aiohttp==3.14.5
cat > "$folder/expected" <<'EXPECTED'
Client, next connection accepted: RESUME
Client, next connection refused: RESUME
AutoShardedClient, next connection accepted: RESUME
AutoShardedClient, next connection refused: IDENTIFY
EXPECTED
"$folder/venv/bin/python" - <<'PYTHON' | tee "$folder/seen"
import asyncio
import logging
from json import dumps

import discord
from aiohttp import web
from discord.backoff import ExponentialBackoff
from discord.gateway import DiscordWebSocket
from discord.http import Route
from yarl import URL

logging.disable()
USER = {"id": "1", "username": "bot", "discriminator": "0", "avatar": None}
APPLICATION = {"id": "1", "name": "", "description": "", "icon": None, "verify_key": "", "owner": USER, "flags": 1}
APPLICATION |= {"bot_public": True, "bot_require_code_grant": False}


async def at_once(client: discord.Client, shard: int | None, *, initial: bool = False) -> None:
    """Identify without a pause."""


ExponentialBackoff.delay = lambda _: 0
discord.Client.before_identify_hook = at_once


async def next_session(kind: type[discord.Client], refused: bool) -> str:
    """Return how a client begins its next session when the first one is cut."""
    connections = 0
    begun = asyncio.get_running_loop().create_future()

    async def gateway(request: web.Request) -> web.WebSocketResponse:
        nonlocal connections
        connections += 1
        if connections == 2 and refused:
            raise web.HTTPServiceUnavailable
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_json({"op": 10, "d": {"heartbeat_interval": 40_000}})
        while (opcode := (await socket.receive_json())["op"]) == 1:
            pass  # A heartbeat.
        if connections == 1:
            ready = {"user": USER, "application": APPLICATION, "guilds": [], "shard": [0, 1], "session_id": "first"}
            ready["resume_gateway_url"] = str(DiscordWebSocket.DEFAULT_GATEWAY)
            await socket.send_json({"op": 0, "t": "READY", "s": 1, "d": ready})
            request.transport.abort()
        else:
            begun.set_result({2: "IDENTIFY", 6: "RESUME"}[opcode])
            await socket.receive()
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
    async with kind(intents=discord.Intents.none(), shard_count=1) as client:
        running = asyncio.create_task(client.start("token"))
        await asyncio.wait([running, begun], timeout=60, return_when=asyncio.FIRST_COMPLETED)
    await asyncio.wait([running])
    await runner.cleanup()
    return begun.result()


for kind in (discord.Client, discord.AutoShardedClient):
    for refused in (False, True):
        then = "refused" if refused else "accepted"
        print(f"{kind.__name__}, next connection {then}: {asyncio.run(next_session(kind, refused))}", flush=True)
PYTHON
diff "$folder/expected" "$folder/seen" >&2 && echo "As stated: discord.py==2.7.1 aiohttp==3.14.5"
