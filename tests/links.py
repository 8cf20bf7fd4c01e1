"""How many sentences of pages are marked where they are, when they are opened by their links?

    python -m tests.links DIR...

Reads each page of the folders (`*.html`) as Kutip does, opens it in Chromium with the text fragment
of each sentence, and sees which letters are marked. A sentence counts if at least half of it is
marked, and nothing else. Prints a row for each page, and the sentences that do not count.
"""

import asyncio
import re
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path
from urllib.parse import unquote

import regex

from bot.discord.render.fragments import text_fragment
from bot.discord.render.links import ADDRESS_SHOWN
from corpus.article import Article, Span
from corpus.formats.extraction import extract, to_reading
from corpus.sentences import CELL
from corpus.split import split
from tests.marks import ADDRESS, Marked, Marks, open_browser, open_marks

NEEDED = 0.97
"""The share of sentences that are to be marked."""
HALF = 0.5
_SPACELESS = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_WORD = regex.compile(rf"[{_SPACELESS}]|(?:(?![{_SPACELESS}])[\p{{L}}\p{{M}}])+|\p{{N}}+")
"""Figures are words of their own: they may be the mark of a note."""
_LABEL = re.compile(r"(?:(?<=\| )|^)[^|:\n]{1,80}: ")
"""The heading of a column, repeated in a row."""


@dataclass(frozen=True, slots=True)
class Result:
    """What was marked of the sentences of a page."""

    sentences: int
    missed: tuple[str, ...]
    """A line for each sentence that isn't marked where it is."""


def main(folders: Sequence[str]) -> int:
    """Print a table of the pages and their missed sentences; return an exit status."""
    pages = sorted(page for folder in folders for page in Path(folder).glob("*.html"))
    results = asyncio.run(_measure(pages))
    sentences = sum(result.sentences for result in results)
    marked = sentences - sum(len(result.missed) for result in results)
    _print(f"{'all':<32} {sentences:>9} {marked:>6} {marked / max(sentences, 1):>6.1%}")
    return 0 if marked >= NEEDED * sentences else 1


async def _measure(pages: Sequence[Path]) -> list[Result]:
    results = []
    _print(f"{'Page':<32} {'Sentences':>9} {'Marked':>6} {'Share':>6}")
    async with open_browser() as browser, open_marks(browser) as marks:
        for page in pages:
            result = await _result(page, marks)
            marked = result.sentences - len(result.missed)
            share = marked / max(result.sentences, 1)
            _print(f"{page.name:<32} {result.sentences:>9} {marked:>6} {share:>6.1%}")
            _print(*result.missed)
            results.append(result)
    return results


async def _result(page: Path, marks: Marks) -> Result:
    data = page.read_bytes()
    reading = to_reading(extract(data, page.name, "text/html"))
    title, body = reading.title or page.stem, reading.body
    passages = split(body, reading.blocks)
    article = Article(
        page.stem, 1, title, "", ADDRESS, reading.language, body, passages, reading.blocks
    )
    html = data.decode()
    places = _places(body, (await marks.open(html, "")).text)
    missed = []
    sentences = [sentence for passage in passages for sentence in passage.sentences]
    for sentence in sentences:
        fragment = text_fragment(article, sentence, ADDRESS_SHOWN - len(ADDRESS) - len("#"))
        marked = await marks.open(html, fragment)
        if not _is_right(body, sentence, places, marked):
            missed.append(f"    {sentence.of(body)!r} {unquote(fragment)} {marked.parts}")
    return Result(len(sentences), tuple(missed))


def _words(text: str) -> list[Span]:
    return [Span(*found.span()) for found in _WORD.finditer(text)]


def _places(body: str, page: str) -> dict[int, Span]:
    """Return where the words of the body are in the page, by where they start."""
    quoted, shown = _words(body), _words(page)
    same = SequenceMatcher(None, _folded(body, quoted), _folded(page, shown), autojunk=False)
    return {
        quoted[there + number].start: shown[here + number]
        for there, here, count in same.get_matching_blocks()
        for number in range(count)
    }


def _folded(text: str, words: Sequence[Span]) -> list[str]:
    return [unicodedata.normalize("NFKC", word.of(text)).casefold() for word in words]


def _is_right(body: str, sentence: Span, places: dict[int, Span], marked: Marked) -> bool:
    """Return True if at least half of the sentence is marked, and nothing else."""
    text = sentence.of(body)
    labels = [Span(*label.span()) for label in _LABEL.finditer(text)] if CELL in text else []
    words = [word for word in _words(text) if sentence.start + word.start in places]
    expected = [places[sentence.start + word.start] for word in words]
    unlabelled = [word for word in words if not any(label.covers(word) for label in labels)]
    shown = [word for word in _words(marked.text) if word.start in marked.letters]
    if not expected or not shown:
        return False
    return (
        expected[0].start <= shown[0].start
        and shown[-1].end <= expected[-1].end
        and len(shown) >= HALF * len(unlabelled)
    )


def _print(*lines: str) -> None:
    for line in lines:
        sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
