"""Makes the picture in the README: a real reply of the real bot, on a simulated Discord.

Usage: python docs/picture.py [PATH]; the path is that of the PNG, docs/reply.png unless named.
"""

import asyncio
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import simcord
from playwright.async_api import async_playwright
from simcord.env import Env
from simcord.preview import Preview

from bot.assistant import Assistant
from bot.client import KutipClient
from bot.pseudonyms import Pseudonyms
from bot.querylog import QueryLog
from corpus.database import open_database
from corpus.library import Library
from index.finder import Finder

QUESTION = "Kenapa satelit Korea Utara gagal?"
WIDTH, HEIGHT = 720, 560
"""Of the message's surroundings, in CSS pixels; the picture is cut to the message."""
MARGIN = 12
"""Above and below the message, in CSS pixels."""
STYLE = ".message-edited { display: none }"
"""Discord, unlike SimCord, doesn't mark the answer that ends a deferral as edited."""


@asynccontextmanager
async def _kutip(folder: Path) -> AsyncIterator[Env]:
    async with open_database(folder / "kutip.db") as engine:
        library = Library(engine)
        await library.take_in_shipped()
        querylog = QueryLog(engine)
        finder = Finder(await library.articles(), min_confidence=0)
        assistant = Assistant(finder, library, querylog, Pseudonyms(bytes(32)))
        try:
            async with simcord.run(KutipClient(assistant, engine, "id"), shard_count=1) as env:
                env.backend.bot_user.name = "Kutip"
                yield env
        finally:
            await querylog.close(5)


async def _draw(preview: Preview, chromium: str, path: Path) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            # Debian's chromium runs as root, as in a container, only without its sandbox.
            executable_path=chromium,
            args=["--no-sandbox"],
        )
        page = await browser.new_page(
            viewport={"width": WIDTH * 2, "height": HEIGHT * 2},
            device_scale_factor=2,
            color_scheme="dark",
            reduced_motion="reduce",
            bypass_csp=True,  # for the style
        )
        await page.goto(preview.url)
        await page.add_style_tag(content=STYLE)
        await page.evaluate("document.fonts.ready")
        box = await page.locator(".message-surface").bounding_box()
        assert box is not None
        await page.screenshot(
            path=path,
            animations="disabled",
            clip={
                "x": box["x"],
                "y": box["y"] - MARGIN,
                "width": box["width"],
                "height": box["height"] + 2 * MARGIN,
            },
        )
        await browser.close()


async def _main(chromium: str, path: Path) -> None:
    with tempfile.TemporaryDirectory() as folder:
        async with _kutip(Path(folder)) as env:
            guild = env.create_guild("Ruang Berita", preferred_locale="id")
            channel = guild.create_text_channel("tanya-kutip")
            sari = guild.add_member(env.create_user("sari", global_name="Sari"))
            await sari.slash(channel, "ask", question=QUESTION)
            async with env.preview(
                channel, viewers=[sari], display="fixed", width=WIDTH, height=HEIGHT
            ) as preview:
                await _draw(preview, chromium, path)


if __name__ == "__main__":
    found = shutil.which("chromium")
    if found is None:
        sys.exit("Chromium is missing; on Debian: apt-get install chromium fonts-noto-color-emoji")
    named = sys.argv[1] if len(sys.argv) > 1 else Path(__file__).with_name("reply.png")
    asyncio.run(_main(found, Path(named)))
