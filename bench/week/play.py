"""Plays a week on a simulated server, with or without a moderator who settles questions."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from week.moderator import Moderator, Settled
from week.script import ARRIVAL_DAY, Question, Week, letters
from week.server import Server, Shown, running_server

DAYS = range(1, 8)
SESSIONS = frozenset({3, 5})
"""The days in whose evening the moderator works down the lists."""


@dataclass(frozen=True, slots=True)
class Played:
    """What came of a week."""

    week: Week
    shown: tuple[Shown, ...]
    """For each question, in their order."""
    settled: tuple[Settled, ...]
    presses: int
    """That this took."""
    missed: tuple[Question, ...]
    """Listed questions whose passage the moderator did not find."""
    groups: tuple[frozenset[str], ...]
    """What is listed at the end of the week: the ids of the questions of each entry."""
    lost: tuple[Question, ...]
    """Questions of the days before that were answered right until the new article came."""
    lost_unseen: tuple[Question, ...]
    """Those of them that the moderator was not shown."""


async def play(week: Week, *, settling: bool) -> Played:
    """Play a week; without settling, the moderator only publishes the articles."""
    shown: list[Shown] = []
    lost: list[Question] = []
    seen, presses = "", 0
    async with running_server() as server:
        moderator = Moderator(server)
        for file in week.articles:
            await moderator.publish(file)
        for day in DAYS:
            if day == ARRIVAL_DAY:
                asked = [one.question for one in shown]
                before = await _answered_right(server, asked)
                seen = "".join([await moderator.publish(file) for file in week.arriving])
                after = await _answered_right(server, asked)
                lost = [question for question in before if question not in after]
            for question in week.questions:
                if question.day == day:
                    shown.append(await server.ask(question))
                    moderator.asked[shown[-1].query_id] = question
            if settling and day in SESSIONS:
                presses += await moderator.review(day, week.answerable(day))
        groups = await _listed(server, shown)
    unseen = [question for question in lost if letters(question.text) not in seen]
    return Played(
        week,
        tuple(shown),
        tuple(moderator.settled),
        presses,
        tuple(moderator.missed),
        tuple(groups),
        tuple(lost),
        tuple(unseen),
    )


async def _answered_right(server: Server, asked: Iterable[Question]) -> list[Question]:
    """Return the questions, other than follow-ups, whose first passage is the right one now."""
    right = []
    for question in asked:
        if question.quote is not None and question.follows is None:
            answer = await server.parts.assistant.answer(question.text, server.guild.id, most=1)
            quoted = (hit.passage.span.of(hit.article.body) for hit in answer.hits)
            if any(letters(question.quote) in letters(text) for text in quoted):
                right.append(question)
    return right


async def _listed(server: Server, shown: Sequence[Shown]) -> list[frozenset[str]]:
    """Return the ids of the questions of each entry of the two lists."""
    review = server.parts.review(server.guild.id)
    keys = {one: (await review.question(one.query_id)).question_key for one in shown}
    return [
        frozenset(
            one.question.id for one in shown if one.answered is answered and keys[one] in entry.keys
        )
        for answered, entries in ((False, await review.unanswered()), (True, await review.poor()))
        for entry in entries
    ]
