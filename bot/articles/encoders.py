"""Which sentence encoder is used, by the setting KUTIP_SEMANTIC and by what is installed."""

import logging
from collections.abc import Callable, Sequence

from index.semantic.encoder import Encoder, EncoderError, Vectors
from index.semantic.universal import UniversalEncoder

log = logging.getLogger(__name__)

OFF, ON, AUTO = "off", "on", "auto"
"""The values of the setting; AUTO is on where an encoder is installed."""


class Watched:
    """An encoder that is given up, with one line in the log, once it fails.

    Answers then come by words alone.
    """

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._failed: EncoderError | None = None

    @property
    def name(self) -> str:
        """The encoder's name and version."""
        return self._encoder.name

    @property
    def dimensions(self) -> int:
        """How many numbers its vectors have."""
        return self._encoder.dimensions

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Return the encoder's vectors; raise EncoderError if it fails or has failed."""
        if self._failed is not None:
            raise self._failed
        try:
            return self._encoder.encode(texts)
        except EncoderError as error:
            self._failed = error
            log.warning(
                "Answering by words alone, because %s; `kutip check` says what to do.", error
            )
            raise


def encoder_of(setting: str, installed: Callable[[], Encoder] = UniversalEncoder) -> Encoder | None:
    """Return the encoder to use with a value of KUTIP_SEMANTIC; None for none."""
    if setting == OFF:
        return None
    try:
        return Watched(installed())
    except EncoderError as error:
        if setting == ON:
            log.warning(
                "Answering by words alone, because %s; `kutip check` says what to do.", error
            )
        return None
