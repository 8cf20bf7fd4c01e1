#!/usr/bin/env bash
# discord.py 2.7.1 keeps a bucket for each person of a cooldown. Whenever one of them asks, it looks through the buckets of
# all who asked within the period, for those that have run out: what a question costs grows with the number of people, and
# what a flood costs with its square. The decorators of ext.commands use the same mapping.
set -euo pipefail
folder=$(mktemp --directory)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check discord.py==2.7.1
cat > "$folder/expected" <<'EXPECTED'
10 people: the next question looks at 10 buckets
100 people: the next question looks at 100 buckets
1000 people: the next question looks at 1000 buckets
EXPECTED
"$folder/venv/bin/python" - <<'PYTHON' | tee "$folder/seen"
from collections.abc import Iterator

from discord.ext.commands import CooldownMapping


class Counted(dict):
    looks = 0

    def items(self) -> Iterator[tuple[object, object]]:
        for item in super().items():
            self.looks += 1
            yield item


for people in (10, 100, 1000):
    mapping = CooldownMapping.from_cooldown(5, 10, lambda person: person)
    mapping._cache = buckets = Counted()
    for person in range(people):
        mapping.update_rate_limit(person, current=1.0)
    buckets.looks = 0
    mapping.update_rate_limit(0, current=2.0)
    print(f"{people} people: the next question looks at {buckets.looks} buckets")
PYTHON
diff "$folder/expected" "$folder/seen" >&2 && echo "As stated: discord.py==2.7.1"
