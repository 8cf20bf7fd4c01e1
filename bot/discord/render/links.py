"""Titles of articles as links to their pages."""

import re
from urllib.parse import quote

import regex

from bot.articles.intake import MESSAGE_LINK
from bot.discord.render.fragments import text_fragment
from bot.discord.render.limits import BUTTON_ADDRESS
from bot.text.cut import cut
from bot.text.escape import escape, one_line
from corpus.article import Article, Span

TITLE_SHOWN = 200
"""Maximum code points; longer titles are cut with an ellipsis."""
ADDRESS_SHOWN = 1000
"""Maximum code points of a percent-encoded address with a text fragment."""
LONGEST_ADDRESS = 2048
"""Maximum code points of one without; a title is not linked to a longer one."""
_KEPT = "%/:?#[]@!$&'+,;=~"
"""Characters of a URL that need no percent-encoding, not even in a markdown link."""
_HOST = re.compile(r"https?://(?:[^/?#@]*@)?([^/?#:@]+)", re.IGNORECASE)
_BUTTON_HOST = re.compile(r"https?://([a-z0-9-]+\.)+[a-z][a-z0-9-]+(?=[/?#]|$)", re.IGNORECASE)
"""Discord refuses a whole message over the address of one button, and doesn't document which it
takes; so only usual hosts, without a port or a user."""
_UNLINKABLE = regex.compile(
    r"\p{Extended_Pictographic}|\p{Emoji_Presentation}|[\ufe0f\u20e3]|https?://", re.IGNORECASE
)
"""Emoji and addresses: Discord shows a markdown link with one in its label as it was typed. See
issues 7673 and 7721 of its API documentation."""


def linked_title(article: Article, sentence: Span | None = None) -> tuple[str, ...]:
    """Return an article's title, linked to its page, or to a sentence there, if it has one.

    It is one line, or two with the link in the second one.
    """
    title = cut(one_line(article.title), TITLE_SHOWN)
    host = _HOST.match(article.url or "")
    address = _address(article, sentence, ADDRESS_SHOWN) if host else ""
    if host is None or len(address) > LONGEST_ADDRESS:
        return (escape(title),)
    if _UNLINKABLE.search(title):
        return escape(title), f"[{quote(host[1])}]({address})"
    # Discord ignores backslashes before brackets in a link's text.
    label = escape(title.translate(str.maketrans("[]", "()")))
    return (f"[{label}]({address})",)


def plain_title(article: Article) -> str:
    """Return an article's title, without a link."""
    return escape(cut(one_line(article.title), TITLE_SHOWN))


def button_address(article: Article, sentence: Span) -> str | None:
    """Return the address of a sentence's page for a link button; None if it can't be one."""
    if _BUTTON_HOST.match(article.url or "") is None:
        return None
    address = _address(article, sentence, BUTTON_ADDRESS)
    return address if len(address) <= BUTTON_ADDRESS else None


def _address(article: Article, sentence: Span | None, room: int) -> str:
    """Return the percent-encoded address of an article's page, or of a sentence there.

    A text fragment is left out if the address would be longer than `room` code points with it.
    """
    assert article.url is not None
    # Discord would not open a link to a message with a text fragment within its client.
    if sentence is None or article.url.startswith(MESSAGE_LINK):
        return quote(article.url, safe=_KEPT)
    page = quote(article.url.partition(":~:")[0], safe=_KEPT)
    start = page if "#" in page else f"{page}#"
    fragment = text_fragment(article, sentence, room - len(start))
    return start + fragment if fragment else page
