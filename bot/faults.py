"""The sentences of errors, as people read them in their language."""

from bot.errors import UserError
from bot.locales import Texts
from corpus.addresses import LinkError
from corpus.database_faults import database_fault
from corpus.errors import (
    ChangedMeanwhileError,
    KutipError,
    NoArticleError,
    NoPassagesError,
    NoVersionError,
    Phrase,
    SameTextError,
    ShelfError,
    TitleError,
    TitleTakenError,
)
from corpus.formats.errors import UnreadableError
from corpus.formats.feeds.errors import FeedError

_SHELF_FAULTS: dict[type[ShelfError], str] = {
    NoArticleError: "no_article",
    NoVersionError: "no_version",
    NoPassagesError: "no_passages",
    TitleError: "title",
    TitleTakenError: "title_taken",
    SameTextError: "same_text",
    ChangedMeanwhileError: "changed_meanwhile",
}


def sentence(error: KutipError, texts: Texts) -> str:
    """Return the sentence for any error."""
    if isinstance(error, UserError):
        return error.sentence(texts)
    fault = fault_text(error, texts)
    if fault is not None:
        return fault
    values = {name: _translated(value, texts) for name, value in error.values.items()}
    return texts.translated(error.template).format(**values)


def _translated(value: object, texts: Texts) -> object:
    match value:
        case KutipError():
            return sentence(value, texts)
        case Phrase():
            return texts.translated(value)
        case _:
            return value


def database_fault_text(error: Exception, texts: Texts) -> str | None:
    """Return the sentence for a database that can't be used now; None for another error."""
    fault = database_fault(error)
    return None if fault is None else texts(f"fault.database.{fault}")


def fault_text(error: KutipError, texts: Texts) -> str | None:
    """Return the sentence for an error of texts, links, feeds and shelves; None for another."""
    match error:
        case UnreadableError():
            return texts(f"fault.unreadable.{error.reason}")
        case LinkError():
            return texts(f"fault.link.{error.reason}", status=error.status)
        case FeedError():
            return texts(f"fault.feed.{error.reason}")
        case ShelfError():
            return texts(f"fault.shelf.{_SHELF_FAULTS[type(error)]}", **vars(error))
        case _:
            return None
