from dataclasses import replace

import pytest

from corpus.article import Article
from corpus.split import split
from index.answer import Refusal
from index.chosen import CERTAIN, put_first
from index.finder import Finder

PAGI = "Ayam berkokok pada pagi hari yang cerah di kampung. Semua orang bangun lalu bekerja."
KOLAM = "Bebek berenang di kolam belakang rumah nenek saya. Airnya dingin sekali."
BODY = f"{PAGI}\n\n{KOLAM}"
AYAM = Article("ayam", 1, "Unggas", "", None, "id", BODY, split(BODY))
FINDER = Finder([AYAM])
FIRST, SECOND = AYAM.passages
KAPAN, RENDANG = "Kapan ayam berkokok?", "Bagaimana memasak rendang?"


def test_without_a_choice_an_answer_stays_as_it_is() -> None:
    answer = FINDER.find(KAPAN, 0.3)

    assert put_first(answer, [], 3) is answer


def test_what_was_chosen_comes_first_and_the_rest_after_it() -> None:
    answer = put_first(FINDER.find(KAPAN, 0.0), [(AYAM, SECOND)], 3)

    assert [(hit.passage, hit.chosen) for hit in answer.hits] == [(SECOND, True), (FIRST, False)]
    assert (answer.confidence, answer.doubtful, answer.question) == (CERTAIN, False, KAPAN)


def test_a_passage_that_was_found_is_not_shown_twice_and_keeps_its_words() -> None:
    found = FINDER.find(KAPAN, 0.3)
    answer = put_first(found, [(AYAM, FIRST)], 3)

    assert answer.hits[0] == replace(found.hits[0], chosen=True)
    assert [hit.passage for hit in answer.hits].count(FIRST) == 1


def test_a_refusal_becomes_an_answer() -> None:
    refused = FINDER.find(RENDANG, 0.9)
    assert refused.refusal is Refusal.NO_MATCH
    answer = put_first(refused, [(AYAM, SECOND)], 3)

    assert answer.answered
    assert answer.nearest == ()
    (hit,) = answer.hits
    assert (hit.article, hit.passage, hit.chosen) == (AYAM, SECOND, True)


@pytest.mark.parametrize("question", [KAPAN, RENDANG, "di kolam kah?", "???"])
def test_what_is_shown_of_a_chosen_passage_stands_in_it(question: str) -> None:
    for passage in AYAM.passages:
        refused = FINDER.find(question, 1.0)
        hit = put_first(refused, [(AYAM, passage)], 3).hits[0]

        assert hit.article is AYAM
        assert passage.span.start <= hit.shown.start < hit.shown.end <= passage.span.end
        assert passage.span.start <= hit.sentence.start < hit.sentence.end <= passage.span.end
        for word in hit.matched:
            assert passage.span.start <= word.start < word.end <= passage.span.end


def test_its_best_sentence_stands_out() -> None:
    hit = put_first(FINDER.find(RENDANG, 1.0), [(AYAM, SECOND)], 3).hits[0]
    assert hit.passage is SECOND
    about_water = put_first(FINDER.find("Airnya dingin?", 1.0), [(AYAM, SECOND)], 3).hits[0]

    assert about_water.sentence.of(BODY) == "Airnya dingin sekali."
    assert [word.of(BODY) for word in about_water.matched] == ["Airnya", "dingin"]


def test_a_chosen_passage_that_shares_no_word_is_shown_whole_without_a_score() -> None:
    hit = put_first(FINDER.find(RENDANG, 1.0), [(AYAM, SECOND)], 3).hits[0]

    assert (hit.sentence, hit.shown, hit.score) == (SECOND.span, SECOND.span, 0.0)


@pytest.mark.parametrize("most", [1, 2, 3])
def test_no_more_is_shown_than_asked_for(most: int) -> None:
    answer = put_first(FINDER.find(KAPAN, 0.0, most), [(AYAM, SECOND), (AYAM, FIRST)], most)

    assert len(answer.hits) == min(most, 2)
    assert answer.hits[0].passage is SECOND
    assert all(hit.chosen for hit in answer.hits)
