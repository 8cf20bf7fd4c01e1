import gzip

import pytest

from corpus.formats.feeds import read_feed
from corpus.formats.feeds.errors import FeedError, FeedFault
from corpus.formats.feeds.feed import LARGEST_FEED, MOST_ENTRIES, Feed, Kind
from corpus.formats.feeds.frames import feed_frame, parse_feed_response
from tests.corpus.formats.feeds.feeds import (
    ATOM,
    JSON,
    NEWS,
    PAGE,
    RDF,
    SITEMAP,
    SITEMAPS,
    URL,
    item,
    rss,
)


def read(data: bytes, media_type: str | None = None) -> Feed:
    return read_feed(data, URL, media_type)


def links(feed: Feed) -> list[str]:
    return [entry.link for entry in feed.entries]


def titles(feed: Feed) -> list[str]:
    return [entry.title for entry in feed.entries]


def fault(data: bytes, media_type: str | None = None) -> FeedFault:
    with pytest.raises(FeedError) as error:
        read(data, media_type)
    return error.value.reason


def date(feed: Feed, number: int = 0) -> str | None:
    dated = feed.entries[number].dated
    return dated.isoformat() if dated else None


def test_rss_is_read_with_indonesian_dates() -> None:
    feed = read(rss(item(1), item(2), head="<ttl>90</ttl>"))

    assert (feed.kind, feed.title, feed.ttl) == (Kind.FEED, "Kabar Desa", 90)
    assert links(feed) == ["https://example.com/kabar/1", "https://example.com/kabar/2"]
    assert date(feed) == "2026-08-02T07:30:00+07:00"


def test_atom_is_read_with_its_base_and_escapes() -> None:
    feed = read(ATOM)

    assert feed.title == "Kabar & Desa"
    assert links(feed) == ["https://example.com/kabar/pasar", "https://example.com/kapal"]
    assert date(feed) == "2026-08-12T07:30:00+07:00"


def test_rdf_is_read_with_its_period() -> None:
    feed = read(RDF)

    assert links(feed) == ["https://example.com/a"]
    assert feed.ttl == 360
    assert date(feed) == "2026-08-12T07:30:00+07:00"


def test_json_feed_is_read_and_what_breaks_its_rules_left_out() -> None:
    feed = read(JSON, "application/feed+json")

    assert links(feed) == ["https://example.com/tujuh", "https://example.org/luar"]
    assert date(feed) == "2026-08-12T07:30:00+07:00"
    assert feed.without_link == 1


def test_sitemaps_are_read_packed_or_not() -> None:
    for data in (SITEMAP, gzip.compress(SITEMAP, mtime=0)):
        feed = read(data)
        assert feed.kind is Kind.SITEMAP
        assert links(feed) == ["https://example.com/a", "https://example.com/b"]
        assert date(feed) == "2026-08-12T00:00:00+00:00"
        assert date(feed, 1) is None


@pytest.mark.parametrize(
    ("visit", "link"),
    [
        ("a;jsessionid=F00D1E5", "a"),
        ("a?id=7&amp;PHPSESSID=c0ffee&amp;sid=3", "a?id=7&sid=3"),
        ("a?sid=0123456789abcdef0123", "a"),
    ],
)
def test_the_id_of_a_session_is_no_part_of_a_link(visit: str, link: str) -> None:
    feed = read(SITEMAP.replace(b"/a<", f"/{visit}<".encode()))

    assert links(feed)[0] == f"https://example.com/{link}"


def test_sitemaps_for_news_have_titles_and_dates() -> None:
    feed = read(NEWS)

    assert titles(feed) == ["Pasar & Kapal"]
    assert date(feed) == "2026-08-12T07:30:00+07:00"


def test_an_index_of_sitemaps_names_the_latest_first() -> None:
    feed = read(SITEMAPS)

    assert feed.kind is Kind.SITEMAPS
    assert feed.others == ("https://example.com/baru.xml.gz", "https://example.com/lama.xml")


def test_a_page_names_its_feeds_with_those_of_comments_last() -> None:
    feed = read(PAGE, "text/html")

    assert (feed.kind, feed.title) == (Kind.PAGE, "Kabar Desa")
    assert feed.others == (
        "https://example.com/kabar/atom.xml",
        "https://example.com/kabar/comments/feed",
    )


@pytest.mark.parametrize(
    ("stated", "title"),
    [
        ("<![CDATA[Tanya &amp; &#8220;Jawab&#8221;]]>", "Tanya & “Jawab”"),
        ("<![CDATA[<b>Kapal</b> tiba]]>", "Kapal tiba"),
        ("Kopi &nbsp;&mdash; café", "Kopi — café"),
        ("Kopi & Teh", "Kopi & Teh"),
    ],
)
def test_titles_are_plain_however_they_are_escaped(stated: str, title: str) -> None:
    assert titles(read(rss(item(1, title=stated)))) == [title]


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (rss(item(1, title="Kopi café")).replace(b"UTF-8", b"ISO-8859-1"), None),
        (rss(item(1, title="Kopi café")).decode().encode("cp1252"), None),
        (b"\xef\xbb\xbf \n" + rss(item(1, title="Kopi café")), None),
        (
            rss(item(1, title="Kopi café")).decode().replace("UTF-8", "UTF-16").encode("utf-16"),
            None,
        ),
        (rss(item(1, title="Kopi café")), "text/xml"),
        (rss(item(1, title="Kopi café")), "application/octet-stream"),
    ],
    ids=["says latin-1", "is cp1252", "mark and space", "utf-16", "text/xml", "any type"],
)
def test_wrong_encodings_are_read_right(data: bytes, media_type: str | None) -> None:
    assert titles(read(data, media_type)) == ["Kopi café"]


