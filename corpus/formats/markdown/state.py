"""What the rules for Markdown have in common: its lines, and what they know of the whole text."""

import re

# Ships no type hints.
from lxml.html import defs  # type: ignore[import-untyped]
from markdown_it import MarkdownIt
from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore

VALUES = "values"
"""In a parser's env: what variables of the text stand for."""
CLOSED = "closed"
"""In a parser's env: the names of elements that are closed somewhere, in lower case."""
TEMPLATED = "templated"
"""In a parser's env: whether the text has braces, as all templates have."""
_UNCLOSED = "unclosed"


_CLOSING_NAME = re.compile(r"</([A-Za-z][\w.:-]*)")
_NAME = re.compile(r"<([A-Za-z][\w-]*(?: [A-Z][A-Z-]+)*)>")


def state_plugin(markdown: MarkdownIt) -> None:
    """Let a parser look at the whole text before its blocks."""
    markdown.core.ruler.before("block", "look_ahead", _look_ahead)


def _look_ahead(state: StateCore) -> None:
    state.env[CLOSED] = {name.lower() for name in _CLOSING_NAME.findall(state.src)}
    state.env[TEMPLATED] = "{" in state.src
    state.env.setdefault(VALUES, {})
    state.env[_UNCLOSED] = set()


def line_of(state: StateBlock, line: int) -> str:
    """Return a line without its indent."""
    return state.src[state.bMarks[line] + state.tShift[line] : state.eMarks[line]]


def find_line(state: StateBlock, start: int, end: int, pattern: re.Pattern[str]) -> int | None:
    """Return the first line in which a pattern is found; None at once if it was missed before."""
    if pattern.pattern not in state.env[_UNCLOSED]:
        for line in range(start, end):
            if pattern.search(line_of(state, line)):
                return line
        state.env[_UNCLOSED].add(pattern.pattern)
    return None


def name_in_brackets(text: str, start: int, closed: set[str]) -> re.Match[str] | None:
    """Return what looks like an element but is text that somebody is to fill in, e.g. `<NAMA>`.

    It is neither of HTML nor closed anywhere.
    """
    found = _NAME.match(text, start)
    if not found or found[1].lower() in defs.tags or found[1].lower() in closed:
        return None
    return found
