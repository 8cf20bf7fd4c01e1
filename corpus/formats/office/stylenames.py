"""What the names of styles, and the codes of fields, say in Word, LibreOffice and pandoc.

The names of built-in styles are English in every language. A document that lacks their definitions
may have only their ids, which have no spaces.
"""

import re
from functools import lru_cache

from corpus.article import Kind

_HEADING = re.compile(r"heading ?[1-9]|title")
# They are often based on the style of titles.
_BESIDE_TITLE = frozenset({"subtitle", "author", "date"})
_CONTENTS = re.compile(r"toc ?(?:[1-9]|heading)|table of figures|contents ?(?:[1-9]|heading)")
_KINDS = {
    **dict.fromkeys(("quote", "intense quote", "intensequote", "quotations"), Kind.QUOTATION),
    **dict.fromkeys(("block text", "blocktext"), Kind.QUOTATION),
    **dict.fromkeys(("html preformatted", "htmlpreformatted", "preformatted text"), Kind.CODE),
    **dict.fromkeys(("source code", "sourcecode"), Kind.CODE),
}


@lru_cache
def is_heading(names: tuple[str, ...]) -> bool:
    """Return whether a style with these names is for headings or titles.

    They are in lower case: its own, and those of the styles that it is based on.

    >>> is_heading(("judul bab", "heading 1")), is_heading(("header",))
    (True, False)
    """
    return _HEADING.fullmatch(nearest(names)) is not None


@lru_cache
def nearest(names: tuple[str, ...]) -> str:
    """Return the first of the names that is for headings, titles and the like; empty if none is.

    >>> nearest(("penulis", "author", "title")), nearest(("normal",))
    ('author', '')
    """
    return next((name for name in names if name in _BESIDE_TITLE or _HEADING.fullmatch(name)), "")


@lru_cache
def is_contents(names: tuple[str, ...]) -> bool:
    """Return whether one of them is for a table of contents: `toc 1`, `contents heading`."""
    return any(map(_CONTENTS.fullmatch, names))


@lru_cache
def kind_by(names: tuple[str, ...]) -> Kind:
    """Return what paragraphs with these names are, if they are no headings."""
    return next((_KINDS[name] for name in names if name in _KINDS), Kind.PARAGRAPH)


def is_contents_field(code: str) -> bool:
    r"""Return whether a field of this code, in Word and RTF, is a table of contents or an index.

    >>> is_contents_field(r' TOC \\o "1-3" '), is_contents_field(" HYPERLINK ")
    (True, False)
    """
    return code.split(maxsplit=1)[:1] in (["TOC"], ["INDEX"], ["TOA"])
