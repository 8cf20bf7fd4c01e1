"""Renders the help: what can be asked and done, and the titles of the articles."""

from collections.abc import Sequence

from bot.discord.render.shelf import short_title
from bot.locales import Texts

TITLES_SHOWN = 10
"""The newest titles; the others are counted."""


def help_texts(
    titles: Sequence[str], texts: Texts, *, moderator: bool, manager: bool
) -> tuple[str, ...]:
    """Return the help as text blocks; `titles` come newest first.

    Moderators and managers of the server are shown what only they can do, too.
    """
    blocks = [f"{texts('guide.head')}\n{texts('guide.about')}", texts("guide.asking")]
    if moderator:
        blocks.append(texts("guide.moderating"))
    if manager:
        blocks.append(texts("guide.managing"))
    return *blocks, _articles(titles, texts), f"-# {texts('guide.privacy')}"


def _articles(titles: Sequence[str], texts: Texts) -> str:
    if not titles:
        return texts("guide.no_articles")
    lines = [texts("guide.articles", count=len(titles))]
    lines += [f"- {short_title(title)}" for title in titles[:TITLES_SHOWN]]
    if (more := len(titles) - TITLES_SHOWN) > 0:
        lines.append(f"-# {texts('guide.more_articles', count=more)}")
    return "\n".join(lines)
