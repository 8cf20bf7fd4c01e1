import asyncio
import base64

import pytest

from bot.dashboard.password import Password


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[asyncio.Event]:
    """The pauses begun, each of which lasts until its event is set."""
    begun: list[asyncio.Event] = []

    async def pause(_seconds: float) -> None:
        begun.append(asyncio.Event())
        await begun[-1].wait()

    monkeypatch.setattr("bot.dashboard.password.asyncio.sleep", pause)
    return begun


async def test_after_a_wrong_password_no_other_is_checked_for_a_while(
    pauses: list[asyncio.Event],
) -> None:
    password = Password("correct horse battery")
    guesses = [asyncio.create_task(password.matches("kutip", guess)) for guess in "abc"]
    right = asyncio.create_task(password.matches("kutip", "correct horse battery"))
    for number in range(len(guesses)):
        while len(pauses) <= number:
            await asyncio.wait(guesses, timeout=0)
        assert len(pauses) == number + 1
        assert not right.done()
        pauses[number].set()

    assert await asyncio.gather(*guesses, right) == [False, False, False, True]


@pytest.mark.usefixtures("pauses")
@pytest.mark.parametrize("scheme", ["Basic", "basic"])
async def test_the_header_is_read_as_utf8(scheme: str) -> None:
    given = base64.b64encode("kutip:tiga ékor itik".encode()).decode()

    assert await Password("tiga ékor itik").matches_basic(f"{scheme} {given}")
    assert not await Password("tiga ékor itik").matches_basic(f"Bearer {given}")
