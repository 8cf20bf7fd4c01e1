import asyncio
from datetime import UTC, datetime, timedelta, timezone
from types import SimpleNamespace

import pytest
from discord.ext import tasks

from bot.discord.recurring import recurring
from tests.clock import Clock


class Body:
    def __init__(self) -> None:
        self.runs = 0
        self.error: BaseException | None = None

    async def run(self) -> None:
        self.runs += 1
        if self.error is not None:
            raise self.error


async def settle() -> None:
    for _ in range(10):
        await asyncio.sleep(0)


@pytest.mark.parametrize("error", [ValueError("odd"), OSError("gone"), TimeoutError()], ids=repr)
async def test_an_error_is_logged_and_the_task_recurs(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, error: Exception
) -> None:
    clock, body = Clock(monkeypatch), Body()
    body.error = error
    loop = recurring(body.run, 60)
    task = loop.start()
    await settle()
    assert body.runs == 1
    assert "A recurring task failed" in caplog.text

    clock.move(61)
    await settle()

    assert body.runs == 2
    task.cancel()


async def test_a_clock_that_is_set_back_does_not_delay_it(monkeypatch: pytest.MonkeyPatch) -> None:
    class SetBack(datetime):
        by = timedelta()

        @classmethod
        def now(cls, tz: object = None) -> datetime:  # type: ignore[override]
            del tz
            return datetime.now(UTC) - cls.by

    monkeypatch.setattr(
        "discord.utils.datetime", SimpleNamespace(datetime=SetBack, timezone=timezone)
    )
    clock, body = Clock(monkeypatch), Body()
    task = recurring(body.run, 60).start()
    await settle()
    SetBack.by = timedelta(days=1)
    clock.move(61)
    await settle()
    assert body.runs == 2

    clock.move(61)
    await settle()

    assert body.runs == 3
    task.cancel()


async def test_discord_py_alone_would_end_a_loop_at_an_error() -> None:
    body = Body()
    body.error = ValueError("odd")

    task = tasks.loop(seconds=60)(body.run).start()
    with pytest.raises(ValueError, match="odd"):
        await task
