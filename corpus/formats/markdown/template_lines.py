"""Read the lines of Markdown that consist of the tags of templates."""

import re

from markdown_it import MarkdownIt
from markdown_it.ruler import RuleOptionsType
from markdown_it.rules_block import StateBlock

from corpus.formats.markdown.containers import close_token, container_of, open_token
from corpus.formats.markdown.state import CLOSED, VALUES, find_line, line_of, name_in_brackets
from corpus.formats.markdown.template_tags import Tag, tag_at

_ASSIGNED = re.compile(r"\{%-?\s*assign\s+(\w+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([\d.]+))\s*-?%\}")
_MARKDOWN_INSIDE = re.compile(r"<[a-z]\w*\s[^<>]*\bmarkdown\b[^<>]*>\s*")


def template_plugin(markdown: MarkdownIt) -> None:
    """Add the tags of templates to a parser that has state_plugin."""
    interrupting: RuleOptionsType = {"alt": ["paragraph", "reference", "blockquote", "list"]}
    for rule in (_tags, _with_markdown_inside, _name):
        markdown.block.ruler.before("html_block", rule.__name__, rule, interrupting)


def _tags(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read tags that are all there is on a line; they may extend over several lines."""
    if state.is_code_block(start):
        return False
    tags, last = _tags_from(state, start, end)
    if not tags:
        return False
    if not silent:
        state.line = last + 1
        for position, tag in tags:
            _read_tag(state, tag, position, end)
    return True


def _tags_from(state: StateBlock, line: int, end: int) -> tuple[list[tuple[int, Tag]], int]:
    """Return tags with their positions, and their last line; no tags if there is more on it."""
    tags: list[tuple[int, Tag]] = []
    position = state.bMarks[line] + state.tShift[line]
    while position < state.eMarks[line]:
        tag = tag_at(state.src, position)
        if tag is None or name_in_brackets(state.src, position, state.env[CLOSED]):
            return [], line
        tags.append((position, tag))
        position = tag.end
        while position > state.eMarks[line]:
            line += 1
            if line >= end:
                return [], line
        position = state.skipSpaces(position)
    return tags, line


def _read_tag(state: StateBlock, tag: Tag, position: int, end: int) -> None:
    if tag.name == "assign":
        assigned = _ASSIGNED.match(state.src, position)
        if assigned:
            state.env[VALUES][assigned[1]] = assigned[2] or assigned[3] or assigned[4] or ""
    elif tag.name in {"comment", "highlight"} and not tag.closing:
        _read_literal(state, tag, end)
    elif tag.closing:
        state.tokens.append(close_token(f"{tag.language} {tag.name}"))
    else:
        container = container_of(tag)
        if container.note or container.title or container.content:
            state.tokens.append(open_token(container))
            if tag.alone:
                state.tokens.append(close_token(container.family))


def _read_literal(state: StateBlock, tag: Tag, end: int) -> None:
    """Read what a tag keeps from being read as Markdown."""
    last = find_line(state, state.line, end, re.compile(rf"\{{[%{{][%<-]?\s*(?:end|/){tag.name}"))
    if last is None:
        return
    if tag.name == "highlight":
        code = state.push("fence", "code", 0)
        code.info, code.content = "code", state.getLines(state.line, last, state.blkIndent, True)
    state.line = last + 1


def _with_markdown_inside(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Read the tag of an element whose content is Markdown, though it is not after a blank line."""
    if state.is_code_block(start) or not _MARKDOWN_INSIDE.fullmatch(line_of(state, start)):
        return False
    if not silent:
        state.push("html_block", "", 0).content = line_of(state, start)
        state.line = start + 1
    return True


def _name(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Keep a line such as `<NAMA>`, which is no HTML."""
    if state.is_code_block(start):
        return False
    line = line_of(state, start).rstrip()
    found = name_in_brackets(line, 0, state.env[CLOSED]) if line.startswith("<") else None
    if found is None or found.end() != len(line):
        return False
    if not silent:
        _push_paragraph(state, line)
        state.line = start + 1
    return True


def _push_paragraph(state: StateBlock, content: str) -> None:
    state.push("paragraph_open", "p", 1)
    inline = state.push("inline", "", 0)
    inline.content, inline.children = content, []
    state.push("paragraph_close", "p", -1)
