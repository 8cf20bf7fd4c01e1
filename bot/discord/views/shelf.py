"""The articles on a shelf with their buttons and menus, which outlive a restart.

Each looks up anew what its custom id names, on the shelf of the server it is pressed in alone, and
checks who pressed it.
"""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from functools import partial
from typing import Any, Self

import discord
from discord.ui import Button, Item, LayoutView, Select

from bot.discord.base import Interaction
from bot.discord.components.card import card, paged
from bot.discord.components.pressed import ARTICLE, Pressed
from bot.discord.moderators import check_moderator
from bot.discord.notices.answered import tell_answered
from bot.discord.render.shelf import (
    VERSIONS_SHOWN,
    article_sheet,
    history_sheet,
    list_sheet,
    on_page,
    short_title,
)
from bot.discord.views.removal import KeepButton, RemoveButton
from bot.locales import Texts
from corpus.catalogue import Catalogue, Entry, Sort, Version
from corpus.errors import NoArticleError

PAGE = r"(?P<page>\d{1,4})"
ROLE = r"(?P<role>prev|page|next|open)"
"""Keeps custom ids of one message apart that show the same."""
LONGEST_SEARCH = 32
"""Code points: a list's buttons hold what was searched for, within the 100 of a custom id."""

Match = re.Match[str]
AnyInteraction = discord.Interaction[Any]


async def list_view(
    catalogue: Catalogue, texts: Texts, sort: Sort, number: int = 0, search: str = ""
) -> LayoutView:
    """Show a page, counted from 0, of the articles on a shelf, or of those that are like this."""
    sheet = list_sheet(await catalogue.entries(sort, search), texts, number, search)
    return paged(sheet, partial(ListButton, sort, search))


async def article_view(
    catalogue: Catalogue, article_id: str, texts: Texts, number: int = 0
) -> LayoutView:
    """Show a page of an article's passages; raise NoArticleError if there is none such here."""
    entry, article = await _entry(catalogue, article_id), await catalogue.article(article_id)
    if article is None:
        raise NoArticleError
    sheet = article_sheet(
        entry,
        article,
        texts,
        number,
        quoted=await catalogue.quoted(article_id, article.version),
        changes=await catalogue.changes(article_id),
    )
    history = PageButton("history", article_id, 0, "open", label=texts("shelf.button_history"))
    return paged(sheet, partial(PageButton, "article", article_id), history)


async def history_view(
    catalogue: Catalogue, article_id: str, texts: Texts, number: int = 0
) -> LayoutView:
    """Show a page of an article's history; raise NoArticleError if there is none such here."""
    entry = await _entry(catalogue, article_id)
    versions = await catalogue.versions(article_id)
    changes = await catalogue.changes(article_id)
    sheet = history_sheet(entry, versions, changes, texts, number)
    article = PageButton("article", article_id, 0, "open", label=texts("shelf.button_article"))
    menu = None
    shown = on_page(versions, sheet.number, VERSIONS_SHOWN)
    earlier = [version for version in shown if version.number != entry.version]
    if earlier and not entry.shared and entry.removed_at is None:
        menu = VersionMenu.of(entry, earlier, texts)
    return paged(sheet, partial(PageButton, "history", article_id), article, menu=menu)


class ListButton(
    Pressed[Button[LayoutView]],
    template=rf"(?s:kutip:list:(?P<sort>\w+):{PAGE}:{ROLE}:(?P<search>.{{0,{LONGEST_SEARCH}}}))",
):
    """Shows another page of a list."""

    def __init__(self, sort: Sort, search: str, page: int, role: str, **look: Any) -> None:  # noqa: ANN401
        super().__init__(Button(custom_id=f"kutip:list:{sort}:{page}:{role}:{search}", **look))
        self.sort, self.page, self.search = sort, page, search

    @classmethod
    async def from_custom_id(
        cls, _interaction: AnyInteraction, _item: Item[Any], match: Match, /
    ) -> Self:
        """Make the button again from its custom id."""
        return cls(Sort(match["sort"]), match["search"], int(match["page"]), match["role"])

    async def press(self, interaction: Interaction) -> None:
        """Show the page."""
        catalogue, texts = _looked_up(interaction)
        view = await list_view(catalogue, texts, self.sort, self.page, self.search)
        await interaction.edit_original_response(view=view)


