"""Whether a text that is not known to be a question looks like one."""

import re
from collections.abc import Sequence

from index.reading.languages import Language, fold

LONGEST = 500
"""Code points of the longest text that may be one question."""
LEAST_WORDS = 3
"""Words of the shortest question without a question mark."""
_MARK = re.compile(r"\w\W*[?？؟](?=\s|$)")
"""Not in an address, where a letter follows it."""
_WORD = re.compile(r"\w+")


def looks_like_question(text: str, languages: Sequence[Language]) -> bool:
    """Return whether a text has a question mark, or begins as a question does in these languages.

    >>> from index.reading.languages import language
    >>> looks_like_question("kapan toko buka", [language("id")])
    True
    >>> looks_like_question("toko buka jam tujuh", [language("id")])
    False
    """
    if len(text) > LONGEST:
        return False
    if _MARK.search(text):
        return True
    words = tuple(_WORD.findall(fold(text)))
    return len(words) >= LEAST_WORDS and any(
        words[:length] in each.questions
        for each in languages
        for length in range(1, each.phrase_lengths.get(words[0], 0) + 1)
    )
