"""What is wrong with a text, a link or a change to a shelf, as people read it."""

from bot.locales import Texts
from corpus.addresses import LinkError
from corpus.errors import (
    ChangedMeanwhileError,
    KutipError,
    NoArticleError,
    NoPassagesError,
    NoVersionError,
    SameTextError,
    ShelfError,
    TitleError,
    TitleTakenError,
)
from corpus.formats.errors import UnreadableError

_SHELF_FAULTS: dict[type[ShelfError], str] = {
    NoArticleError: "no_article",
    NoVersionError: "no_version",
    NoPassagesError: "no_passages",
    TitleError: "title",
    TitleTakenError: "title_taken",
    SameTextError: "same_text",
    ChangedMeanwhileError: "changed_meanwhile",
}


def fault_text(error: KutipError, texts: Texts) -> str | None:
    """Return the sentence for an error of texts, links and shelves; None for another error."""
    match error:
        case UnreadableError():
            return texts(f"fault.unreadable.{error.reason}")
        case LinkError():
            return texts(f"fault.link.{error.reason}", status=error.status)
        case ShelfError():
            return texts(f"fault.shelf.{_SHELF_FAULTS[type(error)]}", **vars(error))
        case _:
            return None
