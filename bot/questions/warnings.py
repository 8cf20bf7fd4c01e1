"""What is said before an answer: how the question was read, and why the answer is doubtful."""

from bot.locales import Texts
from bot.text.cut import cut
from index.answer import Answer

MOST = 3
"""The most words that are named, so that a long question gets a short warning."""
LONGEST = 40
"""Code points of the longest word that is named in full."""


def warnings(answer: Answer, texts: Texts) -> list[str]:
    """Return the lines to show before an answer or a refusal; none if it needs no warning."""
    doubts = answer.doubts
    lines = [texts("answer.unread")] if answer.unread else []
    lines += [
        texts("answer.corrected", typed=cut(typed, LONGEST), read=cut(read, LONGEST))
        for typed, read in doubts.corrected[:MOST]
    ]
    if answer.answered and doubts.missing:
        words = ", ".join(f"“{cut(word, LONGEST)}”" for word in doubts.missing[:MOST])
        lines.append(texts("answer.missing", words=words))
    if answer.answered and doubts.unfilled:
        lines.append(texts("answer.unfilled"))
    if answer.doubtful:
        lines.append(texts("answer.doubtful"))
    return lines
