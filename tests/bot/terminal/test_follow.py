import asyncio
from dataclasses import replace
from pathlib import Path

import pytest

from bot.articles.fetcher import Fetched, Fetcher
from bot.guilds import Guilds, GuildSettings
from bot.locales import ENGLISH
from corpus.addresses import LinkError, LinkFault
from corpus.database import open_database
from corpus.formats.feeds import read_feed
from corpus.formats.feeds.feed import MOST_ENTRIES
from tests.bot.terminal.shelf import Kutip
from tests.corpus.formats.feeds.feeds import URL, item, rss


@pytest.fixture(autouse=True)
def _feed(monkeypatch: pytest.MonkeyPatch) -> None:
    """One feed, whatever its host has."""

    async def fetch(_self: Fetcher, link: str) -> Fetched:
        if link != URL:
            raise LinkError(LinkFault.NOT_FOUND, 404)
        return Fetched(link, read_feed(rss(*map(item, range(5))), link))

    monkeypatch.setattr(Fetcher, "feed", fetch)


def test_a_feed_is_followed_listed_and_stopped(kutip: Kutip) -> None:
    followed = kutip("follow", URL, "--guild", "7", "--latest", "2")
    assert followed.exit_code == 0
    assert followed.output.splitlines() == [
        ENGLISH("terminal.followed", title="Kabar Desa", count=5, due=2),
        ENGLISH("terminal.follow_no_log_channel"),
    ]

    listed = kutip("follow", "--guild", "7").output
    assert listed.split("\n")[:2] == ["1  Kabar Desa  (works)", f"    {URL}"]
    assert kutip("follow", "--guild", "8").output.strip() == ENGLISH("terminal.follow_none")

    stopped = kutip("follow", "--guild", "7", "--stop", "1")
    assert stopped.output.strip() == ENGLISH("terminal.follow_stopped", title="Kabar Desa")
    assert kutip("follow", "--guild", "7").output.strip() == ENGLISH("terminal.follow_none")


def test_what_is_left_out_of_a_feed_is_said(kutip: Kutip, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fetch(_self: Fetcher, link: str) -> Fetched:
        feed = read_feed(rss(*map(item, range(5))), link)
        return Fetched(link, replace(feed, without_link=3, beyond=2))

    monkeypatch.setattr(Fetcher, "feed", fetch)

    said = kutip("follow", URL, "--guild", "7").output

    assert ENGLISH("follow.without_link", count=3) in said
    assert ENGLISH("follow.beyond", count=MOST_ENTRIES) in said


async def _set_log_channel(database_path: Path) -> None:
    async with open_database(database_path) as engine:
        await (await Guilds.load(engine, 0.5)).save(GuildSettings(7, log_channel_id=70))


def test_a_server_with_a_log_channel_is_not_told_to_set_one(
    kutip: Kutip, database_path: Path
) -> None:
    asyncio.run(_set_log_channel(database_path))

    said = kutip("follow", URL, "--guild", "7").output

    assert said.strip() == ENGLISH("terminal.followed", title="Kabar Desa", count=5, due=3)


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        ((URL,), "usage.follow_guild"),
        ((URL, "--guild", "7", "--stop", "1"), "usage.follow_or_stop"),
        (("--guild", "7", "--stop", "1"), "follow.not_followed"),
        (("https://example.com/lain", "--guild", "7"), "fault.link.not_found"),
    ],
)
def test_what_cannot_be_done_is_said_in_a_sentence(
    kutip: Kutip, data_dir: Path, arguments: tuple[str, ...], key: str
) -> None:
    refused = kutip("follow", *arguments)

    assert refused.exit_code != 0
    assert ENGLISH(key) in " ".join(refused.output.split())
    assert "Traceback" not in refused.output
