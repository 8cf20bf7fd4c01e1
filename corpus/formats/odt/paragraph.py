"""The characters of a paragraph, without what a word processor doesn't show."""

import re
from dataclasses import dataclass, field, replace

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]

from corpus.formats.odt.names import count, get, tag
from corpus.formats.odt.styles import Format, Style, Styles
from corpus.formats.office.symbols import readable
from corpus.formats.runs import Run, plain_text

MOST_SPACES = 100
"""Spaces that one element stands for; more are a document made to be large."""

# Comments, numbers that are counted anew, readings above words, descriptions of pictures.
_NOT_SHOWN = frozenset({
    *("office:annotation", "office:annotation-end", "text:number", "text:ruby-text"),
    *("svg:title", "svg:desc", "text:script", "text:tracked-changes"),
})  # fmt: skip
_SPACES = {"text:s": " ", "text:tab": " ", "text:line-break": "\n"}
_SPACE = re.compile(r"[ \t\r\n]+")


@dataclass(slots=True)
class Line:
    """What a paragraph shows."""

    style: Style
    is_heading: bool
    runs: list[Run] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    """Frames that are anchored in it."""
    notes: list[etree._Element] = field(default_factory=list)
    """Notes that stand in it."""
    is_hidden: bool = False
    """Whether some of its text is hidden."""
    has_prompt: bool = False
    """Whether it has a placeholder that was not filled in."""
    size: float = 0
    """The largest of its characters, in points."""
    is_bold: bool = True
    ends_in_space: bool = True
    """Whether a further space in the file would not be shown."""

    @property
    def text(self) -> str:
        """Its text on one line, but for explicit breaks."""
        return plain_text(self.runs)

    @property
    def is_emphasised(self) -> bool:
        """Whether it is bold or centred."""
        return self.is_bold or self.style.centred


class LineReader:
    """Reads paragraphs with the styles of a document."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles

    def read(self, paragraph: etree._Element) -> Line:
        """Return what a paragraph or heading shows."""
        style = self._styles.paragraph(get(paragraph, "text:style-name"))
        line = Line(style, is_heading=tag(paragraph) == "text:h")
        self._add(paragraph, style.format, line)
        return line

    def _add(self, element: etree._Element, shown: Format, line: Line) -> None:
        """Add the text of an element and all in it; libxml2 limits how deep that is."""
        _show(element.text, shown, line)
        for inner in element:
            self._add_inner(tag(inner), inner, shown, line)
            _show(inner.tail, shown, line)

    def _add_inner(self, name: str, inner: etree._Element, shown: Format, line: Line) -> None:
        if name in _SPACES:
            times = min(count(inner, "text:c", 1), MOST_SPACES)
            _show(_SPACES[name] * times, shown, line, is_exact=True)
        elif name == "text:note":
            line.notes.append(inner)
        elif name == "text:placeholder":
            line.has_prompt = True
        elif name.startswith("draw:") and name != "draw:a":
            line.boxes.append(inner)
        elif name and name not in _NOT_SHOWN:
            shown = self._styles.text(get(inner, "text:style-name"), shown)
            if get(inner, "text:is-hidden") == "true":
                shown = replace(shown, hidden=True)
            self._add(inner, shown, line)


def _show(text: str | None, shown: Format, line: Line, *, is_exact: bool = False) -> None:
    """Add characters; in those of the file, line ends and several spaces are one space."""
    if text and not is_exact:
        text = _SPACE.sub(" ", text)
        if line.ends_in_space:
            text = text.removeprefix(" ")
    if not text:
        return
    line.ends_in_space = text.endswith(" ") and not is_exact
    if shown.hidden:
        line.is_hidden = True
        return
    if not text.isspace():
        line.size = max(line.size, shown.size)
        line.is_bold &= shown.bold
    line.runs.append(Run(readable(text, shown.font), shown.position, shown.struck))
