"""Generates articles and questions to measure with: the same ones for the same seed.

Words: those of the shipped article, the most frequent first, then invented ones, VOCABULARY in all.
How often a word is drawn follows the law of Zipf and Mandelbrot, so that common words come first
and the number of different words grows with the text. A quarter of an article's words are drawn
from the TOPIC_WORDS of its topic instead. A passage is one paragraph of 60 to 100 words in
sentences of 6 to 18; one word in thirty is a number.

Questions: a question word, 4 to 7 words of one passage, and 1 to 3 common ones, 8.5 words in the
mean. One in ten has a word with two letters swapped, and one in ten asks in words that no passage
has.
"""

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache

import numpy as np
from performance.texts import Text

from corpus.shipped import shipped_articles

VOCABULARY = 200_000
SHIFT = 2.7
"""Mandelbrot's shift: how much the most common words are levelled."""
PASSAGES = 20
"""Passages of an article."""
TOPIC_WORDS = 40
COMMON = 100
"""How many of the most common words are no topic's."""
MOST_LETTERS = 6_000
"""The longest text that a slash command of Discord lets through, in characters."""

_SYLLABLES = [first + second for first in "bcdgjklmnprst" for second in "aeiou"]
_ASKING = ("Siapa", "Kapan", "Di mana", "Apa", "Bagaimana", "Kenapa", "Berapa")
_WORD = re.compile(r"[a-z]{5,}")


@cache
def vocabulary() -> tuple[str, ...]:
    """Return VOCABULARY different words, the most common first."""
    known = Counter(
        word.lower()
        for draft in shipped_articles()
        for word in re.findall(r"[A-Za-z]+", draft.body)
    )
    words = dict.fromkeys(word for word, _ in known.most_common())
    draw = random.Random(0)  # noqa: S311
    while len(words) < VOCABULARY:
        words.setdefault("".join(draw.choices(_SYLLABLES, k=draw.randint(2, 5))))
    return tuple(words)


def articles(passages: int, guild_id: int = 1, seed: int = 1) -> Iterator[Text]:
    """Yield the articles of a server, with so many passages in all."""
    draw = np.random.default_rng([seed, guild_id])
    words = vocabulary()
    shares = np.cumsum(1 / (np.arange(len(words)) + 1 + SHIFT))
    shares /= shares[-1]
    for number, start in enumerate(range(0, passages, PASSAGES), start=1):
        topic = np.searchsorted(shares, draw.random(4 * TOPIC_WORDS))
        topic = topic[topic >= COMMON][:TOPIC_WORDS]
        body = "\n".join(
            _passage(draw, words, shares, topic) for _ in range(min(PASSAGES, passages - start))
        )
        yield Text(guild_id, f"g{guild_id}-{number}", f"Artikel {guild_id} {number}", body)


def questions(texts: Sequence[Text], count: int, seed: int = 1) -> list[str]:
    """Return questions about articles."""
    draw = random.Random(seed)  # noqa: S311
    return [_question(draw, draw.choice(draw.choice(texts).passages)) for _ in range(count)]


def costliest_question(seed: int = 1) -> str:
    """Return a question as long as can be asked, of words that are unknown but nearly known."""
    draw = random.Random(seed)  # noqa: S311
    text = ""
    while len(text) < MOST_LETTERS:
        text += _swapped(draw, draw.choice(vocabulary()[COMMON:])) + "q "
    return text[:MOST_LETTERS].strip()


def _passage(
    draw: np.random.Generator, words: Sequence[str], shares: np.ndarray, topic: np.ndarray
) -> str:
    count = int(draw.integers(60, 101))
    drawn = np.searchsorted(shares, draw.random(count))
    chance = draw.random(count)
    on_topic = chance < 0.25
    drawn[on_topic] = draw.choice(topic, int(on_topic.sum()))
    each = [words[place] for place in drawn]
    for place in np.flatnonzero(chance > 1 - 1 / 30):
        each[place] = str(draw.integers(1, 2030))
    start = 0
    while start < count:
        end = min(count, start + int(draw.integers(6, 19)))
        each[start] = each[start].capitalize()
        each[end - 1] += "."
        start = end
    return " ".join(each)


def _question(draw: random.Random, passage: str) -> str:
    common = vocabulary()[:COMMON]
    found = [word for word in dict.fromkeys(_WORD.findall(passage)) if word not in common]
    about = draw.sample(found, min(len(found), draw.randint(4, 7)))
    kind = draw.randrange(10)
    if kind == 0:
        about[0] = _swapped(draw, about[0])
    elif kind == 1:
        about = [f"{_swapped(draw, word)}q" for word in about]
    rest = about + draw.choices(common, k=draw.randint(1, 3))
    draw.shuffle(rest)
    return f"{draw.choice(_ASKING)} {' '.join(rest)}?"


def _swapped(draw: random.Random, word: str) -> str:
    place = draw.randrange(max(1, len(word) - 1))
    return word[:place] + word[place : place + 2][::-1] + word[place + 2 :]
