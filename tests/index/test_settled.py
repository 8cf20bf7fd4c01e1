"""The finder with questions that were settled."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from index.answer import Answer
from index.finder import Finder
from index.searching.settled import Settlement
from index.settled import SettledQuestions
from tests.index.articles import article, articles

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


def test_other_settled_words_make_nothing_sure_that_was_not() -> None:
    before = settled("cancel pesanan kamera besok siang duitnya balik", PAY)

    assert find("reschedule pesanan kamera besok siang duitnya balik", before).doubtful
    assert not find("duitnya balik cancel pesanan kamera besok siang", before).doubtful


def test_what_was_rejected_for_a_question_answers_others() -> None:
    rejected = settled("pangkat aktif kapan", PAY, weight=-1.0)

    assert first(find("kirim bukti di kanal apa?", rejected)) == PAY


def test_answers_do_not_depend_on_how_the_finder_came_about() -> None:
    settlements = [settled("kok ngefreeze terus ya", LAG), settled("refund rank gimana", PAY)]
    english = article("Boats leave the harbour every hour.", "boats", "en")
    read = SettledQuestions(settlements)
    changed = Finder(articles(PETS)).changed([*articles(LAG, PAY), english], {"article-1"})
    changed = changed.changed([english], {"article-2"}).changed(articles(LAG, PAY), ())
    fresh = Finder(changed.articles)

    for question in ("ngefreeze mulu", "refund rank", "when do boats leave", "ngefrezee", "???"):
        expected = fresh.find(question, LEAST, settled=SettledQuestions(settlements))
        assert changed.find(question, LEAST, settled=read) == expected
        assert changed.find(question, LEAST, settled=read) == expected


def test_threads_find_the_same() -> None:
    questions = ["ngefreeze mulu", "refund rank", "pangkat aktif kapan"] * 5
    settlements = [settled("kok ngefreeze terus ya", LAG), settled("refund rank gimana", PAY)]
    expected = [find(question, *settlements) for question in questions]
    shared = SettledQuestions(settlements)

    with ThreadPoolExecutor(4) as pool:
        found = pool.map(lambda each: FINDER.find(each, LEAST, settled=shared), questions)

        assert list(found) == expected


@pytest.mark.parametrize("question", ["", "???", "yang di ke dari", "lag patah " * 1000, "\0😀"])
def test_settled_questions_may_be_any_text(question: str) -> None:
    assert first(find("pangkat aktif kapan", settled(question, LAG))) == PAY


def test_what_was_settled_for_a_text_that_changed_says_nothing() -> None:
    gone = Settlement("kok ngefreeze terus ya", None, "article-1", f"{LAG} Dulu.", 1.0)

    assert find("ngefreeze mulu", gone) == find("ngefreeze mulu")


def test_a_question_in_another_language_may_be_settled() -> None:
    before = settled("why does it freeze all the time", LAG)

    assert first(find("it freezes all the time why", before)) == LAG


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
    (index,) = FINDER.indexes.values()
    before.field(index)
    after = before.changed([settled("kok ngefreeze terus", LAG), settled("bayar", PAY)])

    assert after._read == before._read
    assert after.field(index) is not None
    assert len(after._read) == 2
