"""Web pages: extract the article from a page, without navigation and other boilerplate."""

import re
from collections.abc import Iterator
from dataclasses import replace

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]

from corpus.article import Kind
from corpus.formats.blocks import prepare, render
from corpus.formats.blocks.flow import text_blocks, with_bold_headings
from corpus.formats.html.boilerplate import foreign_elements
from corpus.formats.html.content import find_article
from corpus.formats.html.lines import leave_out
from corpus.formats.html.metadata import read_metadata
from corpus.formats.html.missing import is_missing_text
from corpus.formats.html.outline import outline
from corpus.formats.html.pages import linked_next_page, stated_next_page
from corpus.formats.html.regions import foreign_regions
from corpus.formats.html.titling import take_byline
from corpus.formats.markup import parse_html
from corpus.formats.reading import Extract, ReadingWarning

_LONGER = 2
"""How many times longer than what was read a text for search engines is, if much is missing."""
_DECLARED_WITHIN = 4096  # bytes; the HTML standard asks for the first 1,024
_DECLARED = re.compile(
    rb"<(?:meta\b[^<>]*?\bcharset|\?xml\b[^<>]*?\bencoding)\s*=\s*[\"']?\s*([\w.:-]+)",
    re.IGNORECASE,
)


def declared_charset(data: bytes) -> str | None:
    """Return the encoding declared at the start of a page, None if there is none.

    >>> declared_charset(b'<html><head><meta charset="utf-8">')
    'utf-8'
    """
    found = _DECLARED.search(data[:_DECLARED_WITHIN])
    return found[1].decode("ascii", errors="replace") if found else None


def read_html(text: str) -> Extract:
    """Return the article on a page, or the page's whole text if no article is found."""
    root = parse_html(text)
    if root is None:
        return Extract(blocks=())
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    stated = read_metadata(root)
    next_page = stated_next_page(root, stated.url)
    notes = prepare(root)
    page = outline(root)
    foreign = foreign_regions(page)
    article = find_article(page, foreign)
    if next_page is None:
        next_page = linked_next_page(article, foreign)
    rendered = render(article.element, notes, foreign_elements(article, foreign))
    for note in _notes_outside(article.element, notes, {box.element for box in foreign}):
        rendered += render(note, notes)
    rendered, byline = take_byline(rendered, stated)
    rendered = leave_out(rendered, stated)
    blocks = [
        # Word processors have styles for titles, but don't save them as headings.
        replace(block, kind=Kind.HEADING) if block.text == stated.title else block
        for block in with_bold_headings(rendered)
    ]
    read = sum(len(block.text) for block in blocks if not block.left_out)
    is_missing = stated.length > _LONGER * read or is_missing_text(page, article, foreign)
    return Extract(
        blocks=tuple(text_blocks(blocks)),
        title=stated.title,
        source=stated.site or byline.source or stated.host,
        author=stated.author or byline.author or None,
        published=stated.published or byline.published or None,
        url=stated.url,
        language=language,
        next_page=next_page or None,
        warnings=tuple(_warnings(is_missing=is_missing, is_part=next_page is not None)),
    )


def _notes_outside(
    article: etree._Element, notes: frozenset[etree._Element], foreign: set[etree._Element]
) -> Iterator[etree._Element]:
    """Yield the notes that are neither in the article nor foreign, in order."""
    elsewhere = {article, *foreign}
    for note in article.getroottree().iter(*{note.tag for note in notes}) if notes else ():
        around = {note, *note.iterancestors()}
        if note in notes and around.isdisjoint(elsewhere):
            elsewhere.add(note)
            yield note


def _warnings(*, is_missing: bool, is_part: bool) -> Iterator[ReadingWarning]:
    if is_missing:
        yield ReadingWarning.TEXT_MISSING
    if is_part:
        yield ReadingWarning.ONE_OF_SEVERAL_PAGES
