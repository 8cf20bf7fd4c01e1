"""The articles and questions that speed is measured with."""

from pathlib import Path

from generated_texts import MOST_LETTERS, articles, costliest_question, questions, vocabulary
from performance.texts import read_texts, write_texts

from corpus.split import split


def test_the_same_seed_gives_the_same_articles_and_questions() -> None:
    first, second = (list(articles(45, guild_id=7, seed=3)) for _ in range(2))

    assert first == second
    assert questions(first, 5, seed=3) == questions(second, 5, seed=3)


def test_servers_and_seeds_have_different_articles() -> None:
    bodies = {
        text.body for guild_id in (1, 2) for seed in (1, 2) for text in articles(20, guild_id, seed)
    }

    assert len(bodies) == 4


def test_a_line_is_a_passage_as_kutip_splits_it() -> None:
    texts = list(articles(45))

    assert [len(text.passages) for text in texts] == [20, 20, 5]
    assert [len(split(text.body)) for text in texts] == [20, 20, 5]


def test_common_words_come_first() -> None:
    words = " ".join(text.body for text in articles(400)).lower().replace(".", "").split()
    common, rare = (sum(map(words.count, vocabulary()[place : place + 5])) for place in (0, 1000))

    assert common > 10 * rare > 0


def test_questions_are_about_as_long_as_those_of_people() -> None:
    asked = questions(list(articles(100)), 500)
    lengths = [len(question.split()) for question in asked]

    assert 8 < sum(lengths) / len(lengths) < 9
    assert len(set(asked)) == len(asked)


def test_the_costliest_question_is_as_long_as_discord_allows_and_of_unknown_words() -> None:
    question = costliest_question()

    assert MOST_LETTERS - 2 <= len(question) <= MOST_LETTERS
    # The last word may be cut off.
    assert not set(question.split()[:-1]) & set(vocabulary())


def test_texts_come_back_from_their_file(tmp_path: Path) -> None:
    first, second = list(articles(40))
    write_texts([first], tmp_path / "texts.jsonl")
    write_texts([second], tmp_path / "texts.jsonl")

    assert read_texts(tmp_path / "texts.jsonl") == [first, second]
