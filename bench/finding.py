"""How long one question takes over 10,000 passages, beside rank_bm25 on the same passages.

The passages are made of the shipped article's words and of invented ones, as often as words are
in any text (Zipf's law); the questions are some of their words. Times depend on the machine, so
the ratio is what to compare.
"""

import random
import statistics
import time
from collections.abc import Callable, Sequence

from rank_bm25 import BM25Okapi

from corpus.article import Article
from corpus.shipped import shipped_articles
from corpus.split import split
from index.finder import Finder

PASSAGES = 10_000
WORDS_IN_PASSAGE = 70
WORDS_IN_QUESTION = 6
QUESTIONS = 200
VOCABULARY = 50_000


def main() -> None:
    """Print the medians and their ratio."""
    draw = random.Random(1)  # noqa: S311
    words = _vocabulary(draw)
    shares = [1 / rank for rank in range(1, len(words) + 1)]
    texts = [
        " ".join(draw.choices(words, shares, k=WORDS_IN_PASSAGE)) + "." for _ in range(PASSAGES)
    ]
    # The most common words are function words, which nobody asks for.
    questions = [
        "Kapan " + " ".join(draw.sample(words[200:5000], WORDS_IN_QUESTION))
        for _ in range(QUESTIONS)
    ]
    finder = Finder([_article(number, text) for number, text in enumerate(texts)], 0.3)
    plain = BM25Okapi([text.split() for text in texts])
    ours = _median(finder.find, questions)
    theirs = _median(lambda question: plain.get_scores(question.split()), questions)
    print(f"Kutip, answers       {ours:8.2f} ms")  # noqa: T201
    print(f"rank_bm25, scores    {theirs:8.2f} ms")  # noqa: T201
    print(f"ratio                {ours / theirs:8.2f}")  # noqa: T201


def _vocabulary(draw: random.Random) -> list[str]:
    known = sorted({word for draft in shipped_articles() for word in draft.body.split()})
    syllables = [first + second for first in "bcdgjklmnprst" for second in "aeiou"]
    invented = {"".join(draw.choices(syllables, k=draw.randint(2, 4))) for _ in range(VOCABULARY)}
    return [*known, *sorted(invented)]


def _article(number: int, text: str) -> Article:
    return Article(f"article-{number:05}", 1, "", "", None, "id", text, split(text))


def _median(ask: Callable[[str], object], questions: Sequence[str]) -> float:
    """Return the median time of a question in milliseconds."""
    times = []
    for question in questions:
        started = time.perf_counter()
        ask(question)
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    main()
