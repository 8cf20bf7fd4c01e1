from collections.abc import Sequence
from dataclasses import replace

import pytest
from hypothesis import given

from bot.asked import WayIn
from bot.discord.render.limits import MESSAGE_TEXT, size
from bot.discord.render.question import (
    COMMENTS_SHOWN,
    CONFIRMED,
    WORDINGS_SHOWN,
    added_texts,
    candidate_texts,
    choice_text,
    found_texts,
    poor_texts,
    unanswered_texts,
)
from bot.discord.render.quotes import displayed
from bot.locales import ENGLISH, Texts
from bot.querylog.record import Outcome, QueryRecord
from bot.questions.review import CANDIDATES, FOUND, Choice
from corpus.article import Article
from corpus.split import split
from index.answer import Answer, Hit, Refusal
from tests.bot.discord.render.test_review import (
    EITHER,
    NOW,
    chosen,
    fitting,
    poor,
    unanswered,
    used,
)
from tests.bot.indonesian import INDONESIAN
from tests.bot.sample_articles import LONG, TEXT, articles


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


def card(about: Sequence[str], hits: Sequence[Hit], quoted: Hit | None, texts: Texts) -> list[str]:
    return [*about, *candidate_texts(hits, quoted, about, texts)]


@fitting
@given(TEXT | LONG, EITHER, articles(), LONG)
def test_every_card_fits_a_message_below_a_confirmation(
    question: str, texts: Texts, article: Article, comment: str
) -> None:
    hits = [hit(article)] * CANDIDATES
    asked = replace(
        unanswered(question), wordings=tuple(f"{n} {comment}" for n in range(WORDINGS_SHOWN + 1))
    )
    answer = replace(
        poor(question, *[comment[:500]] * (COMMENTS_SHOWN + 1)), wordings=asked.wordings
    )

    for blocks in (
        card(unanswered_texts(asked, comment, texts), hits, None, texts),
        card(poor_texts(answer, comment, None, texts), hits, hits[0], texts),
        card(poor_texts(answer, comment, hits[0], texts), hits, None, texts),
    ):
        assert used(blocks) <= MESSAGE_TEXT - CONFIRMED
        assert all(text.strip() for text in blocks)


@fitting
@given(TEXT | LONG, EITHER, articles(), LONG)
def test_what_a_moderator_did_and_found_fits_a_message(
    question: str, texts: Texts, article: Article, words: str
) -> None:
    answer = Answer(question, (hit(article),), 0.5)
    now, before = (chosen(question, article, in_use=True) for _ in range(2))

    assert size(choice_text(Choice(now, before), question, texts)) <= CONFIRMED
    for blocks in (
        found_texts([hit(article)] * FOUND, query(question), words[:300], texts),
        added_texts(question, answer, article.id, texts),
    ):
        assert used(blocks) <= MESSAGE_TEXT
        assert all(text.strip() for text in blocks)


@fitting
@given(articles())
def test_a_candidate_is_shown_word_for_word(article: Article) -> None:
    found = hit(article)

    [shown] = candidate_texts([found], None, (), ENGLISH)

    text = found.passage.span.of(article.body)
    if size(text) < 100:
        assert displayed(shown.partition("\n")[2].replace("**", "")) == text


def test_the_candidate_that_was_quoted_is_marked() -> None:
    body = "Kapal berangkat pagi. Feri berangkat siang."
    article = Article("kapal", 1, "Kapal", "", None, "id", body, split(body))
    found = hit(article)
    later = replace(found, article=replace(article, version=2))

    [same], [changed] = (candidate_texts([found], each, (), ENGLISH) for each in (found, later))

    assert same.startswith(f"**1.** *{ENGLISH('review.mark_quoted')}* · **Kapal**")
    assert changed.startswith("**1.** **Kapal**")


def test_a_card_shows_the_question_before_and_other_wordings() -> None:
    wordings = ("Jam berapa?", "Pukul berapa?", *(f"Kapan {number}?" for number in range(9)))
    one = replace(unanswered("Jam berapa?"), wordings=wordings)

    heading, earlier, others = unanswered_texts(one, "Kapan *kapal* ke Sabang?", ENGLISH)

    assert heading.startswith("**Jam berapa?**")
    assert earlier == r"-# Follows up: Kapan \*kapal\* ke Sabang?"
    assert others.split("\n")[1:] == ["- Pukul berapa?", *(f"- Kapan {n}?" for n in range(4))]


@pytest.mark.parametrize("texts", [ENGLISH, INDONESIAN])
def test_an_earlier_choice_is_mentioned_when_another_takes_its_place(texts: Texts) -> None:
    body = "Kapal berangkat pagi."
    article = Article("kapal", 1, "Kapal", "", None, "id", body, split(body))
    now = chosen("Apa?", article, in_use=True)

    assert choice_text(Choice(now, None), "Apa?", texts) == texts("review.judged", question="Apa?")
    assert choice_text(Choice(now, now), "Apa?", texts).endswith(
        texts("review.judged_before", who=f"<@{2**63}>", title="Kapal")
    )
    gone = Choice(replace(now, in_use=False), None)
    assert choice_text(gone, "Apa?", texts) == texts("review.judged_gone", question="Apa?")


def test_an_added_article_answers_doubts_or_does_not() -> None:
    body = "Kapal berangkat pagi."
    article = Article("kapal", 1, "Kapal", "", None, "id", body, split(body))
    answer = Answer("Apa?", (hit(article),), 0.9)

    sure, quote = added_texts("Apa?", answer, "kapal", ENGLISH)
    assert sure == ENGLISH("review.added_answers", question="Apa?")
    assert "> **Kapal berangkat pagi.**" in quote
    doubtful, again = added_texts("Apa?", replace(answer, doubtful=True), "kapal", ENGLISH)
    assert (doubtful, again) == (ENGLISH("review.added_doubtful", question="Apa?"), quote)
    nothing = [ENGLISH("review.added_not", question="Apa?")]
    assert added_texts("Apa?", answer, "feri", ENGLISH) == nothing
    refused = Answer("Apa?", (), 0.0, Refusal.NO_MATCH)
    assert added_texts("Apa?", refused, "kapal", ENGLISH) == nothing


def test_a_poor_answer_counts_doubts_not_questions() -> None:
    assert f"poor {10**6} times" in poor_texts(poor(), None, None, ENGLISH)[0]


def test_a_poor_answer_whose_article_is_gone_is_shown_without_its_quote() -> None:
    blocks = poor_texts(poor("Apa?"), None, None, ENGLISH)

    assert not any(ENGLISH("review.quoted_then") in text for text in blocks)
