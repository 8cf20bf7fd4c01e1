import doctest

import pytest

from bot.locales import LANGUAGES, language_of, languages, terminal_language, texts


def test_english_and_indonesian_ship_with_kutip() -> None:
    assert {"en", "id"} <= set(LANGUAGES)


@pytest.mark.parametrize(
    ("locale", "language"),
    [
        ("id", "id"),
        ("ID", "id"),
        ("id_ID.UTF-8", "id"),
        ("en-GB", "en"),
        ("en_US@euro", "en"),
        ("ja", None),
        ("C", None),
        ("C.UTF-8", None),
        ("POSIX", None),
        ("", None),
        ("idn", None),
    ],
)
def test_a_locale_has_the_language_it_begins_with(locale: str, language: str | None) -> None:
    assert language_of(locale) == language


def test_a_catalogue_for_a_country_goes_before_that_for_the_language(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(languages, "_BY_NAME", {"pt": "pt", "pt_br": "pt_BR"})

    assert [language_of(locale) for locale in ("pt-BR", "pt_BR.UTF-8", "pt-PT")] == [
        "pt_BR",
        "pt_BR",
        "pt",
    ]


@pytest.mark.parametrize(
    ("environment", "setting", "language"),
    [
        ({}, None, "en"),
        ({}, "id", "id"),
        ({"LC_ALL": "id_ID.UTF-8"}, "en", "en"),
        ({"LANG": "id_ID.UTF-8"}, None, "id"),
        ({"LANG": "en_US.UTF-8", "LC_MESSAGES": "id_ID.UTF-8"}, None, "id"),
        ({"LANG": "id_ID.UTF-8", "LC_MESSAGES": "id_ID", "LC_ALL": "C"}, None, "en"),
        ({"LANG": "id_ID.UTF-8", "LC_ALL": ""}, None, "id"),
        ({"LANG": "ja_JP.UTF-8"}, None, "en"),
        ({"LC_CTYPE": "id_ID.UTF-8"}, None, "en"),
    ],
)
def test_a_terminal_speaks_as_set_else_as_its_locale_else_english(
    environment: dict[str, str], setting: str | None, language: str
) -> None:
    assert terminal_language(environment, setting) == language


def test_the_examples_are_right() -> None:
    for module in (languages, texts):
        tried = doctest.testmod(module)
        assert tried.attempted
        assert not tried.failed
