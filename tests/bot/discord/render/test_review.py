from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.asked import WayIn
from bot.discord.render.limits import MESSAGE_TEXT, size
from bot.discord.render.quotes import displayed
from bot.discord.render.review import (
    COMMENTS_SHOWN,
    LISTED,
    chosen_sheet,
    chosen_texts,
    counted_reasons,
    found_texts,
    judgement_texts,
    poor_sheet,
    poor_texts,
    settled_sheet,
    settled_texts,
    unanswered_sheet,
    unanswered_texts,
)
from bot.judgements.judgements import Judgement
from bot.locales import ENGLISH, Texts
from bot.querylog.closing import ClosedAs
from bot.querylog.poor import PoorAnswer
from bot.querylog.record import Outcome, QueryRecord
from bot.querylog.settled import SettledQuestion
from bot.querylog.unanswered import UnansweredQuestion
from bot.querylog.votes import Reason
from bot.questions.review import FOUND, Chosen
from corpus.article import Article
from index.answer import Answer, Hit
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
        times=10**6,
        thumbs_up=10**6,
        thumbs_down=10**6,
        reasons=REASONS,
        comments=comments,
        lowest_confidence=0.123,
        last_asked=NOW,
    )


def chosen(question: str, article: Article | None, *, in_use: bool) -> Chosen:
    judged = Judgement(1, 2, question, None, None, "none: apa", "a", 1, 1, True, 2**63, NOW)
    passage = None if article is None else article.passages[0]
    return Chosen(judged, article, passage, in_use=in_use)


def settled(
    question: str, how: ClosedAs = ClosedAs.JUDGED, by: int | None = 2**63
) -> SettledQuestion:
    return SettledQuestion("0" * 32, question, ("none: apa",), how, NOW, by, "a")


def query(question: str) -> QueryRecord:
    return QueryRecord(
        id="0" * 32,
        asked_at=NOW,
        guild_id=1,
        channel_id=2,
        way_in=WayIn.SLASH,
        asker=None,
        locale=None,
        question=question,
        question_key="none: apa",
        outcome=Outcome.REFUSED,
        confidence=0.1,
        milliseconds=1.0,
        hits=(),
    )


def hit(article: Article) -> Hit:
    passage = article.passages[-1]
    return Hit(article, passage, 1.0, passage.sentences[-1], passage.sentences[-1])


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
        assert used(sheet.texts) <= MESSAGE_TEXT
        assert all(text.strip() for text in sheet.texts)


@fitting
@given(TEXT | LONG, EITHER, articles(), LONG)
def test_every_card_fits_a_message(
    question: str, texts: Texts, article: Article, comment: str
) -> None:
    quoted = Answer(question, (hit(article),), 0.5)
    one = poor(question, *[comment[:500]] * (COMMENTS_SHOWN + 1))

    for blocks in (
        unanswered_texts(unanswered(question), texts),
        poor_texts(one, quoted, texts),
        chosen_texts(chosen(question, article, in_use=False), texts),
        settled_texts(settled(question), {"a": article.title}, texts),
        found_texts([hit(article)] * FOUND, query(question), comment[:300], texts),
        judgement_texts(article, article.passages[-1], query(question), texts),
    ):
        assert used(blocks) <= MESSAGE_TEXT
        assert all(text.strip() for text in blocks)


@fitting
@given(articles())
def test_a_passage_to_judge_is_shown_word_for_word(article: Article) -> None:
    passage = article.passages[0]

    _, shown = judgement_texts(article, passage, query("Apa?"), ENGLISH)

    text = passage.span.of(article.body)
    if size(text) < MESSAGE_TEXT // 4:
        assert displayed(shown.partition("\n")[2]) == text


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
        (ClosedAs.DISMISSED, 7, {}, "dismissed by <@7> · "),
    ],
)
def test_a_settled_question_shows_how_it_was_settled(
    how: ClosedAs, by: int | None, titles: dict[str, str], expected: str
) -> None:
    [block] = settled_texts(settled("Apa?", how, by), titles, ENGLISH)

    assert block.startswith(f"**Apa?**\n-# {expected}<t:")


def test_a_poor_answer_counts_doubts_not_questions() -> None:
    assert f"doubtful {10**6}×" in poor_texts(poor(), None, ENGLISH)[0]


def test_reasons_are_counted_most_common_first() -> None:
    reasons = {Reason.OTHER: 1, Reason.OUTDATED: 3, Reason.PASSAGE: 0}

    assert counted_reasons(reasons, ENGLISH) == ["out of date (3×)", "other (1×)"]


def test_a_poor_answer_whose_article_is_gone_is_shown_without_its_quote() -> None:
    blocks = poor_texts(poor("Apa?"), None, ENGLISH)

    assert not any(ENGLISH("review.quoted_then") in text for text in blocks)


def test_a_choice_whose_article_is_gone_says_so() -> None:
    [block] = chosen_texts(chosen("Apa?", None, in_use=False), ENGLISH)

    assert ENGLISH("review.no_longer_used") in block
