#!/usr/bin/env bash
# lxml 6.1.3 (libxml2): on a page whose body tag is left out, as HTML allows, <main> and all that is in it stays within
# <head>; browsers open the body before it. What drops the head drops the article.
set -euo pipefail
folder=$(mktemp --directory)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check lxml==6.1.3
cat > "$folder/expected" <<'EXPECTED'
main: head
p: body
EXPECTED
"$folder/venv/bin/python" - <<'PYTHON' | tee "$folder/seen"
from lxml.html import document_fromstring

for inner in ("<main><p>Buka pukul 8.</p></main>", "<p>Buka pukul 8.</p>"):
    page = document_fromstring(f"<!DOCTYPE html><html><head><title>Jadwal</title>{inner}</html>")
    element = page.find(".//main")
    element = page.find(".//p") if element is None else element
    print(f"{element.tag}: {element.getparent().tag}")
PYTHON
diff "$folder/expected" "$folder/seen" >&2 && echo "As stated: lxml==6.1.3"
