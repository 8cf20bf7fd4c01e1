"""Replaying judged questions, compared with the answers they had when they were judged.

Each is asked without what was settled for itself, and as people see it. What was settled for a
question is right by definition, so only the former measures how well Kutip finds passages, and
what it has learnt from other questions.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from statistics import fmean

from bot.judgements.judged_log import Judged, Shown
from bot.judgements.passages import PassageText
from bot.parts import Parts
from corpus.schema import EVERYWHERE
from index.answer import Answer

DEPTH = 10
"""Rank cut-off; fewer passages may be shown."""


@dataclass(frozen=True, slots=True)
class Figures:
    """How well the questions were answered at one time; None where no question qualifies."""

    mrr10: float | None
    """Mean reciprocal rank of the first relevant passage shown."""
    answered: float | None
    """Share of questions answered."""
    wrongly_refused: float | None
    """Share of questions with a relevant passage that were refused."""
    wrong_first: float | None
    """Share of questions with an irrelevant passage that had one as the first hit."""


@dataclass(frozen=True, slots=True)
class Replay:
    """Figures for the same questions, then and now."""

    questions: int
    then: Figures
    """When they were first judged."""
    without_own: Figures
    """Now, each without what was settled for it or for a question that is one with it."""
    now: Figures
    """Now, as people see it."""
    without_then: int
    """Questions left out because their answer then is not stored (any more)."""
    changed: int
    """Questions left out because no judged passage is in the current articles."""


async def replay(
    parts: Parts, guild_id: int, judged: Sequence[Judged], progress: Callable[[], None]
) -> Replay:
    """Replay a server's questions with its current articles and settings.

    The server may be EVERYWHERE for questions from outside servers. Call `progress` for each one.
    Nothing is logged.
    """
    server = None if guild_id == EVERYWHERE else guild_id
    finder = await parts.shelves.finder(server)
    present = {
        PassageText(article.id, passage.span.of(article.body))
        for article in finder.articles
        for passage in article.passages
    }
    kept: list[Judged] = []
    then: list[Shown] = []
    without_own: list[Shown] = []
    now: list[Shown] = []
    without_then = changed = 0
    for one in judged:
        progress()
        if one.then is None:
            without_then += 1
        elif present.isdisjoint(one.relevant or one.irrelevant):
            changed += 1
        else:
            kept.append(one)
            then.append(one.then)
            for found, without in ((without_own, one.keys), (now, ())):
                answer = await parts.assistant.answer(
                    one.question, server, earlier=one.earlier, without=without
                )
                found.append(_shown(answer))
    return Replay(
        len(kept),
        _figures(kept, then),
        _figures(kept, without_own),
        _figures(kept, now),
        without_then,
        changed,
    )


def _shown(answer: Answer) -> Shown:
    return Shown(
        answer.question,
        answer.answered,
        tuple(
            PassageText(hit.article.id, hit.passage.span.of(hit.article.body))
            for hit in answer.hits
        ),
    )


def _figures(judged: Sequence[Judged], shown: Sequence[Shown]) -> Figures:
    pairs = list(zip(judged, shown, strict=True))
    right = [(one, got) for one, got in pairs if one.relevant]
    wrong = [(one, got) for one, got in pairs if one.irrelevant]
    return Figures(
        mrr10=_mean(_reciprocal_rank(one.relevant, got.passages) for one, got in right),
        answered=_mean(got.answered for got in shown),
        wrongly_refused=_mean(not got.answered for _, got in right),
        wrong_first=_mean(
            bool(got.passages) and got.passages[0] in one.irrelevant for one, got in wrong
        ),
    )


def _reciprocal_rank(relevant: Collection[PassageText], passages: Sequence[PassageText]) -> float:
    ranks = (rank for rank, passage in enumerate(passages[:DEPTH], start=1) if passage in relevant)
    return next((1 / rank for rank in ranks), 0.0)


def _mean(values: Iterable[float]) -> float | None:
    counted = list(values)
    return fmean(counted) if counted else None
