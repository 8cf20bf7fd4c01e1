"""Remove catchwords: the first words of a page at the foot of the page before."""

import re
from collections.abc import Sequence
from itertools import pairwise

from corpus.formats.layout.runs import Run

LONGEST = 60
"""Code points."""
_DOTS = re.compile(r"(?:\s?\.){2,}\s*$|\s?…[.…\s]*$")
_WORD = re.compile(r"\w+")


def without_catchwords(columns: Sequence[Sequence[Run]]) -> list[list[Run]]:
    """Return the columns without lines of a few words and dots that the next line starts with.

    Where the text was changed later, they may be anywhere on a page.
    """
    lines = [line for column in columns for line in column]
    catchwords = {id(line) for line, following in pairwise(lines) if _announces(line, following)}
    return [[line for line in column if id(line) not in catchwords] for column in columns]


def _announces(line: Run, following: Run) -> bool:
    found = _DOTS.search(line.text) if len(line.text) <= LONGEST else None
    if found is None:
        return False
    words = _WORD.findall(line.text[: found.start()].casefold())
    return bool(words) and _WORD.findall(following.text.casefold())[: len(words)] == words
