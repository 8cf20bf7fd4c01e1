"""Markdown, with front matter."""

import json
from functools import cache

from markdown_it import MarkdownIt

from corpus.article import Block
from corpus.blocks import from_json
from corpus.formats.blocks import blocks_of
from corpus.formats.frontmatter import parse_front_matter
from corpus.formats.markup import parse_html
from corpus.formats.reading import Extract, TextBlock

VERBATIM = "plain"
"""The value of the front matter field `format` for a body that is not Markdown. Kutip exports
articles with it, so that importing them gives exactly the same body."""


def read_markdown(text: str) -> Extract:
    r"""Return the text without its markup: `**so**` as `so`, `- so` as `• so`.

    A body in the format VERBATIM starts after one blank line and is left unchanged.

    >>> read_markdown("# Ayam\n\n- **telur**").body
    'Ayam\n\n• telur'
    """
    fields, markdown = parse_front_matter(text)
    verbatim = fields.get("format") == VERBATIM
    root = None if verbatim else parse_html(_renderer().render(markdown))
    heading = root.find(".//h1") if root is not None else None
    return Extract(
        title=fields.get("title") or (heading.text_content() if heading is not None else None),
        source=fields.get("source"),
        author=fields.get("author"),
        published=fields.get("date") or fields.get("published"),
        url=fields.get("url"),
        language=fields.get("language") or fields.get("lang"),
        language_is_certain=True,
        blocks=_verbatim(markdown) if verbatim else blocks_of(root) if root is not None else (),
        verbatim=verbatim,
        marked=_marked(fields.get("blocks"), markdown.removeprefix("\n")) if verbatim else (),
    )


def _verbatim(body: str) -> tuple[TextBlock, ...]:
    return (TextBlock(body.removeprefix("\n"), kind=None),)


def _marked(written: str | None, body: str) -> tuple[Block, ...]:
    """Return the blocks that an exported file lists; none if it doesn't, or was edited since."""
    try:
        return from_json(json.loads(written or "[]"), body)
    except ValueError:
        return ()


@cache
def _renderer() -> MarkdownIt:
    # The preset limits nesting, so that a file full of brackets doesn't take quadratic time.
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])
