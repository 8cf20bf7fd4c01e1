#!/usr/bin/env bash
# chardet 7.7.0: with prefer_superset=True, Russian text in ISO-8859-5 is named Windows-1251, which is no superset of it:
# decoded so, every letter is another one. Without the option it is right; KOI8-R and CP866 are right either way.
set -euo pipefail
folder=$(mktemp --directory)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check chardet==7.7.0
cat > "$folder/expected" <<'EXPECTED'
False ISO-8859-5 книги выдаются на две недели
True Windows-1251 ЪЭШУШ
EXPECTED
"$folder/venv/bin/python" - <<'PYTHON' | tee "$folder/seen"
from chardet import detect

text = "книги выдаются на две недели, читальный зал открыт ежедневно. " * 4
data = text.encode("iso8859_5")
for superset in (False, True):
    name = detect(data, prefer_superset=superset)["encoding"]
    print(superset, name, data.decode(name)[: 5 if superset else 28])
PYTHON
diff "$folder/expected" "$folder/seen" >&2 && echo "As stated: chardet==7.7.0"
