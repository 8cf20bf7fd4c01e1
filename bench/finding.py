"""Measures the time of a question over 10,000 passages, compared with rank_bm25.

Questions consist of words of the passages. Times depend on the machine, so compare the ratio.
"""

import random
import statistics
import time
from collections.abc import Callable, Sequence

from passages import article, passages, vocabulary
from rank_bm25 import BM25Okapi

from index.finder import Finder

PASSAGES = 10_000
WORDS_IN_QUESTION = 6
ASKED = slice(200, 5000)
"""Which of the most common words are asked for; the first ones are function words."""
QUESTIONS = 200


def main() -> None:
    """Print the medians and their ratio."""
    draw = random.Random(1)  # noqa: S311
    words = vocabulary(draw)
    texts = passages(draw, words, PASSAGES)
    questions = [
        "Kapan " + " ".join(draw.sample(words[ASKED], WORDS_IN_QUESTION)) for _ in range(QUESTIONS)
    ]
    finder = Finder([article(f"article-{number:05}", text) for number, text in enumerate(texts)])
    plain = BM25Okapi([text.split() for text in texts])
    ours = _median_time(lambda question: finder.find(question, 0.3), questions)
    theirs = _median_time(lambda question: plain.get_scores(question.split()), questions)
    print(f"Kutip, answers       {ours:8.2f} ms")  # noqa: T201
    print(f"rank_bm25, scores    {theirs:8.2f} ms")  # noqa: T201
    print(f"ratio                {ours / theirs:8.2f}")  # noqa: T201


def _median_time(ask: Callable[[str], object], questions: Sequence[str]) -> float:
    """Return the median time of a question in milliseconds."""
    times = []
    for question in questions:
        started = time.perf_counter()
        ask(question)
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times)


if __name__ == "__main__":
    main()
