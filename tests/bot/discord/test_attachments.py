import asyncio
from collections.abc import AsyncIterator

import discord
import pytest

from bot.discord import attachments
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


@pytest.fixture(autouse=True)
def _no_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attachments, "PAUSES", (0, 0))


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


@pytest.mark.parametrize("status", ["403 Forbidden", "404 Not Found"])
async def test_a_file_that_discord_refuses_is_requested_once(
    internet: Internet, status: str
) -> None:
    internet.page(f"{PUBLIC}/ferry.txt", b"", status=status)

    with pytest.raises(UserError) as caught:
        await download(attachment(1))

    assert caught.value.sentence(ENGLISH) == ENGLISH("intake.file_gone")
    assert len(internet.requests) == 1


FAULTS = {
    "fault": b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n",
    "cut": b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nferry",
}


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
async def test_a_download_that_fails_is_tried_again(internet: Internet, fault: bytes) -> None:
    answers = [fault, b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nferry"]

    async def answer(writer: asyncio.StreamWriter) -> None:
        writer.write(answers.pop(0))

    internet.serve(f"{PUBLIC}/ferry.txt", answer)

    assert await download(attachment(5)) == b"ferry"


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
async def test_a_download_that_keeps_failing_can_be_repeated_later(
    internet: Internet, fault: bytes
) -> None:
    internet.serve(f"{PUBLIC}/ferry.txt", fault)

    with pytest.raises(UserError) as caught:
        await download(attachment(100))

    assert caught.value.sentence(ENGLISH) == ENGLISH("intake.file_not_received")
    assert len(internet.requests) == 1 + len(attachments.PAUSES)


async def test_a_discord_that_cant_be_reached_is_a_user_error(internet: Internet) -> None:
    with pytest.raises(UserError) as caught:
        await download(attachment(1, DOWN))

    assert caught.value.sentence(ENGLISH) == ENGLISH("intake.file_not_received")
    assert set(internet.connected) == {DOWN}
