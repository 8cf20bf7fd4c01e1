"""Turn a page so that its text is upright."""

from dataclasses import dataclass
from math import cos, radians, sin
from typing import NamedTuple

_RIGHT_ANGLES = {0: (1, 0), 90: (0, 1), 180: (-1, 0), 270: (0, -1)}


class Box(NamedTuple):
    """A rectangle, in points from the lower left corner of a page."""

    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Turn:
    """A page turned so that text in one direction runs from left to right.

    >>> Turn(90).box(Box(100, 20, 110, 80))
    Box(left=20, bottom=-110, right=80, top=-100)
    """

    angle: int
    """The direction of the text on the page as it was, in degrees counterclockwise, 0 to 359."""

    def point(self, x: float, y: float) -> tuple[float, float]:
        """Return where a point of the page is after turning."""
        cosine, sine = _RIGHT_ANGLES.get(self.angle) or (
            cos(radians(self.angle)),
            sin(radians(self.angle)),
        )
        return x * cosine + y * sine, y * cosine - x * sine

    def box(self, box: Box) -> Box:
        """Return where a letter is after turning; by other than right angles, about where."""
        if self.angle == 0:
            return box
        if self.angle in _RIGHT_ANGLES:
            (x1, y1), (x2, y2) = self.point(*box[:2]), self.point(*box[2:])
            return Box(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
        # The box around a slanted letter is larger than the letter.
        x, y = self.point((box.left + box.right) / 2, (box.bottom + box.top) / 2)
        half = (box.right - box.left + box.top - box.bottom) / 6
        return Box(x - half, y - 2 * half, x + half, y + 2 * half)
