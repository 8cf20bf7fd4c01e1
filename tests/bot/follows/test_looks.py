from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import event

from bot.follows.follows import due_follows
from bot.follows.looks import GONE_AFTER
from bot.follows.rounds import Rounds
from bot.follows.visits import Visits
from corpus.article import Article
from corpus.schema import article_looks, drafts
from tests.bot.follows.site import GUILD, HOST, WEEK, Site, text_of

pytestmark = pytest.mark.databases("sqlite", "postgresql")

CHANGED = text_of(1).replace("kata1x0", "katalain")
PAGE = f"http://{HOST}/1"


@pytest.fixture
async def article(site: Site) -> Article:
    """The article of the first page, as a moderator added it, with another title."""
    site.page(1)
    taken = await site.parts.intake.link(PAGE)
    return await site.parts.shelf(GUILD).add(replace(taken.draft, title="Judul kami"))


async def test_a_page_is_looked_at_after_a_period_and_not_before(
    site: Site, article: Article
) -> None:
    seen = len(site.internet.requests)
    await site.rounds.poll()
    assert len(site.internet.requests) == seen
    [look] = await site.rows(article_looks)

    await site.round()
    assert site.internet.requests[-1].url == f"{HOST}/1"
    [later] = await site.rows(article_looks)
    assert later.due_at - look.due_at < WEEK <= later.due_at - look.due_at + WEEK


async def test_what_changed_is_proposed_once_even_if_it_is_skipped(
    site: Site, article: Article
) -> None:
    await site.round(2)
    assert await site.notices() == []
    site.page(1, CHANGED)
    await site.round(3)

    assert await site.notices() == ["changed"]
    assert await site.proposed() == ["Judul kami"]
    [row] = await site.rows(drafts)
    assert (row.content["base"], row.content["draft"]["id"]) == (1, article.id)
    assert "katalain" in row.content["draft"]["body"]

    await site.parts.drafts.discard(row.id, GUILD)
    await site.round(3)
    assert await site.notices() == ["changed"]


async def test_another_change_is_proposed_after_the_first_was_decided_on(
    site: Site, article: Article
) -> None:
    site.page(1, CHANGED)
    await site.round(2)
    site.page(1, text_of(1).replace("kata1x0", "katabaru"))
    await site.round(2)
    [row] = await site.rows(drafts)
    assert "katalain" in row.content["draft"]["body"]

    await site.parts.drafts.discard(row.id, GUILD)
    await site.round(2)
    [row] = await site.rows(drafts)
    assert "katabaru" in row.content["draft"]["body"]


async def test_an_article_that_was_edited_is_left_alone_while_its_page_stays(
    site: Site, article: Article
) -> None:
    catalogue = site.parts.catalogue(GUILD)
    draft = await catalogue.draft(article.id)
    assert draft is not None
    edited = replace(draft, body=draft.body.replace("kata1x0", "disunting"))
    await site.parts.shelf(GUILD).revise(edited, 1)
    await site.round(3)

    assert await site.notices() == []


async def test_an_unchanged_page_is_not_sent_again(site: Site, article: Article) -> None:
    site.internet.page(f"{HOST}/1", CHANGED.encode(), "Content-Type: text/plain", "ETag: dua")
    await site.round(3)

    assert site.internet.requests[-1].headers["if-none-match"] == "dua"
    site.internet.serve(f"{HOST}/1", b"HTTP/1.1 304 Not Modified\r\n\r\n")
    await site.round(2)
    assert await site.notices() == ["changed"]


async def test_a_page_that_is_gone_is_named_once_after_a_second_look(
    site: Site, article: Article
) -> None:
    del site.internet.pages[f"{HOST}/1"]
    await site.round(GONE_AFTER - 1)
    assert await site.notices() == []
    await site.round(4)
    assert await site.notices() == ["gone"]
    assert await site.shelf() == ["Judul kami"]

    site.page(1)
    await site.round()
    [look] = await site.rows(article_looks)
    assert (look.gone, look.failures) == (False, 0)
    assert await site.notices() == ["gone"]


async def test_a_page_whose_site_fails_between_two_looks_is_not_gone(
    site: Site, article: Article
) -> None:
    failing = b"HTTP/1.1 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n"
    for _ in range(GONE_AFTER):
        site.internet.serve(f"{HOST}/1", failing)
        await site.round()
        del site.internet.pages[f"{HOST}/1"]
        await site.round()

    assert await site.notices() == []


async def test_what_a_feed_says_has_changed_is_looked_at_at_once_and_not_by_schedule(
    site: Site,
) -> None:
    rounds = Rounds(site.parts, None)
    site.feed(1, description="Pertama.")
    await site.follow(latest=1, publish=True)
    await site.pass_time()
    await rounds.poll()
    assert await site.shelf() == ["Kabar 1"]
    assert await site.rows(article_looks) == []

    site.page(1, CHANGED)
    site.feed(1, description="Kedua.")
    await site.pass_time()
    await rounds.poll()
    await rounds.poll()

    assert await site.notices() == ["changed"]
    [look] = await site.rows(article_looks)
    assert look.due_at is None


async def test_articles_that_were_not_fetched_or_were_removed_are_left_alone(
    site: Site, article: Article
) -> None:
    taken = await site.parts.intake.text(text_of(2))
    await site.parts.shelf(GUILD).add(taken.draft)
    await site.round()
    assert len(await site.rows(article_looks)) == 1

    await site.parts.shelf(GUILD).remove(article.id)
    seen = len(site.internet.requests)
    await site.round(2)
    assert len(site.internet.requests) == seen


async def test_of_how_many_pages_a_feed_says_that_they_changed_costs_no_further_statements(
    site: Site,
) -> None:
    site.feed(*range(30), description="Pertama.")
    await site.follow(latest=0)
    taken = [await site.parts.intake.link(f"http://{HOST}/{number}") for number in (1, 2)]
    for each in taken:
        await site.parts.shelf(GUILD).add(each.draft)
    executed = 0

    def count(*_: object) -> None:
        nonlocal executed
        executed += 1

    counts = []
    event.listen(site.parts.engine.sync_engine, "before_cursor_execute", count)
    for changed in ([1, 2], range(30)):
        site.feed(*changed, description=f"Berubah {len(changed)}.")
        await site.pass_time()
        executed = 0
        [follow] = await due_follows(site.parts.engine, datetime.now(UTC))
        await Visits(site.parts.engine, site.parts.fetcher).visit(follow)
        counts.append(executed)
    event.remove(site.parts.engine.sync_engine, "before_cursor_execute", count)

    assert counts[0] == counts[1]
    assert {look.article_id for look in await site.rows(article_looks)} == {
        each.draft.id for each in taken
    }
