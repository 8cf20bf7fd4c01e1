import numpy as np
import pytest

from index.answer import Answer
from index.finder import Finder
from index.ranking.brief import MOST_UNSURE
from index.searching.settled import Settlement
from index.semantic import meaning as meaning_module
from index.semantic.meaning import Meaning
from index.semantic.second import LISTENED, SecondRanker
from index.settled import SettledQuestions
from tests.index.articles import articles, shipped
from tests.index.semantic.encoders import FailingEncoder, TinyEncoder

BODIES = (
    "Parkir sepeda motor gratis.",
    "Kereta berangkat pukul tujuh pagi dari peron dua.",
    "Motor lama dijual di lapangan setiap Minggu.",
)
PARAPHRASE = "apakah parkir cuma-cuma"
SURE = "Siapa Vipin Narang?"
QUESTIONS = (PARAPHRASE, SURE, "kapan kereta berangkat", "xyzzy", "?", "kapan", "")


def finder_of(encoder: TinyEncoder, *bodies: str) -> Finder:
    finder = Finder([*shipped(), *articles(*(bodies or BODIES))])
    return finder.meaning_with(Meaning.none(encoder).complete(finder.indexes))


def first(answer: Answer) -> str:
    hit = answer.hits[0]
    return hit.shown.of(hit.article.body)


def test_a_passage_that_words_missed_is_found_by_meaning_and_quoted_with_a_warning() -> None:
    bodies = ("Ada hidangan pedas di warung.", "Besok hujan deras turun seharian penuh.")
    finder = Finder(articles(*bodies))
    question = "rendang"
    assert not finder.find(question, 0.0).answered

    meant = finder.meaning_with(Meaning.none(TinyEncoder()).complete(finder.indexes))
    answer = meant.find(question, 0.0)
    explanation = meant.explain(question, 0.0)

    assert first(answer) == bodies[0]
    assert answer.doubtful
    assert answer.confidence <= MOST_UNSURE
    assert explanation.meant is not None
    assert explanation.meant.missed
    assert explanation.meant.similarity > 0


def test_an_answer_that_words_are_sure_of_costs_no_encoding_and_stays() -> None:
    encoder = TinyEncoder()
    finder = finder_of(encoder)
    encoded = encoder.texts

    answer = finder.find(SURE, 0.2)

    assert answer.confidence >= LISTENED
    assert encoder.texts == encoded
    assert answer == finder.meaning_with(None).find(SURE, 0.2)
    assert finder.explain(SURE, 0.2).meant is None


@pytest.mark.parametrize("question", QUESTIONS)
def test_without_an_encoder_or_vectors_every_answer_stays_as_it_was(question: str) -> None:
    finder = Finder([*shipped(), *articles(*BODIES)])
    before = finder.find(question, 0.2)

    assert finder.meaning_with(None).find(question, 0.2) == before
    assert finder.meaning_with(Meaning.none(TinyEncoder())).find(question, 0.2) == before


def test_with_an_encoder_that_fails_the_answer_is_that_by_words() -> None:
    encoder = FailingEncoder()
    finder = finder_of(encoder)
    encoder.broken = True

    assert finder.find(PARAPHRASE, 0.2) == finder.meaning_with(None).find(PARAPHRASE, 0.2)


def test_the_same_question_gets_the_same_answer() -> None:
    finder = finder_of(TinyEncoder())

    assert finder.find(PARAPHRASE, 0.0) == finder.find(PARAPHRASE, 0.0)


@pytest.mark.parametrize("question", QUESTIONS)
def test_what_meaning_moves_never_loses_its_warning(question: str) -> None:
    answer = finder_of(TinyEncoder()).find(question, 0.2)

    assert answer.confidence >= LISTENED or not answer.answered or answer.doubtful


def test_what_a_moderator_settled_is_left_alone() -> None:
    encoder = TinyEncoder()
    finder = finder_of(encoder)
    place = finder.article("article-3")
    assert place is not None
    settled = SettledQuestions(
        [Settlement("x", None, "article-3", place.passages[0].span.of(place.body), 1.0)]
    )
    encoded = encoder.texts

    finder.find("x", 0.2, settled=settled)

    assert encoder.texts == encoded


def test_beyond_the_most_that_are_searched_only_what_words_found_is_ranked_anew(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    finder = Finder(articles("Ada hidangan pedas di warung.", "Besok hujan deras."))
    finder = finder.meaning_with(Meaning.none(TinyEncoder()).complete(finder.indexes))

    assert finder.find("rendang", 0.0).answered
    monkeypatch.setattr(meaning_module, "MOST_SEARCHED", 1)

    assert not finder.find("rendang", 0.0).answered


def test_passages_in_another_language_are_found_too() -> None:
    finder = Finder([*articles("Hujan."), *articles("The dish is free.", language="en")])
    finder = finder.changed([], [])
    meant = finder.meaning_with(Meaning.none(TinyEncoder()).complete(finder.indexes))

    assert meant.meaning is not None
    assert set(meant.meaning.rows) == set(finder.indexes)
    assert np.isfinite(meant.find("gratis", 0.0).confidence)


def test_the_shipped_models_reward_similarity() -> None:
    ranking = SecondRanker.shipped().ranking
    weights = dict(zip(ranking.names, ranking.weights.tolist(), strict=True))

    assert weights["similarity"] > 0
    assert weights["behind"] < 0
