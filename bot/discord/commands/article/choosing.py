"""Autocompletion and look-up of the article that a moderator chooses."""

from collections.abc import Callable, Iterable
from itertools import islice
from typing import TypeAlias

from discord.app_commands import Choice

from bot.discord.base import Interaction
from bot.discord.moderators import check_moderator
from bot.discord.render.limits import CHOICE_NAME, CHOICES
from bot.errors import UserError
from bot.text.cut import cut
from bot.text.escape import one_line
from corpus.catalogue import Catalogue, Entry, Titled
from corpus.errors import NoArticleError

Choices: TypeAlias = list[Choice[str]]
_IsMeant: TypeAlias = Callable[[Entry | Titled], bool]


async def complete_any(interaction: Interaction, current: str) -> Choices:
    """Offer articles of the shelf that resemble what was typed, to moderators only."""
    return await _complete(interaction, current, _is_any)


async def complete_own(interaction: Interaction, current: str) -> Choices:
    """Offer the server's own articles."""
    return await _complete(interaction, current, _is_own)


async def complete_shared(interaction: Interaction, current: str) -> Choices:
    """Offer shared articles that the server has not hidden."""
    return await _complete(interaction, current, lambda entry: entry.shared and not entry.hidden)


async def complete_hidden(interaction: Interaction, current: str) -> Choices:
    """Offer shared articles that the server has hidden."""
    return await _complete(interaction, current, lambda entry: entry.shared and entry.hidden)


async def complete_removed(interaction: Interaction, current: str) -> Choices:
    """Offer removed articles, which can be restored."""
    return await _complete(interaction, current, _is_own, removed=True)


async def chosen_any(interaction: Interaction, value: str) -> Entry:
    """Return the article of the shelf with the chosen id or a title typed by hand.

    Raise NoArticleError if there is none, UserError if the user may not manage articles.
    """
    return await _chosen(interaction, value, _is_any)


async def chosen_own(interaction: Interaction, value: str) -> Entry:
    """Return the chosen one of the server's own articles."""
    return await _chosen(interaction, value, _is_own)


async def chosen_shared(interaction: Interaction, value: str) -> Entry:
    """Return the chosen one of the shared articles, hidden or not."""
    return await _chosen(interaction, value, lambda entry: entry.shared)


async def chosen_removed(interaction: Interaction, value: str) -> Entry:
    """Return the chosen one of the removed articles."""
    return await _chosen(interaction, value, _is_own, removed=True)


def _is_any(_article: Entry | Titled) -> bool:
    return True


def _is_own(article: Entry | Titled) -> bool:
    return not article.shared


async def _complete(
    interaction: Interaction, current: str, is_meant: _IsMeant, *, removed: bool = False
) -> Choices:
    try:
        catalogue = _catalogue_of_moderator(interaction)
    except UserError:
        return []  # autocompletion can't show an error
    return _choices(filter(is_meant, await catalogue.titles(current, removed=removed)))


async def _chosen(
    interaction: Interaction, value: str, is_meant: _IsMeant, *, removed: bool = False
) -> Entry:
    catalogue = _catalogue_of_moderator(interaction)
    named = filter(is_meant, await catalogue.named(value, removed=removed))
    # Prefer a matching id to a title that looks like one.
    found = min(named, key=lambda entry: entry.id != value, default=None)
    if found is None:
        raise NoArticleError
    return found


def _catalogue_of_moderator(interaction: Interaction) -> Catalogue:
    parts = interaction.client.parts
    return parts.catalogue(check_moderator(interaction, parts.guilds))


def _choices(articles: Iterable[Titled]) -> Choices:
    return [
        Choice(name=cut(one_line(article.title), CHOICE_NAME) or article.id, value=article.id)
        for article in islice(articles, CHOICES)
    ]
