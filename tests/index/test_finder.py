import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.answer import Refusal
from index.finder import Finder
from tests.index.articles import article, articles, shipped

SATELLITE = "Satelit mata-mata itu diluncurkan pada Mei 2024. Roketnya meledak."
TRUCE = "Perang berakhir dengan gencatan senjata pada 1953."


def test_the_passage_with_the_answer_is_quoted_first() -> None:
    answer = Finder(articles(f"{SATELLITE}\n{TRUCE}"), 0.3).find("kapan perang berakhir")

    assert answer.answered
    assert answer.hits[0].passage.number == 2


def test_the_sentence_with_the_asked_words_is_the_one_to_show() -> None:
    (hit,) = Finder(articles(SATELLITE), 0.3).find("kenapa roket meledak?").hits

    assert hit.sentence.of(hit.article.body) == "Roketnya meledak."


def test_matched_words_are_spans_in_the_passage() -> None:
    (hit,) = Finder(articles(SATELLITE), 0.3).find("peluncuran satelit").hits

    assert [span.of(hit.article.body) for span in hit.matched] == ["Satelit", "diluncurkan"]


@pytest.mark.parametrize("question", ["", "   ", "🙂🙂", "?!…", "\u200b\u202e"])
def test_a_question_without_words_asks_nothing(question: str) -> None:
    assert Finder(articles(SATELLITE), 0.3).find(question).refusal is Refusal.BLANK


def test_without_articles_every_question_is_refused() -> None:
    answer = Finder([], 0.3).find("kapan?")

    assert answer.refusal is Refusal.NO_ARTICLES
    assert answer.nearest == ()


@pytest.mark.parametrize(
    "question", ["apa itu?", "Bagaimana cara memasak rendang?", "最近の大統領"]
)
def test_a_question_that_shares_no_word_is_refused_with_titles_to_try(question: str) -> None:
    asked = articles(SATELLITE, TRUCE)

    answer = Finder(asked, 0.3).find(question)

    assert (answer.refusal, answer.hits, answer.confidence) == (Refusal.NO_MATCH, (), 0.0)
    assert answer.nearest == tuple(asked)


def test_a_refusal_names_the_nearest_article_first() -> None:
    asked = articles(SATELLITE, TRUCE)

    answer = Finder(asked, 1.0).find("gencatan senjata di planet Mars")

    assert answer.refusal is Refusal.NO_MATCH
    assert answer.nearest == (asked[1], asked[0])


def test_one_passage_alone_is_found_although_its_words_are_everywhere() -> None:
    assert Finder(articles(TRUCE), 0.3).find("kapan perang berakhir?").answered


def test_an_article_without_words_is_no_hindrance() -> None:
    assert Finder(articles("…", TRUCE), 0.3).find("gencatan senjata").answered


def test_equal_passages_come_in_the_order_of_articles_and_places() -> None:
    answer = Finder(articles(f"{TRUCE}\n{TRUCE}", TRUCE), 0.3).find("gencatan senjata")

    assert [(hit.article.id, hit.passage.number) for hit in answer.hits] == [
        ("article-1", 1),
        ("article-1", 2),
        ("article-2", 1),
    ]


def test_articles_in_two_languages_are_searched_together() -> None:
    both = [
        article(TRUCE, "id", "id"),
        article("The armistice was signed in 1953.", "en", "en"),
    ]

    answer = Finder(both, 0.3).find("When was the armistice signed?")

    assert answer.hits[0].article.id == "en"


def test_no_more_hits_than_asked_for_are_given() -> None:
    finder = Finder(articles("\n".join([TRUCE] * 9)), 0.3)

    assert [len(finder.find("gencatan", most).hits) for most in (1, 3, 20)] == [1, 3, 9]


SHIPPED = Finder(shipped(), 0.0)


@given(st.text(max_size=200))
def test_any_text_gets_an_answer_whose_spans_are_within_its_passages(question: str) -> None:
    answer = SHIPPED.find(question)

    assert 0 <= answer.confidence <= 1
    assert answer.answered == bool(answer.hits)
    for hit in answer.hits:
        assert hit.sentence in hit.passage.sentences
        assert all(hit.passage.span.covers(word) for word in hit.matched)
