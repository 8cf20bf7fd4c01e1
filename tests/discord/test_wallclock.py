"""The wall clock of another process jumps, and only that."""

import json
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from tests.discord.wallclock import WallClock

ROOT = Path(__file__).parents[2]
PROGRAM = """
import sys
from pathlib import Path
from tests.discord import wallclock
clock = wallclock.WallClock(Path(sys.argv[1]))
wallclock.follow(Path(sys.argv[1]))
import json, pickle, time
from datetime import UTC, date, datetime, timedelta
before = time.time(), time.monotonic()
clock.jump(1e6)
now = datetime.now(UTC)
print(json.dumps({
    "jumped": time.time() - before[0] >= 1e6,
    "monotonic": time.monotonic() - before[1] < 1e6,
    "together": abs(now.timestamp() - time.time()) < 1e3,
    "today": date.today() >= (now - timedelta(days=1)).date(),
    "instance": isinstance(now, datetime) and isinstance(datetime(2026, 1, 1), datetime),
    "parsed": datetime.fromisoformat("2026-01-01T00:00:00+00:00") < now,
    "pickled": pickle.loads(pickle.dumps(now)) == now,
    "type": issubclass(type(now), datetime),
    "now": now.isoformat(),
}))
"""


def test_the_clock_jumps_for_all_that_reads_it(tmp_path: Path) -> None:
    run = subprocess.run(
        [sys.executable, "-c", PROGRAM, str(tmp_path / "clock")],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    seen = json.loads(run.stdout)
    now = datetime.fromisoformat(seen.pop("now"))
    assert all(seen.values()), seen
    assert (now - datetime.now(now.tzinfo)).days == 11


def test_a_clock_is_shared_by_its_file(tmp_path: Path) -> None:
    one, other = (WallClock(tmp_path / "clock") for _ in range(2))
    one.jump(60)
    other.jump(-20)
    assert one.offset == other.offset == 40
