"""Draws the pictures for the documentation: Discord messages, rendered by SimCord in Chromium."""

import asyncio
import os
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import discord
import simcord
from dashboard import draw_dashboard
from playwright.async_api import Browser, async_playwright
from simcord.actors import MemberActor
from simcord.builders import ChannelHandle
from simcord.env import Env
from simcord.preview import Preview
from simcord.results import ResponseMessage

from bot.asked import Asked, WayIn
from bot.composition import assemble
from bot.discord.client import KutipClient
from bot.locales import ENGLISH
from bot.parts import Parts
from bot.querylog.record import QueryRecord
from bot.querylog.votes import Vote
from bot.settings import load_settings

QUESTION = "Siapa Vipin Narang?"
FERRY = "The ferry to Sabang"
SHIPPED = "strategi-nuklir-korea"
TIMETABLE = (
    "The slow boat to Sabang leaves Ulee Lheue harbour at eight every morning. It takes two hours.",
    "A ticket costs 40,000 rupiah for adults. Children pay half of that.",
    "Cars must be at the pier one hour before the departure of the slow boat.",
)
CHANGED = (
    "The slow boat to Sabang leaves Ulee Lheue harbour at nine every morning. It takes two hours.",
    TIMETABLE[1],
    "From June to August a second boat leaves at three in the afternoon.",
)
UNANSWERED = {
    "Is there wifi on board?": 5,
    "Can dogs come along?": 3,
    "Is the museum open on Sundays?": 2,
}
"""Unanswered questions, and how often each is asked."""
DOUBTED, DOUBTED_TIMES = "Is there wifi on the slow boat?", 4
"""A question that is answered with a warning, and how often it is asked."""
WEEKLY = (9, 14, 12, 17, 11, 4, 6)
"""Questions on each day of a week."""
WIDTH, HEIGHT = 720, 560
"""The size of the preview, in CSS pixels; the picture is clipped to the message."""
MARGIN = 12
"""The space above and below the message, in CSS pixels."""
STYLE = ".message-edited { display: none }"
"""Discord, unlike SimCord, doesn't mark the answer that ends a deferral as edited."""


@dataclass(frozen=True, slots=True)
class Scene:
    """The setting of a picture, with a channel of its own."""

    env: Env
    channel: ChannelHandle
    person: MemberActor

    @property
    def parts(self) -> Parts:
        """Return the parts of the bot in the picture."""
        assert isinstance(self.env.bot, KutipClient)
        return self.env.bot.parts

    async def ask(self, question: str) -> QueryRecord:
        """Ask a question on the server; return the record once it is written."""
        asked = Asked(question, WayIn.SLASH, self.person.guild.id)
        query = (await self.parts.assistant.ask(asked)).query
        await self.parts.querylog.written(query.id)
        return query

    async def fill_in(self, command: str, *texts: str, **options: str) -> ResponseMessage:
        """Submit the form of an article command with these texts; return the card."""
        form = await self.person.slash(self.channel, f"article {command}", **options)
        filled = dict(zip(("title", "source", "text"), texts, strict=True))
        card = (await self.person.submit_modal(form, filled)).response
        assert card is not None
        return card


async def _reply(scene: Scene) -> None:
    await scene.person.slash(scene.channel, "ask", question=QUESTION)


async def _preview(scene: Scene) -> None:
    await scene.fill_in("add", FERRY, "Sabang Post", "\n\n".join(TIMETABLE))


async def _list(scene: Scene) -> None:
    desk = replace(scene, channel=scene.person.guild.create_text_channel("desk"))
    card = await desk.fill_in("add", FERRY, "Sabang Post", "\n\n".join(TIMETABLE))
    await desk.person.click(card, label=ENGLISH("intake.button_publish"))
    await scene.person.slash(scene.channel, "article list")


async def _diff(scene: Scene) -> None:
    await scene.fill_in("edit", FERRY, "Sabang Post", "\n\n".join(CHANGED), article=FERRY)


