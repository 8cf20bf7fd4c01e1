"""The characters of a paragraph, without what Word doesn't show."""

from dataclasses import dataclass, field

# Ships no type hints.
from lxml import etree  # type: ignore[import-untyped]

from corpus.formats.office.elements import attribute, child, name, number, value
from corpus.formats.office.equations import equation_text
from corpus.formats.office.stylenames import is_contents_field
from corpus.formats.office.symbols import from_symbol_font, readable
from corpus.formats.runs import Position, Run, plain_text
from corpus.formats.word.fields import Fields
from corpus.formats.word.styles import BODY_TEXT, PLAIN, Format, Style, Styles

# Tracked deletions, fallbacks that repeat their alternative, properties, and pronunciations above
# words.
NOT_SHOWN = frozenset({"del", "moveFrom", "Fallback", "pPr", "rPr", "sdtPr", "rt"})
_CHARACTERS = {
    "tab": " ",
    "ptab": " ",
    "br": "\n",
    "cr": "\n",
    "noBreakHyphen": "-",
}


@dataclass(slots=True)
class Line:
    """What a paragraph shows."""

    style: Style
    stated: dict[str, etree._Element] = field(default_factory=dict)
    """Its own properties by name, e.g. `numPr`."""
    runs: list[Run] = field(default_factory=list)
    boxes: list[etree._Element] = field(default_factory=list)
    """Text boxes that are anchored in it."""
    notes: list[tuple[str, str]] = field(default_factory=list)
    """Notes that it refers to: `footnote` or `endnote`, and its id."""
    is_contents: bool = False
    """Whether it is part of a table of contents."""
    is_hidden: bool = False
    """Whether some of its text is hidden."""
    has_prompt: bool = False
    """Whether it has a content control that was not filled in."""
    size: int = 0
    """The largest of its characters, in half-points."""
    is_bold: bool = True

    @property
    def is_heading(self) -> bool:
        """Whether it is a heading, by its own outline level or its style's."""
        level = number(self.stated.get("outlineLvl"))
        return self.style.is_heading if level is None else level < BODY_TEXT

    @property
    def is_emphasised(self) -> bool:
        """Whether it is bold or centred."""
        alignment = value(self.stated.get("jc"))
        is_centred = self.style.centred if alignment is None else alignment == "center"
        return self.is_bold or bool(is_centred)

    @property
    def is_continued(self) -> bool:
        """Whether the next paragraph continues it.

        The end of this one was deleted, and the deletion is tracked; or it is a large first letter.
        """
        mark = self.stated.get("rPr")
        is_deleted = child(mark, "del") is not None or child(mark, "moveFrom") is not None
        drop = attribute(self.stated.get("framePr"), "dropCap")
        return is_deleted or drop in {"drop", "margin"}

    @property
    def text(self) -> str:
        """Its text on one line, but for explicit breaks."""
        return plain_text(self.runs)


class LineReader:
    """Reads the paragraphs of a document one after another."""

    def __init__(self, styles: Styles, fields: Fields) -> None:
        self._styles = styles
        self._fields = fields
        self._line = Line(Style())
        self._format: Format | None = PLAIN
        """That of the current run; None for one whose text is not shown."""

    def read(self, paragraph: etree._Element) -> Line:
        """Return what a paragraph shows."""
        properties = child(paragraph, "pPr")
        stated = {} if properties is None else {name(each): each for each in properties}
        style = self._styles.style(value(stated.get("pStyle")))
        self._line = line = Line(style, stated)
        self._format = self._styles.format(style, None)
        walk = etree.iterwalk(paragraph, events=("start",))
        for _, element in walk:
            tag = name(element)
            if tag == "r":
                self._format = self._styles.format(style, child(element, "rPr"))
            elif tag in NOT_SHOWN or self._is_apart(tag, element):
                walk.skip_subtree()
            else:
                self._add(tag, element)
        self._fields.end_paragraph()
        return line

    def _is_apart(self, tag: str, element: etree._Element) -> bool:
        """Handle an element whose inner elements are none of the paragraph's runs."""
        if tag == "txbxContent":
            self._line.boxes.append(element)
        elif tag == "oMath":
            self._show_equation(element)
        elif tag == "sdt" and child(element, "sdtPr", "showingPlcHdr") is not None:
            self._line.has_prompt = True
        else:
            return False
        return True

    def _add(self, tag: str, element: etree._Element) -> None:
        if tag == "t":
            # Word shows line ends in a file as spaces.
            self._show((element.text or "").replace("\n", " ").replace("\r", ""))
        elif tag in _CHARACTERS:
            self._show(_CHARACTERS[tag])
        elif tag == "sym":
            code = attribute(element, "char") or ""
            self._show(_symbol(code, attribute(element, "font") or ""))
        elif tag == "fldChar":
            self._fields.mark(attribute(element, "fldCharType"))
        elif tag == "instrText":
            self._fields.add_code(element.text or "")
        elif tag == "fldSimple":
            self._line.is_contents |= is_contents_field(attribute(element, "instr") or "")
        elif tag in {"footnoteReference", "endnoteReference"}:
            self._refer(tag.removesuffix("Reference"), element)

    def _refer(self, kind: str, element: etree._Element) -> None:
        if self._format and not self._format.hidden:
            self._line.notes.append((kind, attribute(element, "id") or ""))
        if attribute(element, "customMarkFollows") in {"1", "true", "on"}:
            self._format = None

    def _show(self, text: str) -> None:
        shown = self._format
        if not text or shown is None or not self._fields.is_shown:
            return
        line = self._line
        if shown.hidden:
            line.is_hidden = True
            return
        line.is_contents |= self._fields.is_contents
        if not text.isspace():
            line.size = max(line.size, shown.size or 0)
            line.is_bold &= bool(shown.bold)
        text = readable(text, shown.font or "")
        line.runs.append(Run(text, shown.position or Position.BASELINE, bool(shown.struck)))

    def _show_equation(self, element: etree._Element) -> None:
        text = equation_text(element).strip()
        before = self._line.runs[-1].text if self._line.runs else ""
        # A mixed number: 1 and 1/2.
        self._show(f" {text}" if before[-1:].isdigit() and text[:1].isdigit() else text)


def _symbol(code: str, font: str) -> str:
    try:
        return from_symbol_font(int(code, 16), font)
    except ValueError:
        return ""
