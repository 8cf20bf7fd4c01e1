import asyncio
import base64

import pytest

from bot.dashboard import password as password_module
from bot.dashboard.password import MOST_IN_ALL, MOST_WAITING, Password, TooManyGuessesError

RIGHT = "correct horse battery"
ATTACKER, OWNER = "203.0.113.5", "198.51.100.7"


@pytest.fixture
def pauses(monkeypatch: pytest.MonkeyPatch) -> list[asyncio.Event]:
    """The pauses begun, each of which lasts until its event is set."""
    begun: list[asyncio.Event] = []

    async def pause(_seconds: float) -> None:
        begun.append(asyncio.Event())
        await begun[-1].wait()

    monkeypatch.setattr("bot.dashboard.password.asyncio.sleep", pause)
    return begun


async def begin(
    guesses: list[asyncio.Task[bool]], pauses: list[asyncio.Event], number: int
) -> None:
    while len(pauses) < number:
        await asyncio.wait(guesses, timeout=0)


async def test_after_a_wrong_password_no_other_from_there_is_checked_for_a_while(
    pauses: list[asyncio.Event],
) -> None:
    password = Password(RIGHT)
    guesses = [asyncio.create_task(password.matches("kutip", each, ATTACKER)) for each in "abc"]
    right = asyncio.create_task(password.matches("kutip", RIGHT, ATTACKER))
    for number in range(len(guesses)):
        await begin(guesses, pauses, number + 1)
        assert len(pauses) == number + 1
        assert not right.done()
        pauses[number].set()

    assert await asyncio.gather(*guesses, right) == [False, False, False, True]


async def test_a_flood_of_guesses_keeps_nobody_else_waiting(pauses: list[asyncio.Event]) -> None:
    password = Password(RIGHT)
    flood = [
        asyncio.create_task(password.matches("kutip", str(number), ATTACKER))
        for number in range(MOST_WAITING)
    ]
    await begin(flood, pauses, 1)

    assert await password.matches("kutip", RIGHT, OWNER)
    with pytest.raises(TooManyGuessesError):
        await password.matches("kutip", RIGHT, ATTACKER)
    for task in flood:
        task.cancel()
    await asyncio.gather(*flood, return_exceptions=True)
    assert await password.matches("kutip", RIGHT, ATTACKER)


async def test_a_flood_from_made_up_addresses_is_slowed_down_all_the_same(
    pauses: list[asyncio.Event],
) -> None:
    password = Password(RIGHT)
    flood = [
        asyncio.create_task(password.matches("kutip", "x", f"203.0.113.{number}"))
        for number in range(MOST_IN_ALL)
    ]
    await begin(flood, pauses, MOST_IN_ALL)
    with pytest.raises(TooManyGuessesError):
        await password.matches("kutip", "x", OWNER)
    for task in flood:
        task.cancel()
    await asyncio.gather(*flood, return_exceptions=True)


@pytest.mark.parametrize(
    ("first", "second", "are_one"),
    [
        ("2001:db8::1", "2001:db8::ffff:1", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("::ffff:203.0.113.5", "203.0.113.5", True),
        ("203.0.113.5", "203.0.113.6", False),
        ("", "", True),
    ],
)
async def test_addresses_that_one_person_has_are_one(
    pauses: list[asyncio.Event], first: str, second: str, are_one: bool
) -> None:
    password = Password(RIGHT)
    wrong = asyncio.create_task(password.matches("kutip", "x", first))
    await begin([wrong], pauses, 1)
    right = asyncio.create_task(password.matches("kutip", RIGHT, second))
    await asyncio.wait([right], timeout=0)
    await asyncio.wait([right], timeout=0)
    assert right.done() is not are_one
    pauses[0].set()

    assert await right
    assert not await wrong


@pytest.mark.usefixtures("pauses")
async def test_a_bounded_number_of_addresses_is_remembered(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(password_module, "MOST_ADDRESSES", 3)
    password = Password(RIGHT)
    for number in range(10):
        assert await password.matches("kutip", RIGHT, f"203.0.113.{number}")

    assert len(password._lines) == 3


@pytest.mark.usefixtures("pauses")
@pytest.mark.parametrize("scheme", ["Basic", "basic"])
async def test_the_header_is_read_as_utf8(scheme: str) -> None:
    given = base64.b64encode("kutip:tiga ékor itik".encode()).decode()

    assert await Password("tiga ékor itik").matches_basic(f"{scheme} {given}", OWNER)
    assert not await Password("tiga ékor itik").matches_basic(f"Bearer {given}", OWNER)
