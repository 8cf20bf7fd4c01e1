import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.errors import UserError
from bot.follows import dropped, notices, rounds, taking
from bot.follows.notices import MOST_OPEN
from bot.follows.schedule import NAMED_AFTER, USUAL
from bot.follows.visits import MOST_NEW
from corpus.addresses import LinkError, LinkFault
from corpus.formats.feeds.errors import FeedError, FeedFault
from corpus.formats.feeds.feed import Kind
from corpus.schema import drafts, follow_notices, followed_entries, follows
from tests.bot.follows.site import FEED, GUILD, HOST, LINK, Site, text_of
from tests.corpus.formats.feeds.feeds import PAGE, SITEMAPS, rss
from tests.corpus.web.server import NOT_FOUND

pytestmark = pytest.mark.databases("sqlite", "postgresql")


async def test_new_articles_are_proposed_once_and_earlier_ones_only_if_wanted(site: Site) -> None:
    site.feed(3, 2, 1)
    started = await site.follow(latest=1)
    assert (started.follow.title, started.due) == ("Kabar Desa", 1)
    await site.round(3)

    assert await site.proposed() == ["Kabar 3"]

    site.feed(5, 4, 3, 2, 1)
    await site.round(4)

    assert await site.proposed() == ["Kabar 3", "Kabar 5", "Kabar 4"]
    assert await site.notices() == ["new"] * 3
    assert await site.shelf() == []


async def test_without_dates_the_first_articles_are_the_newest(site: Site) -> None:
    site.feed(7, 9, 8, pubDate="")
    await site.follow(latest=2)
    await site.round(3)

    assert await site.proposed() == ["Kabar 7", "Kabar 9"]


async def test_articles_are_published_by_themselves_where_a_moderator_wants_it(site: Site) -> None:
    site.feed(1)
    await site.follow(publish=True)
    site.feed(2, 1)
    await site.round(3)

    assert await site.shelf() == ["Kabar 2"]
    assert await site.proposed() == await site.notices() == []


async def test_the_feeds_date_is_kept_where_the_page_has_none(site: Site) -> None:
    site.feed(3)
    await site.follow(latest=1)
    await site.round()

    [draft] = await site.rows(drafts)
    assert draft.content["draft"]["published"] == "2026-08-04"


async def test_an_unchanged_feed_is_not_sent_again(site: Site) -> None:
    site.feed(1, headers=["ETag: satu", "Last-Modified: Wed, 12 Aug 2026 07:30:00 GMT"])
    await site.follow()
    site.internet.serve(FEED, b"HTTP/1.1 304 Not Modified\r\n\r\n")
    await site.round()

    sent = site.internet.requests[-1].headers
    assert sent["if-none-match"] == "satu"
    assert sent["if-modified-since"] == "Wed, 12 Aug 2026 07:30:00 GMT"
    [row] = await site.rows(follows)
    assert (row.failures, row.fault) == (0, None)


async def test_the_same_articles_under_new_ids_or_links_are_not_proposed(site: Site) -> None:
    site.feed(1)
    await site.follow(latest=1)
    await site.round()
    for fields in ({"guid": "lain"}, {"link": f"http://{HOST}/pindah"}):
        site.feed(1, **fields)
        await site.round(2)

    assert await site.proposed() == ["Kabar 1"]


@pytest.mark.parametrize("skips", [True, False])
async def test_one_that_was_proposed_is_not_proposed_again_under_a_new_link_and_id(
    site: Site, skips: bool
) -> None:
    site.feed(1)
    await site.follow(latest=1)
    await site.round()
    [draft] = await site.rows(drafts)
    if skips:
        await site.parts.drafts.discard(draft.id, GUILD)
    site.internet.pages[f"{HOST}/pindah"] = site.internet.pages[f"{HOST}/1"]
    site.feed(1, guid="lain", link=f"http://{HOST}/pindah")
    await site.round(2)

    assert await site.proposed() == ([] if skips else ["Kabar 1"])
    assert await site.notices() == ["new"]


async def test_one_that_was_removed_is_not_published_again_under_a_new_link_and_id(
    site: Site,
) -> None:
    site.feed(1)
    await site.follow(latest=1, publish=True)
    await site.round()
    entries = await site.parts.catalogue(GUILD).entries()
    [entry] = [each for each in entries if not each.shared]
    await site.parts.shelf(GUILD).remove(entry.id)
    site.internet.pages[f"{HOST}/pindah"] = site.internet.pages[f"{HOST}/1"]
    site.feed(1, guid="lain", link=f"http://{HOST}/pindah")
    await site.round(2)

    assert await site.shelf() == []


