"""Javanese word forms: a light stemmer, because Snowball has none.

It removes what most often makes two forms of one word differ in short texts: the endings of
possession and of definite nouns (regané, bukune, bukumu, asmanipun), those of verbs (-ake, -aken),
and the prefixes di-, dipun- and a nasal that leaves the first letter of a word (nggawa, mbayar).
"""

import re

MIN_BASE = 4
"""The fewest letters that are left."""
_ENDING = re.compile("(?:(?<=[aeiouéè])n(?:[eé]|ipun)|(?<![aeiouéè])(?:[eé]|ipun)|ku|mu|ak[eé]n?)$")
_PREFIX = re.compile("^(?:dipun|di|n(?=[dj])|ng(?=[gaeiouéè])|m(?=b))")


def javanese_stem(word: str) -> str:
    """Return the stem of a folded Javanese word.

    >>> [javanese_stem(word) for word in ("rega", "regane", "regané", "diungkep", "ngungkep")]
    ['rega', 'rega', 'rega', 'ungkep', 'ungkep']
    """
    stem = word
    while (shorter := _ENDING.sub("", stem)) != stem and len(shorter) >= MIN_BASE:
        stem = shorter
    bare = _PREFIX.sub("", stem)
    return bare if len(bare) >= MIN_BASE else stem
