"""Remove what stands at the edges of pages: headers, footers and page numbers."""

import re
from collections import Counter
from collections.abc import Sequence

from corpus.formats.layout.runs import Run, rows_of, text_of

EDGE = 5
"""Lines at the top and bottom of a page that are looked at; if all recur, it is the page that does,
rather than a header or footer."""
SHARE_OF_PAGES = 0.4
"""The share of pages on which such a line must recur; below half, because left and right pages may
have different headers."""
PROMINENT = 1.1
"""The font size of a heading, in multiples of the usual one."""
SMALL = 0.95
"""The largest font size of a header that counts the pages in words of its own, likewise."""

_DIGITS = re.compile(r"\d{1,6}")
_PAGE_NUMBER = re.compile(r"[-–—.~|\s]*\d{1,4}[-–—.~|\s]*")
_PAGE_WORD = re.compile(
    r"\W*(?:halaman|hal|hlm|laman|page|pages|p|pg|pag|seite|página|pagina|sayfa)?\W*#\W*"
    r"(?:(?:/|dari|of|von|de|di|sur|from)\W*\d+\W*)?"
    r"|.*(?:[|–—·•]|\s-)\s*#\W*|\W*#\s*(?:[|–—·•]|-\s).*",
    re.IGNORECASE,
)
# What browsers print above and below a page, besides its title.
_PRINTED = re.compile(
    r"\d{1,4}[./-]\d{1,2}[./-]\d{2,4},? \d{1,2}[.:]\d{2}(?:[.:]\d{2})?(?:\s?[AP]M)?"
    r"|(?:https?|file)://\S+|about:blank",
    re.IGNORECASE,
)


def without_edges(pages: Sequence[Sequence[Run]], body: float) -> list[list[Run]]:
    """Return the runs of each page without what stands at its edges.

    `body` is the usual font size.
    """
    rows = [rows_of(runs) for runs in pages]
    tops = _Edges([page[:EDGE] for page in rows], body, at_top=True)
    rows = [page[tops.count(number) :] for number, page in enumerate(rows)]
    bottoms = _Edges([page[: -EDGE - 1 : -1] for page in rows], body, at_top=False)
    rows = [page[: len(page) - bottoms.count(number)] for number, page in enumerate(rows)]
    return [[run for row in page for run in row] for page in rows]


class _Edges:
    """The outermost lines of all pages at one edge, from outside to inside."""

    def __init__(self, rows: list[list[list[Run]]], body: float, *, at_top: bool) -> None:
        self._rows = rows
        self._body = body
        self._at_top = at_top
        self._enough = max(2, SHARE_OF_PAGES * sum(1 for page in rows if page))
        self._forms = Counter(
            form
            for number, page in enumerate(rows)
            for form in {form for row in page for form in self._forms_of(row, number)}
        )

    def count(self, page: int) -> int:
        """Return how many of a page's lines are not its text."""
        rows = self._rows[page]
        numbered = False
        for count, row in enumerate(rows):
            is_number = bool(_PAGE_NUMBER.fullmatch(text_of(row)))
            if not (
                (is_number and not numbered)
                or any(self._forms[form] >= self._enough for form in self._forms_of(row, page))
                or self._is_printed(row, page)
            ):
                return count
            numbered = numbered or is_number
        return len(rows) if len(rows) < EDGE else 0

    def _forms_of(self, row: list[Run], page: int) -> set[str]:
        """Return the forms in which a line may recur: as it is, or with the number of the page.

        So `Page 4 of 9` recurs on every page. `Section 4` doesn't, unless each page has its own;
        then it does only if it is at the bottom or small, or else it would be a heading.
        """
        text = text_of(row).casefold()
        forms = {text}
        size = max(run.size for run in row)
        prominent = size > PROMINENT * self._body or all(run.bold for run in row)
        numbers = list(_DIGITS.finditer(text))
        for found in (*numbers[:1], *numbers[-1:]):
            before, after = text[: found.start()], text[found.end() :]
            if (
                _is_page_number(f"{before}#{after}")
                or any(found[0] in run.text and _PAGE_NUMBER.fullmatch(run.text) for run in row)
                or (not prominent and (not self._at_top or size <= SMALL * self._body))
            ):
                forms.add(f"{before}#{int(found[0]) - page}{after}")
        return forms

    def _is_printed(self, row: list[Run], page: int) -> bool:
        """Return True for what a browser prints around a page, and `Page 1 of 2` on page 1 of 2."""
        if max(run.size for run in row) > self._body:
            return False
        pages = len(self._rows)
        found = [
            bool(_PRINTED.fullmatch(run.text)) or _is_numbered(run.text, page + 1, pages)
            for run in row
        ]
        return all(found) or (len(row) > 1 and any(found))


def _is_page_number(form: str) -> bool:
    """Return True if a line with `#` for a number says no more than which page it is."""
    return bool(_PAGE_WORD.fullmatch(form))


def _is_numbered(text: str, page: int, pages: int) -> bool:
    """Return True for `Page 1 of 2` and its like with the right numbers."""
    numbers = [int(number) for number in _DIGITS.findall(text)]
    return (
        numbers == [page, pages] or (numbers == [page] and any(map(str.isalpha, text)))
    ) and _is_page_number(_DIGITS.sub("#", text, count=1))
