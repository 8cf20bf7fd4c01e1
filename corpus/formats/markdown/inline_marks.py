"""Read the marks within lines that generators and wikis add to Markdown, or leave them out."""

import re

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_inline import StateInline

from corpus.formats.markdown.containers import container_of
from corpus.formats.markdown.state import CLOSED, TEMPLATED, VALUES, name_in_brackets
from corpus.formats.markdown.template_tags import Tag, tag_at

NOTES_IN_LINE = "notes_in_line"
"""In a parser's env: the notes that are written where their mark would be, in Markdown."""
_OPENED = "opened"

_ATTRIBUTE = r"(?:[.#][\w:.-]+|[\w:-]+=(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'|[^\s\"'{}=]{1,100}))"
_ATTRIBUTES = re.compile(rf"\{{:?\s*{_ATTRIBUTE}(?:\s+{_ATTRIBUTE}){{0,20}}\s*\}}")
_NAMED_ATTRIBUTE = re.compile(r"\{\s*[\w:-]+=")
_INLINE_LIST = re.compile(r"\{:[^{}\n]{0,300}\}")
_COMMENT = re.compile(r"\{/\*[^\n]{0,500}?\*/\}|%%[^%\n]{1,500}%%")
_STRING = re.compile(r"""\{\s*(["'`])([^{}"'`\n]{0,500})\1\s*\}""")
_OUTPUT = re.compile(r"\{\{-?\s*([^{}\n]{1,200}?)\s*-?\}\}")
_OUTPUT_STRING = re.compile(r"""(["'])(.*)\1(?:\s*\|.*)?""")
_ROLE = re.compile(r"\{[a-z][\w:.+-]{0,40}\}(`{1,3})([^`\n]{1,500})\1")
_TARGET = re.compile(r"\s*<[^<>]*>\Z")
_WIKI_LINK = re.compile(r"!?\[\[(?=[^\s\]])([^\[\]\n|]{1,300})(?:\\?\|([^\[\]\n]{0,300}))?\]\]")
_TEMPLATED_LINK = re.compile(r"\]\([^()\n]{0,300}?\{[{%][^\n]{0,300}?[%}]\}[^()\n]{0,300}\)")
_RAISED = re.compile(r"\^(?!\s)([^\s^\[\]]{1,40})\^")
_LOWERED = re.compile(r"~(?![\s~])([^\s~]{1,40})~(?!~)")
_STRUCK = re.compile(r"~(?![\s~])([^~\n]{1,300})(?<=\w)~(?![\w~])")
_KEYS = re.compile(r"\+\+(\w[\w-]*(?:\+\w[\w-]*)*)\+\+")
_MATH = re.compile(r"\$\$[^$]{1,1000}\$\$|\$(?![\s$])[^$\n]{0,300}(?<!\s)\$(?!\d)")
_TEX = re.compile(r"[\\_^*]")
_LONGEST_NOTE = 2_000
_ELEMENT_BEFORE = ')]`*_>"”'


def inline_mark_plugin(markdown: MarkdownIt) -> None:
    """Add the marks within lines to a parser."""
    before = markdown.inline.ruler.before
    before("strikethrough", "single_tilde", _tilde)
    before("strikethrough", "raised", _caret)
    before("strikethrough", "highlighted", _highlighted)
    before("strikethrough", "keys", _keys)
    before("strikethrough", "math", _math)
    before("link", "wiki_link", _wiki_link)
    before("link", "templated_link", _templated_link)
    before("link", "comment", _comment)
    before("link", "braces", _braces)
    before("html_inline", "tag", _tag)


def _pass(state: StateInline, end: int, text: str, silent: bool) -> bool:
    """Go on at `end`, with a text in place of what was there."""
    if not silent:
        state.pending += text
    state.pos = end
    return True


def _push_html(state: StateInline, end: int, html: str, silent: bool) -> bool:
    if not silent:
        state.push("html_inline", "", 0).content = html
    state.pos = end
    return True


def _before(state: StateInline) -> str:
    return state.src[state.pos - 1] if state.pos else " "


def _tilde(state: StateInline, silent: bool) -> bool:
    """Read `H~2~O`, and ` ~so~ ` as GitHub does: struck out."""
    if state.src[state.pos] != "~" or _before(state) == "~":
        return False
    if _before(state).isalnum():
        lowered = _LOWERED.match(state.src, state.pos)
        if lowered:
            html = f"<sub>{escapeHtml(lowered[1])}</sub>"
            return _push_html(state, lowered.end(), html, silent)
        return False
    struck = _STRUCK.match(state.src, state.pos)
    if not struck:
        return False
    return _push_html(state, struck.end(), f"<del>{escapeHtml(struck[1])}</del>", silent)


def _caret(state: StateInline, silent: bool) -> bool:
    """Read `10^11^`, and the note in `^[…]`."""
    if state.src[state.pos] != "^":
        return False
    if state.src.startswith("[", state.pos + 1):
        end = state.md.helpers.parseLinkLabel(state, state.pos + 1)
        if end < 0:
            return False
        if not silent:
            state.env.setdefault(NOTES_IN_LINE, []).append(state.src[state.pos + 2 : end])
        return _pass(state, end + 1, "", silent)
    raised = _RAISED.match(state.src, state.pos)
    if not raised:
        return False
    return _push_html(state, raised.end(), f"<sup>{escapeHtml(raised[1])}</sup>", silent)


