import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.explanation import Explanation
from index.finder import Finder
from index.ranking.features import SENTENCE_FEATURES
from index.ranking.ranking import Ranker
from index.reading.languages import Kind
from tests.index.articles import article, articles, shipped

TRUCE = "Perang berakhir dengan gencatan senjata pada 1953."
SHIPPED = Finder(shipped())
MEAN = sum(tree.mean for tree in Ranker.shipped().passage.trees)
"""The score of a passage before its features add to it."""


def test_it_shows_how_the_question_was_read() -> None:
    explanation = Finder(articles(TRUCE)).explain("kapan gencatn rendang?", 0.3)

    assert explanation.kind is Kind.WHEN
    assert [(term.word, term.terms, term.known) for term in explanation.terms] == [
        ("gencatn", ("gencat",), True),
        ("rendang", ("rendang",), False),
    ]
    known, unknown = (term.weight for term in explanation.terms)
    assert unknown > known > 0


def test_it_shows_the_hits_of_the_answer() -> None:
    finder = Finder(articles("Perang di Korea.", TRUCE))

    answer = finder.find("kapan perang berakhir?", 0.3)
    explanation = finder.explain("kapan perang berakhir?", 0.3)

    assert explanation.shown
    assert (explanation.confidence, explanation.min_confidence) == (answer.confidence, 0.3)
    assert [(hit.article, hit.passage, hit.sentence, hit.score) for hit in explanation.hits] == [
        (hit.article, hit.passage, hit.sentence, hit.score) for hit in answer.hits
    ]


def test_hits_below_the_minimum_confidence_are_explained_too() -> None:
    explanation = Finder(articles(TRUCE)).explain("kapan perang berakhir?", 1.0)

    assert not explanation.shown
    assert len(explanation.hits) == 1


@pytest.mark.parametrize("question", ["", "🙂", "apa itu?", "rendang"])
def test_where_nothing_is_found_nothing_is_shown(question: str) -> None:
    explanation = Finder(articles(TRUCE)).explain(question, 0.3)

    assert (explanation.hits, explanation.confidence, explanation.shown) == ((), 0.0, False)
    assert not Finder([]).explain(question, 0.3).shown


@pytest.mark.parametrize("question", ["", "kapan perang?"])
def test_without_words_or_articles_an_explanation_is_empty(question: str) -> None:
    finder = Finder([]) if question else Finder(articles(TRUCE))

    assert finder.explain(question, 0.3) == Explanation(Kind.NONE, (), (), 0.0, 0.3)


@pytest.mark.parametrize(
    ("language", "body", "question"),
    [
        ("id", TRUCE, "kapan perang, gencatn, gencatatn senjata berakhir?"),
        ("id", TRUCE, "Judul"),
        ("id", "Perang di kota Seoul.", "Di kota mana perang?"),
        ("zh", "朝鲜战争于1953年停战。", "朝鲜战争什么时候停战？"),
    ],
)
def test_the_gains_of_terms_add_up_to_the_bm25_score(
    language: str, body: str, question: str
) -> None:
    (hit,) = Finder([article(body, language=language)]).explain(question, 0.0).hits

    assert sum(hit.gains.values()) == pytest.approx(hit.bm25)


def test_in_other_languages_contributions_of_features_add_up_too() -> None:
    body = article("The war ended in an armistice in 1953.", language="en")
    (hit,) = Finder([body]).explain("When did the war end?", 0.0).hits

    assert sum(hit.refinements.values()) == pytest.approx(hit.score)


@pytest.mark.parametrize(
    ("language", "body", "question"),
    [
        ("id", TRUCE, "kapan perang berakhir?"),
        ("en", "The war ended in an armistice in 1953.", "When did the war end?"),
    ],
)
def test_it_shows_what_each_feature_adds_to_the_best_sentence(
    language: str, body: str, question: str
) -> None:
    (hit,) = Finder([article(body, language=language)]).explain(question, 0.0).hits

    assert tuple(hit.sentence_refinements) == SENTENCE_FEATURES
    assert any(hit.sentence_refinements.values())


@given(st.lists(st.sampled_from(" ".join(each.body for each in shipped()).split()), max_size=12))
def test_for_any_question_all_adds_up(words: list[str]) -> None:
    explanation = SHIPPED.explain(" ".join(words), 0.3, most=9)

    for hit in explanation.hits:
        assert sum(hit.gains.values()) == pytest.approx(hit.bm25)
        assert MEAN + sum(hit.refinements.values()) == pytest.approx(hit.score)
        assert hit.sentence in hit.passage.sentences
    assert sorted(hit.bm25_rank for hit in explanation.hits) == list(
        range(1, len(explanation.hits) + 1)
    )