async def _review(scene: Scene) -> None:
    for question, times in UNANSWERED.items():
        for _ in range(times):
            await scene.ask(question)
    await scene.person.slash(scene.channel, "review unanswered")


async def _question(scene: Scene) -> None:
    for _ in range(DOUBTED_TIMES):
        await scene.ask(DOUBTED)
    card = (await scene.person.slash(scene.channel, "review poor")).response
    assert card is not None
    *_, row = card.components[0]["components"]
    [menu] = row["components"]
    await scene.person.select(card, [menu["options"][0]["value"]])


async def _stats(scene: Scene) -> None:
    # It stepped aside when the server published an article of its own.
    await scene.parts.shelf(scene.person.guild.id).unhide(SHIPPED)
    querylog, feedback = scene.parts.querylog, scene.parts.feedback
    answered, refused = await scene.ask(QUESTION), await scene.ask(next(iter(UNANSWERED)))
    last = refused.id
    for back in range(1, 30):
        day = answered.asked_at - timedelta(days=back)
        count = WEEKLY[day.weekday()]
        for number in range(count):
            like = refused if number < count // (3 + day.day % 3) else answered
            last = uuid4().hex
            querylog.record(replace(like, id=last, asked_at=day))
    await querylog.written(last)
    for voter in range(1, 12):
        vote = Vote.UP if voter % 5 else Vote.DOWN
        await feedback.vote(answered.id, answered.guild_id, voter, vote)
    await scene.person.slash(scene.channel, "review stats", days=30)


PICTURES: dict[str, Callable[[Scene], Awaitable[None]]] = {
    "reply": _reply,
    "preview": _preview,
    "list": _list,
    "diff": _diff,
    "review": _review,
    "question": _question,
    "stats": _stats,
}
"""The scene of each picture, by its name."""


@asynccontextmanager
async def _kutip(folder: Path) -> AsyncIterator[Env]:
    settings = load_settings({"KUTIP_DATA_DIR": str(folder)}, folder / ".env")
    async with (
        assemble(settings) as parts,
        simcord.run(
            KutipClient(parts, keep=settings.keep, keep_left=settings.keep_left),
            shard_count=1,
            settle_timeout=600,  # seconds: the default of five is too short on a busy machine
        ) as env,
    ):
        env.backend.bot_user.name = "Kutip"
        yield env


async def _draw(browser: Browser, preview: Preview, path: Path) -> None:
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


async def _draw_all(env: Env, browser: Browser, folder: Path) -> None:
    guild = env.create_guild("Ruang Berita", preferred_locale="id")
    sari = guild.add_member(env.create_user("sari", global_name="Sari"))
    role = guild.create_role("Moderators", permissions=discord.Permissions(manage_messages=True))
    dewi = guild.add_member(env.create_user("dewi", global_name="Dewi"), roles=[role])
    for name, play in PICTURES.items():
        person = sari if name == "reply" else dewi
        scene = Scene(env, guild.create_text_channel(name), person)
        await play(scene)
        async with env.preview(
            scene.channel,
            viewers=[person],
            display="fixed",
            width=WIDTH,
            height=HEIGHT,
            # Times in the messages come from Kutip's own clock, not SimCord's.
            presentation_time=datetime.now(UTC),
        ) as preview:
            await _draw(browser, preview, folder / f"{name}.png")


async def _main(chromium: str, folder: Path) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium,
            # Its sandbox doesn't work for root, e.g. in a container.
            args=["--no-sandbox"] if os.geteuid() == 0 else [],
        )
        with tempfile.TemporaryDirectory() as data:
            async with _kutip(Path(data)) as env:
                await _draw_all(env, browser, folder)
        await draw_dashboard(browser, folder / "dashboard.png")
        await browser.close()


if __name__ == "__main__":
    found = shutil.which("chromium")
    if found is None:
        sys.exit("Chromium is missing; on Debian: apt-get install chromium fonts-noto-color-emoji")
    asyncio.run(_main(found, Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent))
