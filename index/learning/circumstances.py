"""Training examples for the confidence: questions over corpora that do or do not answer them."""

import random
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto

import numpy as np

from corpus.article import Article, Passage
from index.learning.examples import TrainingSet, halves
from index.learning.judged import JudgedQuestion
from index.learning.rewriting import Pool, Rewriter
from index.ranking.confidence import confidence_row
from index.ranking.matches import Floats, Integers
from index.ranking.ranking import Ranker
from index.searching.retrieval import PassageIndex

SEED = 5
QUESTIONS = 220
"""The most questions, answerable or not, of half a set that the confidence learns from."""
SMALL_CORPORA = {1: 60, 2: 50, 9: 40, 40: 14}
"""How many small corpora are drawn from half a set, by their size in passages."""
ANSWERED_OVER_SMALL = 8
"""The most answerable questions asked over one small corpus."""
FOREIGN_OVER_SMALL, PASSAGES_PER_FOREIGN = 3, 5
"""How many unanswerable questions are asked over a small corpus: so many, and one more for each so
many passages."""
NEIGHBOURS = 250
"""How many questions of half a set are asked over corpora of their best candidates."""
NEIGHBOURHOODS = (1, 2, 3, 5, 9)
"""The sizes of these corpora, in passages."""
NEAREST = 12
"""How many of the best wrong candidates they are drawn from."""
EVERYDAY = 350
"""How many questions of half a set are asked as people type them, over small shelves."""
SHELVES = (4, 12, 40, 120)
"""The sizes of these shelves, in passages; half of them are those most similar to the question."""


class Circumstance(Enum):
    """The relation of a question to the corpus it is asked over."""

    OWN = auto()
    """A question of the set, over the whole set."""
    TAKEN_OUT = auto()
    """A question of the set, without the passages that answer it."""
    FOREIGN = auto()
    """A question of another set."""
    UNANSWERABLE = auto()
    """A question that merely looks as if the set answered it."""
    SMALL_OWN = auto()
    SMALL_FOREIGN = auto()
    """Over a few passages of the set, with or without one that answers."""
    NEAR_OWN = auto()
    NEAR_TAKEN_OUT = auto()
    """Over a few passages similar to the question, with or without one that answers."""
    EVERYDAY_OWN = auto()
    EVERYDAY_FOREIGN = auto()
    """Rewritten as people type, over a small shelf, with or without a passage that answers."""
    KEYWORDS_OWN = auto()
    """Some of its content words, over a small shelf that answers it."""
    NEAR_MISS = auto()
    """Rewritten so that nothing answers, over a small shelf with the passage that did."""

    @property
    def answerable(self) -> bool:
        """Whether the corpus answers the question."""
        return self in {
            Circumstance.OWN,
            Circumstance.SMALL_OWN,
            Circumstance.NEAR_OWN,
            Circumstance.EVERYDAY_OWN,
            Circumstance.KEYWORDS_OWN,
        }


WEIGHTS = {
    Circumstance.OWN: (1.0, 1.0),
    Circumstance.TAKEN_OUT: (0.5, 0.15),
    Circumstance.FOREIGN: (2.5, 0.1),
    Circumstance.UNANSWERABLE: (0.1, 0.05),
    Circumstance.SMALL_OWN: (0.7, 0.3),
    Circumstance.SMALL_FOREIGN: (2.0, 0.1),
    Circumstance.NEAR_OWN: (0.7, 0.3),
    Circumstance.NEAR_TAKEN_OUT: (0.7, 0.2),
    Circumstance.EVERYDAY_OWN: (2.0, 0.5),
    Circumstance.EVERYDAY_FOREIGN: (2.5, 0.1),
    Circumstance.KEYWORDS_OWN: (0.5, 0.2),
    Circumstance.NEAR_MISS: (0.001, 0.3),
}
"""Weights of an example: for learning which questions are answerable, and for calibrating the
chance to be right, where the weights are to resemble how often each circumstance occurs. From near
misses made by rule almost nothing is learnt, because a word of theirs that a passage lacks looks
like one that a chat says in other words; they only lower the chances."""


