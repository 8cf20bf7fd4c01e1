"""Read blocks of Markdown as GitHub, Obsidian and their readers do, beyond CommonMark."""

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from corpus.formats.markdown.containers import close_token, named_container, open_token
from corpus.formats.markdown.fences import table_html
from corpus.formats.text_tables import table_of

# Judul {#id} · Judul {/*id*/} · Judul [#id] · Judul [¶](#id)
_ID_AT_END = re.compile(
    r"\s*(?:\{\s*[:#.-][^{}]*\}|\{/\*.*?\*/\}|\[#[\w-]+\]|\[[#¶§]\]\([^()]*\))\s*\Z"
)
_LONGEST_ID = 200
# > [!NOTE] · > [!faq]- Judul · > **Note**
_ALERT = re.compile(
    r"\[!([a-z][\w-]*)\][+-]?[ \t]*([^\n]*)(?:\n|\Z)"
    r"|\*\*(note|tip|important|warning|caution)\*\*()(?:\n|\Z)",
    re.IGNORECASE,
)
_TASK = re.compile(r"\[([ xX-])\](?=\s)")
_BOXES = {" ": "☐", "-": "☐", "x": "☑", "X": "☑"}
# Items that Markdown doesn't take for a list: a. · (1) · iv) · •
_ITEM = re.compile(r"(\(?(\d{1,3}|[a-z]|[ivx]{2,5})[.)]|[•‣◦▪●○■✓✔☐☑➢➤–—])\s+\S")
_NO_MARKER = {"style": "list-style-type: none"}
"""Of a list whose items have their markers in their texts."""


def block_plugin(markdown: MarkdownIt) -> None:
    """Add these blocks to a parser."""
    for rule in (_without_ids, _alerts, _tasks, _numbers, _drawn_tables, _lines_of_items):
        markdown.core.ruler.before("inline", rule.__name__, rule)


def _without_ids(state: StateCore) -> None:
    """Leave out the ids of headings."""
    for token, inline in pairwise(state.tokens):
        if token.type == "heading_open":
            while found := _ID_AT_END.search(inline.content[-_LONGEST_ID:]):
                inline.content = inline.content[: len(inline.content) - len(found[0])]


def _alerts(state: StateCore) -> None:
    """Read a quotation that starts with `[!NOTE]` as a note."""
    notes: list[bool] = []
    for index, token in enumerate(state.tokens):
        if token.type == "blockquote_open":
            inline = state.tokens[index + 2] if index + 2 < len(state.tokens) else token
            alert = _ALERT.match(inline.content) if inline.type == "inline" else None
            notes.append(alert is not None)
            if alert:
                inline.content = inline.content[alert.end() :]
                name, title = (alert[1] or alert[3]).lower(), (alert[2] or "").strip()
                container = named_container("alert", name, title=title or name.capitalize())
                state.tokens[index] = open_token(replace(container, note=True), paired=True)
        elif token.type == "blockquote_close" and notes.pop():
            state.tokens[index] = close_token("alert", paired=True)


def _tasks(state: StateCore) -> None:
    """Draw the boxes of tasks."""
    for inline in _first_lines(state, "list_item_open"):
        inline.content = _TASK.sub(lambda box: _BOXES[box[1]], inline.content, count=1)


def _first_lines(state: StateCore, kind: str) -> Iterator[Token]:
    """Yield the first lines of blocks that start with a paragraph."""
    for index, token in enumerate(state.tokens[:-2]):
        if token.type == kind and state.tokens[index + 1].type == "paragraph_open":
            yield state.tokens[index + 2]


def _numbers(state: StateCore) -> None:
    """Keep the numbers of lists as they are written, with their brackets."""
    lists: list[list[int]] = []
    for index, token in enumerate(state.tokens):
        if token.type == "ordered_list_open":
            lists.append([index])
        elif token.type == "bullet_list_open":
            lists.append([])
        elif token.type == "list_item_open" and lists[-1]:
            lists[-1].append(index)
        elif token.type in {"ordered_list_close", "bullet_list_close"} and (found := lists.pop()):
            _number(state.tokens, *found)


def _number(tokens: list[Token], start: int, *items: int) -> None:
    numbers = [int(tokens[item].info) for item in items]
    if len(set(numbers)) == 1:
        # 1. 1. 1., left to be counted
        numbers = list(range(numbers[0], numbers[0] + len(numbers)))
    for item, number in zip(items, numbers, strict=True):
        if tokens[start].markup == ".":
            tokens[item].attrSet("value", str(number))
        elif tokens[item + 1].type == "paragraph_open":
            tokens[item + 2].content = f"{number}) {tokens[item + 2].content}"
    if tokens[start].markup != ".":
        tokens[start].attrs.update(_NO_MARKER)


def _drawn_tables(state: StateCore) -> None:
    """Read paragraphs that are tables without a line of hyphens where GitHub wants it."""
    for index, token in enumerate(state.tokens[1:-1], start=1):
        if token.type != "inline" or "|" not in token.content or "\n" not in token.content:
            continue
        before, after = state.tokens[index - 1], state.tokens[index + 1]
        table = table_of(token.content.split("\n"))
        if table and before.type == "paragraph_open":
            before.hidden = after.hidden = True
            html = Token("html_block", "", 0, content=table_html(table), level=token.level)
            state.tokens[index] = html


def _lines_of_items(state: StateCore) -> None:
    """Make a list of the lines of a paragraph that are its items."""
    tokens: list[Token] = []
    for token in state.tokens:
        lines = token.content.split("\n") if token.type == "inline" else []
        starts = _item_starts(lines)
        if len(starts) < 2 or tokens[-1].type != "paragraph_open":
            tokens.append(token)
            continue
        token.content = "\n".join(lines[: starts[0]])
        close = Token("paragraph_close", "p", -1, hidden=tokens[-1].hidden)
        tokens += (token, close, Token("ordered_list_open", "ol", 1, attrs={**_NO_MARKER}))
        for start, end in pairwise([*starts, len(lines)]):
            text = Token("inline", "", 0, content="\n".join(lines[start:end]), children=[])
            tokens += (Token("list_item_open", "li", 1), text, Token("list_item_close", "li", -1))
        tokens.append(Token("ordered_list_close", "ol", -1))
        # What follows is the end of the paragraph.
        tokens.append(Token("paragraph_open", "p", 1, hidden=True))
    state.tokens = tokens


def _item_starts(lines: list[str]) -> list[int]:
    """Return which lines start an item, of those that are numbered or marked alike."""
    starts: list[int] = []
    last: re.Match[str] | None = None
    for number, line in enumerate(lines):
        item = _ITEM.match(line)
        if item and (last is None or _follows(last, item)):
            starts.append(number)
            last = item
    return starts


def _follows(item: re.Match[str], following: re.Match[str]) -> bool:
    if item[2] is None or following[2] is None:
        return item[1] == following[1]
    if item[2].isdecimal() and following[2].isdecimal():
        return int(following[2]) == int(item[2]) + 1
    if len(item[2]) == len(following[2]) == 1 and not item[2].isdecimal():
        return ord(following[2]) == ord(item[2]) + 1
    return set(item[2] + following[2]) <= set("ivx")
