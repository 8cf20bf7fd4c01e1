"""Markdown, with front matter and what site generators add to it."""

import json
import re
from functools import cache

# Ships no type hints.
from lxml.html import HtmlElement  # type: ignore[import-untyped]
from markdown_it import MarkdownIt
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from corpus.article import Block
from corpus.blocks import from_json
from corpus.formats.blocks import blocks_of
from corpus.formats.dates import find_day
from corpus.formats.frontmatter import parse_front_matter
from corpus.formats.markdown.blocks import block_plugin
from corpus.formats.markdown.containers import container_plugin
from corpus.formats.markdown.fences import fence_plugin
from corpus.formats.markdown.inline_marks import NOTES_IN_LINE, inline_mark_plugin
from corpus.formats.markdown.site_generators import site_generator_plugin
from corpus.formats.markdown.state import VALUES, state_plugin
from corpus.formats.markdown.template_lines import template_plugin
from corpus.formats.markup import parse_html
from corpus.formats.reading import Extract, TextBlock

VERBATIM = "plain"
"""The value of the front matter field `format` for a body that is not Markdown. Kutip exports
articles with it, so that importing them gives exactly the same body."""

# In a text with components, what they contain is indented.
_COMPONENT = re.compile(r"^[ \t]*</[A-Z][\w.]*>", re.MULTILINE)
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")


def read_markdown(text: str) -> Extract:
    r"""Return the text without its markup: `**so**` as `so`, `- so` as `• so`.

    A body in the format VERBATIM starts after one blank line and is left unchanged.

    >>> read_markdown("# Ayam\n\n- **telur**").body
    'Ayam\n\n• telur'
    """
    fields, markdown = parse_front_matter(text)
    verbatim = fields.get("format") == VERBATIM
    root = None if verbatim else parse_html(_rendered(markdown, fields))
    if root is not None:
        _remove_contents(root)
    title = _title(root)
    return Extract(
        title=fields.get("title") or title,
        source=fields.get("source"),
        author=fields.get("author") or fields.get("authors"),
        published=_day(fields.get("date") or fields.get("published") or ""),
        url=fields.get("url"),
        language=fields.get("language") or fields.get("lang"),
        language_is_certain=True,
        blocks=_verbatim(markdown) if verbatim else () if root is None else blocks_of(root),
        verbatim=verbatim,
        marked=_marked(fields.get("blocks"), markdown.removeprefix("\n")) if verbatim else (),
    )


def _day(written: str) -> str | None:
    found = find_day(written)
    return found[0] if found else None


def _verbatim(body: str) -> tuple[TextBlock, ...]:
    return (TextBlock(body.removeprefix("\n"), kind=None),)


def _marked(written: str | None, body: str) -> tuple[Block, ...]:
    """Return the blocks that an exported file lists; none if it doesn't, or was edited since."""
    try:
        return from_json(json.loads(written or "[]"), body)
    except ValueError:
        return ()


def _rendered(markdown: str, fields: dict[str, str]) -> str:
    env: dict[str, object] = {VALUES: dict(fields)}
    parser = _parser(indented_code=_COMPONENT.search(markdown) is None)
    html = str(parser.render(markdown, env))
    notes = env.get(NOTES_IN_LINE, [])
    assert isinstance(notes, list)
    return html + "".join(f'<p role="note">{parser.renderInline(note)}</p>' for note in notes)


def _title(root: HtmlElement | None) -> str | None:
    """Return the main heading, or the heading that the text starts with, of whatever level."""
    if root is None:
        return None
    heading = root.find(".//h1")
    if heading is None:
        heading = next((element for element in root.iter() if (element.text or "").strip()), None)
        while heading is not None and heading.tag not in _HEADINGS:
            heading = heading.getparent()
        if heading is not None and heading.getparent().get("role") == "note":
            return None
    return heading.text_content() if heading is not None else None


def _remove_contents(root: HtmlElement) -> None:
    """Remove lists that only link to parts of the text, with a heading that has nothing else."""
    for contents in root.xpath("//body/ul[.//a] | //body/ol[.//a]"):
        links = " ".join(contents.xpath(".//a[starts-with(@href, '#')]//text()"))
        if contents.text_content().split() != links.split():
            continue
        heading, following = contents.getprevious(), contents.getnext()
        if heading is not None and heading.tag in _HEADINGS and _ends_section(following, heading):
            heading.drop_tree()
        contents.drop_tree()


def _ends_section(element: HtmlElement | None, heading: HtmlElement) -> bool:
    return element is None or "h1" <= element.tag <= heading.tag


@cache
def _parser(*, indented_code: bool) -> MarkdownIt:
    # The preset limits nesting, so that a file full of brackets doesn't take quadratic time.
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    footnote_plugin(parser, inline=False, move_to_end=False)
    deflist_plugin(parser)
    for plugin in (
        *(state_plugin, site_generator_plugin, template_plugin, container_plugin),
        *(block_plugin, inline_mark_plugin, fence_plugin),
    ):
        plugin(parser)
    parser.add_render_rule("footnote_ref", _nothing)
    parser.add_render_rule("footnote_reference_open", _note)
    parser.add_render_rule("footnote_reference_close", _end_of_note)
    return parser if indented_code else parser.disable("code")


def _nothing(*_: object) -> str:
    return ""


def _note(*_: object) -> str:
    return '<div role="note">'


def _end_of_note(*_: object) -> str:
    return "</div>"
