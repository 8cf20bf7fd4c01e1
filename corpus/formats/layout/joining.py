"""Decide which lines belong to the same paragraph, and join them."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from corpus.formats.hyphens import HYPHENS, Hyphens
from corpus.formats.layout.markers import marker_of
from corpus.formats.layout.measures import FARTHEST, Measures
from corpus.formats.layout.runs import SAME_SIZE, Run, same_size
from corpus.formats.layout.scripts import SUPERSCRIPT_DIGITS

HEADING_SIZE = 1.1
"""The font size of a heading, in multiples of the usual one."""
PARAGRAPH_DISTANCE = 1.35
"""The distance of lines that starts a paragraph, in multiples of the usual distance."""
SCANNED_SIZE = 0.25
"""The relative difference in size of the letters that may be of a sentence; on scans they vary."""
REGULAR = 0.08
"""The relative difference of the distances of lines in the same paragraph."""
LIKELY_DISTANCE = 1.1
"""The distance that does after the end of a sentence, likewise."""
HEADING_DISTANCE = 1.7
"""The distance of the lines of a heading in large letters, in font sizes."""
INDENT = 0.6
"""How far a line must be indented to start a paragraph, in font sizes."""
ROOM = 0.15
"""The share of a line that is left empty where a paragraph ends without the end of a sentence."""
LARGE_ROOM = 0.25
"""The share of a line that is left empty where a line was broken on purpose, as in poems."""

_CLOSED = re.compile(r"[.!?…。！？][\"'”’»)\]]*[⁰¹²³⁴⁵⁶⁷⁸⁹]*$")
_ITEM_CLOSED = re.compile(r"(?:[:;.!?…]|[;,] ?(?:dan|atau|dan/atau|serta|and|or|and/or))[\"'”’)]*$")
# What comes before a number that refers to another part of the text.
_REFERENCE = re.compile(
    r"\b(?:ayat|pasal|huruf|angka|butir|nomor|no\.?|bab|bagian|paragraf|lampiran|tahun|tanggal|dan"
    r"|atau|s\.?d\.?|sampai dengan|articles?|sections?|paragraphs?|clauses?|items?|points?|nos?\.?"
    r"|number|and|or|to)$",
    re.IGNORECASE,
)
# Scripts without spaces between words, besides those with wide characters.
_SPACELESS = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]")


class Step(Enum):
    """What is between two lines."""

    SPACE = auto()
    """They are of the same paragraph."""
    BREAK = auto()
    """They are, but the line was broken on purpose."""
    PARAGRAPH = auto()
    """A paragraph starts."""


@dataclass(frozen=True, slots=True)
class _Seam:
    """Where a line meets a paragraph above it, or at the end of the column before."""

    lines: Sequence[Run]
    """The paragraph so far."""
    line: Run
    below: Run | None
    """The line below that, if there is one."""
    room: float
    """What there would have been for the line's first word on the last line, in points."""

    @property
    def last(self) -> Run:
        return self.lines[-1]

    @property
    def distance(self) -> float:
        return self.last.baseline - self.line.baseline

    @property
    def is_closed(self) -> bool:
        """Whether the last line ends a sentence; the mark of a note may come after it."""
        closed = bool(_CLOSED.search(self.last.text))
        return closed and self.line.text[0] not in SUPERSCRIPT_DIGITS

    @property
    def is_within(self) -> bool:
        """Whether it is in the middle of a sentence."""
        return not self.is_closed and self.line.text[0].islower()

    @property
    def changes_weight(self) -> bool:
        """Whether one is bold and the other not, other than by chance within a paragraph."""
        return (
            self.last.bold != self.line.bold
            and (self.last.bold or self.is_closed)
            and (len(self.lines) == 1 or self.room > 0)
        )

    @property
    def is_moved(self) -> bool:
        """Whether the line starts farther to the left or right than the last one.

        A paragraph's first line may do so, if further lines start below the text after a number or
        label.
        """
        line, indent = self.line, INDENT * self.line.size
        if line.left < self.last.left - indent:
            return len(self.lines) > 1
        if line.left <= self.last.left + indent:
            return False
        if len(self.lines) > 1:
            return True
        if any(abs(gap.right - line.left) < indent for gap in self.last.gaps):
            return False
        hangs = self.below is not None and abs(self.below.left - line.left) < indent
        return not hangs or self.is_closed

    @property
    def starts_item(self) -> bool:
        """Whether the line starts an item of a list, rather than with a reference."""
        marker = marker_of(self.line.text)
        if marker is None or marker[0] == "bullet":
            return marker is not None
        closed = bool(_ITEM_CLOSED.search(self.last.text))
        if not closed and _REFERENCE.search(self.last.text):
            return False
        indent = INDENT * self.line.size
        hangs = len(self.lines) > 1 and self.line.left < self.last.left - indent
        widths = sorted(gap.width for gap in self.line.gaps)
        apart = len(widths) > 1 and self.line.gaps[0].width > max(
            indent, 1.5 * widths[len(widths) // 2]
        )
        return closed or self.room > 0 or hangs or apart


class Joiner:
    """Joins lines to paragraphs."""

    def __init__(self, measures: Measures, hyphens: Hyphens) -> None:
        self._measures = measures
        self._hyphens = hyphens

    def step(self, lines: Sequence[Run], line: Run, below: Run | None) -> Step:
        """Return what is between a paragraph's lines so far and the line below them.

        `below` is the line after that, if there is one in the column.
        """
        seam = _Seam(lines, line, below, self._measures.room(lines[-1], line))
        if self._is_apart(seam):
            return Step.PARAGRAPH
        if seam.last.size >= HEADING_SIZE * self._measures.body:
            return Step.SPACE
        wide = self._measures.right(seam.last) - min(seam.last.left, line.left)
        if not seam.is_within:
            may_end = seam.is_closed or seam.last.text.endswith((":", ";"))
            ends = seam.room > (0 if may_end else ROOM * wide)
            return Step.PARAGRAPH if ends else Step.SPACE
        on_purpose = seam.room > LARGE_ROOM * wide and seam.last.text[-1] not in HYPHENS
        return Step.BREAK if on_purpose else Step.SPACE

    def goes_on(self, lines: Sequence[Run], line: Run, below: Run | None) -> bool:
        """Return True if a column's first line continues the last paragraph of the one before."""
        seam = _Seam(lines, line, below, self._measures.room(lines[-1], line, beside=True))
        if (
            not same_size(seam.last, line)
            or seam.last.bold != line.bold
            or seam.last.text.endswith(":")
            or seam.starts_item
            or (below is not None and line.left > below.left + INDENT * line.size)
            or (seam.is_closed and not self._measures.fills(seam.last))
        ):
            return False
        return seam.is_within or seam.room <= 0

    def _is_apart(self, seam: _Seam) -> bool:
        """Return True if a line is set apart from those above it."""
        difference = SCANNED_SIZE if seam.is_within else SAME_SIZE
        if not same_size(seam.last, seam.line, difference) or seam.starts_item:
            return True
        if seam.last.size >= HEADING_SIZE * self._measures.body:
            far = seam.distance > HEADING_DISTANCE * seam.last.size
            return far or seam.last.bold != seam.line.bold
        farthest = LIKELY_DISTANCE if seam.is_closed else PARAGRAPH_DISTANCE
        far = seam.distance > farthest * self._usual_distance(seam)
        return far or seam.changes_weight or seam.is_moved

    def _usual_distance(self, seam: _Seam) -> float:
        """Return the distance of lines of the paragraph, which may be larger than is usual."""
        usual, distance = self._measures.distance(seam.line), seam.distance
        if len(seam.lines) > 1:
            return max(usual, seam.lines[-2].baseline - seam.last.baseline)
        if seam.room > 0 or distance > FARTHEST * seam.line.size:
            return usual
        next_distance = seam.line.baseline - seam.below.baseline if seam.below else 0.0
        is_regular = abs(next_distance - distance) < REGULAR * distance
        return max(usual, distance) if seam.is_within or is_regular else usual

    def text(self, lines: Sequence[Run], steps: Sequence[Step] = ()) -> str:
        """Return the text of lines; by default, those of one paragraph."""
        parts: list[str] = []
        for number, line in enumerate(lines):
            if parts:
                if steps and steps[number - 1] is Step.BREAK:
                    parts[-1] += "\n"
                else:
                    parts[-1] = self._before(parts[-1], line.text)
            parts.append(line.text)
        return "".join(parts)

    def _before(self, line: str, following: str) -> str:
        """Return a line, ready to be joined to the next one of its paragraph."""
        if line[-1] in HYPHENS:
            return self._hyphens.join(line, following)
        if line[-1] in "–—/" and line[-2:-1].isalnum():
            return line
        if _is_spaceless(line[-1]) and _is_spaceless(following[0]):
            return line
        return line + " "


def _is_spaceless(letter: str) -> bool:
    return unicodedata.east_asian_width(letter) in "WF" or bool(_SPACELESS.match(letter))
