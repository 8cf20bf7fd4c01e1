"""Draws the pictures for the documentation: Discord messages, rendered by SimCord in Chromium.

Each screen is drawn in every language, as wide as on a desktop and as on a phone, into
`screens/LANGUAGE/NAME-WIDTH.webp`; some of them in English also as PNG, for pages elsewhere.
"""

import asyncio
import base64
import os
import shutil
import sys
import tempfile
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import discord
import simcord
from dashboard import draw_dashboard
from playwright.async_api import Browser, Locator, Page, async_playwright
from scene import Scene
from scenes import BY_ANYONE, SCENES
from simcord.env import Env
from simcord.preview import Preview
from stories import ENGLISH, INDONESIAN, Story

from bot.composition import assemble
from bot.discord.client import KutipClient
from bot.settings import load_settings

WIDTHS = {"desktop": 720, "phone": 400}
"""The widths of the messages, in CSS pixels."""
HEIGHT = 2000
"""More than a message is high, to which the picture is clipped."""
MARGIN = 12
"""The space above and below the message, in CSS pixels."""
SCALE = 2
"""Device pixels of a picture for each of them."""
QUALITY = 85
"""Of WebP, up to 100."""
ALSO_AS_PNG = {
    "answer": "reply",
    "preview": "preview",
    "list": "list",
    "diff": "diff",
    "review": "review",
    "question": "question",
    "stats": "stats",
}
"""The names of the pictures that are PNG, too."""
TYPING = "suggestions"
"""The scene that shows no message, but the line in which one is typed."""
STYLE = ".message-edited { display: none }"
"""Discord, unlike SimCord, doesn't mark the answer that ends a deferral as edited."""

RENAME = """names => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
        const text = texts.currentNode;
        text.data = names[text.data] ?? text.data;
    }
}"""
"""Replaces texts of the page by others."""
SHOWN = "() => window.simcordPreview?.ready === true"
"""True once the message is there, with its buttons as they can be pressed."""


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


async def _names(bot: KutipClient, story: Story) -> dict[str, str]:
    """Map the names of commands to those in the language of a story.

    Discord shows these to people who use it in that language; SimCord shows the default names.
    """
    translator = bot.tree.translator
    assert translator is not None
    described = [
        await command.get_translated_payload(bot.tree, translator)
        for command in bot.tree.get_commands(type=discord.AppCommandType.chat_input)
    ]
    locale = story.locale
    own = {f"/{each['name']}": f"/{_own(each, locale)}" for each in described}
    [ask] = [each for each in described if each["name"] == "ask"]
    for option in ask["options"]:  # They are in the picture of somebody who types a question.
        own[option["name"]] = _own(option, locale)
        said = option["description_localizations"] or {}
        own[option["description"]] = said.get(locale, option["description"])
    return own | {
        f"/{each['name']} {inner['name']}": f"/{_own(each, locale)} {_own(inner, locale)}"
        for each in described
        for inner in each.get("options", ())
    }


def _own(described: Mapping[str, Any], locale: str) -> str:
    name: str = (described.get("name_localizations") or {}).get(locale, described["name"])
    return name


@asynccontextmanager
async def _opened(browser: Browser, preview: Preview, width: int) -> AsyncIterator[Page]:
    page = await browser.new_page(
        viewport={"width": width, "height": HEIGHT},
        color_scheme="dark",
        reduced_motion="reduce",
        bypass_csp=True,  # for the style
    )
    await page.goto(preview.url)
    await page.add_style_tag(content=STYLE)
    await page.wait_for_function(SHOWN)
    yield page
    await page.close()


async def _draw(page: Page, path: Path, names: Mapping[str, str]) -> None:
    """Draw a message, as WebP or PNG, as the path ends."""
    await _save(page, page.locator(".message-surface"), path, names)


async def _draw_typing(page: Page, path: Path, names: Mapping[str, str], typed: str) -> None:
    """Draw what is suggested to somebody who types a question."""
    line = page.locator("#channel-composer-input")
    await line.fill("/ask")
    await page.locator(".command-entry").first.wait_for()
    await line.press("Enter")
    await page.locator(".command-option-input").fill(typed)
    await page.locator(".command-suggestion").first.wait_for()
    await _save(page, page.locator("#channel-composer"), path, names)


