"""Plain text: join wrapped lines, find the title, and mark what evidently is a list or a table."""

import re
from dataclasses import dataclass, field
from itertools import pairwise

from corpus.article import Kind
from corpus.formats.byline import Byline, parse_byline
from corpus.formats.reading import MOST_BLOCKS, Extract, TextBlock
from corpus.formats.regulations import regulation_name
from corpus.formats.text_tables import is_rule, runs_of_rows, table_of
from corpus.sentences import is_closed

MIN_WRAP = 50
MAX_WRAP = 100
"""The range of the longest line, in code points, in a text that was wrapped by a person or
program."""
LONGEST_TITLE = 120
"""Code points of a first line that may be a title."""
MIN_WRAPPED_LINES = 3
"""Lines of a paragraph; with fewer, it isn't evident that it is wrapped."""
LONG_PARAGRAPH = 100
"""Code points of a line that is a paragraph, in a text without blank lines."""
MOST_BYLINES = 3
_MOST_TITLE_LINES = 40
"""Lines from the start, with blank ones, within which a regulation has its name."""

_UNEVEN = 2
"""Characters that the line below a heading may be longer or shorter."""

_LIST_ITEM = re.compile(r"\s*(?:[-*+•‣◦▪·–—]|\(?(?:\d{1,3}|[a-z])[.)])\s")
_INDENTED = re.compile(r"[ \t]")
_TITLE_END = re.compile(r"[.!?:;,…。！？]$")
_HEADLINE_END = re.compile(r"[.:;,…。]$")
_UNDERLINE = re.compile(r"(=|-|~|\*)\1{2,}")
_FENCE = re.compile(r"```\w*|~~~\w*")


def read_plain(text: str) -> Extract:
    r"""Return the text with wrapped lines joined, and the first line as title if it looks like one.

    A text whose paragraphs are lines of their own, below a title and lines that name the source,
    is returned without these.

    >>> read_plain("Ayam\n\nAyam bertelur.").title
    'Ayam'
    """
    lines = text.strip("\n").split("\n")
    if len(lines) > MOST_BLOCKS:
        # Too short for the lines of a paragraph, and too many for blocks.
        return Extract(blocks=(TextBlock(text.strip("\n"), kind=None),))
    article = _article(lines)
    if article:
        return article
    blocks = tuple(_blocks(lines))
    return Extract(
        blocks=blocks, title=regulation_name(lines[:_MOST_TITLE_LINES]) or title_of(blocks)
    )


def _article(lines: list[str]) -> Extract | None:
    """Return an article of a title, lines that name the source, and paragraphs; else None."""
    title, *rest = [line.strip() for line in lines if line.strip()] or [""]
    if not _is_title(title, _HEADLINE_END):
        return None
    first = next((i for i, line in enumerate(rest) if is_closed(line)), len(rest))
    paragraphs = rest[first:]
    if (
        len(paragraphs) < MIN_WRAPPED_LINES
        or not 0 < first <= MOST_BYLINES
        or any(_LIST_ITEM.match(line) or not is_closed(line) for line in paragraphs)
        or max(map(len, paragraphs)) < LONG_PARAGRAPH
    ):
        return None
    byline = parse_byline(rest[:first])
    if byline is None or byline == Byline():
        return None
    return Extract(
        blocks=tuple(map(TextBlock, paragraphs)),
        title=title,
        source=byline.source,
        author=byline.author,
        published=byline.published,
    )


@dataclass(slots=True)
class _Blocks:
    """The blocks so far."""

    done: list[TextBlock] = field(default_factory=list)
    after_blank: bool = True
    _text: list[str] = field(default_factory=list)
    """The pieces of the text without a kind that is being read."""
    _text_follows: bool = False

    def add(self, text: str, kind: Kind) -> None:
        """Add a block whose kind is evident."""
        self.end_text()
        self.done.append(TextBlock(text, kind, follows=not self.after_blank))
        self.after_blank = False

    def add_text(self, text: str) -> None:
        """Add text without a kind to the one before, if there is one."""
        if self._text:
            self._text.append("\n\n" if self.after_blank else "\n")
        else:
            self._text_follows = not self.after_blank
        self._text.append(text)
        self.after_blank = False

    def end_text(self) -> None:
        """Let the next text be a block of its own."""
        if self._text:
            self.done.append(TextBlock("".join(self._text), None, follows=self._text_follows))
            self._text.clear()


def _blocks(lines: list[str]) -> list[TextBlock]:
    blocks = _Blocks()
    fences = [number for number, line in enumerate(lines) if _FENCE.fullmatch(line.strip())]
    closed_at = dict(zip(fences[::2], fences[1::2], strict=False))
    paragraph: list[str] = []
    number = 0
    while number < len(lines):
        line = lines[number]
        if line.strip() and number not in closed_at:
            paragraph.append(line)
        else:
            _add_paragraph(blocks, paragraph)
            paragraph = []
            if number in closed_at:
                _add_fenced(blocks, lines[number + 1 : closed_at[number]])
                number = closed_at[number]
            else:
                blocks.after_blank = True
        number += 1
    _add_paragraph(blocks, paragraph)
    blocks.end_text()
    return blocks.done


