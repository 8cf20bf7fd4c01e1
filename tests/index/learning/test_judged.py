import json
import re
from pathlib import Path

import pytest

from index.errors import JudgedSetError
from index.learning.judged import question_files, read_questions, read_set
from tests.index.learning.judged_sets import PASSAGES, QUESTIONS, write_lines, write_set


def test_the_passages_of_one_article_id_are_one_article_in_the_order_of_the_file(
    tmp_path: Path,
) -> None:
    judged = read_set(write_set(tmp_path / "set"))

    korea, kitchen = judged.articles
    assert (korea.id, korea.title, korea.language) == ("a", "Korea", "id")
    assert korea.body == "Narang memimpin pembicaraan.\nSatelit diluncurkan Selasa."
    assert [passage.span.of(korea.body) for passage in korea.passages] == [
        "Narang memimpin pembicaraan.",
        "Satelit diluncurkan Selasa.",
    ]
    assert [sentence.of(kitchen.body) for sentence in kitchen.passages[0].sentences] == [
        "Rendang dimasak empat jam.",
        "Lama!",
    ]
    assert judged.passage_ids == {("a", 1): "p1", ("a", 2): "p2", ("b", 1): "p3"}
    assert judged.name == "set"
    assert judged.complaints == ()


def test_passages_of_one_article_need_not_be_adjacent(tmp_path: Path) -> None:
    judged = read_set(write_set(tmp_path, [PASSAGES[0], PASSAGES[2], PASSAGES[1]]))

    assert [article.id for article in judged.articles] == ["a", "b"]
    assert judged.passage_ids["a", 2] == "p2"
    assert list(judged.passages) == ["p1", "p3", "p2"]


def test_white_space_around_a_passage_is_removed(tmp_path: Path) -> None:
    judged = read_set(write_set(tmp_path, [{**PASSAGES[0], "text": " \n Narang.\u2028Ia. \n"}]))

    assert judged.articles[0].body == "Narang.\u2028Ia."


def test_the_language_of_a_set_is_that_of_its_meta_json(tmp_path: Path) -> None:
    write_set(tmp_path)
    (tmp_path / "meta.json").write_text('{"lang": "de"}')

    judged = read_set(tmp_path)

    assert judged.language == "de"
    assert {article.language for article in judged.articles} == {"de"}


@pytest.mark.parametrize("meta", ["{", "[]", '{"lang": 3}'])
def test_a_damaged_meta_json_is_reported_and_the_set_is_read(tmp_path: Path, meta: str) -> None:
    write_set(tmp_path)
    (tmp_path / "meta.json").write_text(meta)

    judged = read_set(tmp_path)

    assert judged.language == "id"
    assert [str(tmp_path / "meta.json") in str(complaint) for complaint in judged.complaints] == [
        True
    ]