def test_a_feed_that_was_cut_short_is_read_up_to_there() -> None:
    assert len(read(rss(*map(item, range(9)))[:-300]).entries) >= 6


def test_an_address_that_is_only_an_id_is_the_link() -> None:
    feed = read(rss(item(1, link="", guid="https://example.com/satu")))

    assert links(feed) == ["https://example.com/satu"]


def test_entries_without_a_link_are_counted() -> None:
    feed = read(rss(item(1, link="", guid=""), item(2), item(3, link="ftp://example.com/tiga")))

    assert links(feed) == ["https://example.com/kabar/2"]
    assert feed.without_link == 2


def test_entries_without_dates_keep_the_order_of_the_feed() -> None:
    feed = read(rss(*(item(number, pubDate="") for number in (3, 1, 2))))

    assert titles(feed) == ["Kabar 3", "Kabar 1", "Kabar 2"]
    assert [entry.dated for entry in feed.entries] == [None] * 3


def test_ten_thousand_items_are_read_and_those_beyond_counted() -> None:
    pages = "".join(f"<url><loc>https://example.com/{n}</loc></url>" for n in range(10_007))
    feed = read(f"<urlset>{pages}</urlset>".encode())

    assert len(feed.entries) == MOST_ENTRIES
    assert feed.beyond == 7


def keys(**fields: str) -> set[str]:
    [entry] = read(rss(item(1, **fields))).entries
    return set(entry.keys)


def test_an_entry_is_recognized_under_a_new_id_or_a_new_link() -> None:
    text = "Pasar buka setiap hari. " * 20

    assert keys() & keys(guid="lain")
    assert keys() & keys(link="https://example.com/kabar/1?utm_source=rss#atas")
    assert keys() & keys(link="https://example.com/pindah")
    assert keys(description=text) & keys(
        description=text, guid="lain", link="https://example.com/pindah"
    )


def test_different_entries_are_told_apart() -> None:
    assert not keys() & keys(guid="lain", link="https://example.com/lain")
    # A feed with the same id for all of its entries.
    assert not keys() & keys(title="Lain", link="https://example.com/lain")
    assert len(read(rss(*(item(number, guid="sama", title="") for number in (1, 2)))).entries) == 2


def test_the_same_entry_twice_is_one() -> None:
    assert len(read(rss(item(1), item(1, guid="lain"))).entries) == 1


def test_the_state_changes_with_what_the_feed_says() -> None:
    [before], [same], [after] = (
        read(rss(item(1, description=text))).entries for text in ("a", "a", "b")
    )

    assert before.state == same.state != after.state


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"", None),
        (b"\xef\xbb\xbf \n", None),
        (b"Halo dunia.", "text/plain"),
        (b"<html><head><title>Halo</title></head></html>", "text/html"),
        (b"<svg></svg>", "image/svg+xml"),
        (b'{"halo": 1}', "application/json"),
        (bytes(range(256)), None),
    ],
    ids=["empty", "blank", "text", "page", "svg", "json", "bytes"],
)
def test_what_is_no_feed_is_refused(data: bytes, media_type: str | None) -> None:
    assert fault(data, media_type) is FeedFault.NO_FEED


@pytest.mark.parametrize("data", [b"{", b'{"version": ', b"\x1f\x8bxx"], ids=repr)
def test_what_is_damaged_is_refused(data: bytes) -> None:
    assert fault(data) is FeedFault.DAMAGED


def test_what_unpacks_to_too_much_is_refused() -> None:
    assert fault(gzip.compress(b" " * (LARGEST_FEED + 1), mtime=0)) is FeedFault.TOO_LARGE


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_of_its_own_are_refused(encoding: str) -> None:
    declaring = rss(item(1), before='<!DOCTYPE rss [<!ENTITY halo "Halo">]>').decode()
    data = declaring.replace("UTF-8", encoding).encode(encoding)

    assert fault(data) is FeedFault.ENTITIES
    sitemap = SITEMAP.replace(b"<urlset", b'<!DOCTYPE urlset [<!ENTITY a "b">]><urlset')
    assert fault(sitemap) is FeedFault.ENTITIES


def test_a_document_type_alone_is_not_refused() -> None:
    assert read(rss(item(1), before="<!DOCTYPE rss>")).entries


def test_a_feed_passes_whole_between_processes() -> None:
    for data in (rss(item(1), item(2, pubDate="")), SITEMAPS, JSON):
        feed = read(data)
        head, payload = feed_frame(feed)
        assert parse_feed_response(b"{}", payload) == feed, head


def test_a_link_with_half_a_character_is_none() -> None:
    feed = read(JSON.replace(b"/tujuh", b"/\\ud83d").replace(b"/luar", b"/luar?a=\\ud83d"))

    assert links(feed) == []
    assert feed.without_link == 3