def _add_fenced(blocks: _Blocks, lines: list[str]) -> None:
    """Add the lines between two lines of backticks: a table or code."""
    table = table_of(lines)
    if table:
        _add_lines(blocks, table.lines, Kind.TABLE_ROW)
    elif any(map(str.strip, lines)):
        blocks.add("\n".join(lines), Kind.CODE)


def _add_paragraph(blocks: _Blocks, lines: list[str]) -> None:
    """Add the lines between two blank lines."""
    text: list[str] = []
    tables = dict(runs_of_rows(lines))
    number = 0
    while number < len(lines):
        end, kind, found = _evident(lines, number, tables)
        if kind is None:
            text.append(lines[number])
        else:
            _add_text(blocks, text)
            text = []
            _add_lines(blocks, found, kind)
        number = end
    _add_text(blocks, text)


def _evident(
    lines: list[str], start: int, tables: dict[int, int]
) -> tuple[int, Kind | None, tuple[str, ...]]:
    """Return the end of what evidently begins with a line, its kind if any, and its lines."""
    # The frame of a table begins with a line.
    row = start + 1 if is_rule(lines[start]) and start not in tables else start
    table = table_of(lines[row : tables[row]]) if row in tables else None
    if table:
        return tables[row], Kind.TABLE_ROW, table.lines
    if start + 1 < len(lines) and _is_underlined(lines[start].strip(), lines[start + 1].strip()):
        return start + 2, Kind.HEADING, (lines[start].strip(),)
    if _LIST_ITEM.match(lines[start]):
        end, items = _list_from(lines, start)
        if len(items) > 1:
            return end, Kind.LIST_ITEM, items
    return start + 1, None, ()


def _is_underlined(line: str, following: str) -> bool:
    return (
        _UNDERLINE.fullmatch(following) is not None
        and 0 < len(line) <= LONGEST_TITLE
        and (following[0] == "=" or abs(len(following) - len(line)) <= _UNEVEN)
        and any(map(str.isalnum, line))
    )


def _list_from(lines: list[str], start: int) -> tuple[int, tuple[str, ...]]:
    """Return the end of a list, and its items with the indented lines that continue them."""
    items: list[str] = []
    indent = 0
    end = start
    while end < len(lines):
        line = lines[end].rstrip()
        if _LIST_ITEM.match(line):
            items.append(line)
            indent = len(line) - len(line.lstrip())
        elif items and len(line) - len(line.lstrip()) > indent:
            items[-1] += f" {line.strip()}"
        else:
            break
        end += 1
    return end, tuple(items)


def _add_lines(blocks: _Blocks, lines: tuple[str, ...], kind: Kind) -> None:
    for line in lines:
        blocks.add(line, kind)


def _add_text(blocks: _Blocks, lines: list[str]) -> None:
    if lines:
        blocks.add_text(_unwrapped(lines))


def _unwrapped(lines: list[str]) -> str:
    """Join a paragraph's lines if they are evidently wrapped.

    That is, the first word of each line would not have fitted on the line before, and no line is a
    list item or indented like verse, code and tables.
    """
    if (
        len(lines) < MIN_WRAPPED_LINES
        or any(map(_LIST_ITEM.match, lines))
        or any(map(_INDENTED.match, lines[1:]))
    ):
        return "\n".join(lines)
    lines = [line.rstrip() for line in lines]
    width = max(map(len, lines))
    if not MIN_WRAP <= width <= MAX_WRAP:
        return "\n".join(lines)
    for line, following in pairwise(lines):
        if len(line) + 1 + len(following.split(maxsplit=1)[0]) <= width - _SLACK:
            return "\n".join(lines)
    return " ".join(lines)


# A line may be this much shorter, because programs count the width of combining marks differently.
_SLACK = 2


def title_of(blocks: tuple[TextBlock, ...]) -> str | None:
    """Return the first line if it is an underlined heading, or looks like a title."""
    if not blocks or blocks[0].kind not in {None, Kind.HEADING}:
        return None
    first, *more = blocks[0].text.split("\n\n", 1)
    first = first.strip()
    if blocks[0].kind is Kind.HEADING:
        return first
    stands_alone = bool(more) or (len(blocks) > 1 and not blocks[1].follows)
    return first if stands_alone and _is_title(first, _TITLE_END) else None


def _is_title(line: str, end: re.Pattern[str]) -> bool:
    return (
        0 < len(line) <= LONGEST_TITLE
        and "\n" not in line
        and any(character.isalpha() for character in line)
        and not end.search(line)
        and not _LIST_ITEM.match(line)
    )
