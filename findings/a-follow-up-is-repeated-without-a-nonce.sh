#!/usr/bin/env bash
# discord.py 2.7.1 repeats a message after a server error, after which nobody knows whether it was posted. In a channel this
# does no harm: each message gets a random nonce with enforce_nonce, although the caller gave none, and the repetition has
# the same one, so Discord can tell. What is sent by a webhook, which is how follow-ups to interactions are sent, is
# repeated, too, but has no nonce.
set -euo pipefail
folder=$(mktemp --directory)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check discord.py==2.7.1 aiohttp==3.14.5
cat > "$folder/expected" <<'EXPECTED'
PartialMessageable: sent 2 times, each the same: True, enforce_nonce: True
Webhook: sent 2 times, each the same: True, enforce_nonce: None
EXPECTED
"$folder/venv/bin/python" - <<'PYTHON' | tee "$folder/seen"
import asyncio
from contextlib import suppress

import discord
from aiohttp import web
from discord.http import Route

sent: list[dict[str, object]] = []


async def http(request: web.Request) -> web.Response:
    if request.path == "/users/@me":  # Of the login.
        return web.json_response({})
    sent.append(await request.json())
    return web.Response(status=502 if len(sent) == 1 else 403)  # The second one ends it.


async def main() -> None:
    app = web.Application()
    app.add_routes([web.route("*", "/{path:.*}", http)])
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    Route.BASE = f"http://127.0.0.1:{runner.addresses[0][1]}"
    async with discord.Client(intents=discord.Intents.none()) as client:
        await client.http.static_login("token")
        for place in (client.get_partial_messageable(1), discord.Webhook.partial(1, "token", client=client)):
            sent.clear()
            with suppress(discord.Forbidden):
                await place.send("Halo")
            same = all(message == sent[0] for message in sent)
            enforced = sent[0].get("enforce_nonce")
            print(f"{type(place).__name__}: sent {len(sent)} times, each the same: {same}, enforce_nonce: {enforced}")
    await runner.cleanup()


asyncio.run(main())
PYTHON
diff "$folder/expected" "$folder/seen" >&2 && echo "As stated: discord.py==2.7.1 aiohttp==3.14.5"
