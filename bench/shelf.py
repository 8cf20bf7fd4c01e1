"""Measures the time from a change of an article of 20 passages to an answer, among 10,000 passages.

An article is added, replaced and removed; after each change, a question is asked that it answers or
answered before. Times depend on the machine, so compare the ratio to indexing everything again.
"""

import random
import statistics
import time
from collections.abc import Collection, Sequence

from passages import article, passages, vocabulary

from corpus.article import Article
from index.finder import Finder

ARTICLES = 500
PASSAGES_IN_ARTICLE = 20
ROUNDS = 15
WORDS_IN_QUESTION = 6
LONG_WORD = 6
"""Letters of a long word, at least."""


def main() -> None:
    """Print the median wall and CPU times, compared with making a new finder."""
    draw = random.Random(1)  # noqa: S311
    words = vocabulary(draw)
    texts = [
        "\n".join(passages(draw, words, PASSAGES_IN_ARTICLE)) for _ in range(ARTICLES + 2 * ROUNDS)
    ]
    bodies = iter(texts)
    held = [article(f"article-{number:03}", next(bodies)) for number in range(ARTICLES)]
    started = _now()
    finder = Finder(held)
    new_finder = _since(started)

    times: dict[str, list[tuple[float, float]]] = {"add": [], "replace": [], "remove": []}
    for _ in range(ROUNDS):
        first, second = article("new", next(bodies)), article("new", next(bodies))
        for name, added, removed, asked in (
            ("add", [first], [], first),
            ("replace", [second], [], second),
            ("remove", [], ["new"], second),
        ):
            question = _question(draw, asked)
            started = _now()
            finder, quoted = _change(finder, added, removed, question)
            times[name].append(_since(started))
            if (asked in quoted) != bool(added):
                raise SystemExit(f"After {name}, the answer does not match the articles.")
    for name, each in times.items():
        wall, cpu = map(statistics.median, zip(*each, strict=True))
        print(  # noqa: T201
            f"{name:8} to an answer  {wall:8.1f} ms, {cpu:8.1f} ms CPU, "
            f"new finder / this {new_finder[1] / cpu:6.0f}"
        )
    print(f"new finder          {new_finder[0]:10.1f} ms, {new_finder[1]:8.1f} ms CPU")  # noqa: T201


def _change(
    finder: Finder, added: Sequence[Article], removed: Collection[str], question: str
) -> tuple[Finder, list[Article]]:
    """Return the changed finder, and the articles that it quotes for the question."""
    changed = finder.changed(added, removed)
    return changed, [hit.article for hit in changed.find(question, 0.0).hits]


def _question(draw: random.Random, asked: Article) -> str:
    """Return a question with long words of one passage, which are rarely function words."""
    passage = draw.choice(asked.passages).span.of(asked.body)
    words = sorted({word.strip(".,") for word in passage.split() if len(word) >= LONG_WORD})
    return "Kapan " + " ".join(draw.sample(words, WORDS_IN_QUESTION))


def _now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _since(started: tuple[float, float]) -> tuple[float, float]:
    """Return the wall and CPU times since then, in milliseconds."""
    wall, cpu = (now - then for now, then in zip(_now(), started, strict=True))
    return wall * 1000, cpu * 1000


if __name__ == "__main__":
    main()