@dataclass(frozen=True, slots=True)
class ConfidenceExamples:
    """Questions over corpora; one row each."""

    rows: Floats
    """One column for each of CONFIDENCE_FEATURES."""
    answerable: Floats
    """1 where the corpus answers the question, else 0."""
    right: Floats
    """1 where the passage ranked first is right, else 0."""
    learning_weights: Floats
    """Weights for learning which questions are answerable."""
    calibration_weights: Floats
    """Weights for calibrating the chance to be right."""
    half: Integers
    """The half of the questions that each belongs to, 0 or 1."""


_Examples = Iterator[tuple[Circumstance, Floats, bool]]
"""Yields for each example its circumstance, its features, and whether the first passage is right.
"""


def confidence_examples(
    sets: Sequence[TrainingSet], rankers: tuple[Ranker, Ranker]
) -> ConfidenceExamples:
    """Return examples of all circumstances, drawn with SEED.

    Each ranker ranks one half of the questions. It must not have been trained on that half, because
    it ranks questions it has seen better than new ones.
    """
    draw = random.Random(SEED)  # noqa: S311  # not used for secrets
    # A question that the corpus answers by accident teaches nothing.
    kept = [
        (number, *example)
        for number, (half, ranker) in enumerate(zip(halves(sets), rankers, strict=True))
        for example in _of_half(half, ranker, draw)
        if example[0].answerable or not example[2]
    ]
    return ConfidenceExamples(
        rows=np.stack([row for _, _, row, _ in kept]),
        answerable=np.array([float(circumstance.answerable) for _, circumstance, _, _ in kept]),
        right=np.array([float(right) for *_, right in kept]),
        learning_weights=np.array([WEIGHTS[circumstance][0] for _, circumstance, _, _ in kept]),
        calibration_weights=np.array([WEIGHTS[circumstance][1] for _, circumstance, _, _ in kept]),
        half=np.array([number for number, *_ in kept]),
    )


def _of_half(sets: Sequence[TrainingSet], ranker: Ranker, draw: random.Random) -> _Examples:
    for training in sets:
        others = [other.index for other in sets if other is not training]
        questions = list(training.questions)
        draw.shuffle(questions)
        own = [question for question in questions if question.answerable][:QUESTIONS]
        unanswerable = [question for question in questions if not question.answerable][:QUESTIONS]
        yield from _over_whole_sets(training, others, own, unanswerable, ranker)
        yield from _over_small_corpora(training, own, ranker, draw)
        yield from _over_neighbours(training, own[:NEIGHBOURS], ranker, draw)
        yield from _as_people_type(training, own, ranker, draw)


def _over_whole_sets(
    training: TrainingSet,
    others: Sequence[PassageIndex],
    own: Sequence[JudgedQuestion],
    unanswerable: Sequence[JudgedQuestion],
    ranker: Ranker,
) -> _Examples:
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
) -> _Examples:
    if not own:
        return
    passages = sorted(training.judged.passages)
    for size, corpora in SMALL_CORPORA.items():
        for _ in range(corpora):
            wanted = draw.choice(own)
            others = draw.sample(passages, min(size - 1, len(passages)))
            inside = {wanted.relevant[0], *others}
            small = _index(training, inside)
            answered = [each for each in own if inside & set(each.relevant)]
            for question in answered[:ANSWERED_OVER_SMALL]:
                yield from _example(training, question, small, ranker, Circumstance.SMALL_OWN)
            foreign = FOREIGN_OVER_SMALL + size // PASSAGES_PER_FOREIGN
            for question in draw.sample(own, min(foreign, len(own))):
                if not inside & set(question.relevant):
                    yield from _example(
                        training, question, small, ranker, Circumstance.SMALL_FOREIGN
                    )


