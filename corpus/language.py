"""Detect the language of a text."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

# Ships no type hints.
from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

SAMPLE = 20_000
"""Code points that are examined, in about 3 ms; more don't improve the result."""
CONFIDENT = 0.8
"""The probability from which a language counts as certain. The model is well calibrated for texts
of about a sentence or more; for shorter ones it guesses."""
CONFIDENT_MALAY = 0.95
"""The same for Malay as opposed to Indonesian. The two share most words: the model gives Malay up
to 0.8 for a plain Indonesian sentence, and 0.99 for a Malay one."""
LONG = 1_000
"""Code points from which CONFIDENT is enough for Malay, too: of 600 Indonesian texts of that length
the model gave none more than 0.5."""

# The model's labels for varieties of a language, and the code used for them here.
_VARIETIES = {
    "arz": "ar",
    "ary": "ar",
    "nn": "no",
    "pcm": "en",
    "uzs": "uz",
    "wuu": "zh",
    "yue": "zh",
}


@dataclass(frozen=True, slots=True)
class DetectedLanguage:
    """The most likely language of a text."""

    code: str
    """ISO 639-1."""
    confident: bool
    """Whether its probability is high enough to rely on."""


def detect_language(text: str) -> DetectedLanguage:
    """Return the most likely language of a text; for one without letters, an arbitrary one.

    The first call loads the model.

    >>> detect_language("Ayam bertelur hampir setiap pagi di kandang.")
    DetectedLanguage(code='id', confident=True)
    """
    probabilities: defaultdict[str, float] = defaultdict(float)
    for label, probability in load_model().rank(text[:SAMPLE]):
        probabilities[_VARIETIES.get(label, label)] += probability
    if probabilities["ms"] < (CONFIDENT if len(text) >= LONG else CONFIDENT_MALAY):
        probabilities["id"] += probabilities.pop("ms")
    # Labels of three letters are languages without an ISO 639-1 code.
    code = max((code for code in probabilities if len(code) == 2), key=probabilities.__getitem__)
    return DetectedLanguage(code, confident=probabilities[code] >= CONFIDENT)


@cache
def load_model() -> LanguageIdentifier:
    """Load the model once: takes half a second, 15 MB and, briefly, a temporary file."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
