"""Prepare a draft for storage: split it into passages and compute the marks of its text."""

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.article import Article, Passage
from corpus.draft import Draft
from corpus.errors import NoPassagesError, ShelfError, TitleError
from corpus.similarity import marks
from corpus.split import split

LONGEST_TITLE = 200
"""Code points; a longer title would not fit in lists."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A draft with everything that is computed from it before the database is locked."""

    draft: Draft
    passages: tuple[Passage, ...]
    """Never empty."""
    marks: frozenset[int]
    """The result of `similarity.marks`."""

    def as_version(self, version: int) -> Article:
        """Return the article that results when this is stored as the given version."""
        draft = self.draft
        return Article(
            id=draft.id,
            version=version,
            title=draft.title,
            source=draft.source,
            url=draft.url,
            language=draft.language,
            body=draft.body,
            passages=self.passages,
            blocks=draft.blocks,
            author=draft.author,
            published=draft.published,
        )


def prepare(draft: Draft) -> Prepared:
    """Prepare a draft, which takes some milliseconds; raise TitleError or NoPassagesError."""
    if not 0 < len(draft.title.strip()) <= LONGEST_TITLE:
        raise TitleError
    passages = split(draft.body, draft.blocks)
    if not passages:
        raise NoPassagesError
    return Prepared(draft, passages, marks(draft.body))


def prepare_all(drafts: Iterable[Draft]) -> list[Prepared | ShelfError]:
    """Prepare each draft; in place of one that can't be stored, return the error."""
    return [_attempt(draft) for draft in drafts]


def _attempt(draft: Draft) -> Prepared | ShelfError:
    try:
        return prepare(draft)
    except ShelfError as error:
        return error