async def _save(page: Page, shown: Locator, path: Path, names: Mapping[str, str]) -> None:
    """Save a picture of an element, and of a list that is open above it."""
    await page.evaluate(RENAME, names)
    await page.evaluate("document.fonts.ready")
    box = await shown.bounding_box()
    assert box is not None
    top, bottom = box["y"], box["y"] + box["height"]
    if opened := await page.locator(".command-popup").all():
        above = await opened[0].bounding_box()
        assert above is not None
        top = above["y"]
    kind: dict[str, Any] = {"format": "png"}
    if path.suffix == ".webp":  # which Playwright's screenshots can't be
        kind = {"format": "webp", "quality": QUALITY}
    clip = {
        "x": box["x"],
        "y": top - MARGIN,
        "width": box["width"],
        "height": bottom - top + 2 * MARGIN,
        "scale": SCALE,
    }
    session = await page.context.new_cdp_session(page)
    drawn = await session.send("Page.captureScreenshot", {**kind, "clip": clip})
    await asyncio.to_thread(path.write_bytes, base64.b64decode(drawn["data"]))


def _speak(env: Env, locale: str) -> None:
    """Let everybody use Discord in a language, which SimCord leaves in English."""
    emit = env.backend.emit

    def emit_spoken(event: str, payload: Mapping[str, Any]) -> None:
        spoken = {"locale": locale, "guild_locale": locale}
        if event == "INTERACTION_CREATE":
            payload = {**payload, **{key: spoken[key] for key in spoken.keys() & payload.keys()}}
        emit(event, payload)

    env.backend.emit = emit_spoken  # type: ignore[method-assign]


async def _draw_all(env: Env, browser: Browser, story: Story, folder: Path) -> None:
    _speak(env, story.locale)
    guild = env.create_guild(story.server, preferred_locale=story.locale)
    sari = guild.add_member(env.create_user("sari", global_name="Sari"))
    powers = discord.Permissions(manage_messages=True, manage_guild=True)
    role = guild.create_role("Moderators", permissions=powers)
    dewi = guild.add_member(env.create_user("dewi", global_name="Dewi"), roles=[role])
    assert isinstance(env.bot, KutipClient)
    names = await _names(env.bot, story)
    screens = folder / "screens" / story.locale[:2]
    screens.mkdir(parents=True, exist_ok=True)
    for name, play in SCENES.items():
        person = sari if name in BY_ANYONE else dewi
        scene = Scene(story, env, guild.create_text_channel(name), person, sari, dewi)
        await play(scene)
        async with env.preview(
            scene.channel,
            viewers=[person],
            layout="channel" if name == TYPING else "message",
            locale=story.locale,
            # Times in the messages come from Kutip's own clock, not SimCord's.
            presentation_time=datetime.now(UTC),
        ) as preview:
            for wide, width in WIDTHS.items():
                path = screens / f"{name}-{wide}.webp"
                async with _opened(browser, preview, width) as page:
                    if name == TYPING:
                        await _draw_typing(page, path, names, story.typed)
                    else:
                        await _draw(page, path, names)
            if story is ENGLISH and name in ALSO_AS_PNG:
                path = folder / f"{ALSO_AS_PNG[name]}.png"
                async with _opened(browser, preview, WIDTHS["desktop"]) as page:
                    await _draw(page, path, names)


async def _main(chromium: str, folder: Path) -> None:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium,
            # Its sandbox doesn't work for root, e.g. in a container.
            args=["--no-sandbox"] if os.geteuid() == 0 else [],
        )
        for story in (ENGLISH, INDONESIAN):
            with tempfile.TemporaryDirectory() as data:
                async with _kutip(Path(data)) as env:
                    await _draw_all(env, browser, story, folder)
        await draw_dashboard(browser, folder / "dashboard.png")
        await browser.close()


if __name__ == "__main__":
    found = shutil.which("chromium")
    if found is None:
        sys.exit("Chromium is missing; on Debian: apt-get install chromium fonts-noto-color-emoji")
    asyncio.run(_main(found, Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent))
