from collections.abc import Sequence
from dataclasses import replace

import pytest

from bot.discord.render.effects import (
    LISTED,
    QUESTIONS_SHOWN,
    effects_head,
    group_text,
    grouped,
    room_for_each,
)
from bot.discord.render.limits import MESSAGE_TEXT, size
from bot.locales import ENGLISH, Texts
from bot.querylog.answer_changes import AnswerChange, Effect, Quoted
from corpus.article import Article
from corpus.split import split
from tests.bot.indonesian import INDONESIAN

WORST = ["*" * 500, "😀" * 500, "字_" * 300, ":a:" * 200, "a" * 500]


def article(version: int, body: str, title: str = "Kopi *Gayo*") -> Article:
    return Article("kopi", version, title, "", None, "id", body, split(body))


OLD, NEW = article(1, "Kopi itu pahit sekali."), article(2, "Kopi itu manis sekali.")
STORED = {("kopi", each.version): each for each in (OLD, NEW)}


def quote(of: Article, *, doubtful: bool = False, article_id: str = "kopi") -> Quoted:
    sentence = of.passages[0].sentences[0]
    return Quoted(article_id, of.version, 1, sentence, doubtful=doubtful)


def change(
    effect: Effect,
    before: Quoted | None,
    after: Quoted | None,
    question: str = "apa?",
    query_id: str = "0" * 32,
) -> AnswerChange:
    return AnswerChange(query_id, question, effect, before, after)


def text(group: Sequence[AnswerChange], texts: Texts = ENGLISH) -> list[str]:
    return group_text(group, STORED, texts, 1200).split("\n")


def test_the_old_quote_stands_above_the_new_one_below_the_question() -> None:
    changed = change(Effect.CHANGED, quote(OLD), quote(NEW), "@everyone  apa?")

    assert text([changed]) == [
        "**🔀 Answered differently**",
        "- \\@everyone apa?",
        "Before:",
        "**Kopi \\*Gayo\\*** · paragraph 1 of 1",
        "> **Kopi itu pahit sekali.**",
        "Now:",
        "**Kopi \\*Gayo\\*** · paragraph 1 of 1",
        "> **Kopi itu manis sekali.**",
    ]


def test_a_quote_that_only_became_doubtful_is_shown_once() -> None:
    lines = text([change(Effect.LOST, quote(OLD), quote(OLD, doubtful=True))])

    assert lines[0] == "**❔ No longer sure**"
    assert lines[2] == "Now, with a warning:"
    assert "Before:" not in lines


def test_a_follow_up_is_shown_with_the_question_before() -> None:
    follow_up = replace(change(Effect.LOST, quote(OLD), None), earlier="Kopi  *apa*?")

    assert text([follow_up])[1] == "- apa? (after: Kopi \\*apa\\*?)"


def test_a_lost_answer_is_shown_with_the_quote_it_had() -> None:
    lines = text([change(Effect.LOST, quote(OLD), None)])

    assert lines[0] == "**❌ No longer answered**"
    assert lines[2] == "Before:"
    assert "Now:" not in lines


def test_a_quote_that_is_not_stored_any_more_is_said_to_be_gone() -> None:
    gone = quote(OLD, article_id="lenyap")

    assert text([change(Effect.LOST, gone, None)])[2:] == [
        "Before:",
        "*This quote isn't stored any more.*",
    ]


def test_questions_with_the_same_quotes_are_shown_together_and_of_many_the_first() -> None:
    changes = [change(Effect.LOST, quote(OLD), None, f"apa {n}?") for n in range(5)]

    [group] = grouped(changes)

    lines = text(group)
    assert lines[1 : QUESTIONS_SHOWN + 2] == [
        "- apa 0?",
        "- apa 1?",
        "- apa 2?",
        "… and 2 more",
    ]


def test_groups_are_by_effect_the_refused_first_and_by_the_article_that_answers() -> None:
    other = quote(NEW, article_id="teh")
    changes = [
        change(Effect.MAYBE, None, quote(NEW, doubtful=True), query_id="1" * 32),
        change(Effect.MAYBE, None, quote(NEW, doubtful=True), query_id="2" * 32),
        change(Effect.GAINED, None, other),
        change(Effect.GAINED, None, quote(NEW)),
        change(Effect.GAINED, quote(OLD, doubtful=True), quote(NEW)),
        change(Effect.LOST, quote(OLD), quote(NEW, doubtful=True)),
        change(Effect.LOST, quote(OLD), None),
        change(Effect.CHANGED, quote(OLD), quote(NEW)),
    ]

    groups = grouped(changes)

    assert [group[0] for group in groups] == [
        changes[6],
        changes[5],
        changes[7],
        changes[3],
        changes[4],
        changes[2],
        changes[0],
        changes[1],
    ]


def test_the_head_counts_each_effect_and_says_if_not_all_were_asked() -> None:
    changes = [
        change(Effect.GAINED, None, quote(NEW)),
        change(Effect.LOST, quote(OLD), None),
        change(Effect.LOST, quote(OLD), None),
    ]

    assert effects_head(changes, ENGLISH, asked_at_most=0).split("\n") == [
        "This changed the answers to **3 questions**:",
        "-# 2 answers lost · 1 new answer",
    ]
    assert effects_head(changes, ENGLISH, asked_at_most=500).endswith(
        "\n-# Only the 500 most asked questions were asked again."
    )


@pytest.mark.parametrize("texts", [ENGLISH, INDONESIAN])
@pytest.mark.parametrize("worst", WORST)
@pytest.mark.parametrize("effect", Effect)
@pytest.mark.parametrize("follows", [False, True])
def test_any_page_fits_a_message(
    texts: Texts, worst: str, effect: Effect, *, follows: bool
) -> None:
    old, new = article(1, f"{worst} {worst}.", worst), article(2, f"{worst}! {worst}?", worst)
    stored = {("kopi", each.version): each for each in (old, new)}
    one = change(effect, quote(old), quote(new, doubtful=True), worst)
    changes = [replace(one, earlier=worst if follows else None)] * 500
    head = effects_head(changes, texts, asked_at_most=500)
    hint = f"-# {texts('feedback.not_right')}"
    room = room_for_each([head, hint])

    page = [group_text(changes, stored, texts, room)] * LISTED

    assert sum(map(size, [head, hint, *page])) <= MESSAGE_TEXT
    assert all(part.count("> ") >= 2 for part in page)
