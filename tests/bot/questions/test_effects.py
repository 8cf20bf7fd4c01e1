from dataclasses import replace

import pytest

from bot.querylog.answer_changes import Effect, Quoted
from bot.querylog.closing import ClosedAs
from bot.questions.effects import compared, effect_on, quoted
from corpus.article import Article, Passage, Span
from index.answer import Answer, Hit, Refusal

TEXT = "Ayam berkokok pada pagi hari."
OTHER = "Bebek berenang di kolam."


def answer(text: str, *, doubtful: bool = False, below: str = "") -> Answer:
    """Return an answer that quotes this text, which stands below another."""
    span = Span(len(below), len(below) + len(text))
    passage = Passage(2 if below else 1, span, (span,))
    article = Article("kandang", 1, "Kandang", "", None, "id", below + text, (passage,))
    hit = Hit(article, passage, 1.0, passage.span, passage.span)
    return Answer("?", (hit,), 0.5 if doubtful else 0.9, doubtful=doubtful)


REFUSED = Answer("?", (), 0.1, Refusal.NO_MATCH)
SURE, UNSURE = answer(TEXT), answer(TEXT, doubtful=True)
SURE_OF_OTHER, UNSURE_OF_OTHER = answer(OTHER), answer(OTHER, doubtful=True)


@pytest.mark.parametrize(
    ("before", "after", "effect"),
    [
        (REFUSED, REFUSED, None),
        (REFUSED, SURE, Effect.GAINED),
        (REFUSED, UNSURE, Effect.MAYBE),
        (UNSURE, SURE, Effect.GAINED),
        (UNSURE, SURE_OF_OTHER, Effect.GAINED),
        (UNSURE, UNSURE, None),
        (UNSURE, UNSURE_OF_OTHER, Effect.CHANGED),
        (UNSURE, REFUSED, Effect.LOST),
        (SURE, REFUSED, Effect.LOST),
        (SURE, UNSURE, Effect.LOST),
        (SURE, UNSURE_OF_OTHER, Effect.LOST),
        (SURE, SURE, None),
        (SURE, SURE_OF_OTHER, Effect.CHANGED),
    ],
)
def test_an_effect_is_what_became_of_the_answer(
    before: Answer, after: Answer, effect: Effect | None
) -> None:
    assert compared(before, after) is effect


def test_the_same_text_in_another_place_is_no_change() -> None:
    assert compared(SURE, answer(TEXT, below=OTHER)) is None


def test_what_a_moderator_said_is_no_answer_can_be_gained_not_lost() -> None:
    unanswerable = ClosedAs.UNANSWERABLE

    assert effect_on(unanswerable, SURE, REFUSED) is None
    assert effect_on(unanswerable, SURE, SURE) is None
    assert effect_on(unanswerable, SURE, SURE_OF_OTHER) is Effect.GAINED
    assert effect_on(unanswerable, SURE, UNSURE_OF_OTHER) is Effect.MAYBE


@pytest.mark.parametrize("after", [SURE, UNSURE])
def test_a_dismissed_question_gains_nothing_but_loses_what_it_had(after: Answer) -> None:
    assert effect_on(ClosedAs.DISMISSED, REFUSED, after) is None
    assert effect_on(ClosedAs.DISMISSED, SURE, REFUSED) is Effect.LOST
    assert effect_on(ClosedAs.DISMISSED, SURE, SURE_OF_OTHER) is Effect.CHANGED


def test_the_first_quote_is_kept_by_its_place() -> None:
    second = replace(UNSURE, hits=(*UNSURE.hits, *SURE_OF_OTHER.hits))
    span = UNSURE.hits[0].shown

    assert quoted(second) == Quoted("kandang", 1, 1, span, doubtful=True)
    assert quoted(REFUSED) is None
