"""Renders newly answered questions for moderators."""

from collections.abc import Sequence

from bot.discord.render.limits import MESSAGE_TEXT, size
from bot.discord.render.shelf import short_title
from bot.locales import Texts
from bot.questions.reasking import NewlyAnswered
from bot.text.cut import cut
from bot.text.escape import escape, one_line

ARTICLES_SHOWN = 5
"""Per message, so that each has room for its questions."""
QUESTION_SHOWN = 100
"""Maximum code points."""


def answered_texts(found: Sequence[NewlyAnswered], texts: Texts) -> list[str]:
    """Return a text per article, at most ARTICLES_SHOWN, a count of any others, and a hint.

    The hint says where to reopen a question that is not answered after all.
    """
    shown = found[:ARTICLES_SHOWN]
    more = len(found) - len(shown)
    ending = [texts("feedback.more_articles", count=more)] if more else []
    ending.append(f"-# {texts('feedback.not_right')}")
    room = (MESSAGE_TEXT - sum(map(size, ending))) // max(len(shown), 1)
    return [*(_answered(one, texts, room) for one in shown), *ending]


def _answered(one: NewlyAnswered, texts: Texts, room: int) -> str:
    count = len(one.questions)
    lines = [texts("feedback.answers_questions", title=short_title(one.title), count=count)]
    room -= size(lines[0]) + size(texts("feedback.more_questions", count=count)) + 1
    for number, question in enumerate(one.questions):
        line = f"- {escape(cut(one_line(question), QUESTION_SHOWN))}"
        room -= size(line) + 1
        if room < 0:
            lines.append(texts("feedback.more_questions", count=count - number))
            break
        lines.append(line)
    return "\n".join(lines)
