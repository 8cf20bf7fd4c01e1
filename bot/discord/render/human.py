"""Renders questions for a server's helpers, and their answers.

Questions come from strangers: they are put on one line, cut and escaped. What a helper writes is
shown as they wrote it.
"""

from bot.discord.render.review import QUESTION_SHOWN
from bot.discord.render.shelf import mention
from bot.locales import Texts
from bot.querylog.help_requests import HelpRequest
from bot.text.cut import cut
from bot.text.escape import escape, one_line

LONGEST_ANSWER = 2000
"""Characters that a helper may write: they fit next to the question."""


def place_link(guild_id: int, channel_id: int, message_id: int) -> str:
    """Return the address of a message or, with the id 0, of a channel."""
    place = f"https://discord.com/channels/{guild_id}/{channel_id}"
    return f"{place}/{message_id}" if message_id else place


def request_texts(
    request: HelpRequest, role: str, link: str, texts: Texts, *, private: bool
) -> list[str]:
    """Return a question for the helpers, as text blocks; `role` is a mention of theirs.

    A link to a private answer leads to its channel, where nobody else sees it.
    """
    who = mention(request.user_id)
    where = texts("human.link_private" if private else "human.link", link=link)
    return [texts("human.request", role=role, who=who), _quoted(request), where]


def answered_texts(request: HelpRequest, texts: Texts) -> list[str]:
    """Return an answered question, as text blocks for the helpers."""
    assert request.answered_by is not None
    head = texts("human.answered", who=mention(request.answered_by))
    return [head, _quoted(request), request.answer or ""]


def passed_on_texts(request: HelpRequest, texts: Texts) -> list[str]:
    """Return a helper's answer, as text blocks for the person who asked."""
    assert request.answered_by is not None
    asker, helper = mention(request.user_id), mention(request.answered_by)
    head = texts("human.passed_on", who=asker, helper=helper)
    return [head, _quoted(request), request.answer or ""]


def _quoted(request: HelpRequest) -> str:
    return f"> {escape(cut(one_line(request.question), QUESTION_SHOWN))}"
