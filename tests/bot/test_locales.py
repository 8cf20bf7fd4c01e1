from dataclasses import fields
from string import Formatter

import pytest

from bot.locales import ENGLISH, INDONESIAN, Texts, texts_for
from index.answer import Refusal

FIELDS = [field.name for field in fields(Texts)]
NAMES = ("command_ask", "option_question", "option_private")


def placeholders(sentence: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


@pytest.mark.parametrize("field", FIELDS)
def test_every_sentence_is_said_in_both_languages_with_the_same_blanks(field: str) -> None:
    indonesian, english = getattr(INDONESIAN, field), getattr(ENGLISH, field)

    assert indonesian.strip()
    assert english.strip()
    assert indonesian != english
    assert placeholders(indonesian) == placeholders(english)


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
def test_only_indonesian_speaks_indonesian(locale: str | None, default: str, texts: Texts) -> None:
    assert texts_for(locale, default) is texts


@pytest.mark.parametrize("texts", [INDONESIAN, ENGLISH])
def test_every_refusal_has_a_sentence_of_its_own(texts: Texts) -> None:
    assert len({texts.refusal(reason) for reason in Refusal}) == len(Refusal)


@pytest.mark.parametrize("texts", [INDONESIAN, ENGLISH])
def test_names_and_labels_keep_to_discords_limits(texts: Texts) -> None:
    for name in NAMES:
        assert getattr(texts, name).isidentifier()
        assert getattr(texts, name).islower()
        assert len(getattr(texts, name)) <= 32
    assert len(texts.menu_ask) <= 32
    assert max(len(texts.show_around), len(texts.hide_around)) <= 80
    descriptions = [field for field in FIELDS if field.endswith("_description")]
    assert all(len(getattr(texts, field)) <= 100 for field in descriptions)
