"""The weeks that `make week` plays are what their README says."""

from collections import Counter
from pathlib import Path

import pytest
from week.script import Question, Week, load_week

from corpus.split import split

ROOT = Path(__file__).parent / "quality" / "weeks"
WEEKS = [load_week(path) for path in sorted(ROOT.iterdir()) if path.is_dir()]


def words(text: str) -> str:
    return " ".join(text.split())


def passage_of(week: Week, article: str, quote: str) -> str:
    """Return the only passage of an article that has the quote."""
    [data] = [data for name, data in (*week.articles, *week.arriving) if name == f"{article}.md"]
    body = data.decode()
    passages = [words(passage.span.of(body)) for passage in split(body)]
    [found] = [passage for passage in passages if words(quote) in passage]
    return found


@pytest.fixture(params=WEEKS, ids=lambda week: week.name)
def week(request: pytest.FixtureRequest) -> Week:
    played: Week = request.param
    return played


def test_every_quote_stands_in_one_passage_of_its_article(week: Week) -> None:
    for question in week.questions:
        assert (question.article is None) is (question.quote is None)
        if question.article is not None and question.quote is not None:
            assert passage_of(week, question.article, question.quote)


def test_questions_stand_in_order_and_follow_an_earlier_one(week: Week) -> None:
    days = [question.day for question in week.questions]
    assert days == sorted(days)
    assert set(days) == set(range(1, 8))
    earlier: dict[str, Question] = {}
    for question in week.questions:
        assert question.id not in earlier
        assert (question.kind == "follow_up") is (question.follows is not None)
        if question.follows is not None:
            assert earlier[question.follows].asker == question.asker
        earlier[question.id] = question


def test_questions_of_one_intent_have_one_answer(week: Week) -> None:
    answers = {(question.intent, question.quote) for question in week.questions}
    assert set(Counter(intent for intent, _ in answers).values()) == {1}


def test_no_opposite_is_answered_by_the_passage_that_it_is_kept_apart_from(week: Week) -> None:
    quotes = {question.intent: (question.article, question.quote) for question in week.questions}
    for question in week.questions:
        assert (question.kind == "opposite") is (question.unlike is not None)
        if question.unlike is not None and question.article and question.quote:
            article, quote = quotes[question.unlike]
            assert article is not None
            assert quote is not None
            kept_apart = passage_of(week, article, quote)
            assert passage_of(week, question.article, question.quote) != kept_apart


def test_there_are_sixty_pairs_to_keep_apart() -> None:
    assert sum(question.unlike is not None for week in WEEKS for question in week.questions) >= 60
