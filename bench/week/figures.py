"""The figures of a week that was played twice: with what a moderator settled, and without."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations

from week.moderator import Settled
from week.play import Played
from week.script import ARRIVAL_DAY, Question
from week.server import Shown

REWORDED = {
    "Later, other order, function words or typos": {"reordered", "function_words", "typo"},
    "Later, one content word changed": {"one_word"},
    "Later, in other words": {"other_words"},
    "Later, as follow-ups": {"follow_up"},
}
"""Kinds of questions about passages that were settled before."""


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole."""

    part: int
    whole: int

    def __str__(self) -> str:
        return f"{self.part} of {self.whole}"


Figure = Share | float | int


def figures(played: Played, settled: Sequence[Settled], without: Played) -> dict[str, Figure]:
    """Return the figures of a week by their headings.

    `settled` is what counts as settled, also where nothing was: for the comparison with that week.
    """
    shown = played.shown
    rows: dict[str, Figure] = {
        f"Served, days 1-{ARRIVAL_DAY - 1}": _served(played, range(1, ARRIVAL_DAY)),
        f"Served, days {ARRIVAL_DAY}-7": _served(played, range(ARRIVAL_DAY, 8)),
    }
    later = [one for one in shown if _settled_before(one.question, settled)]
    for heading, kinds in REWORDED.items():
        rows[heading] = _right(one for one in later if one.question.kind in kinds)
    rows["Opposites that match"] = Share(
        len(matching(played, settled)), len(_kept_apart(played, settled))
    )
    rows["Unanswerable, answered without a warning"] = _answered_surely(played)
    rows["Wrong answers marked as chosen"] = sum(one.chosen and not one.right for one in shown)
    rows["Unsettled questions that got worse"] = len(worse(played, without, settled))
    rows["Passages chosen"] = sum(one.chosen for one in played.settled)
    rows["Settled as answered by no passage"] = sum(not one.chosen for one in played.settled)
    rows["Passages not found"] = len(played.missed)
    rows["Presses for each settled question"] = (
        round(played.presses / len(played.settled), 1) if played.settled else 0
    )
    if not played.settled:  # Else hardly any are left at the end of the week.
        rows["Pairs of one intent merged"], rows["Pairs wrongly merged"] = merged(played)
    rows["Answers lost by the new article"] = len(played.lost)
    rows["… and not shown"] = len(played.lost_unseen)
    return rows


def matching(played: Played, settled: Sequence[Settled]) -> list[Question]:
    """Return the questions for which a passage is shown that was settled for their opposite.

    That is, first and without a warning, or marked as chosen.
    """
    return [
        one.question
        for one, quote in _kept_apart(played, settled)
        if one.quotes(quote) and (one.chosen or not one.doubtful)
    ]


def worse(played: Played, without: Played, settled: Sequence[Settled]) -> list[Question]:
    """Return the questions about nothing settled that were answered right only without it."""
    return [
        now.question
        for now, then in zip(played.shown, without.shown, strict=True)
        if then.right and not now.right and not _settled_before(now.question, settled)
    ]


def merged(played: Played) -> tuple[Share, int]:
    """Return how many listed pairs of an intent share an entry, and how many pairs are wrong.

    A pair is two questions in different words that are in the same list.
    """
    questions = {one.question.id: one for one in played.shown}
    listed = [questions[each] for group in played.groups for each in group]
    same_list = [
        pair
        for pair in combinations(sorted(listed, key=lambda one: one.question.id), 2)
        if pair[0].answered is pair[1].answered
    ]
    alike = sum(_intent(first) == _intent(second) for first, second in same_list)
    together = [
        (questions[first], questions[second])
        for group in played.groups
        for first, second in combinations(group, 2)
    ]
    right = sum(_intent(first) == _intent(second) for first, second in together)
    return Share(right, alike), len(together) - right


def _served(played: Played, days: Collection[int]) -> Share:
    """Count the questions that a passage answers, and those for which it was shown first."""
    week = played.week
    return _right(
        one
        for one in played.shown
        if one.question.day in days and week.is_answerable(one.question, one.question.day)
    )


def _answered_surely(played: Played) -> Share:
    """Count the questions that no passage answers, and those answered without a warning."""
    week = played.week
    sure = [
        one.answered and not one.doubtful
        for one in played.shown
        if not week.is_answerable(one.question, one.question.day)
    ]
    return Share(sum(sure), len(sure))


def _right(shown: Iterable[Shown]) -> Share:
    right = [one.right for one in shown]
    return Share(sum(right), len(right))


def _settled_before(question: Question, settled: Iterable[Settled]) -> bool:
    """Return whether the passage that answers was chosen for a question, on a day before."""
    return any(
        one.chosen and one.question.quote == question.quote and one.after < question.day
        for one in settled
    )


def _kept_apart(played: Played, settled: Sequence[Settled]) -> list[tuple[Shown, str]]:
    """Return the questions whose opposite was settled on a day before, with the quote for that."""
    quotes = {(one.question.intent, one.question.quote, one.after) for one in settled if one.chosen}
    pairs = {
        (shown, quote)
        for shown in played.shown
        for intent, quote, after in quotes
        if shown.question.unlike == intent and after < shown.question.day and quote is not None
    }
    return sorted(pairs, key=lambda pair: pair[0].question.id)


def _intent(shown: Shown) -> str:
    return shown.question.intent
