#!/usr/bin/env bash
# python-dotenv 1.2.4: set_key() keeps the other lines of a .env, but not the blank lines before the one that it sets, nor
# the comment behind its value.
set -euo pipefail
folder=$(mktemp --directory)
trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" install --quiet --disable-pip-version-check python-dotenv==1.2.4
printf 'A=1\n\n# of the bot\nTOKEN=old # since May\nB=2\n' > "$folder/.env"
printf 'A=1\n\n# of the bot\nTOKEN=new\nB=2\n' > "$folder/with-a-comment-before-it"
cp "$folder/.env" "$folder/.env-2" && sed -i '/of the bot/d' "$folder/.env-2"
printf 'A=1\nTOKEN=new\nB=2\n' > "$folder/expected"
"$folder/venv/bin/python" -c 'import sys; from dotenv import set_key; [set_key(path, "TOKEN", "new", "never") for path in sys.argv[1:]]' \
    "$folder/.env" "$folder/.env-2"
diff "$folder/with-a-comment-before-it" "$folder/.env" >&2
diff "$folder/expected" "$folder/.env-2" >&2 && echo "As stated: python-dotenv==1.2.4"
