#!/usr/bin/env bash
# mdit-py-plugins 0.7.0 with markdown-it-py 4.3.0: the definition of a footnote that nothing refers to is dropped without a
# trace. With move_to_end=False it is kept, but rendered in an element without a name, which is no valid HTML.
set -euo pipefail
folder=$(mktemp --directory)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check markdown-it-py==4.3.0 mdit-py-plugins==0.7.0
cat > "$folder/expected" <<'EXPECTED'
'<p>Teks.</p>\n'
'<p>Teks.</p>\n<><p>Catatan.</p>\n</>'
EXPECTED
"$folder/venv/bin/python" - <<'PYTHON' | tee "$folder/seen"
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

markdown = "Teks.\n\n[^1]: Catatan.\n"
print(repr(MarkdownIt().use(footnote_plugin).render(markdown)))
print(repr(MarkdownIt().use(footnote_plugin, move_to_end=False).render(markdown)))
PYTHON
diff "$folder/expected" "$folder/seen" >&2 && echo "As stated: markdown-it-py==4.3.0 mdit-py-plugins==0.7.0"
