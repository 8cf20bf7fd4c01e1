"""What is usual in a document: its font size, the distance of its lines, the edge of its text."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from itertools import chain, pairwise

from corpus.formats.layout.runs import Run, same_size

FARTHEST = 2.2
"""The farthest distance of two lines of one paragraph, in font sizes."""
COMMON = 0.1
"""The share of distances that makes one usual; the smallest usual one is that of lines."""
LINE_DISTANCE = 1.2
"""The distance of lines in font sizes, where a document has too few of its own."""
FEW = 4
LARGEST_DISTANCE = 1.5
"""The largest distance of lines in font sizes that is concluded from fewer than FEW lines."""
OTHER_COLUMN = 1.3
"""How many times wider than a column another is from which it is set to another width."""
FILLED = 0.05
"""How far from the edge a filled line of justified text may end, in font sizes."""
SPACE = 0.25
"""The width of a space between words, in font sizes."""


def usual_size(runs: Iterable[Run]) -> float:
    """Return the font size that most letters have, in points."""
    sizes: Counter[float] = Counter()
    for run in runs:
        sizes[round(run.size, 1)] += len(run.text)
    return max(sizes, key=lambda size: (sizes[size], size), default=10)


class Measures:
    """What is usual in a document."""

    def __init__(self, columns: Sequence[Sequence[Run]]) -> None:
        letters = 0
        bold = mono = 0
        self._divides = False
        """Whether lines end within compound words."""
        distances: dict[int, list[float]] = defaultdict(list)
        self._rights: dict[tuple[int, int], list[float]] = defaultdict(list)
        """Where lines end, by where they start, and by column."""
        self._all_rights: dict[int, list[float]] = defaultdict(list)
        self._columns: dict[int, int] = {}
        """The number of each line's column, by the line's identity."""
        for number, column in enumerate(columns):
            for line in column:
                self._columns[id(line)] = number
                letters += len(line.text)
                bold += line.bold * len(line.text)
                mono += line.mono * len(line.text)
                self._rights[_place(line), number].append(line.right)
                self._all_rights[_place(line)].append(line.right)
                self._divides |= line.text.endswith("-") and line.text[-2:-1].isalpha()
            for above, below in pairwise(column):
                distance = above.baseline - below.baseline
                if same_size(above, below) and 0 < distance <= FARTHEST * above.size:
                    distances[round(above.size)].append(round(distance / above.size, 2))
        self.body = usual_size(chain(*columns))
        """The usual font size, in points."""
        self.bold = bold > letters / 2
        """Whether most of the text is bold."""
        self.mono = mono > letters / 2
        """Whether most of the text is monospaced."""
        self._distances = {size: _usual(found) for size, found in distances.items()}
        self._ends: dict[tuple[int, int], float] = {}

    def distance(self, line: Run) -> float:
        """Return the usual distance of lines in a font size, in points."""
        body = self._distances.get(round(self.body), LINE_DISTANCE)
        return self._distances.get(round(line.size), body) * line.size

    def right(self, line: Run) -> float:
        """Return where lines end that start where this one does; where this one does, if alone.

        That is the same for all columns, unless some are much wider than its own.
        """
        place, column = _place(line), self._columns.get(id(line), 0)
        if (place, column) not in self._ends:
            inside = [end for near in _near(place) for end in self._rights.get((near, column), ())]
            everywhere = [end for near in _near(place) for end in self._all_rights.get(near, ())]
            right, widest = _end(inside or [line.right]), _end(everywhere or [line.right])
            if widest - line.left <= OTHER_COLUMN * (right - line.left):
                right = max(right, widest)
            self._ends[place, column] = right
        return self._ends[place, column]

    def fills(self, line: Run) -> bool:
        """Return True if a line of justified text is filled to its end."""
        ends = self._all_rights.get(_place(line), ())
        right, near = self.right(line), FILLED * line.size
        filled = sum(abs(end - right) <= near for end in ends)
        return line.right >= right - near and filled > len(ends) / 2

    def room(self, last: Run, line: Run, *, beside: bool = False) -> float:
        """Return how much room there would have been for a line's first word on the last line.

        If there was room, a paragraph has ended there, or the text is in another way not filled.
        `beside` is true if the line is in another column.
        """
        right = self.right(last) if beside else max(self.right(last), self.right(line))
        width = line.first_word
        word = line.text[: line.gaps[0].end - 1] if line.gaps else line.text
        hyphen = word.find("-", 1)
        if self._divides and hyphen > 0:
            width *= (hyphen + 1) / len(word)
        return right - last.right - SPACE * last.size - width


def _place(line: Run) -> int:
    """Return a number for the place where a line starts; near places have neighbouring numbers."""
    return round(line.left / 4)


def _near(place: int) -> range:
    return range(place - 1, place + 2)


def _end(ends: list[float]) -> float:
    """Return the farthest end of lines; of several, one may stick out into the margin."""
    ends.sort()
    return ends[-2] if len(ends) >= FEW else ends[-1]


def _usual(distances: list[float]) -> float:
    """Return the smallest common one."""
    counts = Counter(round(distance, 1) for distance in distances)
    enough = COMMON * len(distances)
    usual = min(distance for distance, count in counts.items() if count >= enough or count > 20)
    near = [distance for distance in distances if abs(distance - usual) <= 0.08]
    usual = sorted(near)[len(near) // 2]
    # Of a few lines, all may be paragraphs.
    return usual if len(distances) >= FEW else min(usual, LARGEST_DISTANCE)
