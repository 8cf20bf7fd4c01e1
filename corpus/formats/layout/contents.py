"""Recognize tables of contents."""

import re
from collections.abc import Sequence

from corpus.formats.layout.runs import Run

FARTHEST = 2
"""Lines without a page number between two entries: the first lines of a long one."""
MIN_ENTRIES = 2
"""Entries without a heading above them."""
MOST_PAGES = 50
"""Pages from one entry to the next."""

_ENTRY = re.compile(
    r"(?P<dots>(?:[.·․]\s?){4,}[\s.]*|…[…\s.]+)?(?<=[\s.…])(?P<page>\d{1,4}|[ivxlc]{1,6})$"
)
_HEADING = re.compile(
    r"(?:daftar )?(?:isi|tabel|gambar|lampiran)(?: (?:kandungan|buku))?"
    r"|(?:table of )?contents|list of (?:tables|figures)|kandungan|inhalt(?:sverzeichnis)?"
    r"|table des matières|sommaire|índice|indice|inhoud(?:sopgave)?|目录|目次",
    re.IGNORECASE,
)


def contents_at(lines: Sequence[Run], start: int) -> int:
    """Return how many lines a table of contents takes that starts with a line; 0 if none does.

    It starts with its heading, if it has one.
    """
    headed = bool(_HEADING.fullmatch(lines[start].text.strip()))
    if not headed and _page(lines[start], None) is None:
        return 0
    end, entries, last_page = start, 0, 0
    for number in range(start, len(lines)):
        page = _page(lines[number], last_page if entries else None)
        if page is not None:
            end, entries, last_page = number + 1, entries + 1, page
        elif number - end >= FARTHEST + headed:
            break
    return end - start if (headed and entries) or entries >= MIN_ENTRIES else 0


def _page(line: Run, last_page: int | None) -> int | None:
    """Return the page that an entry refers to, 0 if it is a Roman one; None if it is no entry.

    After other entries, one needs no dots before its page.
    """
    found = _ENTRY.search(line.text)
    if not found:
        return None
    page = int(found["page"]) if found["page"].isdecimal() else 0
    if found["dots"]:
        return page
    follows = last_page is not None and page > 0 and last_page <= page <= last_page + MOST_PAGES
    return page if follows else None


def without_contents(lines: Sequence[Run]) -> list[Run]:
    """Return the lines that are not of a table of contents."""
    kept: list[Run] = []
    number = 0
    while number < len(lines):
        taken = contents_at(lines, number)
        if not taken:
            kept.append(lines[number])
        number += taken or 1
    return kept
