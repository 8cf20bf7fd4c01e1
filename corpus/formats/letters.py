"""Read the letters of a PDF page as runs of text, in whichever directions they are written."""

import re
from contextlib import closing
from ctypes import addressof, c_double, c_ushort, create_string_buffer
from math import atan2, degrees, hypot

# Ship no type hints.
import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as pdfium_c  # type: ignore[import-untyped]

from corpus.formats.layout.building import OTHER_HEIGHT, RunBuilder, Style
from corpus.formats.layout.pages import Page
from corpus.formats.layout.runs import Run
from corpus.formats.layout.turning import Box, Turn

_UNKNOWN = "\0"
# PDFium has codes of its own for a hyphen at the end of a line.
_LETTERS = {
    **dict.fromkeys((*range(0x09), *range(0x0E, 0x1C), *range(0x7F, 0x85), 0xFFFD), _UNKNOWN),
    **dict.fromkeys((0x02, 0xFFFE), "-"),
}
_WORD = re.compile(r"[^\s\0]+")
# Between words, but no space: PDFium also begins lines before and after raised letters.
_NOTHING = "\r\n\0"
_BROKEN = re.compile(r"\w\0|\0\w|\0\0")
"""In a word that lacks letters; one alone may be a bullet."""
_DIGIT = re.compile(r"[0-9+−-]")
WIDEST_LETTER = 1.3
"""Font heights that a letter of a word takes at most, on average."""
_NEARLY_RIGHT = 2
"""Degrees by which text that is meant to be level or upright may be slanted, as on a scan."""
_BOLD = 600
"""The weight of a font from which it is bold, as in CSS."""
_BOLD_NAMES = re.compile(r"bold|black|heavy|demi", re.IGNORECASE)
_MONO_NAMES = re.compile(r"mono|courier|consol|typewriter|menlo|lmtt|cmtt", re.IGNORECASE)
_FIXED_PITCH = 1
"""The bit of a font's flags that says that all letters are equally wide."""
_LONGEST_NAME = 128


def read_letters(page: pdfium.PdfPage) -> tuple[Page, Turn]:
    """Return the text of a page, and the direction that most of it has."""
    with closing(page.get_textpage()) as text:
        reader = _Reader(text.raw)
        reader.read()
    found = reader.found
    lengths = {turn: sum(len(run.text) for run in runs) for turn, runs in found.items()}
    turn = max(lengths, key=lengths.__getitem__, default=Turn(0))
    runs = found.pop(turn, [])
    return Page(runs, list(found.values()), reader.unknown, has_gaps=reader.has_gaps), turn


