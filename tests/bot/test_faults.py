import pytest

from bot.faults import fault_text
from bot.locales import ENGLISH, Texts
from corpus.addresses import LinkError, LinkFault
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
from corpus.formats.errors import Unreadable, UnreadableError
from tests.bot.indonesian import INDONESIAN

SHELF_ERRORS = (
    NoArticleError(),
    NoVersionError(3),
    NoPassagesError(),
    TitleError(),
    TitleTakenError("Harimau"),
    SameTextError("harimau", "Harimau"),
    ChangedMeanwhileError("Harimau"),
)


@pytest.mark.parametrize("texts", [ENGLISH, INDONESIAN])
def test_every_fault_has_a_sentence_of_its_own(texts: Texts) -> None:
    errors = [
        *(UnreadableError(reason) for reason in Unreadable),
        *(LinkError(fault, 418) for fault in LinkFault),
        *SHELF_ERRORS,
    ]

    assert {type(error) for error in SHELF_ERRORS} == set(ShelfError.__subclasses__())
    assert len({fault_text(error, texts) for error in errors} - {None}) == len(errors)


def test_a_fault_names_what_it_is_about() -> None:
    assert "418" in str(fault_text(LinkError(LinkFault.STATUS, 418), ENGLISH))
    assert "Harimau" in str(fault_text(TitleTakenError("Harimau"), ENGLISH))


def test_other_errors_are_not_faults() -> None:
    assert fault_text(KutipError("no"), ENGLISH) is None
