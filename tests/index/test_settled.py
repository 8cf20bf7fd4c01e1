"""The finder with questions that were settled."""

import pytest

from index.answer import Answer
from index.finder import Finder
from index.searching.settled import Settlement
from index.settled import SettledQuestions
from tests.index.articles import articles

LEAST = 0.2
LAG = "Permainan yang tersendat biasanya karena resolusi yang terlalu tinggi."
PAY = "Kirim bukti di kanal kasir; pangkat aktif dalam sehari."
PETS = "Hewan peliharaan yang terkunci aman dari pencuri."
FINDER = Finder(articles(LAG, PAY, PETS))
BODIES = (LAG, PAY, PETS)


def settled(question: str, body: str, weight: float = 1.0) -> Settlement:
    return Settlement(question, None, f"article-{BODIES.index(body) + 1}", body, weight)


def find(question: str, *settlements: Settlement) -> Answer:
    return FINDER.find(question, LEAST, settled=SettledQuestions(settlements))


def first(answer: Answer) -> str | None:
    return answer.hits[0].article.body if answer.hits else None


def test_other_words_for_the_same_find_the_passage_that_was_settled() -> None:
    question = "ngefreeze mulu di alun-alun"

    assert first(find(question)) is None
    assert first(find(question, settled("kok ngefreeze terus ya", LAG))) == LAG


def test_the_same_words_are_sure_and_counted_as_found_by_what_was_settled() -> None:
    answer = find("terus ngefreeze kok", settled("kok ngefreeze terus ya", LAG))

    assert answer.hits[0].settled
    assert not answer.doubtful


def test_one_word_of_several_is_not_sure() -> None:
    answer = find("refund pet yang hilang gimana", settled("refund rank gimana", PAY))

    assert answer.doubtful or not answer.answered


def test_a_settled_question_does_not_lead_away_from_a_better_answer() -> None:
    question = "apakah hewan peliharaan yang terkunci aman dari pencuri?"
    alone = find(question)

    assert (
        first(find(question, settled("peliharaan hilang pas login", PAY))) == first(alone) == PETS
    )


def test_what_was_rejected_is_not_shown_for_the_question_again() -> None:
    question = "pangkat aktif kapan"
    assert first(find(question)) == PAY

    assert first(find(question, settled(question, PAY, weight=-1.0))) != PAY
    assert first(find("pangkat aktif dalam berapa hari?", settled(question, PAY, -1.0))) == PAY


def test_what_no_passage_answers_is_refused_rather_than_doubted() -> None:
    question = "kasir buka hari apa"
    answer = find(question, settled(question, PAY, weight=-1.0))

    assert not answer.answered


@pytest.mark.parametrize("count", [0, 1, 3000])
def test_however_many_were_settled_an_answer_comes(count: int) -> None:
    many = [settled(f"pangkat nomor{number} kapan aktif", PAY) for number in range(count)]

    assert first(find("pangkat nomor7 kapan aktif", *many)) == PAY


def test_nothing_settled_changes_nothing() -> None:
    question = "kenapa permainan tersendat"

    assert find(question) == FINDER.find(question, LEAST)


def test_a_question_is_read_once_however_often_what_was_settled_changes() -> None:
    before = SettledQuestions([settled("kok ngefreeze terus", LAG)])
    (index,) = FINDER._indexes.values()
    before.field(index)
    after = before.changed([settled("kok ngefreeze terus", LAG), settled("bayar", PAY)])

    assert after._read == before._read
    assert after.field(index) is not None
    assert len(after._read) == 2
