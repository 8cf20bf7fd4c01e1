import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from string import Formatter
from typing import Any

import pytest

from bot.locales import ENGLISH, INDONESIAN, Texts, texts_for
from index.answer import Refusal


def sentences(
    texts: Any,  # noqa: ANN401
    prefix: str = "",
) -> Iterator[tuple[str, str]]:
    """Yield every sentence of texts and of their parts, with the names that lead there."""
    for field in fields(texts):
        value, name = getattr(texts, field.name), f"{prefix}{field.name}"
        if is_dataclass(value):
            yield from sentences(value, f"{name}.")
        elif isinstance(value, dict):
            yield from ((f"{name}[{key!r}]", sentence) for key, sentence in value.items())
        else:
            yield name, value


IN_ENGLISH, IN_INDONESIAN = dict(sentences(ENGLISH)), dict(sentences(INDONESIAN))
SAME = frozenset({"server.command_server"})
"""What is the same in every language, e.g. the languages' own names."""


def placeholders(sentence: str) -> set[str | None]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name is not None}


def test_both_languages_say_the_same_things() -> None:
    assert IN_ENGLISH.keys() == IN_INDONESIAN.keys()


@pytest.mark.parametrize("name", IN_ENGLISH)
def test_every_sentence_is_said_in_both_languages_with_the_same_blanks(name: str) -> None:
    indonesian, english = IN_INDONESIAN[name], IN_ENGLISH[name]

    assert indonesian.strip()
    assert english.strip()
    assert indonesian != english or name in SAME
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


@pytest.mark.parametrize("told", [IN_ENGLISH, IN_INDONESIAN])
def test_names_and_labels_keep_to_discords_limits(told: dict[str, str]) -> None:
    for name, sentence in told.items():
        last = name.rpartition(".")[2]
        if last.endswith("_description"):
            assert len(sentence) <= 100, name
        elif last.startswith(("command_", "option_")):
            assert re.fullmatch(r"[-_\w]{1,32}", sentence), name
            assert sentence.islower(), name
        elif last.startswith("menu_"):
            assert len(sentence) <= 32, name
        elif last.startswith(("button_", "show_around", "hide_around")):
            assert len(sentence) <= 80, name
        elif last.startswith(("label_", "form_")):
            assert len(sentence) <= 45, name
