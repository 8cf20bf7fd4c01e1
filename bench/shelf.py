"""How long an article of 20 passages takes from its change to an answer, beside 10,000 passages.

An article is added, replaced and removed, each time with a question that it answers, or did. Times
depend on the machine, so how many times faster than indexing all anew it is is what to compare.
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


def main() -> None:
    """Print the medians, by the clock and of the processor's time, beside a finder made anew."""
    draw = random.Random(1)  # noqa: S311
    words = vocabulary(draw)
    texts = [
        "\n".join(passages(draw, words, PASSAGES_IN_ARTICLE)) for _ in range(ARTICLES + 2 * ROUNDS)
    ]
    bodies = iter(texts)
    held = [article(f"article-{number:03}", next(bodies)) for number in range(ARTICLES)]
    started = _now()
    finder = Finder(held)
    anew = _since(started)

    times: dict[str, list[tuple[float, float]]] = {"add": [], "replace": [], "remove": []}
    for _ in range(ROUNDS):
        first, second = article("new", next(bodies)), article("new", next(bodies))
        for name, taken_in, gone, asked in (
            ("add", [first], [], first),
            ("replace", [second], [], second),
            ("remove", [], ["new"], second),
        ):
            question = _question(draw, asked)
            started = _now()
            finder, quoted = _change(finder, taken_in, gone, question)
            times[name].append(_since(started))
            if (asked in quoted) != bool(taken_in):
                raise SystemExit(f"After {name}, the answer is not that of the articles held.")
    for name, each in times.items():
        clock, processor = map(statistics.median, zip(*each, strict=True))
        print(  # noqa: T201
            f"{name:8} to an answer  {clock:8.1f} ms, {processor:8.1f} ms of the processor, "
            f"anew / this {anew[1] / processor:6.0f}"
        )
    print(f"made anew           {anew[0]:10.1f} ms, {anew[1]:8.1f} ms of the processor")  # noqa: T201


def _change(
    finder: Finder, taken_in: Sequence[Article], gone: Collection[str], question: str
) -> tuple[Finder, list[Article]]:
    """Return the changed finder, and the articles that it quotes for the question."""
    changed = finder.changed(taken_in, gone)
    return changed, [hit.article for hit in changed.find(question, 0.0).hits]


def _question(draw: random.Random, asked: Article) -> str:
    """Return a question of words of one passage, long ones, which are rarely function words."""
    passage = draw.choice(asked.passages).span.of(asked.body)
    words = sorted({word.strip(".,") for word in passage.split() if len(word) > 5})
    return "Kapan " + " ".join(draw.sample(words, WORDS_IN_QUESTION))


def _now() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def _since(started: tuple[float, float]) -> tuple[float, float]:
    """Return the milliseconds since then, by the clock and of the processor's time."""
    clock, processor = (now - then for now, then in zip(_now(), started, strict=True))
    return clock * 1000, processor * 1000


if __name__ == "__main__":
    main()
