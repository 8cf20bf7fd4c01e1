"""Titles of articles as links to their pages."""

import re
from urllib.parse import quote

import regex

from bot.articles.intake import MESSAGE_LINK
from bot.discord.render.fragments import text_fragment
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
    address = _address(article, sentence) if host else ""
    if host is None or len(address) > LONGEST_ADDRESS:
        return (escape(title),)
    if _UNLINKABLE.search(title):
        return escape(title), f"[{quote(host[1])}]({address})"
    # Discord ignores backslashes before brackets in a link's text.
    label = escape(title.translate(str.maketrans("[]", "()")))
    return (f"[{label}]({address})",)


def _address(article: Article, sentence: Span | None) -> str:
    """Return the percent-encoded address of an article's page, or of a sentence there."""
    assert article.url is not None
    # Discord would not open a link to a message with a text fragment within its client.
    if sentence is None or article.url.startswith(MESSAGE_LINK):
        return quote(article.url, safe=_KEPT)
    page = quote(article.url.partition(":~:")[0], safe=_KEPT)
    start = page if "#" in page else f"{page}#"
    fragment = text_fragment(article, sentence, ADDRESS_SHOWN - len(start))
    return start + fragment if fragment else page
