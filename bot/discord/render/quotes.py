"""Renders spans of an article as quote blocks, word for word or not at all."""

import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cache

from bot.discord.render.limits import MESSAGE_TEXT, size
from bot.text.cut import ELLIPSIS
from bot.text.escape import escape, unescape
from corpus.article import Passage, Span


class QuoteChangedError(RuntimeError):
    """The rendered quote differs from the article's text and must not be sent."""


def block(body: str, span: Span, bold: Span) -> str:
    """Return the span of the body as a quote block, with the part within `bold` in bold.

    Raise QuoteChangedError unless it reads back as exactly the span's text.
    """
    start = min(max(bold.start, span.start), span.end)
    end = max(min(bold.end, span.end), start)
    marked = (
        escape(body[span.start : start])
        + "\n".join(_embolden(line) for line in body[start:end].split("\n"))
        + escape(body[end : span.end])
    )
    quoted = "\n".join(f"> {line}" for line in marked.split("\n"))
    if displayed(quoted) != span.of(body):
        raise QuoteChangedError(f"The span {span.start}–{span.end} would not be quoted verbatim.")
    return quoted


def displayed(quoted: str) -> str:
    """Return the text that Discord displays for a quote block."""
    return unescape("\n".join(line.removeprefix("> ") for line in quoted.split("\n")))


def excerpt(body: str, passage: Passage, sentence: Span, bold: Span, room: int) -> str:
    """Return as much of the passage around `sentence` as fits, as a quote block.

    It is cut at a sentence, or else at a word, with an ellipsis for the omitted text. The room is
    measured by `size`.
    """
    # What fits is shown as it was rendered to find out whether it does.
    quoting = cache(lambda span: block(body, span, bold))
    room -= size(f"{ELLIPSIS} ") * 2

    def fits(span: Span) -> bool:
        return span.end - span.start <= room and size(quoting(span)) <= room

    shown = _fit(body, passage, sentence, fits)
    quoted = quoting(shown)
    if body[passage.span.start : shown.start].strip():
        quoted = f"> {ELLIPSIS} {quoted.removeprefix('> ')}"
    if body[shown.end : passage.span.end].strip():
        quoted = f"{quoted} {ELLIPSIS}"
    return quoted


def _embolden(line: str) -> str:
    """Return the line in bold except for blanks at its ends, where markdown allows no bold."""
    text = line.strip()
    if not text:
        return line
    before, after = line.split(text, 1)
    return f"{before}**{escape(text)}**{after}"


def _fit(body: str, passage: Passage, sentence: Span, fits: Callable[[Span], bool]) -> Span:
    if fits(passage.span):
        return passage.span
    if not fits(sentence):
        return _beginning(body, sentence, fits)
    shown = sentence
    later = [other.end for other in passage.sentences if other.end > sentence.end]
    earlier = [other.start for other in passage.sentences if other.start < sentence.start]
    for end in later:
        if fits(Span(shown.start, end)):
            shown = Span(shown.start, end)
    for start in reversed(earlier):
        if fits(Span(start, shown.end)):
            shown = Span(start, shown.end)
    return shown


def _beginning(body: str, sentence: Span, fits: Callable[[Span], bool]) -> Span:
    """Return the longest beginning of the sentence that fits, cut after a word if possible."""
    start = sentence.start
    # A message can't hold more code points than its size, so words beyond need not be tried.
    near = body[start : min(sentence.end, start + MESSAGE_TEXT)]
    words = [start + word.end() for word in re.finditer(r"\S+", near)]
    for ends in (words, range(start, start + len(near) + 1)):
        fitting = bisect_right(ends, False, key=lambda end: not fits(Span(start, end)))
        if fitting:
            return Span(start, ends[fitting - 1])
    return Span(start, start)
