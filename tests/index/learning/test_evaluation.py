from pathlib import Path

from index.learning.evaluation import kutip, systems
from index.learning.judged import read_questions, read_set
from tests.index.learning.judged_sets import QUESTIONS, write_set


def test_kutip_is_asked_as_people_ask_it_and_refuses_nothing(tmp_path: Path) -> None:
    judged = read_set(write_set(tmp_path))
    questions = read_questions(tmp_path / "queries.dev.jsonl", judged).questions

    found = list(kutip(judged, questions))

    assert [one.passages[:1] for one in found[:2]] == [("p1",), ("p2",)]
    assert found[0].quotes is not None
    assert found[0].quotes[0] == "Narang memimpin pembicaraan."
    assert all(one.confidence is not None and 0 <= one.confidence <= 1 for one in found)


def test_kutip_is_asked_with_the_earlier_question_and_says_what_it_doubts(tmp_path: Path) -> None:
    further = {**QUESTIONS[0], "id": "q4", "text": "Siapa?", "after": "Rendang dimasak berapa jam?"}
    lacking = {**QUESTIONS[0], "id": "q5", "text": "Siapa memimpin pembicaraan 2029?"}
    judged = read_set(write_set(tmp_path, dev=[further, QUESTIONS[0], lacking]))
    questions = read_questions(tmp_path / "queries.dev.jsonl", judged).questions

    found = list(kutip(judged, questions))

    assert found[0].passages[:1] == ("p3",)
    assert [one.doubted for one in found[1:]] == [False, True]


def test_every_system_answers_every_question_in_order(tmp_path: Path) -> None:
    judged = read_set(write_set(tmp_path))
    questions = read_questions(tmp_path / "queries.dev.jsonl", judged).questions

    for system in systems(compare=True).values():
        found = list(system(judged, questions))
        assert [one.passages[:1] for one in found] == [("p1",), ("p2",), ()]


def test_peers_are_measured_only_for_comparison() -> None:
    assert list(systems(compare=False)) == ["kutip"]
    assert list(systems(compare=True)) == ["kutip", "rank_bm25", "bm25s", "sqlite_fts5"]
