from collections.abc import AsyncIterator

import pytest

from bot.articles.several_pages import MOST_PAGES, read_whole
from corpus import formats
from corpus.formats.reading import Reading, ReadingWarning
from corpus.web import Web
from tests.corpus.web.server import Internet, running_internet
from tests.patience import LONG

PATH = "www.melur.example/bengkel"
URL = f"http://{PATH}"
PART = ReadingWarning.ONE_OF_SEVERAL_PAGES


class Reads:
    """Reads in this process."""

    async def read(self, data: bytes, name: str | None, media_type: str | None) -> Reading:
        return formats.read(data, name, media_type)


@pytest.fixture
async def internet(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Internet]:
    async with running_internet(monkeypatch) as internet:
        yield internet


def text(number: int) -> str:
    return f"Halaman {number} bercerita tentang bengkel sepeda yang dibuka di Kampung Melur itu."


def page(number: int, next_page: str) -> str:
    following = (
        f"<div>Halaman 1 <a href='{next_page}'>2</a> <a href='{next_page}'>Selanjutnya</a></div>"
    )
    return (
        f"<article><h1>Bengkel</h1><p>{text(number)}</p>{following if next_page else ''}</article>"
    )


async def whole(internet: Internet, *next_pages: str) -> Reading:
    """Serve pages, of which each leads to the next, and return what is read of them."""
    for number, next_page in enumerate(next_pages[1:], start=2):
        html = page(number, next_page).encode()
        internet.page(f"{PATH}/{number}", html, "Content-Type: text/html; charset=utf-8")
    first = formats.read(page(1, next_pages[0]).encode(), None, "text/html; charset=utf-8")
    async with Web("test", resolver=internet, total_seconds=LONG) as web:
        return await read_whole(first, URL, Reads(), web)  # type: ignore[arg-type]


async def test_the_other_pages_of_an_article_are_read_too(internet: Internet) -> None:
    found = await whole(internet, "/bengkel/2", f"{URL}/3", "")

    assert found.body.split("\n\n") == ["Bengkel", text(1), "Bengkel", text(2), "Bengkel", text(3)]
    assert PART not in found.warnings


@pytest.mark.parametrize(
    "address", ["http://lain.example/2", "/bengkel/9", "", "/bengkel", "http://[", "mailto:a@b"]
)
async def test_a_page_that_is_elsewhere_or_missing_is_not_read(
    internet: Internet, address: str
) -> None:
    found = await whole(internet, address or "#")

    assert found.body.split("\n\n") == ["Bengkel", text(1)]
    assert PART in found.warnings


async def test_no_more_than_so_many_pages_are_read(internet: Internet) -> None:
    found = await whole(internet, *(f"/bengkel/{number + 2}" for number in range(MOST_PAGES + 2)))

    assert text(MOST_PAGES) in found.body
    assert text(MOST_PAGES + 1) not in found.body
    assert PART in found.warnings
