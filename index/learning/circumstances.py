"""Questions over corpora in all circumstances: what the confidence learns from."""

import random
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

import numpy as np

from corpus.article import Article, Passage
from index.learning.examples import TrainingSet, halves
from index.learning.judged import JudgedQuestion
from index.ranking.confidence import confidence_row
from index.ranking.matches import Floats, Integers
from index.ranking.ranking import Ranker
from index.searching.retrieval import PassageIndex

SEED = 5
QUESTIONS = 1800
"""How many questions of half a set, of either kind, the confidence learns from."""
SMALL_CORPORA = {1: 150, 2: 120, 9: 60, 40: 20}
"""How many corpora of so many passages it learns from, drawn from a set."""
NEIGHBOURS = 700
"""How many questions it learns from over corpora of passages that are near to being right."""
NEIGHBOURHOODS = (1, 2, 3, 5, 9)
"""The sizes of these."""


class Circumstance(Enum):
    """How a question meets a corpus."""

    OWN = auto()
    """It is the set's own, over the whole set."""
    TAKEN_OUT = auto()
    """The passages that answer it were taken out."""
    FOREIGN = auto()
    """It is another set's."""
    UNANSWERABLE = auto()
    """It only looks like one that the set answers."""
    SMALL_OWN = auto()
    SMALL_FOREIGN = auto()
    """Over a few passages of the set, with or without one that answers."""
    NEAR_OWN = auto()
    NEAR_TAKEN_OUT = auto()
    """Over a few passages that share much with the question, with or without one that answers."""

    @property
    def own(self) -> bool:
        """Whether the corpus answers the question."""
        return self in {Circumstance.OWN, Circumstance.SMALL_OWN, Circumstance.NEAR_OWN}


COUNTS = {
    Circumstance.OWN: (1.0, 1.0),
    Circumstance.TAKEN_OUT: (0.5, 0.15),
    Circumstance.FOREIGN: (1.2, 0.1),
    Circumstance.UNANSWERABLE: (0.1, 0.05),
    Circumstance.SMALL_OWN: (0.7, 0.3),
    Circumstance.SMALL_FOREIGN: (1.4, 0.1),
    Circumstance.NEAR_OWN: (0.7, 0.3),
    Circumstance.NEAR_TAKEN_OUT: (0.7, 0.2),
}
"""How much an example counts: for telling own questions from others, and for how likely the first
passage is right, where only what happens often should count much."""


@dataclass(frozen=True, slots=True)
class ConfidenceExamples:
    """Questions over corpora, a row each."""

    rows: Floats
    """In the columns of CONFIDENCE_FEATURES."""
    own: Floats
    """1 where the corpus answers the question, else 0."""
    right: Floats
    """1 where what would be shown first is right, else 0."""
    evidence: Floats
    """How much each counts for telling own questions from others."""
    reality: Floats
    """How much each counts for how likely the first passage is right."""
    half: Integers
    """Of which half of the questions it is, 0 or 1."""


_Found = Iterator[tuple[Circumstance, Floats, bool]]
"""Of questions over corpora: how each meets its own, its row, and whether the first is right."""


def confidence_examples(
    sets: Sequence[TrainingSet], rankers: tuple[Ranker, Ranker]
) -> ConfidenceExamples:
    """Return examples of all circumstances, drawn with SEED.

    Each of the rankers ranks a half of the questions, which it must not have learnt from: those
    that it has, it ranks better than what it meets later.
    """
    draw = random.Random(SEED)  # noqa: S311  # it keeps no secret
    # A question that the corpus shouldn't answer, yet does, teaches nothing.
    kept = [
        (number, *example)
        for number, (half, ranker) in enumerate(zip(halves(sets), rankers, strict=True))
        for example in _of_half(half, ranker, draw)
        if example[0].own or not example[2]
    ]
    return ConfidenceExamples(
        rows=np.stack([row for _, _, row, _ in kept]),
        own=np.array([float(circumstance.own) for _, circumstance, _, _ in kept]),
        right=np.array([float(right) for *_, right in kept]),
        evidence=np.array([COUNTS[circumstance][0] for _, circumstance, _, _ in kept]),
        reality=np.array([COUNTS[circumstance][1] for _, circumstance, _, _ in kept]),
        half=np.array([number for number, *_ in kept]),
    )


