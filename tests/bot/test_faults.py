"""Every error's sentence is in every catalogue."""

import ast
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from bot.cli import cli
from bot.errors import MissingLibraryError, MissingPackageError, UserError
from bot.faults import fault_text, sentence
from bot.locales import ENGLISH, LANGUAGES, Texts, texts_in
from bot.settings import SETTINGS
from bot.terminal.command import LazyCommand
from corpus.addresses import LinkError, LinkFault
from corpus.errors import (
    ChangedMeanwhileError,
    CorruptError,
    InvalidBackupError,
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
from tests.bot.locales.catalogues import MESSAGES, forms

ROOT = Path(__file__).parents[2]
SHELF_ERRORS = (
    NoArticleError(),
    NoVersionError(3),
    NoPassagesError(),
    TitleError(),
    TitleTakenError("Harimau"),
    SameTextError("harimau", "Harimau"),
    ChangedMeanwhileError("Harimau"),
)


@pytest.fixture(scope="module", autouse=True)
def _all_errors_are_known() -> None:
    for command in cli.commands.values():
        assert isinstance(command, LazyCommand)
        command.load()


def kinds(error: type[KutipError] = KutipError) -> Iterator[type[KutipError]]:
    yield error
    for kind in error.__subclasses__():
        yield from kinds(kind)


def sentences() -> Iterator[str]:
    """Yield the sentences in the source that errors are made with, and their parts."""
    # A UserError takes the name of its text.
    ours = (kind for kind in kinds() if not issubclass(kind, UserError))
    names = {kind.__name__ for kind in ours if "__init__" not in vars(kind)} | {"Phrase"}
    for package in ("bot", "corpus", "index"):
        for path in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                match node:
                    case ast.Call(func=ast.Name(id=name), args=[ast.Constant(value=str(text)), *_]):
                        if name in names:
                            yield text
    # What a setting may be is the same in every language if it is a list of values.
    yield from (setting.allowed for setting in SETTINGS if not setting.allowed.startswith("`"))
    for error in (MissingPackageError("eval", "x"), MissingLibraryError("train", OSError(), "x")):
        yield error.template


def test_there_are_errors_with_sentences() -> None:
    assert len(set(sentences())) > 40


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_is_in_the_catalogue_with_its_placeholders(language: str) -> None:
    for text in sentences():
        [translation] = forms(MESSAGES[language][text])
        assert placeholders(translation) == placeholders(text)


def test_the_english_catalogue_repeats_the_source() -> None:
    assert {ENGLISH.translated(text) for text in sentences()} == set(sentences())


def test_a_reason_is_translated_with_the_sentence_around_it() -> None:
    reason = CorruptError("its setup was never completed")
    error = InvalidBackupError("Can't restore {path}: {reason}.", path="{a}", reason=reason)

    assert sentence(error, ENGLISH) == "Can't restore {a}: its setup was never completed."
    assert sentence(error, INDONESIAN) == (
        "{a} tidak bisa dipulihkan: penyiapannya tidak pernah selesai."
    )


def test_an_error_of_a_shelf_has_the_sentence_that_discord_shows() -> None:
    assert "“{x}”" in sentence(TitleTakenError("{x}"), texts_in("en"))


def test_an_error_for_people_on_discord_is_in_their_language() -> None:
    error = UserError("intake.unchanged", title="{x}")

    assert sentence(error, INDONESIAN) == INDONESIAN("intake.unchanged", title="{x}")


def placeholders(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


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
