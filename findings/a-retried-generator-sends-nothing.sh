#!/usr/bin/env bash
# aiohttp 3.14.5: a client middleware that calls its handler again sends a body of bytes or of a file again, whole. A body
# from an async generator is empty the second time, and nothing is raised: the server gets a valid request without data.
# Only request.body.consumed says so beforehand. (For a redirect, aiohttp itself checks that and raises.)
set -euo pipefail
folder=$(mktemp --directory)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check aiohttp==3.14.5
cat > "$folder/expected" <<'EXPECTED'
bytes: consumed False, received b'Halo' b'Halo', status 200
BytesIO: consumed False, received b'Halo' b'Halo', status 200
async_generator: consumed True, received b'Halo' b'', status 200
EXPECTED
"$folder/venv/bin/python" - <<'PYTHON' | tee "$folder/seen"
import asyncio
from collections.abc import AsyncIterator
from io import BytesIO

from aiohttp import ClientHandlerType, ClientRequest, ClientResponse, ClientSession, web

received: list[bytes] = []
consumed: list[bool] = []


async def busy_once(request: web.Request) -> web.Response:
    received.append(await request.read())
    return web.Response(status=503 if len(received) == 1 else 200)


async def again(request: ClientRequest, handler: ClientHandlerType) -> ClientResponse:
    response = await handler(request)
    if response.status == 503:
        consumed.append(request.body.consumed)
        response = await handler(request)
    return response


async def generator() -> AsyncIterator[bytes]:
    yield b"Halo"


async def main() -> None:
    app = web.Application()
    app.add_routes([web.post("/", busy_once)])
    runner = web.AppRunner(app, shutdown_timeout=0)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    async with ClientSession(middlewares=(again,)) as session:
        for data in (b"Halo", BytesIO(b"Halo"), generator()):
            async with session.post(f"http://127.0.0.1:{runner.addresses[0][1]}/", data=data) as response:
                seen = f"consumed {consumed.pop()}, received {received.pop(0)} {received.pop(0)}"
                print(f"{type(data).__name__}: {seen}, status {response.status}")
    await runner.cleanup()


asyncio.run(main())
PYTHON
diff "$folder/expected" "$folder/seen" >&2 && echo "As stated: aiohttp==3.14.5"
