"""Chunks: what spaces separate, which is read once and remembered.

No word contains a space or depends on what is beyond one, so a text is read as its chunks are. Most
words are written in few ways, thousands of times each.
"""

from collections.abc import Callable, Sequence
from functools import lru_cache
from sys import intern

from index.reading.token import Row, Tokens

Scan = Callable[[str, int, int], Sequence[Row]]
"""Reads the tokens of `text[start:end]`, whose positions count from the start of the text."""

REMEMBERED = 2**14
"""How many chunks are remembered, the last ones; at most 8 MB in each language that is read. Four
times as many would save a thirtieth of the time to index 4,400 passages."""
LONGEST = 32
"""Characters of the longest chunk that is remembered; longer ones seldom occur again."""
COMMAS = frozenset(",，、،")


class Chunks:
    """Reads texts chunk by chunk, with the results of a scan that sees a text as a whole."""

    def __init__(self, scan: Scan, is_notable: Callable[[str, int], bool]) -> None:
        """Read with `scan`, and take note of tokens by their word and Marks."""
        self._scan = scan
        self._is_notable = is_notable
        # The standard library's cache is safe to share by threads, and takes a tenth of a
        # microsecond.
        self._remembered = lru_cache(REMEMBERED)(self._alone)

    def read(self, text: str, start: int, end: int) -> tuple[Tokens, list[int]]:
        """Return the tokens of `text[start:end]`, and the places of those that may be notable."""
        tokens = Tokens()
        terms, words, marks = tokens.terms, tokens.words, tokens.marks
        starts, ends = tokens.starts, tokens.ends
        notable: list[int] = []
        end = min(end, len(text))
        start = min(start, end)
        chunks = text[start:end].replace("\n", " ").split(" ")
        # What is before the first chunk and after the last may be part of how they are read.
        in_context = set()
        if start and not text[start - 1].isspace():
            in_context.add(start)
        if text[end : end + 1] in COMMAS:
            in_context.add(end - len(chunks[-1]))
        place = start
        for chunk in chunks:
            size = len(chunk)
            if size > LONGEST or place in in_context:
                rows, is_notable = self._read(text, place, place + size)
                origin = 0
            else:
                rows, is_notable = self._remembered(chunk)
                origin = place
            if is_notable:
                notable += range(len(terms), len(terms) + len(rows))
            for term, word, mark, first, last in rows:
                terms.append(term)
                words.append(word)
                marks.append(mark)
                starts.append(origin + first)
                ends.append(origin + last)
            place += size + 1
        return tokens, notable

    def _read(self, text: str, start: int, end: int) -> tuple[Sequence[Row], bool]:
        rows = self._scan(text, start, end)
        return rows, any(self._is_notable(word, marks) for _, word, marks, _, _ in rows)

    def _alone(self, chunk: str) -> tuple[Sequence[Row], bool]:
        rows, is_notable = self._read(chunk, 0, len(chunk))
        # All chunks and languages share one string a word.
        shared = (
            (intern(term), intern(word), marks, start, end)
            for term, word, marks, start, end in rows
        )
        return tuple(shared), is_notable
