"""Read the lines that site generators add to Markdown as what they mean, or leave them out.

Known are those of Jekyll and kramdown, Hugo, MDX (as in Docusaurus), VitePress, GitBook, MkDocs and
Python-Markdown, MyST, Pandoc and Quarto, Obsidian, and of wikis.
"""

import re
from dataclasses import replace

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore
from markdown_it.token import Token

from corpus.formats.markdown.containers import (
    NOTES,
    Container,
    close_token,
    named_container,
    open_token,
)
from corpus.formats.markdown.state import find_line, line_of

_LEFT_OUT = re.compile(
    r"""
    \[\[?_?toc_?\]\]?\s* | @\[toc\].* | \$\{toc\}\s*   # where the table of contents is put
    | -{1,2}8<-{1,2}(?:\s.*)? | \{!.*!\}\s* | \[!include\b.*   # another file
    | \*\[[^\]]+\]:.*                            # what an abbreviation stands for
    | \^[\w-]+\s*                                # the name of the block before
    | \\(?:newpage|pagebreak|tableofcontents)\s*
    | ::[a-z][\w-]*(?:\[.*\])?(?:\{.*\})?\s*     # a directive without content
    | :{3,}[a-z].*:{3,}\s* | :{3,}[a-z]+-end\s*  # as in :::image source="a.png":::
    """,
    re.VERBOSE | re.IGNORECASE,
)
_ATTRIBUTES = re.compile(r"(?:\{(?::|\s*[.#])[^{}]*\}\s*)+")
_CLASS = re.compile(r"\.(?:[a-z]+-)?([a-z]+)(?:-title)?(?![\w-])")
_CONTENTS_ITEM = re.compile(r"(?:[*+-]|\d+[.)])\s+\S.*")
_CONTENTS = re.compile(r"\{:\s*toc\b[^{}]*\}\s*")
_GENERATED = re.compile(r"<!--\s*(?:START doctoc|toc\s*-->)", re.IGNORECASE)
_GENERATED_END = re.compile(r"<!--\s*(?:END doctoc|tocstop|/toc|end toc|toc end)", re.IGNORECASE)
_MODULE = re.compile(
    r"""import\s*(?:[\w*{][^"']*\sfrom\s*)?["'][^"']+["'];?\s*
    | import\s*(?:\w+,\s*)?\{[^}]*
    | export\s+(?:default|const|let|var|function|async|class|type|\{|\*)(?:\W.*)?""",
    re.VERBOSE,
)
_COLONS = re.compile(
    r"(:{3,}|/{3,})\s*(?:\{(?P<braces>[^{}]*)\}|(?P<name>[A-Za-z][\w.-]*))?(?P<rest>.*)"
)
_NAME_IN_BRACES = re.compile(r"[.#]?(?:callout-)?([\w-]+)")
_TITLE_IN_BRACES = re.compile(r"(?:title|summary)=[\"']([^\"']*)[\"']")
_TITLE_IN_BRACKETS = re.compile(r"\[(.*)\]\s*(?:\{[^{}]*\})?\s*")
_BRACES_AT_END = re.compile(r"\{[^{}]*\}\s*")
_OPTION = re.compile(r":[a-z][\w-]*:(?:\s.*)?", re.IGNORECASE)
_INDENTED = re.compile(
    r"(?P<mark>!!!|\?\?\?\+?|===[!+]?)\s+(?P<names>[\w -]*?)\s*(?:\"(?P<title>.*)\")?\s*"
)
_FIRST = frozenset("[@$-{*:^\\")
_INDENT = 4


def site_generator_plugin(markdown: MarkdownIt) -> None:
    """Add the lines of site generators to a parser that has state_plugin."""
    interrupting: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    for rule in (_left_out, _attributes, _module, _colons, _indented, _generated):
        markdown.block.ruler.before("html_block", rule.__name__, rule, interrupting)
    markdown.core.ruler.after("block", "attributed", _attributed)
    # Before lists, because it looks like one.
    markdown.block.ruler.before("list", "contents", _contents)


