import asyncio
import json
import re
import signal
import sqlite3
from collections.abc import AsyncIterator, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import aiohttp
import pytest
from sqlalchemy import insert
from yarl import URL

from corpus.database import open_database, writing
from corpus.schema import queries
from tests.bot.dashboard.log import fill
from tests.bot.dashboard.served import Served, serving
from tests.bot.indonesian import INDONESIAN

PASSWORD = "tiga ékor itik 三"  # in more than one script


@pytest.fixture(scope="module")
def guarded(log: Path) -> Iterator[Served]:
    with serving(log, PASSWORD) as served:
        yield served


@pytest.fixture
async def anybody(guarded: Served) -> AsyncIterator[aiohttp.ClientSession]:
    # Cookies of an address, not of a name, are kept only so.
    cookies = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(guarded.address, cookie_jar=cookies) as session:
        yield session


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_it_stops_cleanly(log: Path, number: signal.Signals) -> None:
    with serving(log) as served:
        assert served.stop(number) == 0
        assert served.process.stderr is not None
        assert served.process.stderr.read() == ""


async def test_it_stops_while_a_query_runs(log: Path) -> None:
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n"
    with serving(log) as served:
        async with aiohttp.ClientSession(served.address) as session:
            asking = asyncio.create_task(_status(session, "/kutip.json", sql=endless))
            assert await _status(session, "/kutip") == 200
            assert served.stop() == 0
            with suppress(aiohttp.ClientError):
                await asking


async def _status(session: aiohttp.ClientSession, path: str, **arguments: str) -> int:
    async with session.get(path, params=arguments) as response:
        return response.status


@dataclass(frozen=True)
class Own:
    """A page over a database that the bot writes meanwhile."""

    database: Path
    served: Served


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Own]:
    path = tmp_path_factory.mktemp("written") / "kutip.db"
    asyncio.run(fill(path))
    with serving(path) as served:
        yield Own(path, served)


async def test_what_the_bot_writes_is_seen_at_once(own: Own) -> None:
    path = own.database
    count = {"sql": "select count(*) as n from queries", "_shape": "arrayfirst"}
    async with aiohttp.ClientSession(own.served.address) as session:
        async with session.get("/kutip.json", params=count) as response:
            assert await response.json() == [60]
        async with open_database(path) as engine, writing(engine) as connection:
            await connection.execute(
                insert(queries).values(
                    id="f" * 32,
                    asked_at=datetime.now(UTC),
                    way_in="terminal",
                    question="Lagi?",
                    outcome="refused",
                    milliseconds=1,
                )
            )
        async with session.get("/kutip.json", params=count) as response:
            assert await response.json() == [61]


async def test_the_file_is_left_as_it_was(own: Own) -> None:
    before = _content(own.database)
    async with aiohttp.ClientSession(own.served.address) as session:
        for page in ("/", "/kutip", "/kutip/queries", "/kutip.json?sql=delete from queries"):
            async with session.get(page):
                pass
    assert _content(own.database) == before


