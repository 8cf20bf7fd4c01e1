"""Training of the confidence in brief passages, from everyday questions."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from index.finder import Finder
from index.learning.judged import JudgedQuestion, JudgedSet
from index.learning.training import fit_chances
from index.ranking.brief import BRIEF_FEATURES, BriefConfidence, brief_row, weighs
from index.ranking.matches import Floats

COST = 3e-3
"""L2 penalty of weights, relative to a mean log-likelihood; chosen by cross-validation over the
articles."""
UNANSWERABLE, FOREIGN = 0.22, 0.08
"""The shares of unanswerable questions that confidences are to be right for, in 0..1: of those of
the set, and of those asked elsewhere."""


@dataclass(frozen=True, slots=True)
class BriefExample:
    """A question over brief passages, and whether what is first answers it."""

    row: Floats
    """One element for each of BRIEF_FEATURES."""
    right: bool
    share: str
    """Which share of the weight it is counted in: of "answerable", "unanswerable" or "foreign"."""


def brief_examples(
    judged: JudgedSet, questions: Sequence[JudgedQuestion], elsewhere: Iterable[str]
) -> Iterator[BriefExample]:
    """Yield an example for each question that is weighed and for which something is found.

    Nothing in the set answers the questions that are asked `elsewhere`.
    """
    finder = Finder(judged.articles)
    for question in questions:
        share = "answerable" if question.answerable else "unanswerable"
        yield from _example(finder, judged, question, share)
    for text in elsewhere:
        yield from _example(finder, judged, JudgedQuestion("", text, False, (), ()), "foreign")


def train_brief(examples: Sequence[BriefExample]) -> BriefConfidence:
    """Return the model trained on the examples, with each share weighed as it is to be."""
    of_share = {
        "answerable": 1 - UNANSWERABLE - FOREIGN,
        "unanswerable": UNANSWERABLE,
        "foreign": FOREIGN,
    }
    counts = {share: sum(each.share == share for each in examples) for share in of_share}
    weights = np.array([of_share[each.share] / counts[each.share] for each in examples])
    rows = np.stack([each.row for each in examples])
    right = np.array([float(each.right) for each in examples])
    return BriefConfidence(fit_chances(rows, right, weights, BRIEF_FEATURES, COST))


def _example(
    finder: Finder, judged: JudgedSet, question: JudgedQuestion, share: str
) -> Iterator[BriefExample]:
    found, _ = finder.searched_by_words(question.text, question.earlier)
    if not found.ranked or not weighs(found.candidates):
        return
    hit = next(found.hits())
    passage = judged.passage_ids[hit.article.id, hit.passage.number]
    right = passage in question.relevant or question.is_answered_in(
        hit.sentence.of(hit.article.body)
    )
    row = brief_row(found.candidates, found.ranked[0], found.by_trees, found.doubts)
    yield BriefExample(row, right, share)