async def test_an_article_that_the_server_has_is_not_proposed(site: Site) -> None:
    taken = await site.parts.intake.text(text_of(1))
    await site.parts.shelf(GUILD).add(taken.draft)
    site.feed(1)
    await site.follow(latest=1)
    await site.round(2)

    assert await site.proposed() == []
    assert await site.statuses() == {f"http://{HOST}/1": "taken"}


async def test_two_feeds_with_the_same_article_propose_it_once(site: Site) -> None:
    site.feed(1)
    site.internet.pages[f"{HOST}/lain"] = site.internet.pages[FEED]
    await site.follow(latest=1)
    await site.follow(latest=1, link=f"http://{HOST}/lain")
    await site.round(3)

    assert await site.proposed() == ["Kabar 1"]


async def test_a_page_leads_to_its_feed(site: Site) -> None:
    site.feed(1)
    site.internet.pages[f"{HOST}/kabar/atom.xml"] = site.internet.pages[FEED]
    site.internet.page(f"{HOST}/beranda", PAGE, "Content-Type: text/html")

    started = await site.follow(link=f"http://{HOST}/beranda")

    assert started.follow.link == f"http://{HOST}/kabar/atom.xml"


async def test_an_index_leads_to_its_sitemaps_of_which_one_may_be_missing(site: Site) -> None:
    index = SITEMAPS.replace(b"https://example.com", f"http://{HOST}".encode())
    site.internet.page(f"{HOST}/sitemap.xml", index, "Content-Type: application/xml")
    site.page(1)
    listed = f"<urlset><url><loc>http://{HOST}/1</loc></url></urlset>".encode()
    site.internet.page(f"{HOST}/lama.xml", listed, "Content-Type: application/xml")

    started = await site.follow(latest=1, link=f"http://{HOST}/sitemap.xml")
    await site.round(2)

    assert started.follow.title == f"http://{HOST}/sitemap.xml"
    assert await site.proposed() == ["Kabar 1"]


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        (b"<p>Halo.</p>", FeedFault.NO_FEED),
        (b"<rss version='2.0'><channel><item><title>A</title></item>", FeedFault.NO_LINKS),
    ],
)
async def test_what_is_no_feed_cannot_be_followed(
    site: Site, body: bytes, fault: FeedFault
) -> None:
    site.internet.page(FEED, body, "Content-Type: text/html")

    with pytest.raises(FeedError) as error:
        await site.follow()
    assert error.value.reason is fault
    assert await site.rows(follows) == []


async def test_an_endless_feed_is_given_up(site: Site) -> None:
    async def endless(writer: object) -> None:
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\n\r\n<rss>")  # type: ignore[attr-defined]
        while True:
            writer.write(b"<item></item>" * 10_000)  # type: ignore[attr-defined]
            await writer.drain()  # type: ignore[attr-defined]

    site.internet.serve(FEED, endless)

    with pytest.raises(FeedError) as error:
        await site.follow()
    assert error.value.reason is FeedFault.TOO_LARGE


async def test_a_feed_that_redirects_to_a_private_address_is_not_fetched(site: Site) -> None:
    site.internet.names["dalam.example"] = [["10.0.0.1"]]
    for target in ("http://127.0.0.1/feed", "http://dalam.example/feed"):
        site.internet.redirect(FEED, target)
        with pytest.raises(LinkError) as error:
            await site.follow()
        assert error.value.reason is LinkFault.PRIVATE_ADDRESS

    site.feed(1)
    await site.follow()
    site.internet.redirect(FEED, "http://dalam.example/feed")
    await site.round()

    [row] = await site.rows(follows)
    assert row.fault == "link.private_address"


async def test_an_article_at_a_private_address_is_not_fetched(site: Site) -> None:
    site.feed(1, link="http://192.168.0.1/1")
    await site.follow(latest=1)
    await site.round(2)

    assert await site.statuses() == {"http://192.168.0.1/1": "refused"}
    assert await site.proposed() == []


