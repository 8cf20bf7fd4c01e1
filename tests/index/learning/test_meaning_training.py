from pathlib import Path

import numpy as np

from index.learning.judged import read_questions, read_set
from index.learning.meaning_training import meaning_examples, train_second_ranker
from index.semantic.meaning import Meaning
from index.semantic.pool import POOL_FEATURES
from index.semantic.second import CONFIDENCE_FEATURES, LISTENED
from tests.index.learning.judged_sets import write_set
from tests.index.semantic.encoders import TinyEncoder

PASSAGES = [
    {"id": "p1", "article_id": "a", "title": "Warung", "text": "Ada hidangan pedas dan manis."},
    {"id": "p2", "article_id": "a", "title": "Warung", "text": "Parkir mobil di belakang."},
    {"id": "p3", "article_id": "b", "title": "Kereta", "text": "Kereta berangkat pukul tujuh."},
]
QUESTIONS = [
    {"id": "1", "text": "rendang pedas", "answerable": True, "answers": [], "relevant": ["p1"]},
    {
        "id": "2",
        "text": "rendang di belakang",
        "answerable": True,
        "answers": [],
        "relevant": ["p1"],
    },
    {"id": "3", "text": "parkir motor", "answerable": True, "answers": [], "relevant": ["p2"]},
    {"id": "4", "text": "siapa presiden", "answerable": False, "answers": [], "relevant": []},
]


def test_a_second_ranker_is_trained_on_what_words_are_unsure_of(tmp_path: Path) -> None:
    judged = read_set(write_set(tmp_path / "set", PASSAGES, train=QUESTIONS))
    questions = read_questions(tmp_path / "set" / "queries.train.jsonl", judged).questions

    examples = list(meaning_examples(judged, questions, Meaning.none(TinyEncoder()), 1.0))
    second = train_second_ranker(examples)

    assert all(
        each.finder.searched_by_words(each.question.text)[0].confidence < LISTENED
        for each in examples
    )
    assert {each.question.id for each in examples if any(each.good)} <= {"1", "2", "3"}
    assert second.ranking.names == POOL_FEATURES
    assert second.confidence.names == CONFIDENCE_FEATURES
    assert np.isfinite(second.ranking.weights).all()
    assert second.to_json() == train_second_ranker(examples).to_json()
