"""Making drafts from links, files and pasted texts."""

from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.articles.notes import NO_NOTES, Notes
from bot.articles.several_pages import read_whole
from bot.text.cut import cut
from corpus.addresses import LinkError, LinkFault
from corpus.blocks import blocks_after_edit
from corpus.cleaning import clean_body, clean_line
from corpus.draft import Draft, new_article_id
from corpus.formats.feeds.recognition import is_feed
from corpus.formats.reading import Format, Reading
from corpus.prepared import LONGEST_TITLE
from corpus.reader import Reader

if TYPE_CHECKING:
    from corpus.web import Page, Permit, Web

TITLE_FROM_TEXT = 60
"""Code points of the first words that serve as a missing title."""
MESSAGE_LINK = "https://discord.com/channels/"
"""Prefix of links to Discord messages; fetching one returns Discord's web app, not the message."""


@dataclass(frozen=True, slots=True)
class IntakeResult:
    """A new draft with its reader's notes, before a moderator has seen it."""

    draft: Draft
    notes: Notes = NO_NOTES
    format: Format = Format.PLAIN
    """What it was read from."""


class Intake:
    """Turns links, files and texts into drafts of new articles."""

    def __init__(self, reader: Reader, web: "Web") -> None:
        self._reader = reader
        self._web = web

    async def link(self, url: str, permit: "Permit | None" = None) -> IntakeResult:
        """Fetch and read a link, as `permit` allows (see `Web.fetch`).

        Raise LinkError or UnreadableError.
        """
        page = await self._web.fetch(url, permit=permit)
        assert page is not None  # only a conditional fetch can be unchanged
        return await self._page(page, url, permit)

    async def file(
        self,
        data: bytes,
        name: str | None,
        media_type: str | None = None,
        origin: str | None = None,
    ) -> IntakeResult:
        """Read an uploaded file with its declared name and type; raise UnreadableError."""
        reading = await self._reader.read(data, name, media_type)
        stem = clean_line(PurePath(name).stem) if name else ""
        return _taken(reading, title=stem, source="", url=None, origin=origin)

    async def text(self, text: str, media_type: str = "text/plain") -> IntakeResult:
        """Read a pasted or posted text; raise UnreadableError."""
        reading = await self._reader.read(text.encode("utf-8", "replace"), None, media_type)
        return _taken(reading, title="", source="", url=None, origin=None)

    async def edited(self, draft: Draft, text: str) -> IntakeResult:
        """Replace an article's text with one edited by hand, changed only by clean_body.

        Raise UnreadableError.
        """
        body = clean_body(text)
        if body == clean_body(draft.body):
            return IntakeResult(draft)
        taken = await self.text(text)
        blocks = blocks_after_edit(draft.body, draft.blocks, body)
        edited = replace(draft, body=body, blocks=blocks, language=taken.draft.language)
        return IntakeResult(edited, taken.notes)

    async def again(self, draft: Draft, permit: "Permit | None" = None) -> IntakeResult | None:
        """Fetch an article's link again, as `permit` allows; None if its page has not changed.

        The title and source, which a moderator may have edited, stay. Raise LinkError or
        UnreadableError, or ValueError for an article without a link.
        """
        link = link_of(draft)
        if link is None:
            raise ValueError("an article without a link")
        page = await self._web.fetch(link, draft.etag, draft.last_modified, permit=permit)
        if page is None:
            return None
        taken = await self._page(page, link, permit)
        return replace(taken, draft=replace(renewed(draft, taken.draft), url=draft.url))

    async def _page(self, page: "Page", link: str, permit: "Permit | None") -> IntakeResult:
        if is_feed(page.data):
            raise LinkError(LinkFault.FEED)
        reading = await self._reader.read(page.data, page.name, page.media_type)
        reading = await read_whole(reading, page.url, self._reader, self._web, permit)
        host = (urlsplit(page.url).hostname or "").removeprefix("www.")
        stem = clean_line(PurePath(page.name).stem) if page.name else ""
        taken = _taken(reading, title=stem, source=host, url=page.url, origin=link)
        draft = replace(taken.draft, etag=page.etag, last_modified=page.last_modified)
        return replace(taken, draft=draft)


def link_of(draft: Draft) -> str | None:
    """Return the link from which an article can be fetched again, or None."""
    for link in (draft.origin, draft.url):
        if link is not None and link.startswith(("http://", "https://")):
            return None if link.startswith(MESSAGE_LINK) else link
    return None


def renewed(old: Draft, new: Draft) -> Draft:
    """Return an article's next draft: the new text with the old title and source."""
    return replace(
        new,
        id=old.id,
        title=old.title,
        source=old.source or new.source,
        url=new.url or old.url,
    )


def _taken(
    reading: Reading, *, title: str, source: str, url: str | None, origin: str | None
) -> IntakeResult:
    """Make a draft, with these values as fallbacks for what the text itself lacks."""
    named = reading.title or title or _first_words(reading.body)
    draft = Draft(
        id=new_article_id(),
        title=cut(named, LONGEST_TITLE),
        source=reading.source or source,
        url=reading.url or url,
        language=reading.language,
        body=reading.body,
        blocks=reading.blocks,
        author=reading.author,
        published=reading.published,
        origin=origin,
    )
    return IntakeResult(draft, Notes.of(reading), reading.format)


def _first_words(body: str) -> str:
    return cut(clean_line(body[: TITLE_FROM_TEXT * 2]), TITLE_FROM_TEXT)
