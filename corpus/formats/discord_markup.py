"""Discord messages: headings, quotations, lists and code, without Discord's markdown."""

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby

from markdown_it import MarkdownIt

from corpus.article import Kind
from corpus.formats.blocks import BULLET
from corpus.formats.discord_marks import SPOILER, without_marks, without_spoilers
from corpus.formats.plain import title_of
from corpus.formats.reading import Extract, TextBlock
from corpus.formats.text_tables import table_of

_HEADING = re.compile(r"#{1,3} +(?P<text>\S.*)")
_SMALL = re.compile(r"-# +(?P<text>\S.*)")
_QUOTATION = re.compile(r"> (?P<text>.*)|>(?P<blank>)")
_ITEM = re.compile(r"(?P<indent> *)(?P<marker>[-*]|\d{1,9}\.) +(?P<text>\S.*)")
_LANGUAGE = re.compile(r"[\w+.#-]+\n")
_FENCE = "```"
_REST_IS_QUOTED = re.compile(r"^>>> ", re.MULTILINE)


def read_discord(message: str) -> Extract:
    r"""Return a message as people see it; spoilers are left out, and struck-out text is marked.

    >>> found = read_discord("# Turnamen\n- **hadiah**: ||rahasia||\n> catur")
    >>> [(block.text, block.kind.value) for block in found.blocks]
    [('Turnamen', 'heading'), ('• hadiah: [spoiler]', 'list_item'), ('catur', 'quotation')]
    """
    message = without_spoilers(message)
    if not any(map(str.isalpha, message.replace(SPOILER, ""))):
        return Extract(blocks=())
    blocks = tuple(_blocks(without_marks(message)))
    return Extract(blocks=blocks, title=title_of(blocks))


def _blocks(message: str) -> Iterator[TextBlock]:
    before, *quoted = _REST_IS_QUOTED.split(message, maxsplit=1)
    parts = before.split(_FENCE)
    if len(parts) % 2 == 0:
        # The last one is not closed.
        last = parts.pop()
        parts[-1] += _FENCE + last
    for number, part in enumerate(parts):
        yield from _code(part) if number % 2 else _text(part)
    for rest in quoted:
        text = _shown("\n".join(line.removeprefix("> ") for line in rest.split("\n"))).strip()
        if text:
            yield TextBlock(text, Kind.QUOTATION)


def _code(part: str) -> Iterator[TextBlock]:
    language = _LANGUAGE.match(part)
    lines = part[language.end() if language else 0 :].strip("\n").split("\n")
    table = None if language else table_of(lines)
    if table:
        for number, line in enumerate(table.lines):
            yield TextBlock(line, Kind.TABLE_ROW, follows=number > 0)
    elif any(map(str.strip, lines)):
        yield TextBlock("\n".join(lines), Kind.CODE)


def _text(part: str) -> Iterator[TextBlock]:
    for kind, group in groupby(part.split("\n"), key=_kind):
        lines = list(group)
        if kind is Kind.HEADING or kind is Kind.NOTE:
            for line in lines:
                yield TextBlock(_shown(line.split(" ", 1)[1].strip()), kind)
        elif kind is Kind.LIST_ITEM:
            yield from _items(lines)
        elif kind is Kind.QUOTATION:
            yield TextBlock(_shown("\n".join(line[2:] for line in lines)), kind)
        elif kind is None:
            yield TextBlock(_shown("\n".join(lines)), None)


def _kind(line: str) -> Kind | str | None:
    """Return the kind of a line; None for text, and something else for a blank line."""
    if not line.strip():
        return "blank"
    if _HEADING.fullmatch(line):
        return Kind.HEADING
    if _SMALL.fullmatch(line):
        return Kind.NOTE
    if _ITEM.fullmatch(line):
        return Kind.LIST_ITEM
    return Kind.QUOTATION if _QUOTATION.fullmatch(line) else None


def _items(lines: list[str]) -> Iterator[TextBlock]:
    items = [item for line in lines if (item := _ITEM.fullmatch(line))]
    numbers: dict[str, list[str]] = {}
    for item in items:
        if item["marker"] not in "-*":
            numbers.setdefault(item["indent"], []).append(item["marker"])
    counts: dict[str, int] = {}
    for position, item in enumerate(items):
        indent, marker = item["indent"], f"{item['marker']} "
        if item["marker"] in "-*":
            marker = BULLET
        elif len(set(numbers[indent])) == 1:
            # 1. 1. 1., which Discord counts by itself
            counts[indent] = counts.get(indent, int(item["marker"][:-1]) - 1) + 1
            marker = f"{counts[indent]}. "
        yield TextBlock(marker + _shown(item["text"]), Kind.LIST_ITEM, follows=position > 0)


def _shown(text: str) -> str:
    """Return text without the marks within lines; struck-out words stay between tildes."""
    [line] = _parser().parseInline(text)
    shown = ""
    for token in line.children or []:
        if token.type in {"s_open", "s_close"}:
            shown += "~~"
        else:
            shown += "\n" if token.type in {"softbreak", "hardbreak"} else token.content
    return shown


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero")
    return parser.enable(
        [
            *("escape", "backticks", "emphasis", "strikethrough", "link", "newline"),
            *("balance_pairs", "fragments_join"),
        ]
    )
