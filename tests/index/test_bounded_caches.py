"""What the process remembers of texts and questions has an end, however long it runs."""

import random
import sys
from functools import _lru_cache_wrapper

from index.grouping.gist import gist_of
from index.sameness import question_key, wording_key
from tests.index.articles import candidates


def unbounded() -> dict[str, int]:
    """Return how many values each cache without a bound holds, by its function."""
    return {
        f"{value.__module__}.{value.__qualname__}": value.cache_info().currsize
        for name, module in list(sys.modules.items())
        if name.partition(".")[0] in {"bot", "corpus", "index"}
        for value in list(vars(module).values())
        if isinstance(value, _lru_cache_wrapper) and value.cache_info().maxsize is None
    }


def read(words: list[str]) -> None:
    """Read a question and an article of these words in all ways."""
    question = f"{words[0]} apa yang di{words[1]} setelah {words[2]}? me{words[3]}kan siapa?"
    gist_of(question)
    question_key(question)
    wording_key(question)
    candidates(question, f"{' '.join(words)} 17 Agustus 2024.")


def test_nothing_grows_with_every_new_word_but_caches_with_a_bound() -> None:
    draw = random.Random(1)
    invented = ["".join(draw.choices("aeioubdgklmnprst", k=8)) for _ in range(400)]
    read(invented[:4])
    before = unbounded()

    for start in range(4, len(invented), 4):
        read(invented[start : start + 4])

    # Something may still be loaded for a language that is met for the first time.
    grown = {name: size - before.get(name, 0) for name, size in unbounded().items()}
    assert {name: by for name, by in grown.items() if by > 20} == {}
