"""An article before it is taken in."""

import hashlib
import json
from dataclasses import dataclass
from uuid import uuid4


def new_article_id() -> str:
    """Return an id that no article has: 32 hexadecimal digits, drawn at random."""
    return uuid4().hex


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known of an article before it has a version and passages."""

    id: str
    """Lower-case letters, digits and hyphens."""
    title: str
    source: str
    """Who published it, e.g. `Reuters`; empty when nobody is known to have."""
    url: str | None
    """Where it can be read; None when it has no page."""
    language: str
    """Of its body, an ISO 639-1 code."""
    body: str
    """Its text, word for word."""
    origin: str | None = None
    """The link or the path it comes from, by which it is known when it comes from there again."""
    etag: str | None = None
    """With `last_modified`, what its page's server said by which it can tell of a change."""
    last_modified: str | None = None

    @property
    def sha256(self) -> str:
        """Return 64 hexadecimal digits that change when the article does, wherever it is from."""
        fields = [self.title, self.source, self.url, self.language, self.body]
        return hashlib.sha256(json.dumps(fields).encode()).hexdigest()
