from pathlib import Path

import numpy as np

from index.learning.brief_training import brief_examples, train_brief
from index.learning.judged import read_questions, read_set
from index.ranking.brief import BRIEF_FEATURES
from index.reading.languages import Kind
from tests.index.learning.judged_sets import write_set

PASSAGES = [
    {"id": "p1", "article_id": "a", "title": "Warung", "text": "Ada hidangan pedas dan manis."},
    {"id": "p2", "article_id": "a", "title": "Warung", "text": "Parkir mobil di belakang."},
]
QUESTIONS = [
    {"id": "1", "text": "ada yang pedas?", "answerable": True, "answers": [], "relevant": ["p1"]},
    {"id": "2", "text": "parkir di mana", "answerable": True, "answers": [], "relevant": ["p2"]},
    {"id": "3", "text": "parkir motor", "answerable": False, "answers": [], "relevant": []},
    {"id": "4", "text": "zzz", "answerable": False, "answers": [], "relevant": []},
    {"id": "5", "text": "apa itu parkir?", "answerable": False, "answers": [], "relevant": []},
]


def test_the_confidence_in_brief_passages_learns_from_all_but_definitions(
    tmp_path: Path,
) -> None:
    judged = read_set(write_set(tmp_path / "set", PASSAGES, train=QUESTIONS))
    questions = read_questions(tmp_path / "set" / "queries.train.jsonl", judged).questions

    examples = list(brief_examples(judged, questions, ["mobil listrik terbaik", "qqq"]))
    model = train_brief(examples).model

    shares = [(each.share, each.right) for each in examples]
    assert shares == [
        ("answerable", True),
        ("answerable", True),
        ("unanswerable", False),
        ("foreign", False),
    ]
    assert model.names == BRIEF_FEATURES
    right, wrong = model.score(np.stack([examples[0].row, examples[3].row]), Kind.NONE)
    assert right > wrong
    assert model.to_json() == train_brief(examples).model.to_json()
