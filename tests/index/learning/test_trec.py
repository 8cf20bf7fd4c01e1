from pathlib import Path

import ir_measures
import pytest
from ir_measures import RR

from index.errors import TrecError
from index.learning.evaluation import Found
from index.learning.judged import JudgedQuestion
from index.learning.trec import write_judgements, write_run

QUESTIONS = [
    JudgedQuestion("q 1", "?", True, (), ("a\u00a0b", "50%")),
    JudgedQuestion("q2", "?", True, (), ("c",)),
    JudgedQuestion("q3", "?", False, (), ()),
]
FOUND = [Found(("x", "50%")), Found(("c",)), Found(("c", "x"))]


def test_what_is_written_is_read_by_ir_measures_to_the_same_figures(tmp_path: Path) -> None:
    write_judgements(tmp_path / "new" / "set.qrels", QUESTIONS)
    write_run(tmp_path / "new" / "set.run", "kutip", QUESTIONS, FOUND)

    judged = list(ir_measures.read_trec_qrels(str(tmp_path / "new" / "set.qrels")))  # type: ignore[no-untyped-call]
    ranked = list(ir_measures.read_trec_run(str(tmp_path / "new" / "set.run")))  # type: ignore[no-untyped-call]

    assert [(one.query_id, one.doc_id, one.relevance) for one in judged] == [
        ("q%201", "a%C2%A0b", 1),
        ("q%201", "50%25", 1),
        ("q2", "c", 1),
    ]
    assert [one.doc_id for one in ranked] == ["x", "50%25", "c", "c", "x"]
    assert ir_measures.calc_aggregate([RR @ 10], judged, ranked) == {RR @ 10: (1 / 2 + 1) / 2}


def test_a_run_has_ranks_and_the_system(tmp_path: Path) -> None:
    path = tmp_path / "set.run"

    write_run(path, "bm25s", QUESTIONS[1:2], [Found(("c", "x"))])

    assert path.read_text() == "q2 Q0 c 1 1.0 bm25s\nq2 Q0 x 2 0.5 bm25s\n"


def test_a_folder_that_cannot_be_made_is_reported_in_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")

    with pytest.raises(TrecError, match=r"Can't write .*set\.run: "):
        write_run(tmp_path / "file" / "set.run", "kutip", QUESTIONS, FOUND)
