"""Parse front matter: metadata between two lines of `---` at the start of a Markdown text."""

import json
import re

_FRONT_MATTER = re.compile(r"---[ \t]*\n(.*?\n)?---[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"([A-Za-z_]\w*)[ \t]*:[ \t]*(.*?)[ \t]*")


def parse_front_matter(text: str) -> tuple[dict[str, str], str]:
    r"""Return the fields, with keys in lower case, and the text after the front matter.

    Only the YAML subset of `key: value` lines is supported, with bare or quoted values; other lines
    are ignored. A text without front matter is returned unchanged, with no fields.

    >>> parse_front_matter('---\nTitle: "Ayam"\n---\nAyam bertelur.')
    ({'title': 'Ayam'}, 'Ayam bertelur.')
    """
    found = _FRONT_MATTER.match(text)
    if not found:
        return {}, text
    fields = {}
    for line in (found[1] or "").split("\n"):
        if field := _FIELD.fullmatch(line):
            fields[field[1].lower()] = _value(field[2])
    return (fields, text[found.end() :]) if fields else ({}, text)


def _value(written: str) -> str:
    if len(written) >= 2 and written[0] == written[-1] == '"':
        try:
            value = json.loads(written)
        except ValueError:
            return written[1:-1]
        assert isinstance(value, str)
        return value
    if len(written) >= 2 and written[0] == written[-1] == "'":
        return written[1:-1].replace("''", "'")
    return written
