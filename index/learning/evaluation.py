"""Evaluation: asks Kutip and its peers the same judged questions, and collects what they find."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from index.answer import Answer
from index.finder import Finder
from index.learning.judged import JudgedQuestion, JudgedSet
from index.learning.peers import DEPTH, PEERS, Peer
from index.semantic.encoder import Encoder
from index.semantic.meaning import Meaning

QUOTED = 3
"""The most quotes of an answer."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a system found for one question."""

    passages: tuple[str, ...]
    """The ids of at most DEPTH passages, best first."""
    quotes: tuple[str, ...] | None = None
    """The best sentences of the first QUOTED passages; None for peers, which quote nothing."""
    confidence: float | None = None
    """The confidence, in 0..1, in the first passage; None for peers, which have none."""
    doubted: bool = False
    """Whether it would be shown with a warning, whatever the confidence."""


System = Callable[[JudgedSet, Sequence[JudgedQuestion]], Iterator[Found]]
"""Yields what it found in the set for each question, in order."""


def kutip(judged: JudgedSet, questions: Sequence[JudgedQuestion]) -> Iterator[Found]:
    """Ask Kutip as users do, but refuse nothing, because refusals follow from the confidence."""
    finder = Finder(judged.articles)
    for question in questions:
        yield _found(finder.find(question.text, 0.0, DEPTH, earlier=question.earlier), judged)


def with_meaning(encoder: Encoder) -> System:
    """Return Kutip with an encoder that it asks where words are unsure."""

    def ask(judged: JudgedSet, questions: Sequence[JudgedQuestion]) -> Iterator[Found]:
        finder = Finder(judged.articles)
        finder = finder.meaning_with(Meaning.none(encoder).complete(finder.indexes))
        for question in questions:
            yield _found(finder.find(question.text, 0.0, DEPTH, earlier=question.earlier), judged)

    return ask


def systems(compare: bool, encoder: Encoder | None = None) -> dict[str, System]:
    """Return the systems to measure by name: Kutip and, to compare it with, its peers.

    With an encoder, Kutip with meaning is one of these.
    """
    if not compare:
        return {"kutip": kutip}
    meaning = {"kutip_meaning": with_meaning(encoder)} if encoder is not None else {}
    return {"kutip": kutip, **meaning, **{name: _ranked(peer) for name, peer in PEERS.items()}}


def _found(answer: Answer, judged: JudgedSet) -> Found:
    return Found(
        tuple(judged.passage_ids[hit.article.id, hit.passage.number] for hit in answer.hits),
        tuple(hit.sentence.of(hit.article.body) for hit in answer.hits[:QUOTED]),
        answer.confidence,
        bool(answer.doubts),
    )


def _ranked(peer: Peer) -> System:
    def ask(judged: JudgedSet, questions: Sequence[JudgedQuestion]) -> Iterator[Found]:
        ids = list(judged.passages)
        texts = [question.text for question in questions]
        for ranking in peer(list(judged.passages.values()), judged.language, texts):
            yield Found(tuple(ids[position] for position in ranking))

    return ask
