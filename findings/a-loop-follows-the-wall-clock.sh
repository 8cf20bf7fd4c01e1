#!/usr/bin/env bash
# discord.py 2.7.1: discord.ext.tasks.loop(seconds=5) waits until a date and time, not for five seconds. When the clock is set
# back by an hour, the loop stands still for an hour; when it is set forward, 720 runs follow each other without a pause.
# time-machine 3.6.0 stands in for somebody who sets the clock.
set -euo pipefail
folder=$(mktemp --directory)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check discord.py==2.7.1 time-machine==3.6.0
cat > "$folder/expected" <<'EXPECTED'
clock right: runs at once: 1, next one in 0:00:05
clock set back: runs at once: 1, next one in 1:00:05
clock set forward: runs at once: 721, next one in 0:00:05
EXPECTED
"$folder/venv/bin/python" - <<'PYTHON' | tee "$folder/seen"
import asyncio
from datetime import UTC, datetime, timedelta

import time_machine
from discord.ext import tasks


async def run(clock: time_machine.Traveller, change: timedelta) -> str:
    runs = 0

    @tasks.loop(seconds=5)
    async def loop() -> None:
        nonlocal runs
        runs += 1
        if runs == 1:
            clock.shift(change)

    loop.start()
    for _ in range(5_000):  # Turns of the event loop; no time passes.
        await asyncio.sleep(0)
    return f"runs at once: {runs}, next one in {loop.next_iteration - datetime.now(UTC)}"


for how, hours in (("right", 0), ("set back", -1), ("set forward", 1)):
    with time_machine.travel(datetime(2026, 1, 5, 8, tzinfo=UTC), tick=False) as clock:
        print(f"clock {how}:", asyncio.run(run(clock, timedelta(hours=hours))))
PYTHON
diff "$folder/expected" "$folder/seen" >&2 && echo "As stated: discord.py==2.7.1 time-machine==3.6.0"
