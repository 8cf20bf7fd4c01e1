"""Split a paragraph into sentences, as spans."""

import re
import tomllib
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator
from importlib.resources import files

from corpus.article import Span

# Sentence-ending marks that need no space after them and have no other use: Chinese and Japanese,
# Devanagari, Arabic and Urdu, Armenian, Ethiopic, Burmese, Khmer.
_STOPS_WITHOUT_SPACE = "。！？｡।॥؟۔։።፧။។"
_STOPS = ".!?…‼⁇⁈⁉" + _STOPS_WITHOUT_SPACE
_QUOTES = "\"'“”‘’«»‹›*_"
_OPENERS = _QUOTES + "„‚「『（(【〔〈《[{¿¡"
_CLOSERS = _QUOTES + "」』）)】〕〉》]}⁰¹²³⁴⁵⁶⁷⁸⁹"
_BRACKETS = {")": "(", "]": "[", "}": "{", "）": "（", "】": "【", "〕": "〔"}

# One or more stops, closing marks, and footnote marks such as [12] or [citation needed].
_END = re.compile(
    rf"(?P<stops>[{re.escape(_STOPS)}]+)"
    rf"(?P<closers>[{re.escape(_CLOSERS)}]*(?:\[[^\[\]\n]{{1,24}}\])*)"
)
_CLOSED = re.compile(_END.pattern + r"\Z")
_AFTER = re.compile(rf"(?P<space>\s*)[{re.escape(_OPENERS)}]*(?P<first>\S?)")
_SPACE = re.compile(r"\s*")
_BRACKET = re.compile("[" + re.escape("".join([*_BRACKETS, *_BRACKETS.values()])) + "]")

CELL = " | "
"""What separates the cells of a table's row, which is a line."""
# Tried only where spaces begin, since it would take quadratic time at each of many.
_LINE_END = re.compile(r"(?<!\s)\s*\n\s*")

_WORD = re.compile(r"(?<!\w)(?:[^\W\d_]+\.)*[^\W\d_]+\Z")
_INITIAL = re.compile(r"[^\W\d_]")
# A.S. · e.g. · Ph.D. · S.Kom.
_INITIALS = re.compile(r"(?:[^\W\d_]{1,3}\.)+[^\W\d_]{1,4}")
# 45 m · 1,5 M (miliar) · 34 °C: a letter that is a unit, not an initial.
_UNIT = re.compile(r"\d\s?[mglMT]\Z|°\s?[CF]\Z")
_LIST_NUMBER = re.compile(rf"[{re.escape(_OPENERS)}]{{0,3}}(?:\d{{1,3}}|[IVXLC]{{1,5}})")
_NUMBER_IN_LINE = re.compile(
    r"(?P<mark>[:;,.])\s(?:(?:dan|serta|atau|and|or)\s)?(?P<number>\d{1,2})(?=\.\s)"
)
_FIRST_WORD = re.compile(r"\w+")
# Code points examined around a stop, or at the end of a text: longer than any abbreviation or run
# of closing marks. The limit keeps the time linear.
_LOOK_BACK = 24

_abbreviations = tomllib.loads((files("corpus") / "abbreviations.toml").read_text("utf-8"))
_ALWAYS = frozenset(_abbreviations["always"])
_UNLESS_ONE_OPENS = frozenset(_abbreviations["unless_one_opens"])
_BEFORE_A_NUMBER = frozenset(_abbreviations["before_a_number"])
_OPENERS_OF_SENTENCES = frozenset(_abbreviations["openers"])


def sentences(body: str, paragraph: Span) -> tuple[Span, ...]:
    """Return the sentences of a paragraph of the body, in order, as spans into the body.

    They cover every visible character of the paragraph, which must begin and end with one.

    In doubt, two sentences are not separated: one that is too long is still a faithful quote, and
    one that is cut short is not. So an abbreviation doesn't end a sentence, even before a capital
    letter ("… dari A.S. Pertemuan …"), unless a sentence evidently begins there ("… dari A.S. Ia
    …"), and neither does an ellipsis, a stop before a lower-case letter
    (“Pergi!” teriak dia.), the number of an item of a list within a line (“Syaratnya: 1. KTP;
    2. KK.”), or anything inside brackets. Closing quotes and brackets belong to the sentence they
    close. Each row of a table is one sentence or more.

    >>> body = "Dr. Sari datang. “Pergi!” teriak dia."
    >>> [sentence.of(body) for sentence in sentences(body, Span(0, len(body)))]
    ['Dr. Sari datang.', '“Pergi!” teriak dia.']
    """
    enclosed = _enclosed(body, paragraph)
    numbers = _numbers_in_line(body, paragraph)
    found = []
    start = paragraph.start
    for end in _END.finditer(body, paragraph.start, paragraph.end):
        if (
            end.start() not in numbers
            and _ends_a_sentence(body, start, end, paragraph.end)
            and not _within(enclosed, end.end())
        ):
            found.append(Span(start, end.end()))
            start = skip_space(body, end.end())
    if start < paragraph.end:
        found.append(Span(start, paragraph.end))
    return tuple(row for sentence in found for row in _rows(body, sentence))


