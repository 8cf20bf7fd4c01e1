from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Article
from index.answer import Refusal
from index.finder import Finder
from tests.index.articles import article, articles

TRUCE = "Perang berakhir dengan gencatan senjata pada 1953."
ROCKET = "Roket itu meledak saat diterbangkan."
TEXT = """
roketb roketc roketd roketf roketg roketh roketl roketm roketp roketr roketw sekolah
Perang perang perangnya peran AS US yang dan adalah 1953 1.500 Mei roket rocket was not when
school schooling schools 朝鲜战争 停战协定 停 ไทย 한국은 Korea's e.g. PBB itu, (Seoul)
gencatan senjata. meledak! diterbangkan? naik kenaikan dinaikkan, Naik gempur menggempur digempur
penggempur di Narang narang Narang. wafat meninggal peninggalan
"""
WORDS = TEXT.split()
TITLES = ["", "Padang", "Sekolah roket", "Padang Gencatan", "Schools", "Gempuran Narang", "战争"]
QUESTIONS = """
roket roketx Padamg gencatxn scholls perangg kapan dimana when wer wann 战争 sekolah senjata Seoul
menaikkan kenaikan gempur penggempuran wafat tinggal siapa Narang
"""
ASKED = QUESTIONS.split()
bodies = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
added = st.builds(
    lambda name, title, lines, times, language: article(
        "\n".join(lines * times), name, language, title
    ),
    st.sampled_from("abcd"),
    st.sampled_from(TITLES),
    st.lists(bodies, min_size=1, max_size=3),
    st.sampled_from([1, 1, 1, 20]),  # by 20, more passages than are looked at closely
    st.sampled_from(["id", "id", "en", "zh", "de"]),
)
changes = st.lists(
    st.tuples(
        st.lists(added, max_size=3, unique_by=lambda each: each.id),
        st.sets(st.sampled_from("abcde"), max_size=2),
    ),
    min_size=1,
    max_size=6,
)
questions = st.lists(st.sampled_from([*WORDS, *ASKED, *ASKED]), min_size=1, max_size=4).map(
    " ".join
)


def expected_ids(
    before: Sequence[Article], added: Sequence[Article], removed: Collection[str]
) -> list[str]:
    """Return the ids of the articles that a finder must hold after a change, in order."""
    new = [each.id for each in added]
    return [each.id for each in before if each.id not in {*removed, *new}] + new


@given(changes, questions)
def test_after_any_changes_it_is_as_if_made_of_its_articles(
    changes: list[tuple[list[Article], set[str]]], question: str
) -> None:
    finder = Finder([])
    for added, removed in changes:
        expected = expected_ids(finder.articles, added, removed)
        finder = finder.changed(added, removed)
        made = Finder(finder.articles)

        assert [each.id for each in finder.articles] == expected
        for least in (0.0, 0.3):
            assert finder.find(question, least, 20) == made.find(question, least, 20)
        assert finder.find(question, 0.0, earlier="sekolah") == made.find(
            question, 0.0, earlier="sekolah"
        )
        assert finder.explain(question, 0.0, 20) == made.explain(question, 0.0, 20)


@given(changes, questions)
def test_one_that_others_are_made_of_answers_as_before(
    changes: list[tuple[list[Article], set[str]]], question: str
) -> None:
    finder = Finder(articles(TRUCE, ROCKET))
    before = finder.explain(question, 0.0)

    for added, removed in changes:
        finder.changed(added, {*removed, "article-1"})

    assert finder.explain(question, 0.0) == before
    assert [each.id for each in finder.articles] == ["article-1", "article-2"]


def test_an_added_article_answers_at_once() -> None:
    finder = Finder(articles(ROCKET)).changed([article(TRUCE, "new")], [])

    (hit,) = finder.find("kapan perang berakhir?", 0.3).hits

    assert hit.article.id == "new"


def test_the_version_that_is_held_is_replaced_and_comes_last() -> None:
    first, second = articles(ROCKET, ROCKET)
    finder = Finder([first, second]).changed([replace(article(TRUCE, first.id), version=2)], [])

    assert [(each.id, each.version) for each in finder.articles] == [(second.id, 1), (first.id, 2)]
    assert finder.article(first.id) is finder.articles[1]
    assert finder.article("another") is None
    assert finder.find("gencatan senjata", 0.3).hits[0].article.version == 2
    assert {hit.article.id for hit in finder.find("roket", 0.0).hits} == {second.id}


@pytest.mark.parametrize("word", ["rendang", "rendng", "rendangnya", "Padang", "Padamg"])
def test_of_an_article_that_is_gone_no_word_is_left(word: str) -> None:
    recipe = article("Rendang dimasak lama.", "recipe", title="Padang")
    finder = Finder([*articles(TRUCE), recipe])

    left = finder.changed([], [recipe.id])

    assert finder.find(word, 0.0).answered
    assert left.find(word, 0.0).refusal is Refusal.NO_MATCH
    assert left.explain(word, 0.0) == Finder(left.articles).explain(word, 0.0)


def test_when_the_last_article_is_gone_there_is_none_to_ask() -> None:
    left = Finder(articles(TRUCE)).changed([], ["article-1", "unknown"])

    assert left.articles == ()
    assert left.find("perang", 0.0).refusal is Refusal.NO_ARTICLES


def test_an_article_may_come_back_in_another_language() -> None:
    finder = Finder([article(TRUCE, "1"), article("Rockets exploded.", "2", "en")])

    turned = finder.changed([article("The war ended in an armistice.", "1", "en")], [])

    assert turned.find("gencatan", 0.0).refusal is Refusal.NO_MATCH
    assert turned.find("When was the armistice?", 0.0).hits[0].article.id == "1"


def test_questions_may_be_in_the_language_of_an_added_article() -> None:
    german = article("Sie schweigen.", "de", "de")
    finder = Finder(articles(TRUCE)).changed([german], [])

    assert [term.word for term in finder.explain("Wann ist senjata?", 0.0).terms] == ["senjata"]


def test_of_kin_as_alike_the_same_are_taken_whatever_came_first() -> None:
    kin = articles(*(f"Perang roket{letter}." for letter in "bcdfghlmpr"), "Roket.")
    finder = Finder(kin[::-1]).changed(kin, [])

    assert finder.explain("roket perang", 0.0, 20) == Finder(kin).explain("roket perang", 0.0, 20)


def test_it_answers_in_other_threads_while_others_are_made_of_it() -> None:
    finder = Finder(articles(*[TRUCE, ROCKET] * 20))
    expected = finder.find("kapan perang berakhir?", 0.0)

    with ThreadPoolExecutor(4) as threads:
        answers = [threads.submit(finder.find, "kapan perang berakhir?", 0.0) for _ in range(100)]
        makers = [
            threads.submit(finder.changed, [article(TRUCE, f"new-{number}")], ["article-1"])
            for number in range(20)
        ]

    assert all(answer.result() == expected for answer in answers)
    for number, made in enumerate(makers):
        assert [each.id for each in made.result().articles][-1] == f"new-{number}"
        assert made.result().find("perang", 0.0) == Finder(made.result().articles).find(
            "perang", 0.0
        )