def _content(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as database:
        return list(database.iterdump())


async def test_with_a_password_nothing_is_shown_before_the_login(
    anybody: aiohttp.ClientSession, guarded: Served
) -> None:
    pages = ["/", "/kutip", "/kutip.json", "/kutip/queries.csv", "/kutip/queries", "/nowhere"]
    inner = ["metadata", "databases", "settings", "patterns", "allow-debug", "password-tool"]
    tricks = ["/-/login/../../kutip", "/-%2Flogin", "/%2D/static/x"]
    for path in [*pages, *(f"/-/{name}" for name in inner), *tricks]:
        url = URL(f"{guarded.address}{path}", encoded=True)
        async with anybody.get(url, allow_redirects=False) as response:
            assert response.status == 401, path
            assert "Basic" in response.headers["www-authenticate"]
            assert await response.text() == "Log in first."


async def test_a_browser_is_redirected_to_the_login_and_then_to_the_dashboard(
    anybody: aiohttp.ClientSession,
) -> None:
    async with anybody.get("/kutip", headers={"Accept": "text/html"}) as response:
        assert response.url.path == "/-/login"
        assert "Overview" not in await response.text()
        token = re.search(r'name="csrftoken" value="([^"]+)"', await response.text())
        assert token
    form = {"username": "kutip", "password": PASSWORD, "csrftoken": token[1]}
    async with anybody.post("/-/login", data=form | {"password": "guess"}) as response:
        assert "Wrong user name or password." in await response.text()
    async with anybody.post("/-/login", data=form) as response:
        assert response.url.path == "/"
        assert response.status == 200
        assert "Log out" in await response.text()
        assert "HttpOnly" in response.history[0].headers["Set-Cookie"]
    async with anybody.get("/-/metadata.json") as response:
        told = json.dumps(await response.json(), ensure_ascii=False)
        assert PASSWORD not in told
        assert "pbkdf2" not in told


@pytest.mark.parametrize(
    ("given", "status"),
    [
        (aiohttp.encode_basic_auth("kutip", PASSWORD, "utf-8"), 200),
        (aiohttp.encode_basic_auth("kutip", "guess"), 401),
        (aiohttp.encode_basic_auth("root", PASSWORD, "utf-8"), 401),
        ("Basic =", 401),
        ("Basic é", 401),
        ("Basic /w==", 401),
        ("Bearer x", 401),
    ],
)
async def test_a_program_may_send_a_password_in_any_script(
    anybody: aiohttp.ClientSession, given: str, status: int
) -> None:
    async with anybody.get("/kutip.json", headers={"Authorization": given}) as response:
        assert response.status == status


async def test_a_flood_of_guesses_is_refused_and_keeps_nobody_else_out(
    anybody: aiohttp.ClientSession,
) -> None:
    async def guess(number: int) -> int:
        headers = {
            "Authorization": aiohttp.encode_basic_auth("kutip", f"guess {number}"),
            "X-Forwarded-For": "203.0.113.9",  # as a proxy on this machine passes it on
        }
        async with anybody.get("/kutip.json", headers=headers) as response:
            return response.status

    flood = [asyncio.create_task(guess(number)) for number in range(40)]
    for refused in asyncio.as_completed(flood):
        if await refused == 429:
            break
    else:
        pytest.fail("all were taken")
    right = {"Authorization": aiohttp.encode_basic_auth("kutip", PASSWORD, "utf-8")}
    async with anybody.get("/kutip.json", headers=right) as response:
        assert response.status == 200
    for task in flood:
        task.cancel()
    await asyncio.gather(*flood, return_exceptions=True)


@pytest.mark.parametrize("given", ["Basic é", "Basic =", "Basic /w=="])
async def test_a_malformed_header_is_no_failure_before_the_login_either(
    anybody: aiohttp.ClientSession, given: str
) -> None:
    async with anybody.get("/-/login", headers={"Authorization": given}) as response:
        assert response.status == 200


async def test_nobody_can_send_much_before_the_login(anybody: aiohttp.ClientSession) -> None:
    async with anybody.post("/-/login", data={"password": "a" * 100_000}) as response:
        assert response.status == 413


async def test_slow_or_invalid_sql_gets_a_sentence_and_is_not_logged(
    log: Path,
) -> None:
    endless = "with recursive n(i) as (select 1 union all select i + 1 from n) select max(i) from n"
    with serving(log, patient=False) as served:
        async with aiohttp.ClientSession(served.address) as session:
            query = {"sql": f"{endless} where :name <> ''", "name": "rendang"}
            async with session.get("/kutip.csv", params=query) as response:
                assert response.status == 400
                assert "longer than 4 s; choose fewer days" in await response.text()
            assert await _status(session, "/kutip/queries.json", _sort="nothing") == 400
        served.stop()
        assert served.process.stderr is not None
        assert served.process.stderr.read() == ""


async def test_before_the_login_everything_is_said_in_indonesian_too(
    anybody: aiohttp.ClientSession,
) -> None:
    indonesian = {"Accept-Language": "id"}
    async with anybody.get("/kutip.json", headers=indonesian) as response:
        assert (response.status, await response.text()) == (401, "Masuk dulu, ya.")
    async with anybody.post(
        "/-/login", data={"password": "a" * 100_000}, headers=indonesian
    ) as response:
        assert await response.text() == INDONESIAN("page.form_too_long")
    async with anybody.get("/-/login"):
        pass
    form = {"username": "kutip", "password": PASSWORD, "csrftoken": "of an earlier visit"}
    async with anybody.post("/-/login", data=form, headers=indonesian) as response:
        assert response.status == 403
        assert INDONESIAN("page.form_expired") in await response.text()


async def test_the_language_can_be_chosen_before_the_login(
    anybody: aiohttp.ClientSession,
) -> None:
    async with anybody.get("/-/language?to=id&next=/-/login") as response:
        assert response.url.path == "/-/login"
        assert "Kata sandi" in await response.text()
    async with anybody.get(
        "/-/language?to=xx&next=//elsewhere.example", allow_redirects=False
    ) as response:
        assert response.headers["Location"] == "/"
        assert "Set-Cookie" not in response.headers


async def test_with_a_password_any_host_name_is_accepted(
    anybody: aiohttp.ClientSession,
) -> None:
    headers = {
        "Host": "review.example",
        "Authorization": aiohttp.encode_basic_auth("kutip", PASSWORD, "utf-8"),
    }
    async with anybody.get("/kutip.json", headers=headers) as response:
        assert response.status == 200
