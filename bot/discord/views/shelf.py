"""Lists of articles, articles and their histories, with their buttons and menus.

Each press looks up the article on the shelf of the server where it was pressed.
"""

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Annotated, Literal, Self, TypeAlias

from discord import SelectOption
from discord.ui import LayoutView

from bot.discord.base import Interaction
from bot.discord.components.card import card, paged
from bot.discord.components.custom_id import ArticleId, Page, VersionNumber
from bot.discord.components.pressed import PressedButton, PressedMenu
from bot.discord.moderators import check_moderator
from bot.discord.render.limits import CHOICE_NAME
from bot.discord.render.shelf import (
    LISTED,
    VERSIONS_SHOWN,
    article_sheet,
    history_sheet,
    list_sheet,
    on_page,
    questions_texts,
    short_title,
)
from bot.discord.views.changing import change_article
from bot.discord.views.editing import EditButton
from bot.discord.views.refreshing import RefreshButton
from bot.discord.views.removal import AskRemovalButton
from bot.locales import Texts
from bot.text.cut import cut
from bot.text.escape import one_line
from corpus.article import Article
from corpus.catalogue import Catalogue, Entry, Sort, Version
from corpus.errors import NoArticleError

LONGEST_SEARCH = 32
"""Code points of a search text, which must fit into custom ids of at most 100 characters."""

QUESTIONS_SHOWN = 10
"""The most asked questions of an article."""

What: TypeAlias = Literal["article", "history", "questions"]
Role: TypeAlias = Literal["prev", "page", "next", "open"]
"""Makes the custom ids of buttons to the same page distinct."""


async def list_view(
    catalogue: Catalogue, texts: Texts, sort: Sort, number: int = 0, search: str = ""
) -> LayoutView:
    """Return a page, counted from 0, of the articles, or of those with titles like `search`."""
    entries = await catalogue.entries(sort, search)
    sheet = list_sheet(entries, texts, number, search)
    shown = on_page(entries, sheet.number, LISTED)
    menu = ArticleMenu.of(shown, texts) if shown else None
    return paged(sheet, partial(ListButton, sort=sort, search=search), menu=menu)


async def article_view(
    catalogue: Catalogue, article_id: str, texts: Texts, number: int = 0
) -> LayoutView:
    """Return a page of an article's passages; raise NoArticleError if the shelf lacks it."""
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
    return paged(
        sheet,
        partial(PageButton, what="article", article=article_id),
        _opening("questions", article_id, texts("shelf.button_questions")),
        _opening("history", article_id, texts("shelf.button_history")),
        below=[*_changing(entry, texts), _all_articles(texts)],
    )


async def history_view(
    catalogue: Catalogue, article_id: str, texts: Texts, number: int = 0
) -> LayoutView:
    """Return a page of an article's history; raise NoArticleError if the shelf lacks it."""
    entry = await _entry(catalogue, article_id)
    versions = await catalogue.versions(article_id)
    changes = await catalogue.changes(article_id)
    sheet = history_sheet(entry, versions, changes, texts, number)
    article = _opening("article", article_id, texts("shelf.button_article"))
    menu = None
    shown = on_page(versions, sheet.number, VERSIONS_SHOWN)
    earlier = [version for version in shown if version.number != entry.version]
    if earlier and not entry.shared and entry.removed_at is None:
        menu = VersionMenu.of(entry, earlier, texts)
    return paged(sheet, partial(PageButton, what="history", article=article_id), article, menu=menu)


async def questions_view(
    catalogue: Catalogue, article_id: str, texts: Texts, _number: int = 0
) -> LayoutView:
    """Return the questions that an article answers most; raise NoArticleError if there is none."""
    entry = await _entry(catalogue, article_id)
    asked = await catalogue.most_asked(article_id, QUESTIONS_SHOWN)
    back = _opening("article", article_id, texts("shelf.button_article"))
    return card(questions_texts(entry, asked, texts), back, _all_articles(texts))


class ArticleMenu(PressedMenu, template="kutip:open-article"):
    """A menu of the articles on a page of the list, which opens one."""

    @classmethod
    def of(cls, entries: Iterable[Entry], texts: Texts) -> Self:
        """Return the menu of these articles."""
        options = [
            SelectOption(label=cut(one_line(entry.title), CHOICE_NAME) or entry.id, value=entry.id)
            for entry in entries
        ]
        return cls(placeholder=texts("shelf.label_open"), options=options)

    async def press(self, interaction: Interaction) -> None:
        """Show the article in place of the list."""
        catalogue, texts = _looked_up(interaction)
        view = await article_view(catalogue, self.chosen, texts)
        await interaction.edit_original_response(view=view)


