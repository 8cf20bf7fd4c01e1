"""Run Kutip against the fake server: `python -m tests.discord.launcher PORT [ARGUMENT …]`.

It has patience. In the environment, FINISH_SECONDS may say how long replies under way are waited
for when it is stopped; with OWN_PATIENCE=1, all limits of time are Kutip's own. It connects again
when the gateway is silent for HEARTBEAT_SECONDS, which must be more than its `heartbeat_interval`.
Leases of shards are renewed every BEAT_SECONDS, and taken at once when they are over.
WALL_CLOCK is the file of a clock (`wallclock`).
"""

import os
from importlib import import_module
from pathlib import Path

from tests.discord import wallclock

if __name__ == "__main__":
    path = os.environ.pop(wallclock.VARIABLE, None)
    if path is not None:
        wallclock.follow(Path(path))
    # Not before, because modules keep the classes that they import.
    import_module("tests.discord.program").run()
