"""Notes, tabs and the like in Markdown, in every form that site generators have for them.

A container is opened and closed by tokens of their own, `container_open` and `container_close`,
which needn't be nested like other blocks. Once all blocks are parsed, the two are paired.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.rules_core import StateCore
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from corpus.formats.markdown.template_tags import Tag

# fmt: off
NOTES = frozenset({
    "abstract", "attention", "bug", "caution", "check", "danger", "error", "example", "fail",
    "failure", "faq", "help", "hint", "important", "info", "information", "missing", "note",
    "notes", "question", "remark", "seealso", "success", "tip", "tips", "tldr", "todo", "warn",
    "warning",
    # Indonesian
    "awas", "bahaya", "catatan", "penting", "perhatian", "peringatan",
})
"""Names of kinds of notes, which generators show as the title of a note without one."""
_FRAMES = frozenset({
    "admonition", "alert", "aside", "box", "callout", "hint", "infobox", "message", "notice",
    "panel",
})
# fmt: on
"""Names of notes whose kind is an argument."""
_KIND_ATTRIBUTES = ("type", "style", "variant", "kind", "color", "level", "intent", "severity")
_TITLE_ATTRIBUTES = ("title", "header", "heading", "summary", "label", "question")
# Containers of which the first argument without a name is the title.
_CONTENT_ATTRIBUTES = ("content", "text", "message", "body", "caption")
_TITLED = frozenset(
    {"accordion", "card", "collapse", "details", "dropdown", "expand", "spoiler", "step", "tab"}
)
_NOT_SHOWN = frozenset({"head", "helmet", "layout", "meta", "seo"})


@dataclass(frozen=True, slots=True)
class Container:
    """What a note, tab or the like is, apart from its content."""

    family: str
    """What its end must have in common with it, e.g. `liquid hint`."""
    note: bool
    title: str = ""
    """As it is shown; in Markdown."""
    content: str = ""
    """Content that its tag has itself; in Markdown."""


def container_of(tag: Tag) -> Container:
    """Return the container that a tag opens.

    >>> from corpus.formats.markdown.template_tags import tag_at
    >>> container_of(tag_at('{{< notice warning "Awas api" >}}', 0)).title
    'Awas api'
    """
    name, words = tag.name, list(tag.words)
    if name in {"include", "include_relative", "include_cached"} and words:
        return _included(tag)
    title = next(filter(None, map(tag.attributes.get, _TITLE_ATTRIBUTES)), "")
    if not title and name.startswith("tab"):
        title = tag.attributes.get("name", "")
    kind = next(filter(None, map(tag.attributes.get, _KIND_ATTRIBUTES)), "")
    if name in _FRAMES and words and not kind and words[0].lower() in NOTES:
        kind = words.pop(0)
    if words and not title and tag.language == "hugo" and name in NOTES | _FRAMES | _TITLED:
        title = words[0]
    if name in _NOT_SHOWN or tag.closing:
        title = ""
    return named_container(f"{tag.language} {name}", name, kind, title, _content(tag))


def _included(tag: Tag) -> Container:
    """Return what a file shows that is included: {% include note.html content="…" %}.

    Only what is written in the tag is certain, not the names of notes.
    """
    name = tag.words[0].rpartition("/")[2].removesuffix(".html").lower()
    title = next(filter(None, map(tag.attributes.get, _TITLE_ATTRIBUTES)), "")
    is_note = name in NOTES or name in _FRAMES
    return Container(f"{tag.language} {name}", is_note, title, _content(tag))


def _content(tag: Tag) -> str:
    return next(filter(None, map(tag.attributes.get, _CONTENT_ATTRIBUTES)), "")


def named_container(
    family: str, name: str, kind: str = "", title: str = "", content: str = ""
) -> Container:
    """Return a container by its name and kind; a note without a title gets its kind as title."""
    note = name in NOTES or name in _FRAMES
    if note and not title:
        shown = kind.lower() if name in _FRAMES and kind else name
        title = shown.capitalize() if shown in NOTES else ""
    return Container(family, note, title, content if note or title or name == "figure" else "")


def open_token(container: Container, *, paired: bool = False) -> Token:
    """Return the token that opens a container; `paired` if it is certainly closed."""
    return Token("container_open", "", 1, meta={"container": container, "paired": paired})


def close_token(family: str, *, paired: bool = False) -> Token:
    """Return the token that closes the innermost open container of a family."""
    return Token("container_close", "", -1, meta={"family": family, "paired": paired})


def pair_containers(state: StateCore) -> None:
    """Pair the tokens that open and close containers; one that is never closed has no content."""
    opened: list[Token] = []
    # How many of each family are open, so that an end without a beginning takes no search.
    count: dict[str, int] = {}
    for token in state.tokens:
        if token.type == "container_open":
            family = token.meta["container"].family
            opened.append(token)
            count[family] = count.get(family, 0) + 1
        elif token.type == "container_close" and count.get(token.meta["family"]):
            while True:
                last = opened.pop()
                family = last.meta["container"].family
                count[family] -= 1
                if family == token.meta["family"]:
                    last.meta["paired"] = token.meta["paired"] = True
                    break


def container_plugin(markdown: MarkdownIt) -> None:
    """Add the tokens of containers to a parser."""

    def opening(
        renderer: RendererHTML,
        tokens: Sequence[Token],
        index: int,
        options: OptionsDict,
        env: EnvType,
    ) -> str:
        return _opening(markdown, tokens[index])

    def closing(
        renderer: RendererHTML,
        tokens: Sequence[Token],
        index: int,
        options: OptionsDict,
        env: EnvType,
    ) -> str:
        return "</div>" if tokens[index].meta["paired"] else ""

    markdown.core.ruler.after("block", "pair_containers", pair_containers)
    markdown.add_render_rule("container_open", opening)
    markdown.add_render_rule("container_close", closing)


def container_html(markdown: MarkdownIt, container: Container) -> str:
    """Return the HTML that opens a container, with its title."""
    role = ' role="note"' if container.note else ""
    title = f"<h4>{markdown.renderInline(container.title)}</h4>" if container.title else ""
    content = f"<p>{markdown.renderInline(container.content)}</p>" if container.content else ""
    return f"<div{role}>{title}{content}"


def _opening(markdown: MarkdownIt, token: Token) -> str:
    html = container_html(markdown, token.meta["container"])
    return html if token.meta["paired"] else f"{html}</div>"
