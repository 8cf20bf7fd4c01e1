"""A paragraph's sentences, as spans."""

import re
import tomllib
import unicodedata
from bisect import bisect_left
from importlib.resources import files

from corpus.article import Span

# Stops of scripts that need no space after them, and use them for nothing else: Chinese and
# Japanese, Devanagari, Arabic and Urdu, Armenian, Ethiopic, Burmese, Khmer.
_STOPS_WITHOUT_SPACE = "。！？｡।॥؟۔։።፧။។"
_STOPS = ".!?…‼⁇⁈⁉" + _STOPS_WITHOUT_SPACE
_QUOTES = "\"'“”‘’«»‹›*_"
_OPENERS = _QUOTES + "„‚「『（(【〔〈《[{¿¡"
_CLOSERS = _QUOTES + "」』）)】〕〉》]}⁰¹²³⁴⁵⁶⁷⁸⁹"
_BRACKETS = {")": "(", "]": "[", "}": "{", "）": "（", "】": "【", "〕": "〔"}

# A stop or several, what they are closed by, and footnote marks such as [12] or [citation needed].
_END = re.compile(
    rf"(?P<stops>[{re.escape(_STOPS)}]+)"
    rf"(?P<closers>[{re.escape(_CLOSERS)}]*(?:\[[^\[\]\n]{{1,24}}\])*)"
)
_CLOSED = re.compile(_END.pattern + r"\Z")
_AFTER = re.compile(rf"(?P<space>\s*)[{re.escape(_OPENERS)}]*(?P<first>\S?)")
_SPACE = re.compile(r"\s*")
_BRACKET = re.compile("[" + re.escape("".join([*_BRACKETS, *_BRACKETS.values()])) + "]")

_WORD = re.compile(r"(?<!\w)(?:[^\W\d_]+\.)*[^\W\d_]+\Z")
# J. · A.S. · e.g. · Ph.D. · S.Kom.
_INITIALS = re.compile(r"[^\W\d_]|(?:[^\W\d_]{1,3}\.)+[^\W\d_]{1,4}")
_LIST_NUMBER = re.compile(rf"[{re.escape(_OPENERS)}]{{0,3}}(?:\d{{1,3}}|[IVXLC]{{1,5}})")
# Code points looked at before a stop, or at the end of a text: longer than any abbreviation or run
# of closing marks. Looking no further keeps the time linear.
_LOOK_BACK = 24

_abbreviations = tomllib.loads((files("corpus") / "abbreviations.toml").read_text("utf-8"))
_ALWAYS = frozenset(_abbreviations["always"])
_BEFORE_A_NUMBER = frozenset(_abbreviations["before_a_number"])


def sentences(body: str, paragraph: Span) -> tuple[Span, ...]:
    """Return the sentences of a paragraph of the body, in order, as spans into the body.

    They cover every visible character of the paragraph, which must begin and end with one. In
    doubt two sentences stay together, since one that is too long is still quoted truly and one cut
    short is not: an abbreviation ends no sentence even where a capital follows ("… dari A.S. Ia
    …"), nor does an ellipsis, nor a stop before a lower-case letter (“Pergi!” teriak dia.), nor
    anything inside brackets. Closing quotes and brackets belong to the sentence they close.
    """
    enclosed = _enclosed(body, paragraph)
    found = []
    start = paragraph.start
    for end in _END.finditer(body, paragraph.start, paragraph.end):
        if _ends_a_sentence(body, start, end, paragraph.end) and not _within(enclosed, end.end()):
            found.append(Span(start, end.end()))
            start = skip_space(body, end.end())
    if start < paragraph.end:
        found.append(Span(start, paragraph.end))
    return tuple(found)


def is_closed(text: str) -> bool:
    """Tell whether the text ends with a stop that could end a sentence, with or without quotes."""
    return _CLOSED.search(text[-_LOOK_BACK:]) is not None


def skip_space(body: str, position: int) -> int:
    """Return the position of the first visible character from here on, or the body's end."""
    space = _SPACE.match(body, position)
    return position if space is None else space.end()


def _ends_a_sentence(body: str, start: int, end: re.Match[str], limit: int) -> bool:
    """Judge the stop of the sentence that began at start by what stands around it."""
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
                body[max(start, end.start() - _LOOK_BACK) : end.start()], after["first"]
            )
        )
    # Four dots are an ellipsis and a full stop; two, three or a whole leader of dots end nothing.
    return stops == "...." or not set(stops) <= {".", "…"}


def _can_begin_a_sentence(first: str) -> bool:
    return first != "" and not first.islower() and unicodedata.category(first)[0] in "LNS"


def _is_abbreviation(before: str, first: str) -> bool:
    """Tell whether the word that a full stop follows is one that the stop belongs to."""
    word = _WORD.search(before)
    if word is None:
        return False
    forms = {word.group(), word.group().lower()}
    return bool(
        _INITIALS.fullmatch(word.group())
        or forms & _ALWAYS
        or (first.isdigit() and forms & _BEFORE_A_NUMBER)
    )


def _enclosed(body: str, paragraph: Span) -> list[Span]:
    """Return what stands in brackets, outermost and in order; a bracket without its twin is none.

    So a stray smiley or "a)" encloses nothing.
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
    """Tell whether the position lies strictly inside one of the spans, which are in order."""
    before = bisect_left(spans, position, key=lambda span: span.start)
    return before > 0 and position < spans[before - 1].end
