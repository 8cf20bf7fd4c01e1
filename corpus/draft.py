"""An article before it is stored."""

import hashlib
import json
from dataclasses import dataclass
from uuid import uuid4

from corpus.article import Block


def new_article_id() -> str:
    """Return a new, random id of 32 hexadecimal digits."""
    return uuid4().hex


@dataclass(frozen=True, slots=True)
class Draft:
    """An article that has no version number and no passages yet."""

    id: str
    """Lower-case letters, digits and hyphens."""
    title: str
    source: str
    """The publisher, e.g. `Reuters`; empty if unknown."""
    url: str | None
    """The address of its page; None if it has none."""
    language: str
    """The language of the body, an ISO 639-1 code."""
    body: str
    """The text, word for word."""
    origin: str | None = None
    """The link or path it was read from; another draft from there updates the same article."""
    etag: str | None = None
    """The ETag header of its page, for a conditional request later; likewise `last_modified`."""
    last_modified: str | None = None
    """The Last-Modified header of its page."""
    blocks: tuple[Block, ...] = ()
    """The blocks that its format marked, in order and without overlap; the rest is plain text."""
    author: str | None = None
    published: str | None = None
    """The date of the text as its source states it, as `YYYY-MM-DD`."""

    @property
    def sha256(self) -> str:
        """A hash of the content: title, source, URL, language and body; not of the origin."""
        fields = [self.title, self.source, self.url, self.language, self.body]
        return hashlib.sha256(json.dumps(fields).encode()).hexdigest()