async def test_a_feed_is_followed_once_and_not_too_many(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.feed(1)
    await site.follow()
    with pytest.raises(UserError, match="already follow"):
        await site.follow()
    monkeypatch.setattr("bot.follows.follows.MOST_FOLLOWS", 1)
    with pytest.raises(UserError, match="which is the most"):
        await site.follow(link=f"http://{HOST}/lain")


async def test_a_feed_that_goes_away_and_comes_back_is_named_once_each(site: Site) -> None:
    site.feed(1)
    await site.follow()
    found = site.internet.pages.pop(FEED)
    await site.round(NAMED_AFTER - 1)
    assert await site.notices() == []
    await site.round(5)
    assert await site.notices() == ["failing"]
    [row] = await site.rows(follows)
    assert row.fault == "link.not_found 404"

    site.internet.pages[FEED] = found
    await site.round(3)
    assert await site.notices() == ["failing", "back"]
    site.feed(2, 1)
    await site.round(2)
    assert await site.proposed() == ["Kabar 2"]


async def test_failures_and_the_feed_itself_make_kutip_wait(site: Site) -> None:
    site.feed(1)
    await site.follow()
    site.internet.page(FEED, b"", "Retry-After: 180000", status="503 Later")
    assert await waited(site) >= timedelta(hours=50)

    site.internet.page(FEED, rss(head="<ttl>240</ttl>"), "Content-Type: text/xml")
    assert timedelta(hours=4) <= await waited(site)


async def test_the_wait_after_failures_ends_with_them(site: Site) -> None:
    site.feed(1, headers=["ETag: satu"])
    await site.follow()
    site.internet.page(FEED, b"", "Retry-After: 180000", status="503 Later")
    await site.round()
    site.internet.serve(FEED, b"HTTP/1.1 304 Not Modified\r\n\r\n")
    await site.round()

    [row] = await site.rows(follows)
    assert row.due_at - row.looked_at == USUAL[Kind.FEED]


async def waited(site: Site) -> timedelta:
    """Do a round and return how long it lets the feed wait, at least."""
    before = datetime.now(UTC)
    await site.round()
    [row] = await site.rows(follows)
    due_at: datetime = row.due_at
    return due_at - before


async def test_of_very_many_new_articles_the_newest_are_taken_and_the_others_counted(
    site: Site,
) -> None:
    site.feed(1)
    await site.follow()
    site.feed(*range(MOST_NEW + 8))
    await site.round()

    statuses = list((await site.statuses()).values())
    # One has been taken already.
    assert statuses.count("due") + statuses.count("taken") == MOST_NEW
    [many] = [row for row in await site.rows(follow_notices) if row.kind == "many"]
    assert many.left_out == 7


async def test_what_a_feed_dropped_is_forgotten_beyond_a_number_the_earliest_first(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dropped, "MOST_DROPPED", 2)
    site.feed(1)
    await site.follow()
    for numbers in ((2,), (3,), (4, 2), (5,), (6,)):
        site.feed(*numbers)
        await site.round(len(numbers))

    # The second one was listed again meanwhile, and dropped together with the fourth.
    remembered = {link.rpartition("/")[2] for link in await site.statuses()}
    assert remembered in ({"6", "5", "2"}, {"6", "5", "4"})


async def test_what_was_skipped_is_not_proposed_again_when_its_feed_drops_it_and_lists_it_again(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(dropped, "MOST_DROPPED", 2)
    site.feed(1)
    await site.follow(latest=1)
    await site.round()
    [draft] = await site.rows(drafts)
    await site.parts.drafts.discard(draft.id, GUILD)
    for numbers in ((2,), (1,), (3,), (4,), (1,)):
        site.feed(*numbers)
        await site.round(2)

    assert await site.proposed() == ["Kabar 2", "Kabar 3", "Kabar 4"]


async def test_no_more_is_proposed_while_too_much_waits(site: Site) -> None:
    await site.propose_many(MOST_OPEN)
    site.feed(1)
    await site.follow(latest=1)
    await site.round(2)

    assert await site.statuses() == {f"http://{HOST}/1": "due"}
    [first, *_] = await site.rows(drafts)
    await site.parts.drafts.discard(first.id, GUILD)
    await site.round()

    assert await site.statuses() == {f"http://{HOST}/1": "taken"}


async def test_a_page_that_robots_txt_forbids_is_left_alone(site: Site) -> None:
    rules = b"User-agent: *\nDisallow: /1\n"
    site.internet.page(f"{HOST}/robots.txt", rules, "Content-Type: text/plain")
    site.feed(2, 1)
    await site.follow(latest=2)
    await site.round(3)

    assert await site.proposed() == ["Kabar 2"]
    assert await site.follows.refused(1, 5) == [f"http://{HOST}/1"]
    assert f"{HOST}/1" not in {request.url for request in site.internet.requests}


async def test_robots_txt_is_heeded_where_a_page_redirects_to_another_host(site: Site) -> None:
    rules = b"User-agent: *\nDisallow: /pindah\n"
    site.internet.page("pindah.example/robots.txt", rules, "Content-Type: text/plain")
    site.internet.page("pindah.example/pindah", b"Kabar.", "Content-Type: text/plain")
    site.feed(1)
    site.internet.redirect(f"{HOST}/1", "http://pindah.example/pindah")
    await site.follow(latest=1)
    await site.round(2)

    assert await site.statuses() == {f"http://{HOST}/1": "refused"}
    assert "pindah.example/pindah" not in {request.url for request in site.internet.requests}


async def test_hosts_do_not_wait_for_each_other(site: Site) -> None:
    site.feed(1)
    site.internet.pages["lain.example/feed"] = site.internet.pages[FEED]
    site.internet.names["lain.example"] = site.internet.names[HOST]
    await site.follow()
    await site.follow(link="http://lain.example/feed")
    both = asyncio.Barrier(2)

    async def wait(writer: asyncio.StreamWriter) -> None:
        await both.wait()
        writer.write(NOT_FOUND)

    for feed in (FEED, "lain.example/feed"):
        site.internet.serve(feed, wait)
    await site.round()

    assert [row.failures for row in await site.rows(follows)] == [1, 1]


async def test_a_host_is_left_after_a_few_feeds_and_the_others_are_due_next(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rounds, "MOST_OF_HOST", 1)
    site.feed(1)
    site.internet.pages[f"{HOST}/lain"] = site.internet.pages[FEED]
    await site.follow()
    await site.follow(link=f"http://{HOST}/lain")
    seen = len(site.internet.requests)
    await site.round()
    assert len(site.internet.requests) == seen + 1

    await site.rounds.poll()
    assert len(site.internet.requests) == seen + 2


async def test_an_article_that_cannot_be_fetched_yet_is_tried_again(site: Site) -> None:
    site.feed(1)
    site.internet.page(f"{HOST}/1", b"", status="503 Later")
    await site.follow(latest=1)
    await site.round(2)
    assert await site.statuses() == {f"http://{HOST}/1": "due"}

    site.page(1)
    await site.round()
    assert await site.proposed() == ["Kabar 1"]


@pytest.mark.parametrize("times", [1, taking.MOST_TRIES])
async def test_an_article_that_cannot_be_read_is_named(site: Site, times: int) -> None:
    site.feed(1)
    if times == 1:
        site.internet.page(f"{HOST}/1", b"", "Content-Type: text/plain")
    else:
        site.internet.page(f"{HOST}/1", b"", status="503 Later")
    await site.follow(latest=1)
    await site.round(times)

    [listed] = await site.follows.listed()
    assert (listed.due, listed.refused) == (0, 1)


async def test_a_kill_while_an_article_is_proposed_neither_loses_nor_repeats_it(
    site: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    site.feed(1)
    await site.follow(latest=1)

    async def killed(*_: object, **__: object) -> None:
        raise asyncio.CancelledError

    with monkeypatch.context() as patch:
        patch.setattr(notices, "add", killed)
        with pytest.raises(asyncio.CancelledError):
            await site.round()
    assert await site.proposed() == []

    await site.round(2)
    assert await site.proposed() == ["Kabar 1"]
    assert await site.notices() == ["new"]


async def test_a_feed_that_is_stopped_while_it_is_read_stays_stopped(site: Site) -> None:
    site.feed(1)
    started = await site.follow(latest=1)
    site.feed(2, 1)
    body = site.internet.pages[FEED]
    assert isinstance(body, bytes)

    async def stop_first(writer: object) -> None:
        await site.follows.stop(started.follow.id)
        writer.write(body)  # type: ignore[attr-defined]

    site.internet.serve(FEED, stop_first)
    await site.round(2)

    assert await site.rows(follows) == await site.rows(followed_entries) == []
    assert await site.proposed() == []


async def test_an_unexpected_error_is_logged_and_does_not_stop_the_others(
    site: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    site.feed(1)
    site.internet.pages[f"{HOST}/lain"] = site.internet.pages[FEED]
    await site.follow(latest=1)
    await site.follow(link=f"http://{HOST}/lain")
    fetch, tried = site.parts.fetcher.feed, []

    async def fail(link: str, *headers: str | None) -> object:
        tried.append(link)
        if link == LINK:
            raise ZeroDivisionError
        return await fetch(link, *headers)

    monkeypatch.setattr(site.parts.fetcher, "feed", fail)
    await site.round(2)

    assert tried.count(LINK) == 1
    assert tried.count(f"http://{HOST}/lain") == 2
    assert await site.proposed() == ["Kabar 1"]
    assert "Could not look at feed 1." in caplog.text


async def test_another_servers_feeds_are_neither_shown_nor_stopped(
    site: Site, engine: AsyncEngine
) -> None:
    site.feed(1)
    started = await site.follow()
    other = type(site.follows)(engine, site.parts.fetcher, GUILD + 1)

    assert await other.listed() == []
    for attempt in (other.stop, other.find):
        with pytest.raises(UserError, match="don't follow"):
            await attempt(started.follow.id)
    assert [each.follow for each in await site.follows.listed()] == [started.follow]


async def test_nothing_is_fetched_for_a_server_that_kutip_has_left(site: Site) -> None:
    site.feed(1)
    await site.follow(latest=1)
    await site.parts.guilds.set_left(GUILD, datetime.now(UTC))
    seen = len(site.internet.requests)
    await site.round(2)
    assert len(site.internet.requests) == seen

    await site.parts.guilds.set_left(GUILD, None)
    await site.round(2)
    assert await site.proposed() == ["Kabar 1"]
