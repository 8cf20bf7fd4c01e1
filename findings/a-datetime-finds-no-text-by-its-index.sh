#!/usr/bin/env bash
# SQLite 3.54.1 (apsw 3.54.1.0): a column declared DATETIME, as SQLAlchemy declares its DateTime, has NUMERIC affinity,
# although it holds text. Compared with a TEXT column it finds the right rows, but not by that column's index: a subquery
# scans the whole table for each row, in quadratic time. A value, or a column of the same declaration, uses the index.
set -euo pipefail
folder=$(mktemp --directory)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check apsw==3.54.1.0
cat > "$folder/expected" <<'EXPECTED'
TEXT found by a value: [1] SEARCH numbers USING PRIMARY KEY (at=?)
TEXT found by a DATETIME that holds text: [1] SCAN numbers
DATETIME found by a value: [1] SEARCH numbers USING PRIMARY KEY (at=?)
DATETIME found by a DATETIME that holds text: [1] SEARCH numbers USING PRIMARY KEY (at=?)
EXPECTED
"$folder/venv/bin/python" - <<'PYTHON' | tee "$folder/seen"
import apsw

MOMENT = "2026-01-05 08:00:00"

for declared in ("TEXT", "DATETIME"):
    database = apsw.Connection(":memory:")
    database.execute("CREATE TABLE events (at DATETIME)")
    database.execute("INSERT INTO events VALUES (?)", [MOMENT])
    database.execute(f"CREATE TABLE numbers (at {declared} PRIMARY KEY, number INTEGER) WITHOUT ROWID")
    database.execute("INSERT INTO numbers VALUES (?, 1)", [MOMENT])
    held = database.execute("SELECT typeof(at) FROM events").get
    by_value = "SELECT number FROM numbers WHERE at = ?"
    by_column = "SELECT (SELECT number FROM numbers WHERE at = events.at) FROM events"
    for what, query, values in (("value", by_value, [MOMENT]), (f"DATETIME that holds {held}", by_column, [])):
        found = [row[0] for row in database.execute(query, values)]
        plan = [row[3] for row in database.execute(f"EXPLAIN QUERY PLAN {query}", values)][-1]
        print(f"{declared} found by a {what}: {found} {plan}")
PYTHON
diff "$folder/expected" "$folder/seen" >&2 && echo "As stated: apsw==3.54.1.0"
