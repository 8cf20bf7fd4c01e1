"""Draws the dashboard of `kutip review`, with a month of invented questions."""

import asyncio
import os
import random
import sys
import uuid
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from playwright.async_api import Browser
from sqlalchemy import insert

from bot.dashboard.sql import DAYS
from bot.pseudonyms import Pseudonyms
from corpus.data_folder import SECRET_NAME
from corpus.database import open_database, writing
from corpus.draft import Draft
from corpus.schema import EVERYWHERE, feedback, queries
from corpus.shelf import Shelf
from index.sameness import question_key

GUILD = 881_207_955_029_110_841
WIDTH, HEIGHT = 1280, 800
"""The window, in CSS pixels; the page is longer."""
ARTICLES = {
    "The ferry to Sabang": (
        "When does the ferry to Sabang leave?",
        "How much is a ticket to Sabang?",
        "Where do cars wait for the boat?",
    ),
    "Satelit Korea Utara": (
        "Kenapa satelit Korea Utara gagal?",
        "Kapan roket itu diluncurkan?",
    ),
    "Opening hours of the library": (
        "Is the library open on Sunday?",
        "Jam berapa perpustakaan tutup?",
    ),
    "Rules of the newsroom": ("Siapa yang boleh mengubah judul?",),
}
"""Titles, and questions that they answer."""
UNANSWERED = (
    "Is there a ferry to Pulau Weh at night?",
    "Berapa harga tiket kapal cepat?",
    "How do I renew my library card?",
    "Who won the chess cup?",
    "Di mana pasar malam?",
    "Kapan rapat redaksi?",
    "Is breakfast served on the boat?",
)
REASONS = ("passage", "sentence", "sentence", "not_answered", "outdated", "other", None)

Row = dict[str, Any]


async def draw_dashboard(browser: Browser, path: Path) -> None:
    """Save a screenshot of the dashboard."""
    with TemporaryDirectory() as folder:
        await _fill(Path(folder) / "kutip.db")
        async with _review(folder) as address:
            page = await browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
            await page.goto(address)
            await page.wait_for_load_state("networkidle")
            await page.screenshot(path=path, full_page=True)
            await page.close()


@asynccontextmanager
async def _review(folder: str) -> AsyncIterator[str]:
    """Serve the dashboard for the database in this folder; yield its address."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "review", "--port", "0"),
        env={**os.environ, "KUTIP_DATA_DIR": folder, "KUTIP_REVIEW_PASSWORD": ""},
        stdout=PIPE,
    )
    assert process.stdout is not None
    try:
        line = (await process.stdout.readline()).decode()
        yield next(word for word in line.split() if word.startswith("http"))
    finally:
        process.terminate()
        await process.wait()


async def _fill(path: Path) -> None:
    draw = random.Random(1)  # noqa: S311
    async with open_database(path) as engine:
        await Pseudonyms.open(path.with_name(SECRET_NAME), engine)
        ids = [f"article-{place}" for place in range(len(ARTICLES))]
        await Shelf(engine, EVERYWHERE).add_all(
            [
                Draft(article_id, title, "Ruang Berita", None, "en", f"{title}: all about it.")
                for article_id, title in zip(ids, ARTICLES, strict=True)
            ]
        )
        asked = list(_asked(draw, ids))
        async with writing(engine) as connection:
            await connection.execute(insert(queries), asked)
            await connection.execute(insert(feedback), list(_votes(draw, asked)))


def _asked(draw: random.Random, ids: list[str]) -> Iterator[Row]:
    """Yield rows of `queries`, with more questions and more answers as time goes on."""
    articles = list(zip(ids, ARTICLES.values(), strict=True))
    now = datetime.now(UTC)
    for ago in range(DAYS):
        for _ in range(draw.randint(14, 26) + (DAYS - ago) // 3):
            answered = draw.random() < 0.88 - ago / 90
            article_id, questions = articles[min(int(draw.expovariate(0.9)), len(articles) - 1)]
            unanswered = UNANSWERED[min(int(draw.expovariate(0.5)), len(UNANSWERED) - 1)]
            question = draw.choice(questions) if answered else unanswered
            yield {
                "id": uuid.UUID(int=draw.getrandbits(128)).hex,
                "asked_at": now - timedelta(days=ago),
                "guild_id": GUILD,
                "way_in": "slash",
                "question": question,
                "question_key": question_key(question),
                "outcome": "answered" if answered else "refused",
                "confidence": draw.betavariate(6, 2) if answered else draw.betavariate(2, 9),
                "milliseconds": draw.lognormvariate(1.8, 0.5),
                "article_id": article_id if answered else None,
            }


def _votes(draw: random.Random, asked: list[Row]) -> Iterator[Row]:
    for row in asked:
        if row["outcome"] == "answered" and draw.random() < 0.2:
            down = draw.random() < 0.3
            yield {
                "query_id": row["id"],
                "voter": "anybody",
                "vote": -1 if down else 1,
                "given_at": row["asked_at"],
                "reason": draw.choice(REASONS) if down else None,
            }
