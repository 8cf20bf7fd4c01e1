"""What Chromium marks on a page that is opened with a text fragment."""

import asyncio
import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from itertools import pairwise

from PIL import Image
from playwright.async_api import Browser, Page, Route, async_playwright

from tests.browser import ARGUMENTS, find_chromium
from tests.patience import LONG

ADDRESS = "http://kutip.test/page"
WIDTH, HEIGHT = 800, 600
TALLEST = 12_000
"""CSS pixels; what is below isn't seen."""
SCALE = 2
"""CSS pixels in a pixel of a picture: less to compress, and enough to see a letter's middle."""
MARK = (255, 0, 255)
END = "kutip0end"
"""A word at the end of each page, which is looked for last: once it is marked, all is."""
STYLE = (
    "<style>* { animation: none !important; transition: none !important }"
    "::target-text { background: rgb(255, 0, 255) !important; color: rgb(255, 0, 255) !important }"
    f"</style><p style='margin-top: 1200px'>{END}</p>"
)
LETTERS = """() => {
    const letters = [], range = document.createRange();
    let last = null;
    window.places = [];
    const add = (letter, x, y, ...place) => {
        letters.push([letter, x, y]);
        window.places.push(place);
    };
    const inline = element => ["inline", "ruby"].includes(getComputedStyle(element).display);
    const block = element => inline(element) ? block(element.parentElement) : element;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_ALL);
    for (let node; node = walker.nextNode();) {
        const element = node.parentElement;
        if (node.nodeName === "BR") last = null;
        if (node.nodeName !== "#text" || element.closest("script, style, rt")) continue;
        if (block(element) !== last) add("\\n", -1, -1);
        last = block(element);
        let end = 0;
        for (const letter of node.data) {
            range.setStart(node, end);
            range.setEnd(node, end += letter.length);
            const box = range.getBoundingClientRect();
            const x = box.left + box.width / 2, y = box.top + box.height / 2;
            if (!box.width || !letter.trim()) add(letter, -1, -1);
            else add(letter, Math.round(x), Math.round(y), element, x, y);
        }
    }
    return JSON.stringify(letters);
}"""
"""Each letter of the page with its middle in CSS pixels, or -1 if it isn't drawn; without ruby."""
UNCOVERED = """numbers => numbers.filter(number => {
    const [element, x, y] = window.places[number];
    const top = document.elementFromPoint(x, y);
    const inline = getComputedStyle(element).display !== "block";
    return top && (element.contains(top) || top.contains(element) && inline);
})"""
"""The numbers of those letters that no other element hides."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A page as it was opened."""

    text: str
    """Its text, each block on lines of its own."""
    letters: frozenset[int]
    """Which code points of the text are marked."""
    scrolled: int
    """How far it was scrolled, in CSS pixels."""

    @property
    def parts(self) -> list[str]:
        """The marked parts of the text, with single spaces."""
        inked = [number for number, letter in enumerate(self.text) if not letter.isspace()]
        parts: list[list[str]] = []
        for before, number in pairwise([-1, *inked]):
            if number not in self.letters:
                continue
            if before not in self.letters:
                parts.append([])
            parts[-1].append(self.text[before + 1 : number + 1] if parts[-1] else self.text[number])
        return [" ".join("".join(part).split()) for part in parts]


class Marks:
    """A browser tab in which pages are opened."""

    def __init__(self, page: Page) -> None:
        self._page = page
        self._html = ""

    async def serve(self, route: Route) -> None:
        if route.request.url.startswith(ADDRESS):
            await route.fulfill(body=self._html, content_type="text/html; charset=utf-8")
        else:
            await route.abort()

    async def open(self, html: str, fragment: str) -> Marked:
        """Open a page with a text fragment, which starts with `:~:text=` or is empty."""
        self._html = f"{html}{STYLE}"
        await self._page.goto("about:blank")
        await self._page.set_viewport_size({"width": WIDTH, "height": HEIGHT})
        await self._page.goto(f"{ADDRESS}#{fragment or ':~:'}{'&' if fragment else ''}text={END}")
        scrolled = await self._page.evaluate("scrollY")
        async with asyncio.timeout(LONG):
            while True:
                marked = await self._look(scrolled)
                end = marked.text.rindex(END)
                if end in marked.letters:
                    return Marked(
                        marked.text[:end],
                        frozenset(number for number in marked.letters if number < end),
                        scrolled,
                    )

    async def _look(self, scrolled: int) -> Marked:
        height = await self._page.evaluate("document.documentElement.scrollHeight")
        await self._page.set_viewport_size({"width": WIDTH, "height": min(height, TALLEST)})
        letters = json.loads(await self._page.evaluate(LETTERS))
        with Image.open(io.BytesIO(await self._page.screenshot())) as picture:
            colours = picture.convert("RGB")
        marked = [
            number
            for number, (_, x, y) in enumerate(letters)
            if 0 <= x // SCALE < colours.width
            and 0 <= y // SCALE < colours.height
            and colours.getpixel((x // SCALE, y // SCALE)) == MARK
        ]
        uncovered = await self._page.evaluate(UNCOVERED, marked)
        return Marked("".join(letter for letter, _, _ in letters), frozenset(uncovered), scrolled)


@asynccontextmanager
async def open_browser() -> AsyncIterator[Browser]:
    """Start Chromium."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=find_chromium(), args=ARGUMENTS, timeout=1000 * LONG
        )
        yield browser
        await browser.close()


@asynccontextmanager
async def open_marks(browser: Browser) -> AsyncIterator[Marks]:
    """Open a tab."""
    context = await browser.new_context(
        viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=1 / SCALE
    )
    context.set_default_timeout(1000 * LONG)
    page = await context.new_page()
    marks = Marks(page)
    await context.route("**/*", marks.serve)
    yield marks
    await context.close()