GOOD_PASSAGE = json.dumps(PASSAGES[0])


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "not valid JSON in Unicode"),
        ("[" * 100_000, "not valid JSON in Unicode"),
        ('{"id": "\\ud800"}', "not valid JSON in Unicode"),
        ("[1]", "not a JSON object"),
        ('{"id": "x", "article_id": "a", "title": ""}', "“text” is missing"),
        ('{"id": 7, "article_id": "a", "title": "", "text": "Kata."}', "“id” is not a string"),
        ('{"id": "x", "article_id": null, "title": "", "text": "Kata."}', "“article_id” is not"),
        (GOOD_PASSAGE, "the id 'p1' was used before"),
        ('{"id": "x", "article_id": "a", "title": "", "text": " \\n"}', "the passage is empty"),
        ('{"id": "x", "article_id": "a", "title": "", "text": "…!"}', "the passage is empty"),
    ],
)
def test_a_malformed_passage_is_named_by_file_and_line_and_the_rest_is_read(
    tmp_path: Path, line: str, reason: str
) -> None:
    last = json.dumps(PASSAGES[2])
    (tmp_path / "passages.jsonl").write_text(f"{GOOD_PASSAGE}\n\n{line}\n{last}", "utf-8")

    judged = read_set(tmp_path)

    assert list(judged.passages) == ["p1", "p3"]
    (complaint,) = judged.complaints
    assert str(complaint).startswith(f"{tmp_path / 'passages.jsonl'}, line 3: {reason}")


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"answerable": "yes"}, "“answerable” is neither true nor false"),
        ({"answers": "Narang"}, "“answers” is not a list of strings"),
        ({"relevant": [1]}, "“relevant” is not a list of strings"),
        ({"relevant": ["p1", "p9"]}, "there is no passage 'p9'"),
        ({"relevant": []}, "answerable, but without a relevant passage"),
        ({"answers": [" "]}, "an answer is empty"),
    ],
)
def test_a_malformed_question_is_named_by_file_and_line_and_the_rest_is_read(
    tmp_path: Path, changed: dict[str, object], reason: str
) -> None:
    judged = read_set(write_set(tmp_path))
    path = write_lines(tmp_path / "some.jsonl", [{**QUESTIONS[0], **changed}, QUESTIONS[1]])

    file = read_questions(path, judged)

    assert [question.id for question in file.questions] == ["q2"]
    assert [str(complaint) for complaint in file.complaints] == [f"{path}, line 1: {reason}."]


def test_a_byte_order_mark_is_allowed(tmp_path: Path) -> None:
    path = write_set(tmp_path) / "passages.jsonl"
    path.write_bytes("\ufeff".encode() + path.read_bytes())

    assert read_set(tmp_path).complaints == ()


def test_a_missing_folder_is_reported_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(JudgedSetError, match=r"Can't read .*passages\.jsonl: No such file"):
        read_set(tmp_path / "nowhere")


def test_a_set_without_passages_is_reported_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(JudgedSetError, match="has no passages"):
        read_set(write_set(tmp_path, []))


def test_a_set_without_readable_passages_says_what_is_wrong_with_each(tmp_path: Path) -> None:
    (tmp_path / "passages.jsonl").write_text("{\n[]\n", "utf-8")

    with pytest.raises(JudgedSetError) as error:
        read_set(tmp_path)

    pattern = r"\S+ has no passages\. \S+, line 1: .+\. \S+, line 2: not a JSON object\."
    assert re.fullmatch(pattern, str(error.value))


@pytest.mark.parametrize("name", ["passages.jsonl", "meta.json"])
def test_a_file_that_is_not_utf_8_is_reported_in_one_sentence(tmp_path: Path, name: str) -> None:
    write_set(tmp_path)
    (tmp_path / name).write_bytes(b'{"lang": "\xe9"}')

    with pytest.raises(JudgedSetError, match=rf"{name} is not UTF-8 text"):
        read_set(tmp_path)


def test_every_file_of_questions_in_the_folder_is_found_in_order(tmp_path: Path) -> None:
    write_set(tmp_path, train=QUESTIONS, dev=QUESTIONS)

    assert question_files(tmp_path) == [
        tmp_path / "queries.dev.jsonl",
        tmp_path / "queries.train.jsonl",
    ]


def test_a_named_question_file_is_looked_up_in_the_folder_first(tmp_path: Path) -> None:
    inside = write_set(tmp_path / "set", dev=QUESTIONS) / "queries.dev.jsonl"
    outside = write_lines(tmp_path / "other.jsonl", QUESTIONS)

    found = question_files(tmp_path / "set", [Path("queries.dev.jsonl"), outside])

    assert found == [inside, outside]


def test_a_set_without_questions_is_reported_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(JudgedSetError, match=r"has no question files"):
        question_files(tmp_path)


def test_a_file_without_questions_about_the_set_is_reported_in_one_sentence(tmp_path: Path) -> None:
    judged = read_set(write_set(tmp_path))
    path = write_lines(tmp_path / "empty.jsonl", [])

    with pytest.raises(JudgedSetError, match=r"empty\.jsonl has no questions about"):
        read_questions(path, judged)
