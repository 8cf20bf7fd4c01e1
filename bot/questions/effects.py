"""What a change of the shelf does to answers: asked from before and after it, and compared."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum

from bot.querylog.answer_changes import AnswerChange, Effect, Quoted
from bot.querylog.asked_before import AskedQuestion
from bot.querylog.closing import ClosedAs
from bot.questions.assistant import Assistant
from index.answer import Answer
from index.finder import Finder


@dataclass(frozen=True, slots=True)
class Asking:
    """Asks questions of a server's shelf as it was before a change, and as it is after.

    Each search runs in a thread, one at a time, so that other questions are answered meanwhile.
    """

    assistant: Assistant
    guild_id: int
    """EVERYWHERE: outside servers."""
    finder_before: Finder
    finder_after: Finder
    _after: dict[tuple[str, str | None], Answer] = field(default_factory=dict)

    async def before(self, question: str, earlier: str | None = None) -> Answer:
        """Answer a question from the shelf before; `earlier` is what it follows up, if any."""
        return await self._ask(question, earlier, self.finder_before)

    async def after(self, question: str, earlier: str | None = None) -> Answer:
        """Answer it from the shelf after; asked once, however often this is called."""
        if (question, earlier) not in self._after:
            self._after[question, earlier] = await self._ask(question, earlier, self.finder_after)
        return self._after[question, earlier]

    async def _ask(self, question: str, earlier: str | None, finder: Finder) -> Answer:
        return await self.assistant.answer(
            question, self.guild_id or None, most=1, earlier=earlier, finder=finder
        )


async def effects(asking: Asking, questions: Sequence[AskedQuestion]) -> list[AnswerChange]:
    """Return what a change does to the answers of these questions, in their order."""
    found = []
    for asked in questions:
        before = await asking.before(asked.question, asked.earlier)
        after = await asking.after(asked.question, asked.earlier)
        effect = effect_on(asked.closed_as, before, after)
        if effect is not None:
            # What a moderator said is no answer is not shown as the one it had.
            had = None if asked.closed_as is ClosedAs.UNANSWERABLE else quoted(before)
            has, earlier = quoted(after), asked.earlier
            found.append(AnswerChange(asked.query_id, asked.question, effect, had, has, earlier))
    return found


def effect_on(closed_as: ClosedAs | None, before: Answer, after: Answer) -> Effect | None:
    """Return the effect on the answer to a question that is closed like this; None if none.

    What a moderator said is no answer can't be lost, and what needs none can't gain one.
    """
    effect = compared(before, after)
    if effect is None:
        return None
    if closed_as is ClosedAs.UNANSWERABLE:
        return {_Standing.SURE: Effect.GAINED, _Standing.DOUBTFUL: Effect.MAYBE}.get(
            _standing(after)
        )
    if closed_as is ClosedAs.DISMISSED and effect in {Effect.GAINED, Effect.MAYBE}:
        return None
    return effect


def compared(before: Answer, after: Answer) -> Effect | None:
    """Return what became of an answer; None if it stands as it did and quotes the same text."""
    had, has = _standing(before), _standing(after)
    if has > had:
        return Effect.GAINED if has is _Standing.SURE else Effect.MAYBE
    if has < had:
        return Effect.LOST
    return None if _text(before) == _text(after) else Effect.CHANGED


def quoted(answer: Answer) -> Quoted | None:
    """Return the first quote of an answer by position; None for a refusal."""
    if not answer.hits:
        return None
    hit = answer.hits[0]
    return Quoted(
        hit.article.id, hit.article.version, hit.passage.number, hit.shown, answer.doubtful
    )


class _Standing(IntEnum):
    """How well a question is answered."""

    REFUSED = 0
    DOUBTFUL = 1
    SURE = 2


def _standing(answer: Answer) -> _Standing:
    if not answer.hits:
        return _Standing.REFUSED
    return _Standing.DOUBTFUL if answer.doubtful else _Standing.SURE


def _text(answer: Answer) -> str | None:
    """Return the text of the first passage, wherever it stands."""
    if not answer.hits:
        return None
    hit = answer.hits[0]
    return hit.passage.span.of(hit.article.body)
