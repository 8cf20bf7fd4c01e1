from pathlib import Path

import pytest

from bot.articles.fetcher import Fetched, Fetcher
from bot.locales import ENGLISH
from corpus.addresses import LinkError, LinkFault
from corpus.formats.feeds import read_feed
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
    said = ENGLISH("terminal.followed", title="Kabar Desa", count=5, due=2)
    assert followed.output.strip() == said

    listed = kutip("follow", "--guild", "7").output
    assert listed.split("\n")[:2] == ["1  Kabar Desa  (works)", f"    {URL}"]
    assert kutip("follow", "--guild", "8").output.strip() == ENGLISH("terminal.follow_none")

    stopped = kutip("follow", "--guild", "7", "--stop", "1")
    assert stopped.output.strip() == ENGLISH("terminal.follow_stopped", title="Kabar Desa")
    assert kutip("follow", "--guild", "7").output.strip() == ENGLISH("terminal.follow_none")


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
