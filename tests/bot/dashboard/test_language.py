import html

import aiohttp
import pytest
from datasette.utils.asgi import Request  # type: ignore[import-untyped]

from bot.dashboard.language import COOKIE, local_path, texts_of
from bot.dashboard.values import Values, moment
from bot.locales import ENGLISH
from corpus.schema import metadata
from tests.bot.indonesian import INDONESIAN


@pytest.mark.parametrize(
    ("accepted", "chosen", "language"),
    [
        ("", "", "en"),
        ("id-ID,id;q=0.9,en;q=0.8", "", "id"),
        ("nl,ja;q=0.9,id;q=0.8", "", "id"),
        ("ja", "", "en"),
        ("id", "en", "en"),
        ("en", "id", "id"),
        ("id", "../../etc", "id"),
        (",;q=,-", "", "en"),
    ],
)
def test_the_page_speaks_the_language_chosen_or_else_that_of_the_browser(
    accepted: str, chosen: str, language: str
) -> None:
    headers = {"accept-language": accepted, "cookie": f"{COOKIE}={chosen}" if chosen else ""}

    assert texts_of(Request(_scope(headers), None)).language == language


def _scope(headers: dict[str, str]) -> dict[str, object]:
    return {"headers": [(name.encode(), value.encode()) for name, value in headers.items()]}


@pytest.mark.parametrize(
    "elsewhere",
    ["https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example", "", "/a\r\nb"],
)
def test_the_switch_of_the_language_leads_to_no_other_site(elsewhere: str) -> None:
    assert local_path(elsewhere) == "/"
    assert local_path("/kutip/poor?guild=7&sure=0.5") == "/kutip/poor?guild=7&sure=0.5"


def test_numbers_days_and_times_are_written_as_in_the_language() -> None:
    english, indonesian = Values(ENGLISH), Values(INDONESIAN)

    assert (english.number(12345), indonesian.number(12345)) == ("12,345", "12.345")
    assert (english.share(0.3333, 1), indonesian.share(0.3333, 1)) == ("33.3 %", "33,3 %")
    assert english.number(None) == english.share(None) == "–"
    assert [english.milliseconds(value) for value in (4.5, 5.0, 120.4)] == [
        "4.5 ms",
        "5 ms",
        "120 ms",
    ]
    at = moment("2026-08-02 08:30:59.000000")
    assert english.minute(at) == "2 Aug 2026, 08:30 UTC"
    assert indonesian.minute(at) == "2 Agu 2026, 08:30 UTC"


@pytest.mark.parametrize(
    ("path", "status", "sentence"),
    [
        ("/nowhere", 404, "Halaman, tabel, atau baris itu tidak ada (lagi)."),
        ("/kutip/nothing", 404, "Halaman, tabel, atau baris itu tidak ada (lagi)."),
        ("/kutip/queries/nothing", 404, "Halaman, tabel, atau baris itu tidak ada (lagi)."),
        ("/-/question?id=nothing", 404, "Pertanyaan itu tidak ada (lagi)."),
        ("/-/article?id=nothing", 404, "Artikel itu tidak ada (lagi)."),
        ("/kutip/poor?sure=2", 400, "Keyakinan harus berupa angka dari 0 sampai 1, bukan “2”."),
        ("/kutip/queries?_sort=nothing", 400, "Alamat ini tidak bisa ditampilkan: "),
        ("/kutip/queries?_size=-1", 400, "Alamat ini tidak bisa ditampilkan: "),
        ("/kutip?sql=select+nowhere", 400, "SQL ini tidak bisa dijalankan: no such column"),
        ("/kutip?sql=delete+from+queries", 400, "SQL ini tidak bisa dijalankan: "),
        (
            "/kutip?sql=with+one+as+(select+1)+delete+from+queries",
            400,
            "Halaman ini hanya bisa membaca tabel yang ada di daftarnya; tidak ada yang diubah.",
        ),
        (
            "/kutip?sql=select+1+natural+join+queries",
            400,
            "Pakai ON untuk join; USING dan NATURAL tidak boleh dipakai di sini",
        ),
        ("/kutip.csv?sql=select+nothing", 400, "SQL ini tidak bisa dijalankan; hapus .csv"),
    ],
)
async def test_errors_are_said_in_indonesian_too(
    browse: aiohttp.ClientSession, path: str, status: int, sentence: str
) -> None:
    async with browse.get(path, headers={"Accept-Language": "id"}) as response:
        assert response.status == status
        assert sentence in html.unescape(await response.text())


async def test_what_the_gate_refuses_is_said_in_indonesian_too(
    browse: aiohttp.ClientSession,
) -> None:
    indonesian = {"Accept-Language": "id"}
    async with browse.get("/", headers=indonesian | {"Host": "elsewhere.example"}) as response:
        assert await response.text() == INDONESIAN("page.only_here")
    async with browse.post("/kutip/queries", headers=indonesian) as response:
        assert await response.text() == INDONESIAN("page.read_only")


@pytest.mark.parametrize(
    "path",
    [
        "/kutip/queries?outcome=refused",
        "/kutip/queries?question__contains=nothing",
        "/kutip/guilds/1",
        "/kutip?sql=select 1 as satu where 0",
        "/kutip?sql=select :satu as satu",
    ],
)
async def test_tables_rows_and_sql_are_labelled_in_indonesian_too(
    browse: aiohttp.ClientSession, path: str
) -> None:
    async with browse.get(path, headers={"Accept-Language": "id"}) as response:
        shown = await response.text()
    for english in ("Apply", "rows", "Next", "records", "results", "Run", "View", "This data"):
        assert f">{english}" not in shown, english
    assert 'lang="id"' in shown


def test_every_table_and_column_is_described_in_indonesian_too() -> None:
    described = {
        text
        for table in metadata.tables.values()
        for text in (table.comment, *(column.comment for column in table.columns))
        if text
    }

    # The name of a standard is the same in both.
    assert {text for text in described if INDONESIAN.translated(text) == text} == {"ISO 639-1"}


async def test_a_table_is_described_in_the_language_of_the_page(
    browse: aiohttp.ClientSession,
) -> None:
    for language, sentence in (
        ("id", "Log pertanyaan: satu baris per pertanyaan, apa pun hasilnya."),
        ("id", "dari pertanyaan sampai jawaban"),
        ("en", "The query log: one row per question, whatever its outcome."),
    ):
        async with browse.get("/kutip/queries", headers={"Accept-Language": language}) as response:
            assert sentence in html.unescape(await response.text())