def _left_out(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    line = line_of(state, start)
    if state.is_code_block(start) or line[:1] not in _FIRST:
        return False
    is_option = bool(
        state.tokens and state.tokens[-1].type == "container_open" and _OPTION.fullmatch(line)
    )
    if not is_option and not _LEFT_OUT.fullmatch(line):
        return False
    if not silent:
        state.line = start + 1
    return True


def _attributes(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read `{: .note }` next to a block; other attributes are left out."""
    line = line_of(state, start)
    if state.is_code_block(start) or not line.startswith("{") or not _ATTRIBUTES.fullmatch(line):
        return False
    if not silent:
        state.line = start + 1
        classes = [name for name in _CLASS.findall(line) if name in NOTES]
        if classes:
            is_after = start > 0 and not state.isEmpty(start - 1)
            title = classes[0].capitalize() if f".{classes[0]}" in line.split() else ""
            container = Container("attributes", note=True, title=title)
            state.tokens.append(Token("block_attributes", "", 0, level=state.level))
            state.tokens[-1].meta = {"container": container, "is_after": is_after}
    return True


def _attributed(state: StateCore) -> None:
    """Make notes of the blocks that have the attributes of one."""
    tokens: list[Token] = []
    closing: dict[int, Token] = {}
    starts: dict[int, int] = {}
    waiting: Token | None = None
    for token in state.tokens:
        if token.type == "block_attributes":
            if token.meta["is_after"] and token.level in starts:
                tokens.insert(starts[token.level], open_token(token.meta["container"], paired=True))
                tokens.append(close_token("attributes", paired=True))
            else:
                waiting = token
            continue
        begins = token.nesting > 0 or (token.nesting == 0 and token.type != "inline")
        if begins:
            starts[token.level] = len(tokens)
            if waiting is not None and waiting.level == token.level:
                tokens.append(open_token(waiting.meta["container"], paired=True))
                closing[token.level] = close_token("attributes", paired=True)
                waiting = None
        tokens.append(token)
        if token.nesting <= 0 and token.level in closing and token.type != "inline":
            tokens.append(closing.pop(token.level))
    state.tokens = tokens


def _contents(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Leave out the list item that kramdown replaces with a table of contents."""
    if (
        start + 1 >= end
        or not _CONTENTS.fullmatch(line_of(state, start + 1))
        or not _CONTENTS_ITEM.fullmatch(line_of(state, start))
    ):
        return False
    if not silent:
        state.line = start + 2
    return True


def _generated(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Leave out a table of contents that a tool keeps up to date between two comments."""
    if not _GENERATED.match(line_of(state, start)):
        return False
    last = find_line(state, start + 1, end, _GENERATED_END)
    if last is None:
        return False
    if not silent:
        state.line = last + 1
    return True


def _module(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Leave out the imports and exports of MDX, up to a blank line."""
    if state.blkIndent or state.sCount[start] or state.parentType != "root":
        return False
    if not _MODULE.fullmatch(line_of(state, start)):
        return False
    if not silent:
        line = start + 1
        while line < end and not state.isEmpty(line):
            line += 1
        state.line = line
    return True


def _colons(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read the first or last line of a container such as `:::note`."""
    found = _COLONS.fullmatch(line_of(state, start))
    if found is None or state.is_code_block(start):
        return False
    family = found[1][0] * 3
    is_end = not found["name"] and not found["braces"] and not found["rest"].strip()
    if family == "///" and not found["name"] and not is_end:
        return False
    if silent:
        return True
    state.line = start + 1
    if is_end:
        state.tokens.append(close_token(family))
        return True
    braces = found["braces"] or ""
    name = found["name"] or (_NAME_IN_BRACES.match(braces) or [braces, braces])[1]
    title, kind = _title_of_colons(braces, found["rest"].strip())
    container = named_container(family, name.lower(), kind, title)
    state.tokens.append(open_token(container))
    return True


def _title_of_colons(braces: str, rest: str) -> tuple[str, str]:
    """Return the title of a container, and its kind if it has an argument for it."""
    in_brackets = _TITLE_IN_BRACKETS.fullmatch(rest)
    in_braces = _TITLE_IN_BRACES.search(braces) or _TITLE_IN_BRACES.search(rest)
    if in_brackets:
        return in_brackets[1], ""
    if in_braces:
        return in_braces[1], ""
    title = _BRACES_AT_END.sub("", rest).removeprefix("|").strip()
    return ("", title) if title in {"alert", "warning", "info"} else (title, "")


def _indented(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read a note or tab whose content is indented, such as `!!! note "Judul"`."""
    found = _INDENTED.fullmatch(line_of(state, start))
    if found is None or state.is_code_block(start):
        return False
    is_tab = found["mark"].startswith("===")
    names = found["names"].lower().split()
    if not (found["title"] if is_tab else names):
        return False
    if silent:
        return True
    title = found["title"]
    container = named_container(found["mark"], names[0] if names else "", title=title or "")
    if not is_tab:
        # Any word names a note, and a title may be empty.
        shown = names[0].capitalize() if title is None else title
        container = replace(container, note=True, title=shown)
    last = start + 1
    while last < end and (state.isEmpty(last) or state.sCount[last] >= state.blkIndent + _INDENT):
        last += 1
    state.tokens.append(open_token(container))
    before = state.parentType, state.lineMax
    state.parentType, state.lineMax = "list", last
    state.blkIndent += _INDENT
    state.md.block.tokenize(state, start + 1, last)
    state.blkIndent -= _INDENT
    state.parentType, state.lineMax = before
    state.tokens.append(close_token(container.family))
    state.line = last
    return True
