import html
import json
from datetime import UTC, datetime, timedelta

import aiohttp
import pytest

from bot.locales import ENGLISH
from tests.bot.dashboard.log import ANA, BUDI, DEWI, DRAFTED, GUILD

OVERVIEW = "/"


async def test_the_page_begins_with_the_last_thirty_days(browse: aiohttp.ClientSession) -> None:
    today = datetime.now(UTC).date()

    async with browse.get("/") as response:
        assert response.status == 200
        shown = await response.text()
    assert f'name="since" value="{today - timedelta(days=29)}"' in shown
    assert f'name="until" value="{today}"' in shown


@pytest.mark.parametrize(
    "name", ["127.0.0.1:8001", "localhost", "LOCALHOST:1", "[::1]:8001", "127.1.2.3"]
)
async def test_local_host_names_are_accepted(browse: aiohttp.ClientSession, name: str) -> None:
    async with browse.get("/kutip", headers={"Host": name}) as response:
        assert response.status == 200


@pytest.mark.parametrize(
    "name",
    [
        "elsewhere.example",
        "127.0.0.1.elsewhere.example",
        "localhost@elsewhere.example",
        "[",
        "192.0.2.1",
    ],
)
async def test_other_host_names_are_rejected(browse: aiohttp.ClientSession, name: str) -> None:
    async with browse.get("/kutip/queries.json", headers={"Host": name}) as response:
        assert response.status == 403
        assert await response.text() == "This page is only available at http://127.0.0.1."


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
async def test_a_request_to_write_gets_a_sentence(
    browse: aiohttp.ClientSession, method: str
) -> None:
    async with browse.request(method, "/kutip/queries", data={"sql": "delete"}) as response:
        assert response.status == 405
        assert await response.text() == "This page is read-only; nothing was changed."


@pytest.mark.parametrize(
    "statement",
    [
        "delete from queries",
        "with one as (select 1) delete from queries",
        "with one as (select 1) insert into feedback select * from feedback",
    ],
)
async def test_sql_that_would_write_gets_a_sentence(
    browse: aiohttp.ClientSession, statement: str
) -> None:
    async with browse.get("/kutip.json", params={"sql": statement}) as response:
        assert response.status == 400
        shown = (await response.json())["error"]
        assert shown.removeprefix("This SQL can't be run: ") in {
            "Statement must be a SELECT",
            "This page can only read the tables that it lists; nothing was changed.",
        }
    async with browse.get("/kutip", params={"sql": statement}) as response:
        assert shown in html.unescape(await response.text())


@pytest.mark.parametrize(
    ("filters", "sentence"),
    [
        ({"since": "yesterday"}, "“yesterday” is no date; write it as 2"),
        ({"until": "2026-02-30"}, "“2026-02-30” is no date; write it as 2"),
        ({"until": "20260228"}, "“20260228” is no date"),
        (
            {"since": "2026-03-02", "until": "2026-03-01"},
            "The range from 2026-03-02 to 2026-03-01 is empty",
        ),
        ({"guild": "1"}, "No questions were asked on a server “1”"),
        ({"guild": "9" * 30}, "No questions were asked on a server “999"),
        ({"guild": "our own"}, "No questions were asked on a server “our own”"),
        ({"guild": "<script>"}, "&lt;script&gt;"),
        ({"sure": "abc"}, "The confidence must be a number from 0 to 1, not “abc”."),
        ({"sure": "1.5"}, "must be a number from 0 to 1"),
        ({"sure": "nan"}, "must be a number from 0 to 1"),
    ],
)
@pytest.mark.parametrize("path", [OVERVIEW, "/kutip/unanswered", "/kutip/unanswered.json"])
async def test_invalid_dates_and_servers_get_a_sentence(
    browse: aiohttp.ClientSession, path: str, filters: dict[str, str], sentence: str
) -> None:
    async with browse.get(path, params=filters) as response:
        assert response.status == 400
        assert sentence in await response.text()


@pytest.mark.parametrize("guild", [str(GUILD), "outside servers", ""])
async def test_servers_that_are_known_are_shown(browse: aiohttp.ClientSession, guild: str) -> None:
    for path in (OVERVIEW, "/kutip/unanswered"):
        async with browse.get(path, params={"guild": guild}) as response:
            assert response.status == 200


async def test_nothing_is_loaded_from_elsewhere_or_sent_there(
    browse: aiohttp.ClientSession,
) -> None:
    for path in ("/", "/kutip", "/nowhere", "/kutip/unanswered?since=never"):
        async with browse.get(path) as response:
            policy = response.headers["content-security-policy"]
            assert policy.startswith("default-src 'self'")
            assert "http" not in policy
            assert "unsafe-eval" not in policy
            assert response.headers["x-content-type-options"] == "nosniff"


async def test_formulas_are_exported_as_texts(browse: aiohttp.ClientSession) -> None:
    for more in ("", "&_dl=1", "&_stream=1"):
        async with browse.get(f"/kutip/queries.csv?_size=max{more}") as response:
            assert response.status == 200
            exported = await response.text()
            assert ",'=cmd()," in exported
            assert ",=cmd()," not in exported