class PageButton(
    Pressed[Button[LayoutView]],
    template=rf"kutip:(?P<what>article|history):{ARTICLE}:{PAGE}:{ROLE}",
):
    """Shows a page of an article, or of its history."""

    def __init__(self, what: str, article_id: str, page: int, role: str, **look: Any) -> None:  # noqa: ANN401
        super().__init__(Button(custom_id=f"kutip:{what}:{article_id}:{page}:{role}", **look))
        self.what, self.article_id, self.page = what, article_id, page

    @classmethod
    async def from_custom_id(
        cls, _interaction: AnyInteraction, _item: Item[Any], match: Match, /
    ) -> Self:
        """Make the button again from its custom id."""
        return cls(match["what"], match["article"], int(match["page"]), match["role"])

    async def press(self, interaction: Interaction) -> None:
        """Show the page."""
        catalogue, texts = _looked_up(interaction)
        show = article_view if self.what == "article" else history_view
        view = await show(catalogue, self.article_id, texts, self.page)
        await interaction.edit_original_response(view=view)


class VersionMenu(
    Pressed[Select[LayoutView]], template=rf"kutip:versions:{ARTICLE}:(?P<base>\d{{1,9}})"
):
    """Lets a moderator choose the earlier version that is to be quoted again, and asks first."""

    def __init__(self, article_id: str, base: int, **look: Any) -> None:  # noqa: ANN401
        super().__init__(Select(custom_id=f"kutip:versions:{article_id}:{base}", **look))
        self.article_id, self.base = article_id, base

    @classmethod
    def of(cls, entry: Entry, versions: Iterable[Version], texts: Texts) -> Self:
        """Offer these versions of an article."""
        options = [
            discord.SelectOption(
                label=texts("shelf.choice_version", version=version.number, count=version.length),
                value=str(version.number),
            )
            for version in versions
        ]
        placeholder = texts("shelf.label_restore_version")
        return cls(entry.id, entry.version, placeholder=placeholder, options=options)

    @classmethod
    async def from_custom_id(
        cls, _interaction: AnyInteraction, _item: Item[Any], match: Match, /
    ) -> Self:
        """Make the menu again from its custom id."""
        return cls(match["article"], int(match["base"]))

    async def press(self, interaction: Interaction) -> None:
        """Ask whether to restore the chosen version."""
        catalogue, texts = _looked_up(interaction)
        entry = await _entry(catalogue, self.article_id)
        version = int(self.item.values[0])
        question = texts(
            "shelf.ask_restore_version",
            title=short_title(entry.title),
            version=version,
            latest=self.base,
        )
        label = texts("shelf.button_restore_version", version=version)
        restore = RestoreVersionButton(self.article_id, version, self.base, label=label)
        back = PageButton("history", self.article_id, 0, "open", label=texts("shelf.button_cancel"))
        await interaction.edit_original_response(view=card([question], restore, back))


class RestoreVersionButton(
    Pressed[Button[LayoutView]],
    template=rf"kutip:revert:{ARTICLE}:(?P<version>\d{{1,9}}):(?P<base>\d{{1,9}})",
):
    """Makes an earlier version the latest again, unless somebody made a later one meanwhile."""

    def __init__(self, article_id: str, version: int, base: int, **look: Any) -> None:  # noqa: ANN401
        super().__init__(Button(custom_id=f"kutip:revert:{article_id}:{version}:{base}", **look))
        self.article_id, self.version, self.base = article_id, version, base

    @classmethod
    async def from_custom_id(
        cls, _interaction: AnyInteraction, _item: Item[Any], match: Match, /
    ) -> Self:
        """Make the button again from its custom id."""
        return cls(match["article"], int(match["version"]), int(match["base"]))

    async def press(self, interaction: Interaction) -> None:
        """Restore the version, and say so once it can be asked about."""
        parts = interaction.client.parts
        guild_id = check_moderator(interaction, parts.guilds)
        since = datetime.now(UTC)
        restored = await parts.shelf(guild_id).restore_version(
            self.article_id, self.version, self.base, interaction.user.id
        )
        await parts.shelves.refresh(guild_id)
        texts = interaction.client.texts_for(interaction, private=True)
        changed = restored.version != self.base
        title = short_title(restored.title)
        if changed:
            told = texts(
                "shelf.version_restored",
                title=title,
                version=self.version,
                latest=restored.version,
            )
        else:
            told = texts("shelf.version_same", title=title, version=self.version)
        await interaction.edit_original_response(view=card([told]))
        await tell_answered(interaction, self.article_id, since)


def _looked_up(interaction: Interaction) -> tuple[Catalogue, Texts]:
    """Return where a moderator looks, and in which language; raise UserError for anybody else."""
    client = interaction.client
    guild_id = check_moderator(interaction, client.parts.guilds)
    return client.parts.catalogue(guild_id), client.texts_for(interaction, private=True)


async def _entry(catalogue: Catalogue, article_id: str) -> Entry:
    entry = await catalogue.entry(article_id)
    if entry is None:
        raise NoArticleError
    return entry


SHELF_ITEMS = (
    ListButton,
    PageButton,
    VersionMenu,
    RestoreVersionButton,
    RemoveButton,
    KeepButton,
)
"""What the client must know, so that it works after a restart."""
