"""Parse the tags that site generators add to Markdown: Liquid, Hugo's shortcodes, JSX."""

import re
from dataclasses import dataclass, field

LONGEST_TAG = 1_000
"""Code points; a longer tag is not recognized, so that unclosed ones don't take quadratic time."""

# {% include note.html content="…" %}, {% endhint %}, {% /callout %}
# {{< notice warning "Awas" >}}, {{% /notice %}}, {{< icon />}}
_INSIDE = re.compile(r"-?\s*(?P<closing>/?)\s*(?P<name>[\w.:/-]+)(?P<arguments>.*)", re.DOTALL)
_JSX_START = re.compile(r"<(/?)([A-Za-z][\w.:-]*)(?=[\s/>])|<(/?)()>")
_ARGUMENT = re.compile(
    r"""(?:(?P<name>[\w:.-]+)\s*[=:]\s*)?
    (?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|\{(?P<code>[^{}]*)\}|(?P<bare>[^\s"'{}=,]+))""",
    re.VERBOSE,
)
_STRING = re.compile(r"""\s*(["'`])(.*)\1\s*""", re.DOTALL)
_MARK = re.compile(r"[\"'`{}>]")
_BRACES = {"{": 1, "}": -1}


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag of a template, such as `{% include note.html content="…" %}`."""

    name: str
    """In lower case, e.g. `include`; empty for a JSX fragment."""
    closing: bool
    end: int
    """Where the text continues."""
    language: str
    """`liquid`, `hugo` or `jsx`."""
    attributes: dict[str, str] = field(default_factory=dict)
    """By names in lower case."""
    words: tuple[str, ...] = ()
    """The arguments without names."""
    alone: bool = False
    """Whether it says itself that it has no content, e.g. `<Icon />`."""


def tag_at(text: str, start: int) -> Tag | None:
    """Return the tag that begins at this position, if any.

    >>> tag = tag_at('{{< notice warning "Awas api" >}} teks', 0)
    >>> tag.name, tag.words, tag.end
    ('notice', ('warning', 'Awas api'), 33)
    """
    if text.startswith("{%", start):
        return _liquid(text, start)
    if text.startswith("{{<", start):
        return _hugo(text, start, ">}}")
    if text.startswith("{{%", start):
        return _hugo(text, start, "%}}")
    if text.startswith("<", start):
        return _jsx(text, start)
    return None


def _liquid(text: str, start: int) -> Tag | None:
    close = text.find("%}", start + 2, start + LONGEST_TAG)
    inside = _INSIDE.fullmatch(text, start + 2, close) if close > 0 else None
    if not inside:
        return None
    name = inside["name"].lower()
    # {% endhint %} of Liquid, {% /hint %} of Markdoc
    ending = name.startswith("end") and len(name) > len("end")
    name = name.removeprefix("end") if ending else name
    arguments = inside["arguments"].rstrip().removesuffix("-").rstrip()
    return Tag(
        name,
        ending or bool(inside["closing"]),
        close + len("%}"),
        "liquid",
        *_arguments(arguments.removesuffix("/")),
        alone=arguments.endswith("/"),
    )


def _hugo(text: str, start: int, closing: str) -> Tag | None:
    close = text.find(closing, start + len(closing), start + LONGEST_TAG)
    inside = _INSIDE.fullmatch(text, start + len(closing), close) if close > 0 else None
    if not inside:
        return None
    arguments = inside["arguments"].rstrip()
    return Tag(
        inside["name"].removesuffix("/").lower(),
        bool(inside["closing"]),
        close + len(closing),
        "hugo",
        *_arguments(arguments.removesuffix("/")),
        alone=arguments.endswith("/") or inside["name"].endswith("/"),
    )


def _jsx(text: str, start: int) -> Tag | None:
    """Return a JSX tag; None for a tag of plain HTML, which Markdown knows."""
    found = _JSX_START.match(text, start)
    if not found:
        return None
    end = _end_of_jsx(text, found.end())
    if end is None:
        return None
    name = found[2] or found[4] or ""
    inside = text[found.end() : end - 1]
    if name and not name[0].isupper() and "." not in name and "={" not in inside:
        return None
    if "," in _ARGUMENT.sub("", inside):  # Map<String, Integer>
        return None
    alone = inside.rstrip().endswith("/")
    arguments = _arguments(inside.rstrip().removesuffix("/"))
    closing = bool(found[1] or found[3])
    return Tag(name.lower(), closing, end, "jsx", *arguments, alone=alone)


def _end_of_jsx(text: str, position: int) -> int | None:
    """Return the position after the `>` that is in no quotes and no braces."""
    if text[position - 1] == ">":  # of a fragment
        return position
    depth = 0
    quote = ""
    for mark in _MARK.finditer(text, position, position + LONGEST_TAG):
        character = mark[0]
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'`":
            quote = character
        elif character == ">" and not depth:
            return mark.end()
        else:
            depth += _BRACES.get(character, 0)
    return None


def _arguments(written: str) -> tuple[dict[str, str], tuple[str, ...]]:
    attributes: dict[str, str] = {}
    words = []
    for argument in _ARGUMENT.finditer(written):
        value = argument["double"] or argument["single"] or argument["bare"] or ""
        if argument["code"] is not None:
            string = _STRING.fullmatch(argument["code"])
            value = string[2] if string else ""
        if argument["name"]:
            attributes[argument["name"].lower()] = value
        elif value:
            words.append(value)
    return attributes, tuple(words)
