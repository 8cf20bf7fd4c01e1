"""Markdown, with front matter."""

from functools import cache

from markdown_it import MarkdownIt

from corpus.formats.blocks import text_of
from corpus.formats.frontmatter import parse_front_matter
from corpus.formats.markup import parse_html
from corpus.formats.reading import Extract

VERBATIM = "plain"
"""The value of the field `format` that keeps a body from being read as Markdown, as in what Kutip
exports: such a body comes back to the letter."""


def read_markdown(text: str) -> Extract:
    """Return the text as it reads without its marks: `**so**` as `so`, `- so` as `• so`.

    A body of the format VERBATIM begins after one blank line, and is not touched.
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
        body=markdown.removeprefix("\n") if root is None else text_of(root),
        verbatim=verbatim,
    )


@cache
def _renderer() -> MarkdownIt:
    # CommonMark's bounds on nesting hold, so that a file of brackets takes no quadratic time.
    return MarkdownIt("commonmark").enable(["table", "strikethrough"])
