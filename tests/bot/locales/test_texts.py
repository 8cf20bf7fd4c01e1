import io
from gettext import GNUTranslations

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from bot.locales import ENGLISH, Texts, texts_for
from tests.bot.indonesian import INDONESIAN


def texts_of(**messages: tuple[str, ...]) -> Texts:
    """Return texts with these messages of `shelf` alone; English stands in for all others."""
    catalogue = Catalog(locale="pl")
    for name, forms in messages.items():
        key = f"shelf.{name}"
        if len(forms) == 1:
            catalogue.add(key, forms[0])
        else:
            catalogue.add((key, key), forms)
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Texts("pl", GNUTranslations(compiled), ENGLISH)


def test_values_are_filled_in() -> None:
    assert ENGLISH("shelf.version", version=3) == "version 3"


@pytest.mark.parametrize(
    ("count", "text"),
    [(1, "1 plik"), (2, "2 pliki"), (4, "4 pliki"), (5, "5 plików"), (22, "22 pliki")],
)
def test_the_count_chooses_the_plural_form_as_the_language_has_it(count: int, text: str) -> None:
    texts = texts_of(paragraphs=("{count} plik", "{count} pliki", "{count} plików"))

    assert texts("shelf.paragraphs", count=count) == text


@pytest.mark.parametrize("texts", [ENGLISH, INDONESIAN])
def test_an_unknown_key_is_a_mistake(texts: Texts) -> None:
    with pytest.raises(KeyError, match=r"shelf\.nothing"):
        texts("shelf.nothing")
    with pytest.raises(KeyError, match=r"shelf\.nothing"):
        texts("shelf.nothing", count=1)
    assert "shelf.nothing" not in texts


def test_a_missing_value_is_a_mistake() -> None:
    with pytest.raises(KeyError, match="version"):
        ENGLISH("shelf.version")


def test_english_stands_in_for_what_is_not_translated() -> None:
    texts = texts_of(button_cancel=("Anuluj",), button_remove=("",), paragraphs=("", "", ""))

    assert texts("shelf.button_cancel") == "Anuluj"
    assert texts("shelf.button_remove") == ENGLISH("shelf.button_remove")
    assert texts("shelf.paragraphs", count=1) == ENGLISH("shelf.paragraphs", count=1)
    assert texts("shelf.button_article") == ENGLISH("shelf.button_article")
    assert "shelf.button_article" in texts


@pytest.mark.parametrize(
    ("locale", "default", "texts"),
    [
        ("id", "en", INDONESIAN),
        ("en-GB", "id", ENGLISH),
        ("ja", "id", ENGLISH),
        (None, "id", INDONESIAN),
        (None, "en", ENGLISH),
    ],
)
def test_a_locale_without_a_catalogue_gets_english(
    locale: str | None, default: str, texts: Texts
) -> None:
    assert texts_for(locale, default) is texts
