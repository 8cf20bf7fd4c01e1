"""The pages as a headless Chromium shows them."""

import re
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

import pytest
from playwright.async_api import (
    Browser,
    ConsoleMessage,
    Page,
    Request,
    Response,
    ViewportSize,
    async_playwright,
    expect,
)

from bot.dashboard.lists import LISTS
from tests.bot.dashboard.log import (
    DAYS,
    FERRY,
    FORMULA,
    GUILD,
    HOSTILE,
    NAMED,
    NOW,
    OTHER,
    TICKET,
    TITLE,
)
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
        if message.type in {"error", "warning"}:
            self.trouble.append(f"console: {message.text}")

    def _request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if f"{parts.scheme}://{parts.netloc}" != self.address and parts.scheme != "data":
            self.trouble.append(f"elsewhere: {request.url}")

    def _failed(self, request: Request) -> None:
        # A page that is left while a part of it still loads aborts that request.
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


LOS_ANGELES = "America/Los_Angeles"
PHONE: ViewportSize = {"width": 390, "height": 844}
COLUMNS = "#chart-outcomes .column"


@pytest.fixture
async def page(browser: Browser, served: Served) -> AsyncIterator[Page]:
    """A page in a browser that complains of nothing and asks nobody else for anything."""
    seen = Seen(served.address)
    page = await browser.new_page(
        base_url=served.address, timezone_id=LOS_ANGELES, locale="en-GB", color_scheme="light"
    )
    page.set_default_timeout(1000 * LONG)
    seen.watch(page)
    yield page
    await page.context.close()
    assert seen.trouble == []


@pytest.fixture(scope="module")
def asked(log: Path) -> dict[str, str]:
    """The id of the last query of each question."""
    with closing(sqlite3.connect(log)) as connection:
        return dict(connection.execute("select question, id from queries order by moment"))


async def _show(page: Page, path: str) -> None:
    await page.goto(path)
    await page.wait_for_load_state("networkidle")


async def _choose(page: Page, server: str) -> None:
    """Choose a server in the menu, which shows the page again at once."""
    async with page.expect_navigation(wait_until="networkidle"):
        await page.get_by_label("Server").select_option(server)


async def test_the_overview_has_figures_and_charts(page: Page) -> None:
    await _show(page, "/")

    for name, shown in (
        ("asked", "60"),
        ("answered", "33.3 %"),
        ("liked", "33.3 %"),
        ("open", "2"),
    ):
        await expect(page.locator(f"#figure-{name} dd")).to_have_text(shown)
    await expect(page.locator(f"{COLUMNS} i")).to_have_count(3 * DAYS)
    for name in ("share", "weeks", "latency"):
        await expect(page.locator(f"#chart-{name} svg :is(polyline, path)").first).to_be_attached()
    for name in ("outcomes", "effects", "confidence", "votes"):
        await expect(page.locator(f"#chart-{name} .column i").first).to_be_visible()
    await expect(page.locator("#chart-articles")).to_contain_text(TITLE)
    await expect(page.locator("#chart-reasons li")).to_have_count(2)


async def test_a_column_says_its_day_and_counts(page: Page) -> None:
    today = f"{NOW:%Y-%m-%d}"
    await _show(page, f"/?since={today}&until={today}")

    await expect(page.locator(COLUMNS)).to_have_count(1)
    await expect(page.locator(COLUMNS)).to_have_attribute(
        "title", re.compile(rf"{NOW.day} {NOW:%b} · answered: 2, unanswered: 3, failed: 1")
    )


async def test_filters_choose_a_server_by_its_name_and_days_and_stay_in_the_address(
    page: Page,
) -> None:
    await _show(page, "/")
    menu = page.get_by_label("Server")
    assert await menu.locator("option").all_text_contents() == [
        "All servers",
        str(OTHER),
        NAMED[GUILD],
        "Outside servers",
    ]
    for server, count in ((str(OTHER), "20"), ("outside servers", "10"), (str(GUILD), "30")):
        await _choose(page, server)
        await expect(page.locator("#figure-asked dd")).to_have_text(count)
        await expect(menu).to_have_value(server)
    await page.get_by_label("From").fill(f"{NOW:%Y-%m-%d}")
    await page.get_by_role("button", name="Apply").click()
    await expect(page.locator("#figure-asked dd")).to_have_text("3")
    await page.get_by_role("link", name="Unanswered", exact=True).click()
    await expect(page).to_have_url(re.compile(rf"/unanswered\?guild={GUILD}&since={NOW:%Y-%m-%d}"))
    await expect(page.locator("table.list tbody tr")).to_have_count(1)
    await expect(menu).to_have_value(str(GUILD))


async def test_what_people_wrote_is_shown_as_text(page: Page, asked: dict[str, str]) -> None:
    for path in (
        "/",
        "/kutip/unanswered",
        f"/-/question?id={asked[HOSTILE]}",
        "/kutip/queries",
        "/kutip?sql=select question from queries",
    ):
        await _show(page, path)
        await expect(page.get_by_text(HOSTILE).first).to_be_visible()
        assert "taken over" not in (await page.title()).removeprefix(HOSTILE)
    await _show(page, "/kutip/comments")
    await expect(page.locator("td.server").first).to_have_text(NAMED[GUILD])
    await expect(page.locator("td.comment").first).to_have_text(FORMULA)


async def test_times_are_those_of_the_readers_zone_to_the_minute(
    page: Page, asked: dict[str, str]
) -> None:
    await _show(page, f"/-/question?id={asked[FERRY]}")

    shown = page.locator(".facts time")
    there = NOW.astimezone(ZoneInfo(LOS_ANGELES))
    await expect(shown).to_have_text(f"{there.day} {there:%b %Y}, {there:%H:%M}")
    assert datetime.fromisoformat(await shown.get_attribute("datetime") or "") == NOW.replace(
        microsecond=0
    )


