"""The pages as a headless Chromium shows them."""

import re
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.async_api import (
    Browser,
    ConsoleMessage,
    Page,
    Request,
    Response,
    async_playwright,
    expect,
)

from bot.dashboard.panels import CHARTS, FIGURES
from tests.bot.dashboard.log import DAYS, FORMULA, GUILD, HOSTILE, NOW, OTHER, TITLE
from tests.bot.dashboard.served import Served
from tests.browser import ARGUMENTS, find_chromium
from tests.patience import LONG

expect.set_options(timeout=1000 * LONG)


@dataclass
class Seen:
    """What a browser was asked for and what it complained about."""

    address: str
    trouble: list[str] = field(default_factory=list)

    def watch(self, page: Page) -> None:
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.trouble.append(f"error: {error}"))
        page.on("request", self._request)
        page.on("requestfailed", self._failed)
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # Of a chart without data Vega says that it has no extent.
        if message.type in {"error", "warning"} and "Infinite extent" not in message.text:
            self.trouble.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if f"{parts.scheme}://{parts.netloc}" != self.address and parts.scheme != "data":
            self.trouble.append(f"elsewhere: {request.url}")

    def _failed(self, request: Request) -> None:
        # A page that is left while its charts still load aborts their requests.
        if request.failure != "net::ERR_ABORTED":
            self.trouble.append(f"failed: {request.url}: {request.failure}")

    def _response(self, response: Response) -> None:
        if response.status >= 400:
            self.trouble.append(f"{response.status}: {response.url}")


@pytest.fixture(scope="session")
def chromium() -> str:
    return find_chromium()


@pytest.fixture(scope="module")
async def browser(chromium: str) -> AsyncIterator[Browser]:
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium, args=ARGUMENTS, timeout=1000 * LONG
        )
        yield browser
        await browser.close()


@pytest.fixture
async def page(browser: Browser, served: Served) -> AsyncIterator[Page]:
    """A page in a browser that complains of nothing and asks nobody else for anything."""
    seen = Seen(served.address)
    page = await browser.new_page(base_url=served.address, timezone_id="America/Los_Angeles")
    page.set_default_timeout(1000 * LONG)
    seen.watch(page)
    yield page
    await page.context.close()
    assert seen.trouble == []


async def _show(page: Page, path: str) -> None:
    await page.goto(path)
    await page.wait_for_load_state("networkidle")


async def test_every_chart_of_the_dashboard_is_drawn(page: Page) -> None:
    await _show(page, "/")

    for name in CHARTS:
        # A level line counts as hidden, as it has no height.
        await expect(page.locator(f"#chart-{name} svg .role-mark path[d]").first).to_be_attached()
    for name in FIGURES:
        await expect(page.locator(f"#chart-{name} p")).to_be_visible()
    await expect(page.locator("#chart-asked p")).to_have_text("60")
    await expect(page.locator("#chart-answered p")).to_have_text("33.3 %")
    await expect(page.locator("#chart-outcomes svg .role-mark path")).to_have_count(3 * DAYS)
    await expect(page.locator("#chart-articles")).to_contain_text(TITLE)


async def test_days_are_those_of_utc_wherever_the_reader_is(page: Page) -> None:
    today = f"{NOW:%Y-%m-%d}"
    await _show(page, f"/-/dashboards/review?since={today}&until={today}")

    bar = page.locator("#chart-outcomes svg .role-mark path").first
    await expect(bar).to_have_attribute("aria-label", re.compile(f"{NOW:%d %b}"))


async def test_filters_choose_a_server_and_days(page: Page) -> None:
    await _show(page, "/")
    for server, asked in ((str(OTHER), "20"), ("outside servers", "10"), (str(GUILD), "30")):
        await page.get_by_role("combobox").select_option(server)
        await page.get_by_role("button", name="Apply").click()
        await expect(page.locator("#chart-asked p")).to_have_text(asked)
        await expect(page.get_by_role("combobox")).to_have_value(server)

    await page.locator("#since").fill(f"{NOW:%Y-%m-%d}")
    await page.get_by_role("button", name="Apply").click()
    await expect(page.locator("#chart-asked p")).to_have_text("3")


async def test_what_people_wrote_is_shown_as_text(page: Page) -> None:
    await _show(page, "/")
    names = page.locator("#chart-unanswered svg .role-axis-label text")
    assert {HOSTILE, FORMULA} <= set(await names.all_text_contents())
    await page.locator("#chart-unanswered svg .role-mark path").first.hover()
    await expect(page.locator("#vg-tooltip-element")).to_contain_text(HOSTILE)
    for path in ("/kutip/queries", "/kutip/unanswered", "/kutip?sql=select question from queries"):
        await _show(page, path)
        await expect(page.get_by_text(HOSTILE).first).to_be_visible()
        assert await page.title() != "taken over"


async def test_a_bar_links_to_the_questions_of_its_article(page: Page) -> None:
    await _show(page, "/")
    await page.locator("#chart-articles svg .role-mark path").first.click()
    await expect(page.get_by_role("heading", level=1)).to_have_text("Questions of an article")
    await expect(page.locator("table.rows-and-columns")).to_contain_text(TITLE)


async def test_each_chart_has_a_page_of_its_own(page: Page) -> None:
    for name in CHARTS:
        await _show(page, f"/-/dashboards/review/{name}?guild={GUILD}")
        await expect(page.locator("svg .role-mark path[d]").first).to_be_attached()


async def test_a_dashboard_without_questions_is_shown(page: Page) -> None:
    await _show(page, "/-/dashboards/review?since=2020-01-01&until=2020-01-02")
    await expect(page.locator("#chart-asked p")).to_have_text("0")
    await expect(page.locator("#chart-answered p")).to_have_text("– %")


async def test_the_lists_and_tables_are_a_click_away(page: Page) -> None:
    await _show(page, "/")
    links = page.locator("#chart-more a")
    for path in [await link.get_attribute("href") for link in await links.all()]:
        assert path is not None
        await _show(page, path)
        await expect(page.get_by_role("heading", level=1)).to_be_visible()
