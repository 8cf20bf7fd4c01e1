#!/usr/bin/env bash
# feedparser 6.0.14: a date in WIB, Indonesia's time zone (UTC+7), is taken for UTC, seven hours too late and without a
# warning; in `published_parsed` nothing says so. A date with an Indonesian month, such as 12 Agu, is None. What the feed
# says is kept in `published`. Bytes and strings that name a file are read from that file: give a stream.
set -euo pipefail
folder=$(mktemp --directory)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check feedparser==6.0.14
cat > "$folder/expected" <<'EXPECTED'
Wed, 12 Aug 2026 07:30:00 +0700 -> 2026-08-12 00:30
Wed, 12 Aug 2026 07:30:00 WIB -> 2026-08-12 07:30
Rab, 12 Agu 2026 07:30:00 +0700 -> None
bytes that name a file: 3 entries
EXPECTED
"$folder/venv/bin/python" - "$folder" <<'PYTHON' | tee "$folder/seen"
import io
import sys
import time
from pathlib import Path

import feedparser

DATES = ("Wed, 12 Aug 2026 07:30:00 +0700", "Wed, 12 Aug 2026 07:30:00 WIB", "Rab, 12 Agu 2026 07:30:00 +0700")
items = "".join(f"<item><title>A</title><pubDate>{date}</pubDate></item>" for date in DATES)
feed = f'<rss version="2.0"><channel>{items}</channel></rss>'.encode()
for entry in feedparser.parse(io.BytesIO(feed)).entries:
    parsed = entry.get("published_parsed")
    print(entry["published"], "->", parsed and time.strftime("%Y-%m-%d %H:%M", parsed))
path = Path(sys.argv[1]) / "feed.xml"
path.write_bytes(feed)
print("bytes that name a file:", len(feedparser.parse(str(path).encode()).entries), "entries")
PYTHON
diff "$folder/expected" "$folder/seen" >&2 && echo "As stated: feedparser==6.0.14"
