"""How well questions are answered: Kutip and its peers asked the same, and what they found."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from index.answer import Answer
from index.finder import Finder
from index.learning.judged import JudgedQuestion, JudgedSet
from index.learning.peers import DEPTH, PEERS, Peer

QUOTED = 3
"""How many quotes an answer shows at most."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a system found for one question."""

    passages: tuple[str, ...]
    """The ids of at most DEPTH passages, best first."""
    quotes: tuple[str, ...] | None = None
    """The sentences shown of the first QUOTED passages; None of a peer, which shows none."""
    confidence: float | None = None
    """In 0..1: how sure it is of the first passage; None of a peer, which doesn't tell."""


System = Callable[[JudgedSet, Sequence[JudgedQuestion]], Iterator[Found]]
"""Yields for each question, in order, what it found in the set."""


def kutip(judged: JudgedSet, questions: Sequence[JudgedQuestion]) -> Iterator[Found]:
    """Ask what people ask, except that nothing is refused: that is judged by the confidence."""
    finder = Finder(judged.articles)
    for question in questions:
        yield _found(finder.find(question.text, 0.0, DEPTH), judged)


def systems(compare: bool) -> dict[str, System]:
    """Return what is measured, by name: Kutip, and to compare it with, its peers."""
    peers = {name: _ranked(peer) for name, peer in PEERS.items()} if compare else {}
    return {"kutip": kutip, **peers}


def _found(answer: Answer, judged: JudgedSet) -> Found:
    return Found(
        tuple(judged.places[hit.article.id, hit.passage.number] for hit in answer.hits),
        tuple(hit.sentence.of(hit.article.body) for hit in answer.hits[:QUOTED]),
        answer.confidence,
    )


def _ranked(peer: Peer) -> System:
    def ask(judged: JudgedSet, questions: Sequence[JudgedQuestion]) -> Iterator[Found]:
        ids = list(judged.passages)
        texts = [question.text for question in questions]
        for ranking in peer(list(judged.passages.values()), judged.language, texts):
            yield Found(tuple(ids[position] for position in ranking))

    return ask