def _over_neighbours(
    training: TrainingSet, own: Sequence[JudgedQuestion], ranker: Ranker, draw: random.Random
) -> _Examples:
    for question in own:
        candidates = training.index.candidates(training.index.read(question.text))
        near = [
            passage_id
            for position in candidates.positions
            if (passage_id := training.passage_id(training.index, int(position)))
            not in question.relevant
        ][:NEAREST]
        if not near:
            continue
        some = draw.sample(near, min(draw.choice(NEIGHBOURHOODS), len(near)))
        without = _index(training, set(some))
        yield from _example(training, question, without, ranker, Circumstance.NEAR_TAKEN_OUT)
        with_right = _index(training, {*some[:-1], question.relevant[0]})
        yield from _example(training, question, with_right, ranker, Circumstance.NEAR_OWN)


def _as_people_type(
    training: TrainingSet, own: Sequence[JudgedQuestion], ranker: Ranker, draw: random.Random
) -> _Examples:
    rewriter = Rewriter(training.index.analyzer, draw)
    pool = Pool.of([question.text for question in own], training.index.analyzer)
    passages = sorted(training.judged.passages)
    for question, foreign in zip(own[:EVERYDAY], reversed(own), strict=False):
        size = draw.choice(SHELVES)
        candidates = training.index.candidates(training.index.read(question.text))
        near = [
            training.passage_id(training.index, int(position))
            for position in candidates.positions[: size // 2]
        ]
        random_ones = draw.sample(passages, min(size - size // 2, len(passages)))
        right = question.relevant[0]
        shelf = {right, *near, *random_ones} - (set(question.relevant) - {right})
        index = _index(training, shelf)
        asked = [
            (Circumstance.EVERYDAY_OWN, rewriter.everyday(question.text)),
            (Circumstance.KEYWORDS_OWN, rewriter.keywords(question.text)),
        ]
        passage = training.judged.passages[right]
        asked += [
            (Circumstance.NEAR_MISS, rewriter.near_miss(text, passage, pool) or "")
            for text in (question.text, rewriter.everyday(question.text))
        ]
        if not shelf & set(foreign.relevant):
            asked.append((Circumstance.EVERYDAY_FOREIGN, rewriter.everyday(foreign.text)))
        for circumstance, text in asked:
            if text:
                judging = training if circumstance.answerable else None
                rewritten = replace(question, text=text)
                yield from _example(judging, rewritten, index, ranker, circumstance)


def _example(  # noqa: PLR0913, PLR0917
    training: TrainingSet | None,
    question: JudgedQuestion,
    index: PassageIndex,
    ranker: Ranker,
    circumstance: Circumstance,
    without: Sequence[int] = (),
) -> _Examples:
    """Yield the example if the question has a candidate.

    `training` is the set that judges the question, or None over another set, where no passage is
    right.
    """
    candidates = index.candidates(index.read(question.text), without=without)
    ranked = ranker.rank(index, candidates)
    if not ranked:
        return
    right = False
    if training is not None:
        position = int(candidates.positions[ranked[0].candidate])
        article, passage = index.passages[position]
        sentence = passage.sentences[ranked[0].sentence].of(article.body)
        right = training.passage_id(
            index, position
        ) in question.relevant or question.is_answered_in(sentence)
    yield circumstance, confidence_row(candidates, ranked), right


def _index(training: TrainingSet, ids: Collection[str]) -> PassageIndex:
    """Return an index of some passages of the set, each with its article's title."""
    chosen: dict[Article, list[Passage]] = {}
    for position in sorted(training.positions[passage_id] for passage_id in ids):
        article, passage = training.index.passages[position]
        chosen.setdefault(article, []).append(passage)
    return PassageIndex(
        [replace(article, passages=tuple(passages)) for article, passages in chosen.items()],
        training.judged.language,
        training.index.languages,
    )
