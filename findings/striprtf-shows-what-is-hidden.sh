#!/usr/bin/env bash
# striprtf 0.0.35: hidden text (\v) and struck-out text (\strike) come back as if they were valid, and raised digits
# are glued to the number before them: 10 to the power of 11 becomes 1011.
set -euo pipefail
folder=$(mktemp --directory)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check striprtf==0.0.35
cat > "$folder/expected" <<'EXPECTED'
Jarak 1011 m. rahasia Rp75.000 Rp50.000
EXPECTED
"$folder/venv/bin/python" - <<'PYTHON' | tee "$folder/seen"
from striprtf.striprtf import rtf_to_text

print(
    rtf_to_text(
        r"{\rtf1\ansi Jarak 10{\super 11} m. {\v rahasia }{\strike Rp75.000 }Rp50.000\par}"
    ).strip()
)
PYTHON
diff "$folder/expected" "$folder/seen" >&2 && echo "As stated: striprtf==0.0.35"
