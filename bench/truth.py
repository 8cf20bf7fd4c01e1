"""What a document says, block by block, and how much of that a reading of it brings back."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

from corpus.formats.reading import Reading

LIKE_TRUTH = 80
"""How much of a block, in per cent, must be the document's own; less is a foreign block."""
FEWEST_WORDS = 3
"""Words of a piece from anywhere in the document; a shorter one must start or end a paragraph, so
that a page number is foreign."""
_MARKER = re.compile(r"(?:[•◦▪‣·*–—-]|\(?(?:\d{1,3}|[a-z])[.)])\s+")
_NOTE_MARK = re.compile(r" ?\[\d{1,3}\]")


@dataclass(frozen=True, slots=True)
class TrueBlock:
    """A block of a document."""

    kind: str
    """heading, paragraph, list, table, quote, poem or code."""
    lines: tuple[str, ...] = ()
    """The text; each item of a list, line of a poem and line of code by itself."""
    level: int = 2
    """Of a heading, from 1."""
    ordered: bool = False
    """Whether the items of a list are numbered."""
    rows: tuple[tuple[str, ...], ...] = ()
    """The cells of a table, its header first."""
    footnotes: tuple[str, ...] = ()
    """The notes of a paragraph; their marks are not in its text."""


@dataclass(frozen=True, slots=True)
class Truth:
    """A document as its author means it."""

    title: str
    blocks: tuple[TrueBlock, ...]
    author: str | None = None
    date: str | None = None
    """As `YYYY-MM-DD`."""

    @property
    def paragraphs(self) -> list[tuple[str, ...]]:
        """The lines of each paragraph, heading but the title, item, quotation, poem and code."""
        found: list[tuple[str, ...]] = []
        for block in self.blocks:
            if block.kind == "list":
                found += ((item,) for item in block.lines)
            elif block.lines and block.lines != (self.title,):
                found.append(block.lines)
        return found

    @property
    def rows(self) -> list[tuple[str, ...]]:
        """The cells of each row of its tables, headers too."""
        return [row for block in self.blocks for row in block.rows]

    @property
    def notes(self) -> list[str]:
        """The footnotes."""
        return [note for block in self.blocks for note in block.footnotes]

    @property
    def extras(self) -> list[tuple[str, ...]]:
        """The cells of each row below a header, and each footnote."""
        below = [row for block in self.blocks for row in block.rows[1:]]
        return [*below, *((note,) for note in self.notes)]


@dataclass(frozen=True, slots=True)
class Score:
    """How much of a document came back."""

    paragraphs: int
    lost: tuple[str, ...]
    """The paragraphs that did not come back exactly."""
    extras: int
    """Rows of tables and footnotes."""
    extras_lost: tuple[str, ...]
    foreign: tuple[str, ...]
    """Blocks that are not of the document."""
    title: bool
    """Whether the title is right."""
    false_credits: tuple[str, ...]
    """An author or date that is not the document's; a file need not state any."""


def load_truth(path: Path) -> Truth:
    """Return the document in a JSON file: `title`, and its `paragraphs` or its `blocks`."""
    raw = json.loads(path.read_text(encoding="utf-8"))
    blocks = raw.get("blocks") or [
        {"kind": "paragraph", "text": text} for text in raw["paragraphs"]
    ]
    return Truth(raw["title"], tuple(map(_block, blocks)), raw.get("author"), raw.get("date"))


def _block(raw: dict[str, Any]) -> TrueBlock:
    text = raw.get("text", raw.get("items", ""))
    lines = text.splitlines() if isinstance(text, str) else text
    table = [raw["header"], *raw["rows"]] if raw["kind"] == "table" else []
    return TrueBlock(
        raw["kind"],
        tuple(lines),
        raw.get("level", 2),
        raw.get("ordered", False),
        tuple(map(tuple, table)),
        tuple(raw.get("footnotes", ())),
    )


def score(truth: Truth, reading: Reading) -> Score:
    """Compare a reading with the document; spaces, list markers and bracketed note marks aside.

    A paragraph has come back if it is a block or a line of the body, or if each of its lines is a
    line. A row or a footnote has, if a line holds its cells, or its text, in order.
    """
    blocks = [_fold(text) for text in _blocks(reading)]
    lines = [_fold(line) for line in reading.body.splitlines()]
    known = {variant for text in (*blocks, *lines) for variant in _variants(text)}
    lost = [
        " ".join(paragraph)
        for paragraph in truth.paragraphs
        if _fold(" ".join(paragraph)) not in known
        and not all(_fold(line) in known for line in paragraph)
    ]
    extras_lost = [
        " | ".join(extra)
        for extra in truth.extras
        if not any(_holds(text, extra) for text in (*blocks, *lines))
    ]
    return Score(
        len(truth.paragraphs),
        tuple(lost),
        len(truth.extras),
        tuple(extras_lost),
        tuple(_foreign(truth, blocks)),
        _fold(reading.title or "") == _fold(truth.title),
        tuple(_false_credits(truth, reading)),
    )


def _false_credits(truth: Truth, reading: Reading) -> Iterator[str]:
    for name, true, found in (
        ("author", truth.author, reading.author),
        ("date", truth.date, reading.published),
    ):
        if found and true and found != true:
            yield f"{name} {found}"


def _foreign(truth: Truth, blocks: Sequence[str]) -> Iterator[str]:
    """Yield the blocks that are neither of the document nor its title as a whole."""
    texts = [*(line for paragraph in truth.paragraphs for line in paragraph), *truth.notes]
    cells = [cell for row in truth.rows for cell in row]
    wholes = {_fold(text) for text in (truth.title, *texts, *cells)}
    document = _fold(" ".join((*texts, *cells)))
    for text in blocks:
        if not wholes.isdisjoint(_variants(text)) or any(_holds(text, row) for row in truth.rows):
            continue
        if len(text.split()) < FEWEST_WORDS:
            of_document = any(_starts_or_ends(text, _fold(each)) for each in texts)
        else:
            of_document = fuzz.partial_ratio(text, document) >= LIKE_TRUTH
        if not of_document:
            yield text


def _blocks(reading: Reading) -> Iterator[str]:
    """Yield the texts of the marked blocks, and those between them as blank lines part them."""
    end = 0
    for block in reading.blocks:
        yield from filter(str.strip, reading.body[end : block.span.start].split("\n\n"))
        yield block.span.of(reading.body)
        end = block.span.end
    yield from filter(str.strip, reading.body[end:].split("\n\n"))


def _fold(text: str) -> str:
    return " ".join(text.split())


def _variants(text: str) -> set[str]:
    """Return the folded text with and without its list marker and the marks of notes."""
    plain = _NOTE_MARK.sub("", text)
    return {
        text,
        plain,
        *(_MARKER.sub("", each, count=1) for each in (text, plain) if _MARKER.match(each)),
    }


def _starts_or_ends(part: str, text: str) -> bool:
    return f"{text} ".startswith(f"{part} ") or f" {text}".endswith(f" {part}")


def _holds(text: str, parts: Sequence[str]) -> bool:
    """Return True if a folded text has the parts in order."""
    at = 0
    for part in map(_fold, parts):
        at = text.find(part, at) + len(part)
        if at < len(part):
            return False
    return True
