"""What people write is in the database and in replies, and nowhere else.

A server whose texts all carry a mark is used while everything fails; the mark is not in the log,
not even at its most talkative, nor in the metrics.
"""

import asyncio
import logging
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from simcord.env import Env

from bot.asked import Asked
from bot.operations.logs import log_to_standard_error
from bot.operations.metrics import Metrics
from bot.parts import Parts
from bot.questions.assistant import Reply
from corpus.web import Web
from tests.bot.discord_client import texts_of
from tests.bot.everything import press, replies, send_form
from tests.bot.marked_servers import MarkedServer, make_server
from tests.bot.operations.test_health import Gateway
from tests.patience import LONG

pytest_plugins = ["tests.bot.desk_fixtures"]

MARK = "nanasdelima"
TEXT = f"Catatan rahasia tentang {MARK} yang cukup panjang."


@pytest.fixture
def web(web_of_pages: Web) -> Web:
    return web_of_pages


@pytest.fixture(autouse=True)
def _talkative() -> Iterator[None]:
    root = logging.getLogger()
    before = root.level
    log_to_standard_error("debug", "json", [])
    root.setLevel(logging.INFO)
    yield
    root.setLevel(before)


@pytest.fixture
def metrics() -> Iterator[Metrics]:
    """The metrics, which count errors of the log."""
    metrics = Metrics(Gateway(), lambda: 0)
    logging.getLogger().addHandler(metrics)
    yield metrics
    logging.getLogger().removeHandler(metrics)


async def use(env: Env, server: MarkedServer) -> list[str]:
    """Ask, add, vote and comment with the mark; return what was replied."""
    mod, channel = server.moderator, server.channel
    assert env.bot.user is not None
    await mod.send(channel, f"{env.bot.user.mention} Apa itu {MARK}?")
    results = [
        await mod.slash(channel, "ask", question=f"Apa itu {MARK}?"),
        await mod.slash(channel, "article add", file=(f"{MARK}.txt", TEXT.encode())),
        await mod.slash(channel, "article add", link=f"https://example.org/{MARK}"),
        await mod.slash(channel, "article list", search=MARK),
        await mod.slash(channel, "article show", article=MARK),
        await mod.slash(channel, "review export", text=MARK, **{"from": MARK}),
        await press(env, mod, channel, f"kutip:vote:{server.query}:down"),
        await press(env, mod, channel, f"kutip:pick:c:0 {MARK}"),
        await press(env, mod, channel, f"kutip:passages:u:{server.query}:0 {MARK}"),
    ]
    for opener in (f"kutip:reason:{server.query} other", f"kutip:judge:u:{server.query}:0"):
        form = await press(env, mod, channel, opener)
        if form.modal is not None:
            results.append(await send_form(mod, form, TEXT))
    _ = env.errors
    return [texts_of(reply) for result in results for reply in replies(result)]


def rename(path: Path, before: str, after: str) -> None:
    """Give some tables another ending of their names."""
    with closing(sqlite3.connect(path, timeout=LONG)) as database:
        for table in ("queries", "article_versions", "feedback"):
            database.execute(f"ALTER TABLE {table}{before} RENAME TO {table}{after}")


async def test_nothing_that_people_write_is_logged_whatever_fails(
    simcord_env: Env,
    parts: Parts,
    database_path: Path,
    metrics: Metrics,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    server = await make_server(simcord_env, parts, "Utara", MARK)
    assert any(MARK in reply for reply in await use(simcord_env, server))

    simcord_env.inject_error("PATCH", "*", status=500, times=2)
    simcord_env.inject_error("POST", "/webhooks/*", status=403, code=50001, times=2)
    await use(simcord_env, server)
    # In a thread, because whatever writes meanwhile must be able to end.
    await asyncio.to_thread(rename, database_path, "", "_away")
    await use(simcord_env, server)
    await asyncio.to_thread(rename, database_path, "_away", "")

    async def fail(_: object, asked: Asked) -> Reply:
        raise KeyError(asked.question)

    monkeypatch.setattr("bot.questions.assistant.Assistant.ask", fail)
    await use(simcord_env, server)

    written = capsys.readouterr()
    assert "Reply failed" in written.err
    assert MARK not in written.out + written.err
    assert MARK.encode() not in metrics.text(None)
