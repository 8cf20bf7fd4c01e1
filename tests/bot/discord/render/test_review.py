from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.discord.render.limits import MESSAGE_TEXT, size
from bot.discord.render.question import CONFIRMED
from bot.discord.render.review import (
    LISTED,
    chosen_sheet,
    chosen_texts,
    counted_reasons,
    poor_sheet,
    settled_sheet,
    settled_texts,
    unanswered_sheet,
)
from bot.judgements.judgements import Judgement
from bot.locales import ENGLISH, Texts
from bot.querylog.closing import ClosedAs
from bot.querylog.poor import PoorAnswer
from bot.querylog.settled import SettledQuestion
from bot.querylog.unanswered import UnansweredQuestion
from bot.querylog.votes import Reason
from bot.questions.review import Chosen
from corpus.article import Article
from tests.bot.indonesian import INDONESIAN
from tests.bot.sample_articles import LONG, TEXT, articles

NOW = datetime(2026, 3, 2, tzinfo=UTC)
EITHER = st.sampled_from([ENGLISH, INDONESIAN])
fitting = settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
REASONS = dict.fromkeys(Reason, 10**6)


def unanswered(question: str = "Apa?", times: int = 1) -> UnansweredQuestion:
    return UnansweredQuestion("0" * 32, question, ("none: apa",), (question,), times, NOW)


def poor(question: str = "Apa?", *comments: str) -> PoorAnswer:
    return PoorAnswer(
        query_id="0" * 32,
        question=question,
        keys=("none: apa",),
        wordings=(question,),
        times=10**6,
        thumbs_up=10**6,
        thumbs_down=10**6,
        reasons=REASONS,
        comments=comments,
        lowest_confidence=0.123,
        last_asked=NOW,
    )


def chosen(question: str, article: Article | None, *, in_use: bool) -> Chosen:
    judged = Judgement(1, 2, question, None, None, "none: apa", "a", 1, 1, True, 2**63, NOW, 1)
    passage = None if article is None else article.passages[0]
    return Chosen(judged, article, passage, in_use=in_use)


def settled(
    question: str, how: ClosedAs = ClosedAs.JUDGED, by: int | None = 2**63
) -> SettledQuestion:
    return SettledQuestion("0" * 32, question, ("none: apa",), how, NOW, by, "a")


def used(texts: list[str] | tuple[str, ...]) -> int:
    return sum(map(size, texts))


@fitting
@given(TEXT | LONG, EITHER, articles(), st.booleans())
def test_every_list_fits_a_message(
    question: str, texts: Texts, article: Article, in_use: bool
) -> None:
    many = range(LISTED)

    sheets = (
        unanswered_sheet([unanswered(question, 10**6) for _ in many], texts, 0),
        poor_sheet([poor(question) for _ in many], texts, 0),
        chosen_sheet([chosen(question, article, in_use=in_use) for _ in many], texts, 0, LISTED),
        settled_sheet([settled(question) for _ in many], {"a": article.title}, texts, 0, LISTED),
    )

    for sheet in sheets:
        assert used(sheet.texts) <= MESSAGE_TEXT - CONFIRMED
        assert all(text.strip() for text in sheet.texts)


@fitting
@given(TEXT | LONG, EITHER, articles())
def test_a_card_of_something_settled_fits_a_message(
    question: str, texts: Texts, article: Article
) -> None:
    for blocks in (
        chosen_texts(chosen(question, article, in_use=False), texts),
        settled_texts(settled(question), {"a": article.title}, texts),
    ):
        assert used(blocks) <= MESSAGE_TEXT
        assert all(text.strip() for text in blocks)


def test_a_missing_page_of_a_list_is_replaced_by_the_last() -> None:
    questions = [unanswered(f"Apa {number}?") for number in range(2 * LISTED + 1)]

    sheet = unanswered_sheet(questions, ENGLISH, 9)

    assert (sheet.number, sheet.pages) == (2, 3)
    assert f"Apa {2 * LISTED}?" in sheet.texts[1]
    assert "Apa 0?" not in sheet.texts[1]


@pytest.mark.parametrize("texts", [ENGLISH, INDONESIAN])
def test_empty_lists_say_so(texts: Texts) -> None:
    assert unanswered_sheet([], texts, 3).texts == (texts("review.unanswered_none"),)
    assert poor_sheet([], texts, 3).texts == (texts("review.poor_none"),)
    assert chosen_sheet([], texts, 3, 0).texts == (texts("review.chosen_none"),)
    assert settled_sheet([], {}, texts, 3, 0).texts == (texts("review.settled_none"),)


@pytest.mark.parametrize("texts", [ENGLISH, INDONESIAN])
def test_list_headings_are_separate_from_the_first_question(texts: Texts) -> None:
    sheets = (
        unanswered_sheet([unanswered()], texts, 0),
        poor_sheet([poor()], texts, 0),
        chosen_sheet([chosen("Apa?", None, in_use=False)], texts, 0, 1),
        settled_sheet([settled("Apa?")], {}, texts, 0, 1),
    )

    for sheet in sheets:
        assert sheet.texts[0].startswith("## ")


@pytest.mark.parametrize(
    ("how", "by", "titles", "expected"),
    [
        (ClosedAs.ANSWERED, None, {"a": "Kopi *Gayo*"}, r"answered by “Kopi \*Gayo\*” · "),
        (ClosedAs.ANSWERED, None, {}, ""),
        (ClosedAs.JUDGED, 7, {"a": "Teh"}, "answered by “Teh” · chosen by <@7> · "),
        (ClosedAs.UNANSWERABLE, 7, {}, "no passage answers it, says <@7> · "),
        (ClosedAs.DISMISSED, 7, {}, "dismissed by <@7> · "),
    ],
)
def test_a_settled_question_shows_how_it_was_settled(
    how: ClosedAs, by: int | None, titles: dict[str, str], expected: str
) -> None:
    [block] = settled_texts(settled("Apa?", how, by), titles, ENGLISH)

    assert block.startswith(f"**Apa?**\n-# {expected}<t:")


def test_reasons_are_counted_most_common_first() -> None:
    reasons = {Reason.OTHER: 1, Reason.OUTDATED: 3, Reason.PASSAGE: 0}

    assert counted_reasons(reasons, ENGLISH) == ["out of date (3 votes)", "other (1 vote)"]


def test_a_choice_for_a_follow_up_shows_the_question_before() -> None:
    one = chosen("Dari mana?", None, in_use=False)
    one = replace(one, judgement=replace(one.judgement, earlier="Kapan *kapal* berangkat?"))

    _, earlier = chosen_texts(one, ENGLISH)

    assert earlier == r"-# Follows up: Kapan \*kapal\* berangkat?"


def test_a_choice_whose_article_is_gone_says_so() -> None:
    [block] = chosen_texts(chosen("Apa?", None, in_use=False), ENGLISH)

    assert ENGLISH("review.no_longer_used") in block


@pytest.mark.parametrize("texts", [ENGLISH, INDONESIAN])
def test_a_choice_whose_question_was_deleted_says_so(texts: Texts) -> None:
    one = chosen("", None, in_use=False)

    placeholder = f"**{texts('review.question_deleted')}**"
    assert placeholder in chosen_sheet([one], texts, 0, 1).texts[1]
    assert chosen_texts(one, texts)[0].startswith(placeholder)
