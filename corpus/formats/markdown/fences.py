"""Fenced blocks in Markdown that are not code: notes, directives of MyST, tables."""

import re
from collections.abc import Sequence

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from corpus.formats.markdown.containers import NOTES, Container, container_html, named_container
from corpus.formats.text_tables import TextTable, table_of

_DEPTH = "fence_depth"
_DEEPEST = 3
"""Notes within notes; their contents are parsed again at each level."""
# warn header="Judul" · {note} Judul · ad-note
_INFO = re.compile(r"(?:\{(?P<directive>[\w:-]+)\}|(?:ad-)?(?P<name>[a-z]+))\s*(?P<rest>.*)")
_TITLE = re.compile(r"(?:title|header|heading|summary)\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_OPTION = re.compile(r"(?::[\w-]+:.*|(?:title|collapse|icon|color):(?P<value>.*))\n?")
_CODE_OPTIONS = re.compile(r"\A(?::[\w-]+:.*\n)+")
# fmt: off
# Info strings that are also names of notes but not of languages.
_NOT_LANGUAGES = NOTES | {"admonition", "alert", "callout", "notice"}
_LEFT_OUT = frozenset({"contents", "image", "include", "tableofcontents", "toctree"})
_TEXTS = frozenset({
    "admonition", "card", "deprecated", "details", "dropdown", "epigraph", "exercise", "figure",
    "glossary", "grid", "grid-item", "grid-item-card", "highlights", "margin", "pull-quote",
    "sidebar", "tab-item", "tab-set", "topic", "versionadded", "versionchanged",
})
# fmt: on


def fence_plugin(markdown: MarkdownIt) -> None:
    """Render fenced blocks by what is in them."""

    def fence(
        renderer: RendererHTML,
        tokens: Sequence[Token],
        index: int,
        options: OptionsDict,
        env: EnvType,
    ) -> str:
        return _fence(markdown, tokens[index], env)

    markdown.add_render_rule("fence", fence)


def _fence(markdown: MarkdownIt, token: Token, env: EnvType) -> str:
    info = _INFO.match(token.info.strip())
    directive = info["directive"] if info else None
    name = (directive or (info["name"] if info else "") or "").lower()
    if directive and name in _LEFT_OUT:
        return ""
    is_text = name in _NOT_LANGUAGES or (directive and name in _TEXTS)
    if info and is_text and env.get(_DEPTH, 0) < _DEEPEST:
        content, title = _without_options(token.content)
        container = named_container("fence", name, title=_title(info["rest"]) or title)
        return _text(markdown, container, content, env)
    if directive:
        return _code(_CODE_OPTIONS.sub("", token.content))
    table = table_of(token.content.rstrip("\n").split("\n")) if not token.info.strip() else None
    return table_html(table) if table else _code(token.content)


def _code(content: str) -> str:
    return f"<pre><code>{escapeHtml(content)}</code></pre>\n"


def _text(markdown: MarkdownIt, container: Container, content: str, env: EnvType) -> str:
    env[_DEPTH] = env.get(_DEPTH, 0) + 1
    inside = markdown.render(content, env)
    env[_DEPTH] -= 1
    return f"{container_html(markdown, container)}{inside}</div>\n"


def _title(rest: str) -> str:
    named = _TITLE.search(rest)
    if named:
        return named[1] or named[2] or ""
    return "" if "=" in rest else rest


def _without_options(content: str) -> tuple[str, str]:
    """Return the content of a directive without the options it starts with, and its title."""
    title = ""
    while option := _OPTION.match(content):
        if option[0].startswith("title:"):
            title = option["value"].strip()
        content = content[option.end() :]
    return content, title


def table_html(table: TextTable) -> str:
    """Return a table that is drawn with characters as HTML."""
    rows = [_row(row, "td") for row in table.rows]
    if table.headed:
        rows[0] = _row(table.rows[0], "th")
    return f"<table>{''.join(rows)}</table>\n"


def _row(cells: tuple[str, ...], element: str) -> str:
    inside = (f"<{element}>{escapeHtml(cell)}</{element}>" for cell in cells)
    return f"<tr>{''.join(inside)}</tr>"