def _rows(body: str, sentence: Span) -> Iterator[Span]:
    """Yield a sentence, or its parts where it runs from one row of a table into the next."""
    start = sentence.start
    for line in _LINE_END.finditer(body, sentence.start, sentence.end):
        row = body[body.rfind("\n", 0, line.start()) + 1 : line.start()]
        following = body[line.end() : sentence.end].partition("\n")[0]
        if CELL in row and CELL in following:
            yield Span(start, line.start())
            start = line.end()
    yield Span(start, sentence.end)


def is_closed(text: str) -> bool:
    """Return True if the text ends with a stop, optionally followed by closing marks.

    >>> is_closed("“Ayam bertelur.”"), is_closed("Ayam bertelur:")
    (True, False)
    """
    return _CLOSED.search(text[-_LOOK_BACK:]) is not None


def skip_space(body: str, position: int) -> int:
    """Return the position of the next visible character, or the end of the body."""
    space = _SPACE.match(body, position)
    return position if space is None else space.end()


def _ends_a_sentence(body: str, start: int, end: re.Match[str], limit: int) -> bool:
    """Return True if the stop ends the sentence that began at `start`, judging by its context."""
    stops, closers = end["stops"], end["closers"]
    if stops[-1] in _STOPS_WITHOUT_SPACE and not closers:
        return True
    after = _AFTER.match(body, end.end(), limit)
    if after is None or not after["space"] or not _can_begin_a_sentence(after["first"]):
        return False
    if stops == ".":
        return not (
            _LIST_NUMBER.fullmatch(body, start, end.start())
            or _is_abbreviation(
                body[max(start, end.start() - _LOOK_BACK) : end.start()],
                body[after.start("first") : after.start("first") + _LOOK_BACK],
            )
        )
    # Four dots are an ellipsis and a full stop; two, three or a dot leader don't end a sentence.
    return stops == "...." or not set(stops) <= {".", "…"}


def _can_begin_a_sentence(first: str) -> bool:
    return first != "" and not first.islower() and unicodedata.category(first)[0] in "LNS"


def _is_abbreviation(before: str, after: str) -> bool:
    """Return True if the full stop between the two belongs to the word before it."""
    word = _WORD.search(before)
    if word is None or _UNIT.search(before):
        return False
    forms = {word.group(), word.group().lower()}
    if forms & _ALWAYS or _INITIAL.fullmatch(word.group()):
        return True
    if forms & _UNLESS_ONE_OPENS or _INITIALS.fullmatch(word.group()):
        return after[0].isdigit() or not _opens_a_sentence(after)
    if word.group() == "No" and not after[0].isdigit():
        # "… dan No. Induk Siswa", but "No. He left."
        return before[: word.start()].strip(_OPENERS) != ""
    return after[0].isdigit() and bool(forms & _BEFORE_A_NUMBER)


def _opens_a_sentence(after: str) -> bool:
    word = _FIRST_WORD.match(after)
    return word is None or word[0].endswith("nya") or word[0].lower() in _OPENERS_OF_SENTENCES


def _numbers_in_line(body: str, paragraph: Span) -> set[int]:
    """Return where the stops stand after the numbers of lists that are written within a line.

    A list starts with 1 after a colon or comma, and has at least two items.
    """
    stops: set[int] = set()
    items: list[int] = []
    for number in _NUMBER_IN_LINE.finditer(body, paragraph.start, paragraph.end):
        if int(number["number"]) == 1 and number["mark"] != ".":
            items = []
        if int(number["number"]) == len(items) + 1:
            items.append(number.end())
            if len(items) > 1:
                stops.update(items)
    return stops


def _enclosed(body: str, paragraph: Span) -> list[Span]:
    """Return the outermost bracketed spans, in order.

    Unmatched brackets are ignored, so that a smiley or "a)" encloses nothing.
    """
    opened: dict[str, list[int]] = {bracket: [] for bracket in _BRACKETS.values()}
    pairs = []
    for bracket in _BRACKET.finditer(body, paragraph.start, paragraph.end):
        if bracket.group() in opened:
            opened[bracket.group()].append(bracket.start())
        elif starts := opened[_BRACKETS[bracket.group()]]:
            pairs.append(Span(starts.pop(), bracket.end()))
    outermost: list[Span] = []
    for pair in sorted(pairs):
        if outermost and pair.start < outermost[-1].end:
            outermost[-1] = Span(outermost[-1].start, max(outermost[-1].end, pair.end))
        else:
            outermost.append(pair)
    return outermost


def _within(spans: list[Span], position: int) -> bool:
    """Return True if the position lies strictly inside one of the spans, which are in order."""
    before = bisect_left(spans, position, key=lambda span: span.start)
    return before > 0 and position < spans[before - 1].end