class _Reader:
    """Reads the words of a page in file order.

    Within a word, the letters are next to each other, since PDFium adds spaces and line ends, so
    that its first and last letter show where it is. This takes a third of the time of asking for
    the place of each letter.
    """

    def __init__(self, text: object) -> None:
        self.found: dict[Turn, list[Run]] = {}
        self.unknown = 0
        self.has_gaps = False
        self._text = text
        self._fonts: dict[int, tuple[bool, bool]] = {}
        self._run: RunBuilder | None = None
        self._rectangle = pdfium_c.FS_RECTF()
        self._last = 0
        """The index of the run's last letter."""

    def read(self) -> None:
        """Read them all."""
        text = self._string()
        self.unknown = text.count(_UNKNOWN)
        self.has_gaps = _BROKEN.search(text) is not None
        end = 0
        for found in _WORD.finditer(text):
            start = found.start()
            if self._run and text[end:start].strip(_NOTHING):
                self._run.spaced = True
            end = found.end()
            first, last = self._box(start), self._box(end - 1)
            if _is_level(first, last, end - start):
                self._add(start, found[0], first, last)
            else:
                for index in range(start, end):
                    box = self._box(index)
                    self._add(index, text[index], box, box)
        self._finish()

    def _string(self) -> str:
        """Return a letter for each of PDFium's indices, of which surrogates have two."""
        count = pdfium_c.FPDFText_CountChars(self._text)
        units = (c_ushort * (count + 1))()
        if pdfium_c.FPDFText_GetText(self._text, 0, count, units) == count + 1:
            codes = units[:count]
        else:  # It leaves out some.
            codes = [pdfium_c.FPDFText_GetUnicode(self._text, index) for index in range(count)]
        return "".join(map(chr, codes)).translate(_LETTERS)

    def _box(self, index: int) -> Box:
        """Return the place of a letter, as high as its font."""
        box = self._rectangle
        pdfium_c.FPDFText_GetLooseCharBox(self._text, index, box)
        return Box(box.left, box.bottom, box.right, box.top)

    def _add(self, index: int, word: str, first: Box, last: Box) -> None:
        run = self._run
        if run is None or not run.reaches(run.style.turn.box(first)):
            run = self._begin(index, first)
        elif run.may_change(first):
            style = self._style(index, first)
            if style.turn == run.style.turn:
                run.change(style, first)
            else:
                run = self._begin(index, first)
        turn = run.style.turn
        run.add(word, turn.box(first), turn.box(last))
        self._last = index + len(word) - 1
        for found in _DIGIT.finditer(word):
            run.add_ink(found.start() - len(word), turn.box(self._ink(index + found.start())))

    def _begin(self, index: int, box: Box) -> RunBuilder:
        self._finish()
        self._run = RunBuilder(self._style(index, box), box)
        return self._run

    def _finish(self) -> None:
        if self._run:
            style = self._run.style
            bold, mono = self._font(self._last) if style.bold or style.mono else (False, False)
            run = self._run.finished(bold=style.bold and bold, mono=style.mono and mono)
            self.found.setdefault(style.turn, []).append(run)

    def _style(self, index: int, box: Box) -> Style:
        """Return how a letter is set."""
        matrix, x, y = pdfium_c.FS_MATRIX(), c_double(), c_double()
        pdfium_c.FPDFText_GetMatrix(self._text, index, matrix)
        pdfium_c.FPDFText_GetCharOrigin(self._text, index, x, y)
        angle = degrees(atan2(matrix.b, matrix.a))
        nearest = 90 * round(angle / 90)
        turn = Turn((nearest if abs(angle - nearest) <= _NEARLY_RIGHT else round(angle)) % 360)
        size = pdfium_c.FPDFText_GetFontSize(self._text, index) * hypot(matrix.c, matrix.d)
        turned = turn.box(box)
        height = max(turned.top - turned.bottom, 1)
        if not height / 2.5 <= size <= 2 * height:
            # Type 3 fonts have sizes of their own.
            size = height
        return Style(turn, size, turn.point(x.value, y.value)[1], *self._font(index))

    def _font(self, index: int) -> tuple[bool, bool]:
        """Return whether a letter is bold, and whether its font is monospaced."""
        font = pdfium_c.FPDFTextObj_GetFont(pdfium_c.FPDFText_GetTextObject(self._text, index))
        if not font:
            return False, False
        key = addressof(font.contents)
        if key not in self._fonts:
            buffer = create_string_buffer(_LONGEST_NAME)
            pdfium_c.FPDFFont_GetBaseFontName(font, buffer, _LONGEST_NAME)
            name = buffer.value.decode("latin-1")
            weight, flags = pdfium_c.FPDFFont_GetWeight(font), pdfium_c.FPDFFont_GetFlags(font)
            self._fonts[key] = (
                weight >= _BOLD or bool(_BOLD_NAMES.search(name)),
                bool(flags & _FIXED_PITCH) or bool(_MONO_NAMES.search(name)),
            )
        return self._fonts[key]

    def _ink(self, index: int) -> Box:
        left, right, bottom, top = c_double(), c_double(), c_double(), c_double()
        pdfium_c.FPDFText_GetCharBox(self._text, index, left, right, bottom, top)
        return Box(left.value, bottom.value, right.value, top.value)


def _is_level(first: Box, last: Box, letters: int) -> bool:
    """Return True if a word's first and last letter can be on one line, in one font size."""
    if first == last:
        return True
    height, other = first.top - first.bottom, last.top - last.bottom
    return (
        abs(height - other) <= OTHER_HEIGHT * height
        and min(first.top, last.top) - max(first.bottom, last.bottom) >= height / 2
        and max(last.right - first.left, first.right - last.left)
        <= WIDEST_LETTER * letters * height
    )
