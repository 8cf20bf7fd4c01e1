"""What translators may leave undone, and what they may not."""

import gettext
import io
from collections.abc import Iterator
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from bot.locales.languages import FOLDER, LANGUAGES
from tests.bot.locales.catalogues import (
    CATALOGUES,
    COMPLETE,
    ENGLISH_MESSAGES,
    EVERY_TEXT,
    MESSAGES,
    forms,
    placeholders,
)

SAME = {"server.command_server", "shelf.choice_version", "shelf.terminal"}
"""What may be the same in two languages."""


def translations(catalogue: Catalog) -> dict[object, str]:
    """Return what a compiled catalogue holds, but for its header."""
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return _without_header(gettext.GNUTranslations(compiled))


def _without_header(compiled: gettext.GNUTranslations) -> dict[object, str]:
    held: dict[object, str] = vars(compiled)["_catalog"]
    return {key: text for key, text in held.items() if key}


def test_every_catalogue_is_compiled_as_it_is() -> None:
    assert tuple(CATALOGUES) == LANGUAGES
    for language, catalogue in CATALOGUES.items():
        with (FOLDER / f"{language}.mo").open("rb") as file:
            compiled = gettext.GNUTranslations(file)
        assert _without_header(compiled) == translations(catalogue), "run: make locales"
        assert compiled.info()["language"] == language


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_catalogue_has_no_guesses_no_leftovers_and_no_message_that_english_lacks(
    language: str,
) -> None:
    catalogue = CATALOGUES[language]

    assert not [key for key, message in MESSAGES[language].items() if message.fuzzy]
    assert not catalogue.obsolete
    assert MESSAGES[language].keys() <= ENGLISH_MESSAGES.keys()


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_message_has_all_the_plural_forms_of_its_language_or_none(language: str) -> None:
    for key, message in MESSAGES[language].items():
        count = CATALOGUES[language].num_plurals if message.pluralizable else 1
        assert message.pluralizable == ENGLISH_MESSAGES[key].pluralizable, key
        assert len(forms(message)) == count, key
        assert all(forms(message)) or not any(forms(message)), key


@pytest.mark.parametrize("language", COMPLETE)
def test_english_and_indonesian_lack_nothing_and_explain_it_to_translators(language: str) -> None:
    messages = MESSAGES[language]

    assert list(messages) == list(ENGLISH_MESSAGES)
    for key, message in messages.items():
        assert all(form.strip() for form in forms(message)), key
        assert message.auto_comments == ENGLISH_MESSAGES[key].auto_comments != [], key


def test_indonesian_is_not_english() -> None:
    same = {key for key, text in MESSAGES["id"].items() if text.string in _english(key)}

    assert same <= SAME


def _english(key: str) -> Iterator[object]:
    yield ENGLISH_MESSAGES[key].string
    yield from forms(ENGLISH_MESSAGES[key])


def test_placeholders_are_those_of_english() -> None:
    for name, key, text in EVERY_TEXT:
        allowed = set().union(*map(placeholders, forms(ENGLISH_MESSAGES[key])))
        # A form for one thing may write the number out.
        assert placeholders(text) | {"count"} == allowed | {"count"}, name
        assert placeholders(text) <= allowed, name


def test_placeholders_are_plain_names() -> None:
    for name, _, text in EVERY_TEXT:
        for _, placeholder, how, conversion in Formatter().parse(text):
            assert placeholder is None or placeholder.isidentifier(), name
            assert not how, name
            assert not conversion, name


def test_what_is_counted_has_plural_forms() -> None:
    for key, message in ENGLISH_MESSAGES.items():
        counted = any("count" in placeholders(form) for form in forms(message))
        assert counted == bool(message.pluralizable), key
