"""How a text comes to be a draft: from a link, a file or what was pasted."""

from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from bot.text.cut import cut
from corpus.cleaning import clean_body, clean_line
from corpus.draft import Draft, new_article_id
from corpus.formats.reading import Reading
from corpus.prepared import LONGEST_TITLE
from corpus.reader import Reader

if TYPE_CHECKING:
    from corpus.web import Page, Web

TITLE_FROM_TEXT = 60
"""Code points of the first words that stand for a title where there is none."""
MESSAGE_LINK = "https://discord.com/channels/"
"""How the links of messages begin; who fetches one gets Discord's own program, not the message."""


@dataclass(frozen=True, slots=True)
class IntakeResult:
    """A draft as it was taken in, before anybody looked at it."""

    draft: Draft
    warnings: tuple[str, ...]
    """Values of ReadingWarning."""


class Intake:
    """Turns links, files and texts into drafts of new articles."""

    def __init__(self, reader: Reader, web: "Web") -> None:
        self._reader = reader
        self._web = web

    async def link(self, url: str) -> IntakeResult:
        """Fetch a link and read what it holds; raise LinkError or UnreadableError."""
        page = await self._web.fetch(url)
        assert page is not None  # only what is fetched under a condition can be unchanged
        return await self._page(page, url)

    async def file(
        self,
        data: bytes,
        name: str | None,
        media_type: str | None = None,
        origin: str | None = None,
    ) -> IntakeResult:
        """Read a file, named and typed as its giver does; raise UnreadableError."""
        reading = await self._reader.read(data, name, media_type)
        stem = clean_line(PurePath(name).stem) if name else ""
        return _taken(reading, title=stem, source="", url=None, origin=origin)

    async def text(self, text: str) -> IntakeResult:
        """Read a text that was pasted or posted; raise UnreadableError."""
        reading = await self._reader.read(text.encode("utf-8", "replace"), None, "text/plain")
        return _taken(reading, title="", source="", url=None, origin=None)

    async def edited(self, draft: Draft, text: str) -> IntakeResult:
        """Give an article a text that was written by hand, kept to the letter but for clean_body.

        Raise UnreadableError.
        """
        body = clean_body(text)
        if body == clean_body(draft.body):
            return IntakeResult(draft, ())
        taken = await self.text(text)
        return IntakeResult(
            replace(draft, body=body, language=taken.draft.language), taken.warnings
        )

    async def again(self, draft: Draft) -> IntakeResult | None:
        """Fetch an article's link again; None when its page has not changed since.

        What a moderator may have mended, the title and the source, stays. Raise LinkError or
        UnreadableError; ValueError for an article without a link.
        """
        link = link_of(draft)
        if link is None:
            raise ValueError("an article without a link")
        page = await self._web.fetch(link, draft.etag, draft.last_modified)
        if page is None:
            return None
        taken = await self._page(page, link)
        return IntakeResult(replace(renewed(draft, taken.draft), url=draft.url), taken.warnings)

    async def _page(self, page: "Page", link: str) -> IntakeResult:
        reading = await self._reader.read(page.data, page.name, page.media_type)
        host = (urlsplit(page.url).hostname or "").removeprefix("www.")
        stem = clean_line(PurePath(page.name).stem) if page.name else ""
        taken = _taken(reading, title=stem, source=host, url=page.url, origin=link)
        draft = replace(taken.draft, etag=page.etag, last_modified=page.last_modified)
        return IntakeResult(draft, taken.warnings)


def link_of(draft: Draft) -> str | None:
    """Return the link that an article can be fetched from again, None if there is none."""
    for link in (draft.origin, draft.url):
        if link is not None and link.startswith(("http://", "https://")):
            return None if link.startswith(MESSAGE_LINK) else link
    return None


def renewed(old: Draft, new: Draft) -> Draft:
    """Return the next draft of an article: the new text, under the title and source it has."""
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
    """Make a draft of what was read, with these where the text itself names none."""
    named = reading.title or title or _first_words(reading.body)
    draft = Draft(
        id=new_article_id(),
        title=cut(named, LONGEST_TITLE),
        source=reading.source or source,
        url=reading.url or url,
        language=reading.language,
        body=reading.body,
        origin=origin,
    )
    return IntakeResult(draft, tuple(reading.warnings))


def _first_words(body: str) -> str:
    return cut(clean_line(body[: TITLE_FROM_TEXT * 2]), TITLE_FROM_TEXT)
