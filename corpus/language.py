"""The language of a text, by its letters."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cache

# Without types of its own.
from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]

SAMPLE = 20_000
"""Code points that are looked at: more tell nothing new, and this takes about 3 ms."""
SURE = 0.8
"""The probability from which on the language is taken as known; the model's is well calibrated
from about a sentence on, and below it guesses."""
SURE_MALAY = 0.95
"""The same for Malay as opposed to Indonesian: the two share most words, and the model takes a
plain Indonesian sentence for Malay with up to 0.8, a Malay one with 0.99."""

# Labels that stand for a variety of another, and what they are read as.
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
    """What language a text is taken to be in."""

    code: str
    """ISO 639-1."""
    sure: bool
    """Whether the text says so clearly."""


def detect_language(text: str) -> DetectedLanguage:
    """Return the likeliest language of a text; one without letters gets some, unsure.

    The first call loads the model.
    """
    probabilities: defaultdict[str, float] = defaultdict(float)
    for label, probability in load_model().rank(text[:SAMPLE]):
        probabilities[_VARIETIES.get(label, label)] += probability
    if probabilities["ms"] < SURE_MALAY:
        probabilities["id"] += probabilities.pop("ms")
    # Labels of three letters are languages that ISO 639-1 has no code for.
    code = max((code for code in probabilities if len(code) == 2), key=probabilities.__getitem__)
    return DetectedLanguage(code, sure=probabilities[code] >= SURE)


@cache
def load_model() -> LanguageIdentifier:
    """Return the model, loaded once: half a second, 15 MB, and a temporary file for a moment."""
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
