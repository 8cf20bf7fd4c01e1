"""What stands before the text of a Rich Text Format file: fonts, styles, title and author."""

from dataclasses import dataclass, field

from corpus.formats.rtf.fonts import WESTERN, Font, encoding_of, named_encoding

FONTS, STYLES = "fonttbl", "stylesheet"
PROPERTIES = ("title", "author")
WORDS = frozenset({"f", "fcharset", "cpg", "s", "outlinelevel", "sbasedon"})
"""The control words in the tables of fonts and styles that matter."""
MOST_STYLES = 50
"""How many styles may be based on each other."""
_NO_FONT = Font()


@dataclass(slots=True)
class Style:
    """A style of paragraphs."""

    name: str = ""
    outline: int | None = None
    """Its level among the headings, from 0; 9 for what is none."""
    based_on: int | None = None


@dataclass(slots=True)
class Header:
    """The header so far."""

    encoding: str = WESTERN
    default_font: int = 0
    properties: dict[str, str] = field(default_factory=dict)
    fonts: dict[int, Font] = field(default_factory=dict)
    styles: dict[int, Style] = field(default_factory=dict)
    _font: Font = field(default_factory=Font)
    _style: Style = field(default_factory=Style)

    def begin_group(self, destination: str) -> None:
        """Begin an entry of the styles; the default style has no number."""
        if destination == STYLES:
            self._style = Style()

    def word(self, destination: str, word: str, number: int | None) -> None:
        """Take in a control word in the table of fonts or styles, or of the document itself."""
        if destination == FONTS:
            self._word_of_font(word, number or 0)
        elif destination == STYLES:
            self._word_of_style(word, number or 0)
        elif word == "deff":
            self.default_font = number or 0
        elif found := encoding_of(number or 0) if word == "ansicpg" else named_encoding(word):
            self.encoding = found

    def text(self, destination: str, text: str) -> None:
        """Take in text, which ends with a semicolon in entries of a table."""
        if destination == FONTS:
            self._font.name += text.partition(";")[0]
        elif destination == STYLES:
            name, ends, _ = text.partition(";")
            self._style.name += name
            if ends and self.styles.get(0) is None:
                self.styles[0] = self._style
        elif destination in PROPERTIES:
            self.properties[destination] = self.properties.get(destination, "") + text

    def font(self, number: int | None) -> Font:
        """Return a font by its number; the default one for None."""
        return self.fonts.get(self.default_font if number is None else number, _NO_FONT)

    def style(self, number: int) -> tuple[tuple[str, ...], int | None]:
        """Return the names of a style and those that it is based on, and its outline level."""
        names = []
        outline = None
        current: int | None = number
        seen: set[int | None] = set()
        while current in self.styles and current not in seen and len(seen) < MOST_STYLES:
            seen.add(current)
            style = self.styles[current]
            names.append(style.name.strip().lower())
            outline = style.outline if outline is None else outline
            current = style.based_on
        return tuple(names), outline

    def _word_of_font(self, word: str, number: int) -> None:
        if word == "f":
            self._font = self.fonts[number] = Font()
        elif word == "fcharset":
            self._font.charset = number
        elif word == "cpg":
            self._font.code_page = number

    def _word_of_style(self, word: str, number: int) -> None:
        if word == "s":
            self.styles[number] = self._style
        elif word == "outlinelevel":
            self._style.outline = number
        elif word == "sbasedon":
            self._style.based_on = number
