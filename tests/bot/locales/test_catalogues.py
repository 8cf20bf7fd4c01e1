"""What translators may leave undone, and what they may not."""

import gettext
import io
from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from bot.locales.languages import LANGUAGES, catalogue_path
from tests.bot.locales.catalogues import (
    CATALOGUES,
    COMPLETE,
    EVERY_TEXT,
    IN_ENGLISH,
    KEYS,
    MESSAGES,
    forms,
    is_on_discord,
    placeholders,
)

SAME = {"server.command_server", "shelf.choice_version", "shelf.terminal"}
"""What is on Discord and the same in English and Indonesian."""


def test_every_catalogue_is_compiled_as_it_is() -> None:
    assert tuple(CATALOGUES) == LANGUAGES
    for language, catalogue in CATALOGUES.items():
        with catalogue_path(language).open("rb") as file:
            compiled = gettext.GNUTranslations(file)
        assert _translations(compiled) == _translations(_compile(catalogue)), "run: make locales"
        assert compiled.info()["language"] == language


def _compile(catalogue: Catalog) -> gettext.GNUTranslations:
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def _translations(compiled: gettext.GNUTranslations) -> dict[object, str]:
    """Return what a compiled catalogue holds, but for its header, which has dates."""
    held: dict[object, str] = vars(compiled)["_catalog"]
    return {name: text for name, text in held.items() if name}


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_catalogue_has_no_guesses_no_leftovers_and_no_message_that_english_lacks(
    language: str,
) -> None:
    catalogue = CATALOGUES[language]

    assert not [name for name, message in MESSAGES[language].items() if message.fuzzy]
    assert not catalogue.obsolete
    assert MESSAGES[language].keys() <= IN_ENGLISH.keys()


@pytest.mark.parametrize("language", CATALOGUES)
def test_a_message_has_all_the_plural_forms_of_its_language_or_none(language: str) -> None:
    for name, message in MESSAGES[language].items():
        count = CATALOGUES[language].num_plurals if message.pluralizable else 1
        assert message.pluralizable == IN_ENGLISH[name].pluralizable, name
        assert len(forms(message)) == count, name
        assert all(forms(message)) or not any(forms(message)), name


@pytest.mark.parametrize("language", COMPLETE)
def test_english_and_indonesian_lack_nothing_and_explain_it_to_translators(language: str) -> None:
    messages = MESSAGES[language]

    assert list(messages) == list(IN_ENGLISH)
    for name, message in messages.items():
        assert all(form.strip() for form in forms(message)), name
        assert message.auto_comments == IN_ENGLISH[name].auto_comments, name
        # In a terminal it is easily seen what a text is for.
        assert message.auto_comments or not is_on_discord(name), name


def test_indonesian_is_not_english() -> None:
    same = {key for key in KEYS if set(forms(MESSAGES["id"][key])) & set(forms(IN_ENGLISH[key]))}

    assert set(filter(is_on_discord, same)) <= SAME


def test_placeholders_are_those_of_english() -> None:
    for where, name, text in EVERY_TEXT:
        allowed = set().union(*map(placeholders, forms(IN_ENGLISH[name])))
        assert placeholders(text) <= allowed, where
        if name in KEYS:
            # A form for a single thing may do without its number.
            assert placeholders(text) | {"count"} == allowed | {"count"}, where


def test_placeholders_of_what_is_known_by_a_key_are_plain_names() -> None:
    for where, name, text in EVERY_TEXT:
        for _, placeholder, how, conversion in Formatter().parse(text if name in KEYS else ""):
            assert placeholder is None or placeholder.isidentifier(), where
            assert not how, where
            assert not conversion, where


def test_what_is_counted_has_plural_forms() -> None:
    for key in KEYS:
        counted = any("count" in placeholders(form) for form in forms(IN_ENGLISH[key]))
        assert counted == bool(IN_ENGLISH[key].pluralizable), key
