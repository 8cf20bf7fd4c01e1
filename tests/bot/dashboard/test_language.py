import pytest
from datasette.utils.asgi import Request  # type: ignore[import-untyped]

from bot.dashboard.language import COOKIE, local_path, texts_of
from bot.dashboard.values import Values, moment
from bot.locales import ENGLISH
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