class ListButton(PressedButton, template="kutip:list:{sort}:{page}:{role}:{search}"):
    """Shows another page of a list."""

    sort: Sort
    page: Page
    role: Role
    search: Annotated[str, f".{{0,{LONGEST_SEARCH}}}"]

    async def press(self, interaction: Interaction) -> None:
        """Show the page."""
        catalogue, texts = _looked_up(interaction)
        view = await list_view(catalogue, texts, self.sort, self.page, self.search)
        await interaction.edit_original_response(view=view)


class PageButton(PressedButton, template="kutip:{what}:{article}:{page}:{role}"):
    """Shows a page of an article, or of its history, or the questions that it answers."""

    what: What
    article: ArticleId
    page: Page
    role: Role

    async def press(self, interaction: Interaction) -> None:
        """Show the page."""
        catalogue, texts = _looked_up(interaction)
        show = {"article": article_view, "history": history_view, "questions": questions_view}
        view = await show[self.what](catalogue, self.article, texts, self.page)
        await interaction.edit_original_response(view=view)


class VersionMenu(PressedMenu, template="kutip:versions:{article}:{base}"):
    """A menu of the earlier versions to restore."""

    article: ArticleId
    base: VersionNumber

    @classmethod
    def of(cls, entry: Entry, versions: Iterable[Version], texts: Texts) -> Self:
        """Return the menu of these versions of an article."""
        options = [
            SelectOption(
                label=texts("shelf.choice_version", version=version.number, count=version.length),
                value=str(version.number),
            )
            for version in versions
        ]
        placeholder = texts("shelf.label_restore_version")
        return cls(article=entry.id, base=entry.version, placeholder=placeholder, options=options)

    async def press(self, interaction: Interaction) -> None:
        """Ask for confirmation to restore the chosen version."""
        catalogue, texts = _looked_up(interaction)
        entry = await _entry(catalogue, self.article)
        version = int(self.chosen)
        question = texts(
            "shelf.ask_restore_version",
            title=short_title(entry.title),
            version=version,
            latest=self.base,
        )
        label = texts("shelf.button_restore_version", version=version)
        restore = RestoreVersionButton(
            article=self.article, version=version, base=self.base, label=label
        )
        back = _opening("history", self.article, texts("shelf.button_cancel"))
        await interaction.edit_original_response(view=card([question], restore, back))


class RestoreVersionButton(PressedButton, template="kutip:revert:{article}:{version}:{base}"):
    """Restores an earlier version, unless there is a newer version by now."""

    article: ArticleId
    version: VersionNumber
    base: VersionNumber

    async def press(self, interaction: Interaction) -> None:
        """Restore the version, and confirm it once the index is up to date."""
        await change_article(
            interaction,
            self.article,
            lambda shelf, by: shelf.restore_version(self.article, self.version, self.base, by),
            self._done,
        )

    def _done(self, texts: Texts, restored: Article) -> str:
        title, latest = short_title(restored.title), restored.version
        if latest == self.base:
            return texts("shelf.version_same", title=title, version=self.version)
        return texts("shelf.version_restored", title=title, version=self.version, latest=latest)


def _opening(what: What, article_id: str, label: str) -> PageButton:
    """Return the button to the first page of an article, or of its history."""
    return PageButton(what=what, article=article_id, page=0, role="open", label=label)


def _changing(entry: Entry, texts: Texts) -> Iterator[PressedButton]:
    """Yield the buttons for what can be changed about an article."""
    if entry.shared or entry.removed_at is not None:
        return
    yield EditButton(article=entry.id, label=texts("shelf.button_edit"))
    if entry.url is not None or entry.origin is not None:
        yield RefreshButton(article=entry.id, label=texts("shelf.button_refresh"))
    yield AskRemovalButton(article=entry.id, label=texts("shelf.button_ask_remove"))


def _all_articles(texts: Texts) -> "ListButton":
    label = texts("shelf.button_list")
    return ListButton(sort=Sort.NEWEST, page=0, role="open", search="", label=label)


def _looked_up(interaction: Interaction) -> tuple[Catalogue, Texts]:
    """Return the server's catalogue and the user's texts; raise UserError if not a moderator."""
    client = interaction.client
    guild_id = check_moderator(interaction, client.parts.guilds)
    return client.parts.catalogue(guild_id), client.texts_for(interaction, private=True)


async def _entry(catalogue: Catalogue, article_id: str) -> Entry:
    entry = await catalogue.entry(article_id)
    if entry is None:
        raise NoArticleError
    return entry