async def test_an_article_shows_how_often_each_paragraph_was_quoted(page: Page) -> None:
    await _show(page, "/")
    await page.locator("#chart-articles a").click()

    await expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    await expect(page.locator("#passages li")).to_have_count(1)
    await expect(page.locator("#passages .times")).to_have_text(f"quoted {DAYS} times")
    await expect(page.locator("#poor li")).to_contain_text(f"{TICKET} {DAYS}×")
    # It is the server's only article, but not near its unanswered question.
    await expect(page.locator("#near li a")).to_have_count(0)
    assert await page.title() == f"{TITLE} · Kutip"


async def test_a_question_shows_its_answer_votes_and_reasons(
    page: Page, asked: dict[str, str]
) -> None:
    await _show(page, f"/-/question?id={asked[FERRY]}")
    await expect(page.locator("#shown mark")).to_have_text("It leaves at eight.")
    await expect(page.locator("#shown")).to_contain_text("found by settled questions")
    await expect(page.locator(".facts")).to_contain_text(f"{NAMED[GUILD]} · #dermaga")
    await _show(page, f"/-/question?id={asked[TICKET]}")
    await expect(page.locator("#votes li")).to_have_count(2)
    await expect(page.locator("#votes")).to_contain_text(FORMULA)
    await expect(page.locator("#votes")).to_contain_text("wrong passage")
    await expect(page.locator("#changes")).to_contain_text("gained")


async def test_a_question_can_be_asked_again_with_todays_answer_beside_it(
    page: Page, asked: dict[str, str], log: Path
) -> None:
    await _show(page, f"/-/question?id={asked[FERRY]}&guild={GUILD}")
    await page.get_by_role("button", name="Ask again now").click()

    today = page.locator("#today")
    await expect(today.locator("mark")).to_have_text("It leaves at eight.")
    before, after = [await page.locator(part).bounding_box() for part in ("#shown", "#today")]
    assert before is not None
    assert after is not None
    assert before["y"] == after["y"]
    assert before["x"] < after["x"]
    await expect(page).to_have_url(re.compile(f"guild={GUILD}"))
    with closing(sqlite3.connect(log)) as connection:
        assert connection.execute("select count(*) from queries").fetchone() == (6 * DAYS,)


async def test_the_reader_chooses_a_language_which_is_kept(page: Page) -> None:
    await _show(page, f"/kutip/unanswered?guild={GUILD}")
    await page.get_by_role("link", name="ID", exact=True).click()

    await expect(page.get_by_role("heading", level=1)).to_have_text("Belum terjawab")
    await expect(page.get_by_label("Server")).to_have_value(str(GUILD))
    await _show(page, "/")
    await expect(page.locator("html")).to_have_attribute("lang", "id")
    await expect(page.locator("#figure-answered dd")).to_have_text("33,3 %")


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_page_fits_a_phone_and_follows_its_theme(
    page: Page, asked: dict[str, str], scheme: str
) -> None:
    await page.set_viewport_size(PHONE)
    await page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    lists = [f"/kutip/{name}?article=ferry" for name in LISTS]
    question, article = f"/-/question?id={asked[FERRY]}&again=1", "/-/article?id=ferry"
    for path in ("/", *lists, question, article, "/kutip", "/kutip/queries"):
        await _show(page, path)
        width = await page.evaluate("document.documentElement.scrollWidth")
        assert width == PHONE["width"], path
        ground = await page.evaluate("getComputedStyle(document.body).backgroundColor")
        light = sum(map(int, re.findall(r"\d+", ground))) > 3 * 128
        assert light == (scheme == "light"), path


OVERLAPPING = """charts => charts.flatMap(chart => {
    const labels = [...chart.querySelectorAll(".column span")];
    return labels.slice(1).filter((label, place) =>
        label.getBoundingClientRect().left <= labels[place].getBoundingClientRect().right
    ).map(label => label.textContent);
})"""


async def test_no_label_of_a_chart_runs_into_the_next_on_a_phone(page: Page) -> None:
    await page.set_viewport_size(PHONE)
    await _show(page, "/")

    assert await page.locator(".column span").count() > 0
    assert await page.locator(".chart").evaluate_all(OVERLAPPING) == []


async def test_a_range_without_questions_is_shown(page: Page) -> None:
    await _show(page, "/?since=2020-01-01&until=2020-01-02")

    await expect(page.locator("#figure-asked dd")).to_have_text("0")
    await expect(page.locator("#figure-answered dd")).to_have_text("–")
    await expect(page.locator("#chart-outcomes")).to_contain_text("Nothing on these days.")


async def test_the_lists_are_a_click_away_and_show_no_sql(page: Page) -> None:
    await _show(page, "/")
    links = page.locator("nav a")
    paths = [await link.get_attribute("href") or "" for link in await links.all()]
    assert len(paths) == len(LISTS) + 1
    for path in paths:
        await _show(page, path)
        await expect(page.get_by_role("heading", level=1)).to_be_visible()
        if path != "/kutip":
            assert "select" not in (await page.locator("main").inner_text()).lower()
            assert "select" not in await page.title()


async def test_a_reader_may_run_sql_of_their_own(page: Page) -> None:
    await _show(page, "/kutip")
    await page.get_by_text("Your own SQL").click()
    await page.get_by_label("SQL", exact=True).fill("select count(*) as n from queries")
    await page.get_by_role("button", name="Run").click()

    await expect(page.locator("table.list td")).to_have_text("60")
    assert await page.title() == "Your own SQL · Kutip"