def _of_half(sets: Sequence[TrainingSet], ranker: Ranker, draw: random.Random) -> _Found:
    for training in sets:
        others = [other.index for other in sets if other is not training]
        questions = list(training.questions)
        draw.shuffle(questions)
        own = [question for question in questions if question.answerable][:QUESTIONS]
        unanswerable = [question for question in questions if not question.answerable][:QUESTIONS]
        yield from _over_whole_sets(training, others, own, unanswerable, ranker)
        yield from _over_small_corpora(training, own, ranker, draw)
        yield from _over_neighbours(training, own[:NEIGHBOURS], ranker, draw)


def _over_whole_sets(
    training: TrainingSet,
    others: Sequence[PassageIndex],
    own: Sequence[JudgedQuestion],
    unanswerable: Sequence[JudgedQuestion],
    ranker: Ranker,
) -> _Found:
    for question in own:
        yield from _example(training, question, training.index, ranker, Circumstance.OWN)
        without = [training.positions[passage_id] for passage_id in question.relevant]
        yield from _example(
            training, question, training.index, ranker, Circumstance.TAKEN_OUT, without
        )
        for other in others:
            yield from _example(None, question, other, ranker, Circumstance.FOREIGN)
    for question in unanswerable:
        yield from _example(None, question, training.index, ranker, Circumstance.UNANSWERABLE)


def _over_small_corpora(
    training: TrainingSet, own: Sequence[JudgedQuestion], ranker: Ranker, draw: random.Random
) -> _Found:
    if not own:
        return
    passages = sorted(training.judged.passages)
    for size, corpora in SMALL_CORPORA.items():
        for _ in range(corpora):
            wanted = draw.choice(own)
            others = draw.sample(passages, min(size - 1, len(passages)))
            inside = {wanted.relevant[0], *others}
            small = _index(training, inside)
            for question in [each for each in own if inside & set(each.relevant)][:8]:
                yield from _example(training, question, small, ranker, Circumstance.SMALL_OWN)
            for question in draw.sample(own, min(3 + size // 5, len(own))):
                if not inside & set(question.relevant):
                    yield from _example(
                        training, question, small, ranker, Circumstance.SMALL_FOREIGN
                    )


def _over_neighbours(
    training: TrainingSet, own: Sequence[JudgedQuestion], ranker: Ranker, draw: random.Random
) -> _Found:
    for question in own:
        candidates = training.index.candidates(training.index.read(question.text))
        near = [
            passage_id
            for position in candidates.positions
            if (passage_id := training.passage_id(training.index, int(position)))
            not in question.relevant
        ][:12]
        if not near:
            continue
        some = draw.sample(near, min(draw.choice(NEIGHBOURHOODS), len(near)))
        without = _index(training, set(some))
        yield from _example(training, question, without, ranker, Circumstance.NEAR_TAKEN_OUT)
        with_right = _index(training, {*some[:-1], question.relevant[0]})
        yield from _example(training, question, with_right, ranker, Circumstance.NEAR_OWN)


def _example(  # noqa: PLR0913, PLR0917
    training: TrainingSet | None,
    question: JudgedQuestion,
    index: PassageIndex,
    ranker: Ranker,
    circumstance: Circumstance,
    without: Sequence[int] = (),
) -> _Found:
    """Yield the example, if the question has a candidate; right is nothing outside its own set."""
    candidates = index.candidates(index.read(question.text), without=without)
    ranked = ranker.rank(index, candidates)
    if not ranked:
        return
    right = False
    if training is not None:
        position = int(candidates.positions[ranked[0].candidate])
        article, passage = index.places[position]
        sentence = passage.sentences[ranked[0].sentence].of(article.body)
        right = training.passage_id(
            index, position
        ) in question.relevant or question.is_answered_in(sentence)
    yield circumstance, confidence_row(candidates, ranked), right


def _index(training: TrainingSet, ids: Collection[str]) -> PassageIndex:
    """Return an index of a few of the set's passages, each with its article's title."""
    chosen: dict[Article, list[Passage]] = {}
    for position in sorted(training.positions[passage_id] for passage_id in ids):
        article, passage = training.index.places[position]
        chosen.setdefault(article, []).append(passage)
    return PassageIndex(
        [replace(article, passages=tuple(passages)) for article, passages in chosen.items()],
        training.judged.language,
        training.index.languages,
    )
