"""Measures what answers by meaning cost, in a process of its own: `python -m performance.meaning`.

The process is its own, because an encoder stays in memory.
"""

import json
import subprocess
import sys
from itertools import islice

from generated_texts import articles, questions

from corpus.article import Article
from corpus.split import split
from index.finder import Finder
from index.semantic.meaning import Meaning
from index.semantic.second import LISTENED
from index.semantic.universal import UniversalEncoder, is_installed
from performance.measures import MEGABYTE, Memory, Row, Stopwatch, percentile

PASSAGES, QUESTIONS = 1000, 60
MIN_CONFIDENCE = 0.2


def measure_meaning() -> dict[str, Row]:
    """Return the figures, none if the extra `semantic` is not installed."""
    if not is_installed():
        return {}
    done = subprocess.run(  # noqa: S603
        [sys.executable, "-m", __name__], check=True, stdout=subprocess.PIPE
    )
    return {"kutip": json.loads(done.stdout)}


def _measured() -> Row:
    texts = list(articles(PASSAGES, 1))
    finder = Finder(
        [
            Article(each.id, 1, each.title, "", None, "id", each.body, split(each.body))
            for each in texts
        ]
    )
    encoder, memory, watch = UniversalEncoder(), Memory(), Stopwatch()
    encoder.encode(["a"])
    loading, resident = watch.cost()[0], memory.resident()
    watch = Stopwatch()
    meaning = Meaning.none(encoder).complete(finder.indexes)
    encoding = watch.cost()[0]
    asked = list(islice(questions(texts, 2 * QUESTIONS), QUESTIONS))
    costs = _costs(finder, finder.meaning_with(meaning), asked)
    return {
        "meaning_load_cpu": loading / 1000,
        "meaning_encode_cpu": encoding / 1000 * 1000 / finder.passages,
        "meaning_resident": resident,
        "meaning_vectors": meaning.vectors.nbytes / MEGABYTE * 10_000 / len(meaning.vectors),
        **costs,
    }


def _costs(words: Finder, both: Finder, asked: list[str]) -> Row:
    """Return what meaning adds to a question, at the median."""
    added: dict[str, list[float]] = {"sure": [], "unsure": []}
    for question in asked:
        costs = []
        for finder in (words, both):
            times = []
            for _ in range(3):
                watch = Stopwatch()
                finder.find(question, MIN_CONFIDENCE)
                times.append(watch.cost()[0])
            costs.append(min(times))
        sure = words.find(question, MIN_CONFIDENCE).confidence >= LISTENED
        added["sure" if sure else "unsure"].append(costs[1] - costs[0])
    return {f"meaning_{name}_cpu": percentile(each, 0.5) for name, each in added.items() if each}


if __name__ == "__main__":
    json.dump(_measured(), sys.stdout)
