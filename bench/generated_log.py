"""Generates a large query log to measure with.

A few questions are asked very often, most of them once or twice (Zipf's law). Their words are those
of generated articles. Some servers ask far more than others.
"""

import random
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import accumulate, islice
from typing import Any

from generated_texts import PASSAGES, vocabulary
from generated_texts import articles as texts_of
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncEngine

from corpus.article import Article
from corpus.database import writing
from corpus.draft import Draft
from corpus.moments import next_moments
from corpus.schema import EVERYWHERE, feedback, queries, query_hits
from corpus.shelf import Shelf
from index.sameness import question_key

RECORDS = 1_000_000
GUILDS = 30
DAYS = 180
TEXTS = 20_000
"""How many different questions there are."""
ARTICLES = 40
WORDS = 50_000
"""How many of the most common words are asked for."""
ASKERS = 5_000
SHARE_VOTED = 0.05
HITS = 3
"""Hits of an answered question."""
FIRST_GUILD = 1001

_BATCH = 10_000
_TEMPLATES = (
    "Siapa {}?",
    "siapa yg {}",
    "Kapan {}?",
    "Di mana {}?",
    "Apa itu {}?",
    "Bagaimana cara {}?",
    "gmn cara {} ya",
    "Kenapa {}?",
    "Berapa {}?",
)
_REASONS = ("passage", "sentence", "not_answered", "outdated", "other")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Question:
    """A question that may be asked many times, and its outcome."""

    text: str
    key: str
    article: Article | None
    """The article that answers it, if any."""
    confidence: float


async def fill(
    engine: AsyncEngine, count: int = RECORDS, guilds: int = GUILDS, seed: int = 1
) -> None:
    """Write `count` records with their hits and votes into an open database, up to the present."""
    draw = random.Random(seed)  # noqa: S311
    found = await Shelf(engine, EVERYWHERE).add_all(
        [
            Draft(text.id, text.title, "Bench", None, "id", text.body)
            for text in texts_of(ARTICLES * PASSAGES, seed=seed)
        ]
    )
    articles = [article for article in found if isinstance(article, Article)]
    questions = _questions(draw, articles)
    rows = _rows(draw, questions, count, guilds, datetime.now(UTC))
    while batch := list(islice(rows, _BATCH)):
        async with writing(engine) as connection:
            moments = await next_moments(connection, len(batch))
            numbered = [
                query | {"moment": moment}
                for (query, _, _), moment in zip(batch, moments, strict=True)
            ]
            await connection.execute(insert(queries), numbered)
            hits = [hit for _, hits, _ in batch for hit in hits]
            votes = [vote for _, _, votes in batch for vote in votes]
            for table, those in ((query_hits, hits), (feedback, votes)):
                if those:
                    await connection.execute(insert(table), those)


def _questions(draw: random.Random, articles: Sequence[Article]) -> list[_Question]:
    """Return the questions, the most frequent first; seven in ten are answered."""
    long = [word for word in vocabulary()[:WORDS] if len(word) > 4]
    questions = []
    for place in range(TEXTS):
        about = " ".join(draw.choices(long, k=draw.randint(1, 3)))
        text = draw.choice(_TEMPLATES).format(about)
        answered = place % 10 not in {2, 5, 8}
        confidence = 0.3 + 0.7 * draw.random() if answered else 0.3 * draw.random()
        article = draw.choice(articles) if answered else None
        questions.append(_Question(text, question_key(text), article, confidence))
    return questions


def _rows(
    draw: random.Random, questions: Sequence[_Question], count: int, guilds: int, now: datetime
) -> Iterator[tuple[Row, list[Row], list[Row]]]:
    """Yield the rows of a query, of its hits and of its votes, the earliest first."""
    shares = list(accumulate(1 / rank for rank in range(1, len(questions) + 1)))
    asked = draw.choices(questions, cum_weights=shares, k=count)
    sizes = list(accumulate(1 / rank for rank in range(1, guilds + 1)))
    places = draw.choices(range(FIRST_GUILD, FIRST_GUILD + guilds), cum_weights=sizes, k=count)
    ages = sorted((draw.random() for _ in range(count)), reverse=True)
    for question, guild_id, age in zip(asked, places, ages, strict=True):
        asked_at = now - age * timedelta(days=DAYS)
        query_id = uuid.UUID(int=draw.getrandbits(128)).hex
        query = {
            "id": query_id,
            "asked_at": asked_at,
            "guild_id": guild_id,
            "channel_id": guild_id * 10 + draw.randrange(5),
            "way_in": draw.choice(("slash", "mention", "menu")),
            "asker": _person(draw),
            "locale": "id",
            "question": question.text,
            "question_key": question.key,
            "outcome": "answered" if question.article else "refused",
            "confidence": question.confidence,
            "milliseconds": draw.lognormvariate(2, 0.6),
            "article_id": question.article.id if question.article else None,
        }
        hits = list(_hits(query_id, question.article)) if question.article else []
        voted = question.article and draw.random() < SHARE_VOTED
        yield query, hits, [_vote(draw, query_id, asked_at)] if voted else []


def _hits(query_id: str, article: Article) -> Iterator[Row]:
    for rank, passage in enumerate(article.passages[:HITS], start=1):
        yield {
            "query_id": query_id,
            "rank": rank,
            "article_id": article.id,
            "version": article.version,
            "passage": passage.number,
            "start_at": passage.span.start,
            "end_at": passage.span.end,
            "sentence_start_at": passage.span.start,
            "sentence_end_at": passage.span.end,
            "score": 1 / rank,
            "chosen": False,
            # One answer in eight was found by what had been settled.
            "settled": rank == 1 and query_id < "2",
        }


def _vote(draw: random.Random, query_id: str, asked_at: datetime) -> Row:
    down = draw.random() < 0.3
    return {
        "query_id": query_id,
        "voter": _person(draw),
        "vote": -1 if down else 1,
        "given_at": asked_at + timedelta(minutes=1),
        "reason": draw.choice(_REASONS) if down else None,
        "comment": None,
    }


def _person(draw: random.Random) -> str:
    return f"{draw.randrange(ASKERS):064x}"
