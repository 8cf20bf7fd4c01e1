"""An article before it is taken in."""

import hashlib
import json
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Draft:
    """What is known of an article before it has a version and passages."""

    id: str
    """Lower-case letters, digits and hyphens."""
    title: str
    source: str
    """Who published it, e.g. `Reuters`."""
    url: str | None
    """Where it can be read; None when it has no page."""
    language: str
    """Of its body, an ISO 639-1 code."""
    body: str
    """Its text, word for word."""

    @property
    def sha256(self) -> str:
        """Return 64 hexadecimal digits that change when any field but the id does."""
        fields = [self.title, self.source, self.url, self.language, self.body]
        return hashlib.sha256(json.dumps(fields).encode()).hexdigest()