def _highlighted(state: StateInline, silent: bool) -> bool:
    """Leave out the marks of `==so==`, but not in `a == b`."""
    if not state.src.startswith("==", state.pos) or _before(state) == "=":
        return False
    after = state.src[state.pos + 2 : state.pos + 3] or " "
    before = _before(state)
    opens = not before.isalnum() and (after.isalnum() or after in '*_`“"(')
    closes = not before.isspace() and not after.isalnum() and after != "="
    return (opens or closes) and _pass(state, state.pos + 2, "", silent)


def _keys(state: StateInline, silent: bool) -> bool:
    """Read `++ctrl+c++`."""
    if state.src[state.pos] != "+" or _before(state).isalnum():
        return False
    keys = _KEYS.match(state.src, state.pos)
    return keys is not None and _pass(state, keys.end(), keys[1], silent)


def _math(state: StateInline, silent: bool) -> bool:
    """Keep a formula as it is."""
    if state.src[state.pos] != "$":
        return False
    formula = _MATH.match(state.src, state.pos)
    if not formula or not _TEX.search(formula[0]):
        return False
    return _pass(state, formula.end(), formula[0], silent)


def _wiki_link(state: StateInline, silent: bool) -> bool:
    """Read `[[halaman|teks]]`, and leave out `![[gambar]]`."""
    if state.src[state.pos] not in "![":
        return False
    link = _WIKI_LINK.match(state.src, state.pos)
    if not link:
        return False
    shown = "" if link[0].startswith("!") else (link[2] or link[1]).strip()
    return _pass(state, link.end(), shown, silent)


def _templated_link(state: StateInline, silent: bool) -> bool:
    """Read a link whose address is made by a template; Markdown doesn't take it for one."""
    if state.src[state.pos] not in "![":
        return False
    image = state.src[state.pos] == "!"
    label = state.pos + image
    if not state.env.get(TEMPLATED) or not state.src.startswith("[", label):
        return False
    end = state.md.helpers.parseLinkLabel(state, label)
    address = _TEMPLATED_LINK.match(state.src, end) if end >= 0 else None
    if not address:
        return False
    if not silent and not image:
        limit = state.posMax
        state.pos, state.posMax = label + 1, end
        state.md.inline.tokenize(state)
        state.posMax = limit
    state.pos = address.end()
    return True


def _comment(state: StateInline, silent: bool) -> bool:
    """Leave out `{/* … */}` and `%%…%%`."""
    comment = _COMMENT.match(state.src, state.pos)
    return comment is not None and _pass(state, comment.end(), "", silent)


def _braces(state: StateInline, silent: bool) -> bool:
    """Read `{{ … }}`, strings and roles, and leave out attributes."""
    source, start = state.src, state.pos
    if source[start] != "{":
        return False
    if found := _STRING.match(source, start):
        return _pass(state, found.end(), found[2], silent)
    if found := _ROLE.match(source, start):
        return _pass(state, found.end(), _TARGET.sub("", found[2].strip()), silent)
    if found := _INLINE_LIST.match(source, start) or _attributes(state):
        return _pass(state, found.end(), "", silent)
    found = _OUTPUT.match(source, start)
    return (
        found is not None
        and source[start + 2] not in "<%"
        and _pass(state, found.end(), _value(state, found), silent)
    )


def _attributes(state: StateInline) -> re.Match[str] | None:
    if _NAMED_ATTRIBUTE.match(state.src, state.pos) and _before(state) not in _ELEMENT_BEFORE:
        return None
    return _ATTRIBUTES.match(state.src, state.pos)


def _value(state: StateInline, output: re.Match[str]) -> str:
    """Return what a variable stands for; the variable itself if that is not known."""
    string = _OUTPUT_STRING.fullmatch(output[1])
    if string:
        return string[2]
    name = output[1].partition("|")[0].strip().removeprefix("page.").removeprefix("$frontmatter.")
    values: dict[str, str] = state.env.get(VALUES, {})
    return values.get(name) or output[0]


def _tag(state: StateInline, silent: bool) -> bool:
    """Read a tag of a template that stands among words."""
    if state.src[state.pos] not in "{<":
        return False
    name = name_in_brackets(state.src, state.pos, state.env.get(CLOSED, set()))
    if name:
        return _pass(state, name.end(), name[0], silent)
    tag = tag_at(state.src, state.pos)
    if tag is None:
        return False
    if silent:
        state.pos = tag.end
        return True
    if tag.language == "hugo" and tag.name in _VALUES:
        return _pass(state, tag.end, state.src[state.pos : tag.end], silent)
    return _push_html(state, tag.end, _html_of(state, tag), silent)


_VALUES = frozenset({"param", "site", "var", "variable", "version", "skew", "get"})
"""Shortcodes of Hugo's that stand for a text."""


def _html_of(state: StateInline, tag: Tag) -> str:
    opened: list[str] = state.env.setdefault(_OPENED, [])
    family = f"{tag.language} {tag.name}"
    if tag.closing:
        if family in opened[-1:]:
            opened.pop()
            return "</div>"
        return ""
    if text := tag.attributes.get("text"):
        return escapeHtml(text)
    container = container_of(tag)
    title = f"<h4>{escapeHtml(container.title)}</h4>" if container.title else ""
    end = _closing_tag(tag)
    if not container.note or end not in state.src[tag.end : tag.end + _LONGEST_NOTE].lower():
        return title
    opened.append(family)
    return f'<div role="note">{title}'


def _closing_tag(tag: Tag) -> str:
    return {"jsx": f"</{tag.name}", "liquid": f"end{tag.name}", "hugo": f"/{tag.name}"}[
        tag.language
    ]
