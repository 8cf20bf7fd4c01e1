#!/usr/bin/env bash
# SQLAlchemy 2.1.9: an Index with postgresql_where, so that it is partial there too, imports the dialect of PostgreSQL as
# soon as the table is described, in a program that only ever opens SQLite. With sqlite_where alone it doesn't.
set -euo pipefail
folder=$(mktemp --directory)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check sqlalchemy==2.1.9
cat > "$folder/expected" <<'EXPECTED'
sqlite_where alone: False
with postgresql_where: True
EXPECTED
"$folder/venv/bin/python" - <<'PYTHON' | tee "$folder/seen"
import sys

from sqlalchemy import Boolean, Column, Index, MetaData, Table, true


def imported() -> bool:
    return "sqlalchemy.dialects.postgresql" in sys.modules


table = Table("rows", MetaData(), Column("shown", Boolean))
Index("shown_rows", table.c.shown, sqlite_where=table.c.shown == true())
print("sqlite_where alone:", imported())
Index("other_rows", table.c.shown, postgresql_where=table.c.shown == true())
print("with postgresql_where:", imported())
PYTHON
diff "$folder/expected" "$folder/seen" >&2 && echo "As stated: sqlalchemy==2.1.9"
