from collections.abc import AsyncIterator

import discord
import pytest

from bot.discord.attachments import download
from bot.errors import UserError
from bot.locales import ENGLISH
from corpus.formats.errors import Unreadable, UnreadableError
from corpus.formats.reading import LARGEST_FILE
from tests.corpus.web.server import DOWN, PUBLIC, Internet, running_internet


@pytest.fixture
async def internet(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Internet]:
    async with running_internet(monkeypatch) as internet:
        yield internet


def attachment(size: int, host: str = PUBLIC) -> discord.Attachment:
    """Return an attachment with this stated size."""
    url = f"http://{host}/ferry.txt"
    return discord.Attachment(
        data={"id": 1, "filename": "ferry.txt", "size": size, "url": url, "proxy_url": url},
        state=discord.Client(intents=discord.Intents.none())._connection,
    )


async def test_the_largest_file_is_read_byte_for_byte(internet: Internet) -> None:
    data = bytes(range(256)) * (LARGEST_FILE // 256)
    internet.page(f"{PUBLIC}/ferry.txt", data)

    assert await download(attachment(len(data))) == data
    assert internet.requests[0].headers["accept-encoding"] == "identity"


async def test_a_file_with_too_large_a_stated_size_is_not_requested(internet: Internet) -> None:
    with pytest.raises(UnreadableError) as caught:
        await download(attachment(LARGEST_FILE + 1))

    assert caught.value.reason is Unreadable.TOO_MANY_BYTES
    assert not internet.requests


@pytest.mark.parametrize("sized", [True, False])
async def test_a_file_larger_than_stated_is_refused(internet: Internet, sized: bool) -> None:
    internet.page(f"{PUBLIC}/ferry.txt", b"x" * (LARGEST_FILE + 1), sized=sized)

    with pytest.raises(UnreadableError) as caught:
        await download(attachment(1))

    assert caught.value.reason is Unreadable.TOO_MANY_BYTES


@pytest.mark.parametrize("status", ["403 Forbidden", "404 Not Found", "500 Internal Server Error"])
async def test_a_file_that_discord_refuses_is_a_user_error(internet: Internet, status: str) -> None:
    internet.page(f"{PUBLIC}/ferry.txt", b"", status=status)

    with pytest.raises(UserError, match=ENGLISH("intake.file_gone")[:20]):
        await download(attachment(1))


async def test_a_truncated_download_is_a_user_error(internet: Internet) -> None:
    internet.serve(f"{PUBLIC}/ferry.txt", b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nferry")

    with pytest.raises(UserError):
        await download(attachment(100))


async def test_an_unreachable_discord_is_a_user_error(internet: Internet) -> None:
    with pytest.raises(UserError):
        await download(attachment(1, DOWN))
    assert internet.connected == [DOWN]