async def test_nobody_who_asked_voted_or_moderated_is_shown_anywhere(
    browse: aiohttp.ClientSession,
) -> None:
    async with browse.get("/kutip.json") as response:
        described = await response.json()
    tables = [table["name"] for table in described["tables"]]
    lists = [f"/kutip/{shown['name']}" for shown in described["queries"]]
    sql = [
        "/kutip?sql=select hex(asker), length(asker), * from queries",
        "/kutip?sql=select group_concat(voter), json_group_array(comment) from feedback",
        "/kutip?sql=with one as (select user_id as two from wishes) select two || '' from one",
        f"/kutip?sql=select '{ANA[:1]}' || substr(asker, 2) from queries",
    ]
    joined = [
        "select * from queries full join (select 1 as asker) using (asker)",
        "select * from queries natural full join (select 1 as asker)",
    ]

    for path in [*(f"/kutip/{table}" for table in tables), *lists, *sql, "/-/metadata"]:
        for ending in ("", ".json", ".csv"):
            start, question, end = path.partition("?")
            async with browse.get(f"{start}{ending}{question}{end}") as response:
                shown = await response.text()
                assert response.status in {200, 404}, (path, shown)
                for hidden in (ANA, BUDI, str(DEWI), DRAFTED, ANA.encode().hex().upper()):
                    assert hidden not in shown, path
    for statement in joined:
        for ending in ("", ".json", ".csv"):
            async with browse.get(f"/kutip{ending}", params={"sql": statement}) as response:
                assert response.status == 400
                shown = await response.text()
                assert ANA not in shown
                assert ending == ".csv" or "Use ON for joins" in shown


async def test_internal_tables_are_not_listed(
    browse: aiohttp.ClientSession,
) -> None:
    async with browse.get("/kutip.json") as response:
        tables = {table["name"]: table["hidden"] for table in (await response.json())["tables"]}

    assert {name for name, hidden in tables.items() if hidden} == {
        *("alembic_version", "change_count", "drafts", "moments", "outbox", "row_changes"),
        "text_marks",
    }


async def test_without_a_password_there_is_nothing_to_log_in_to_or_out_of(
    browse: aiohttp.ClientSession,
) -> None:
    async with browse.get("/-/login") as response:
        assert response.url.path == "/"
        shown = await response.text()
    for path in ("/kutip", "/kutip/queries", "/nowhere"):
        async with browse.get(path) as response:
            shown += await response.text()
    assert "Log" not in shown
    assert "/-/log" not in shown


async def test_the_database_file_cant_be_downloaded(browse: aiohttp.ClientSession) -> None:
    async with browse.get("/kutip.db") as response:
        assert response.status == 403


async def test_every_table_can_be_browsed_with_facets_and_exported(
    browse: aiohttp.ClientSession,
) -> None:
    async with browse.get("/kutip/queries.json") as response:
        facets = (await response.json())["facet_results"]
    assert list(facets) == ["outcome", "way_in", "guild_id", "locale"]
    assert {each["value"]: each["count"] for each in facets["outcome"]["results"]} == {
        "answered": 20,
        "refused": 30,
        "error": 10,
    }
    async with browse.get("/kutip.json") as response:
        tables = [table["name"] for table in (await response.json())["tables"]]
    for name in tables:
        for ending in ("", ".json", ".csv"):
            async with browse.get(f"/kutip/{name}{ending}") as response:
                assert response.status == 200, name


async def test_a_row_is_found_though_its_person_is_hidden(browse: aiohttp.ClientSession) -> None:
    async with browse.get("/kutip/feedback.json?_shape=objects&_size=1") as response:
        [vote] = (await response.json())["rows"]
    async with browse.get(f"/kutip/feedback/{vote['query_id']}.json?_shape=objects") as response:
        assert vote in json.loads(await response.text())["rows"]


async def test_a_column_that_is_always_empty_says_why(browse: aiohttp.ClientSession) -> None:
    async with browse.get("/kutip/queries") as response:
        assert "<dt>asker</dt><dd>hidden</dd>" in await response.text()


async def test_csv_of_invalid_sql_says_so(browse: aiohttp.ClientSession) -> None:
    async with browse.get("/kutip.csv", params={"sql": "select nothing"}) as response:
        assert response.status == 400
        assert await response.text() == f"{ENGLISH('page.no_columns')}\r\n"
    async with browse.get("/kutip.csv", params={"sql": "select 1 as one where 0"}) as response:
        assert (response.status, await response.text()) == (200, "one\r\n")


@pytest.mark.parametrize("statement", ["select 1 as focusing", "select 'using it', 'unnatural'"])
async def test_words_that_only_look_like_a_join_are_accepted(
    browse: aiohttp.ClientSession, statement: str
) -> None:
    async with browse.get("/kutip.json", params={"sql": statement}) as response:
        assert response.status == 200
