"""What is worked out of a draft before it is kept: its passages, and the marks of its text."""

from collections.abc import Iterable
from dataclasses import dataclass

from corpus.article import Article, Passage
from corpus.draft import Draft
from corpus.errors import NoPassagesError, ShelfError, TitleError
from corpus.likeness import marks
from corpus.split import split

LONGEST_TITLE = 200
"""Code points; a longer one is no title, and fits no list."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A draft with what is worked out of it before the database is locked."""

    draft: Draft
    passages: tuple[Passage, ...]
    """Never empty."""
    marks: frozenset[int]
    """As likeness.marks gives them."""

    def as_version(self, version: int) -> Article:
        """Return the article that it is once it is kept as this version."""
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
        )


def prepare(draft: Draft) -> Prepared:
    """Return a draft ready to be kept, in some milliseconds; raise TitleError, NoPassagesError."""
    if not 0 < len(draft.title.strip()) <= LONGEST_TITLE:
        raise TitleError
    passages = split(draft.body)
    if not passages:
        raise NoPassagesError
    return Prepared(draft, passages, marks(draft.body))


def prepare_all(drafts: Iterable[Draft]) -> list[Prepared | ShelfError]:
    """Return each draft ready to be kept, or why it can't be."""
    return [_attempt(draft) for draft in drafts]


def _attempt(draft: Draft) -> Prepared | ShelfError:
    try:
        return prepare(draft)
    except ShelfError as error:
        return error
