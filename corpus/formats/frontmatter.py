"""Parse front matter: metadata at the start of a Markdown text, as site generators write it."""

import json
import re
import tomllib
from collections.abc import Iterator
from datetime import date

# Hugo names the language of front matter by its marks; others write it after the first one.
_FENCED = re.compile(
    r"(?P<mark>---|\+\+\+|;;;)[ \t]*(?P<language>(?:yaml|toml|json)?)[ \t]*\n(?P<fields>.*?\n)?"
    r"(?P=mark)[ \t]*(?:\n|\Z)",
    re.DOTALL,
)
_DOTTED_END = re.compile(r"---[ \t]*\n(?P<fields>.*?\n)\.\.\.[ \t]*(?:\n|\Z)", re.DOTALL)
_LANGUAGES = {"---": "yaml", "+++": "toml", ";;;": "json"}
_FIELD = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:(?:[ \t]+(.*?)|[ \t]*)")
_BLOCK = re.compile(r"([>|])[+-]?\d?[+-]?")
_ITEM = re.compile(r"[ \t]*-[ \t]+(?:name:[ \t]*)?(.*)")
_NAME = re.compile(r"[ \t]+name:[ \t]*(.*)")
_COMMENT = re.compile(r"[ \t]#.*")
_LIST = re.compile(r"\[((?:[^\[\]{}]|\{[^{}]*\})*)\]")
_QUOTED = r"\"(?:[^\"\\]|\\.)*\"|'(?:[^']|'')*'"
_FLOW_ITEM = re.compile(rf"{_QUOTED}|\{{[^{{}}]*\}}|[^\s,{{}}][^,{{}}]*")
_FLOW_NAME = re.compile(rf"(?:\{{|,)\s*[\"']?name[\"']?\s*:\s*({_QUOTED}|[^,{{}}]+)")
_OBJECT = re.compile(r"\{\s*\"")
_LINE_END = re.compile(r"[ \t]*(?:\n|\Z)")
_PANDOC = re.compile(r"% (?P<title>.+)\n(?:% ?(?P<author>.*)\n)?(?:% ?(?P<date>.*)\n)?")
# Of Pelican and MultiMarkdown, which mark neither the start nor the end.
_BARE = re.compile(r"(?:[A-Za-z][\w-]*:[ \t].*\n)+(?=\n)")


def parse_front_matter(text: str) -> tuple[dict[str, str], str]:
    r"""Return the fields, with keys in lower case, and the text after the front matter.

    It may be YAML between lines of `---`, TOML between lines of `+++`, JSON, the title block of
    Pandoc, or lines of `key: value` before the first blank line, if one of them is the title. Of
    YAML, only a subset is supported; other lines are ignored. The items of a list are joined by
    commas. A text without front matter is returned unchanged, with no fields.

    >>> parse_front_matter('---\nTitle: "Ayam"\n---\nAyam bertelur.')
    ({'title': 'Ayam'}, 'Ayam bertelur.')
    """
    for parse in (_fenced, _json, _pandoc, _bare):
        fields, end = parse(text)
        if fields:
            return fields, text[end:]
    return {}, text


def _fenced(text: str) -> tuple[dict[str, str], int]:
    found = _FENCED.match(text) or _DOTTED_END.match(text)
    if not found:
        return {}, 0
    marks = found.groupdict()
    language = marks.get("language") or _LANGUAGES[marks.get("mark", "---")]
    fields = found["fields"] or ""
    try:
        if language == "toml":
            return _flat(tomllib.loads(fields)), found.end()
        if language == "json":
            return _flat(json.loads(fields)), found.end()
    except (ValueError, RecursionError):
        return {}, 0
    return dict(_yaml(fields.split("\n"))), found.end()


def _json(text: str) -> tuple[dict[str, str], int]:
    if not _OBJECT.match(text):
        return {}, 0
    try:
        fields, end = json.JSONDecoder().raw_decode(text)
    except (ValueError, RecursionError):
        return {}, 0
    line_end = _LINE_END.match(text, end)
    return (_flat(fields), line_end.end()) if line_end else ({}, 0)


def _pandoc(text: str) -> tuple[dict[str, str], int]:
    found = _PANDOC.match(text)
    if not found:
        return {}, 0
    return {key: value.strip() for key, value in found.groupdict().items() if value}, found.end()


def _bare(text: str) -> tuple[dict[str, str], int]:
    found = _BARE.match(text)
    fields = dict(_yaml(found[0].split("\n"))) if found else {}
    return (fields, found.end()) if found and fields.get("title") else ({}, 0)


def _flat(fields: object) -> dict[str, str]:
    """Return the fields of a TOML or JSON object whose values are texts, dates or lists of them."""
    if not isinstance(fields, dict):
        return {}
    return {str(key).lower(): value for key, each in fields.items() if (value := _text(each))}


def _text(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(filter(None, map(_text, value)))
    if isinstance(value, dict):
        return _text(value.get("name"))
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str | int | float) and value is not True else ""


def _yaml(lines: list[str]) -> Iterator[tuple[str, str]]:
    """Yield the fields of YAML, with what is indented below them."""
    number = 0
    while number < len(lines):
        field = _FIELD.fullmatch(lines[number])
        number += 1
        if not field:
            continue
        below = number
        while (
            below < len(lines)
            and lines[below][:1] in (" ", "\t", "-", "")
            and (lines[below].strip() or below + 1 < len(lines))
        ):
            below += 1
        yield field[1].lower(), _yaml_value(field[2] or "", lines[number:below])
        number = below


def _yaml_value(written: str, below: list[str]) -> str:
    block = _BLOCK.fullmatch(written)
    if block:
        separator = "\n" if block[1] == "|" else " "
        return separator.join(line.strip() for line in below).strip()
    if not written:
        items = filter(None, (_ITEM.fullmatch(line) or _NAME.fullmatch(line) for line in below))
        return ", ".join(_scalar(item[1]) for item in items)
    in_line = _LIST.fullmatch(written)
    if in_line:
        return ", ".join(filter(None, map(_flow, _FLOW_ITEM.findall(in_line[1]))))
    if written[0] == "{" and _FLOW_NAME.search(written):
        return _flow(written)
    if written[0] not in "\"'":
        more = (line.strip() for line in below if line[:1] in " \t")
        written = " ".join(filter(None, (_COMMENT.sub("", written).strip(), *more)))
    return _scalar(written)


def _flow(item: str) -> str:
    """Return a scalar, or the name in a map such as `{name: Budi, url: x}`."""
    if item[0] != "{":
        return _scalar(item)
    name = _FLOW_NAME.search(item)
    return _scalar(name[1]) if name else ""


def _scalar(written: str) -> str:
    written = written.strip()
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
