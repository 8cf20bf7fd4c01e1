"""`make week` counts what helped later askers, and what it must not have changed."""

from collections.abc import Sequence
from dataclasses import replace

from week.figures import Share, figures, merged, worse
from week.moderator import Settled
from week.play import Played
from week.script import File, Question, Week, letters
from week.server import Shown

RULE = "Kolam buka pukul 08.00."
LATER_RULE = "Tiket anak Rp5.000."


def question(number: int, day: int, kind: str = "first", **changes: str | None) -> Question:
    """Return a question about the opening hours, unless changed."""
    values: dict[str, str | None] = {
        "follows": None,
        "intent": "jam",
        "article": "kolam",
        "quote": RULE,
        "unlike": None,
        **changes,
    }
    return Question(f"q-{number}", day, "sari", "Buka jam?", kind=kind, reacts=False, **values)  # type: ignore[arg-type]


def shown(asked: Question, quoted: str = "", *, sure: bool = True, chosen: bool = False) -> Shown:
    """Return an answer that quotes this, or a refusal."""
    return Shown(
        asked,
        asked.id,
        letters(f"> **{quoted}** paragraf 1"),
        answered=bool(quoted),
        doubtful=bool(quoted) and not sure,
        chosen=chosen,
    )


def played(*answers: Shown, groups: Sequence[set[str]] = ()) -> Played:
    week = Week("kolam", (File("kolam.md", b""),), (File("tiket.md", b""),), ())
    return Played(week, answers, (), 0, (), tuple(map(frozenset, groups)), (), ())


SETTLED = (Settled(question(1, 1), after=3, chosen=True),)


def test_an_answer_is_right_if_its_message_has_the_quote_whatever_the_markdown() -> None:
    assert shown(question(1, 1), "Kolam *buka*\n> pukul 08.00.").right
    assert not shown(question(1, 1), "Kolam tutup pukul 08.00.").right
    assert not shown(question(1, 1)).right


def test_a_question_counts_as_answerable_once_its_article_is_there() -> None:
    about_tickets = {"article": "tiket", "quote": LATER_RULE}
    week = played(
        shown(question(1, 3, **about_tickets)),
        shown(question(2, 3), RULE),
        shown(question(3, 4, **about_tickets), LATER_RULE),
        shown(question(4, 4, article=None, quote=None), RULE),
    )

    found = figures(week, (), week)

    assert found["Served, days 1-3"] == Share(1, 1)
    assert found["Served, days 4-7"] == Share(1, 1)


def test_later_questions_are_those_after_the_passage_was_settled_by_how_they_are_worded() -> None:
    week = played(
        shown(question(1, 3, "one_word")),
        shown(question(2, 4, "one_word"), RULE),
        shown(question(3, 4, "other_words")),
        shown(question(4, 4, "other_words", quote=LATER_RULE)),
    )

    found = figures(week, SETTLED, week)

    assert found["Later, one content word changed"] == Share(1, 1)
    assert found["Later, in other words"] == Share(0, 1)


def test_an_opposite_matches_if_the_settled_passage_is_shown_without_a_warning_or_as_chosen() -> (
    None
):
    apart = {"intent": "tutup", "quote": LATER_RULE, "unlike": "jam"}
    week = played(
        shown(question(1, 3, "opposite", **apart), RULE),
        shown(question(2, 4, "opposite", **apart), RULE),
        shown(question(3, 4, "opposite", **apart), RULE, sure=False),
        shown(question(4, 4, "opposite", **apart), RULE, sure=False, chosen=True),
        shown(question(5, 4, "opposite", **apart), LATER_RULE),
        shown(question(6, 4, "opposite", **{**apart, "unlike": "harga"}), RULE),
    )

    assert figures(week, SETTLED, week)["Opposites that match"] == Share(2, 4)


def test_what_nothing_answers_must_not_be_answered_without_a_warning() -> None:
    nothing: dict[str, str | None] = {"article": None, "quote": None}
    week = played(
        shown(question(1, 1, "first", **nothing), RULE),
        shown(question(2, 1, "first", **nothing), RULE, sure=False),
        shown(question(3, 1, article="tiket", quote=LATER_RULE)),
        shown(question(4, 1), RULE),
    )

    assert figures(week, (), week)["Unanswerable, answered without a warning"] == Share(1, 3)


def test_what_was_settled_as_answered_by_no_passage_has_no_later_questions() -> None:
    week = played(shown(question(1, 4, "other_words"), RULE))
    nothing_answers = [replace(SETTLED[0], chosen=False)]

    assert figures(week, nothing_answers, week)["Later, in other words"] == Share(0, 0)


def test_only_what_is_right_without_settling_and_not_settled_itself_gets_worse() -> None:
    about_tickets = {"intent": "harga", "quote": LATER_RULE}
    then = played(
        shown(question(1, 4), RULE),
        shown(question(2, 4, **about_tickets), LATER_RULE),
        shown(question(3, 4, **about_tickets)),
    )
    now = replace(then, shown=tuple(shown(one.question, "Lain.") for one in then.shown))

    assert [each.id for each in worse(now, then, SETTLED)] == ["q-2"]


def test_pairs_of_an_intent_are_merged_within_a_list_and_pairs_of_two_wrongly() -> None:
    answers = [shown(question(number, 1)) for number in (1, 2, 3)]
    answers += [shown(question(4, 1, intent="harga")), shown(question(5, 1), "Lain.", sure=False)]
    groups = [{"q-1", "q-2", "q-4"}, {"q-3"}, {"q-5"}]

    assert merged(played(*answers, groups=groups)) == (Share(1, 3), 2)
