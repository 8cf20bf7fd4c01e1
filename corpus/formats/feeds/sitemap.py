"""Read sitemaps, those for news too, and indexes of sitemaps. See sitemaps.org, protocol 0.90."""

from collections.abc import Iterator

from lxml import etree  # type: ignore[import-untyped]

from corpus.formats.feeds.entries import Stated, absolute, feed_of
from corpus.formats.feeds.errors import FeedError, FeedFault
from corpus.formats.feeds.feed import Feed, Kind

MOST_SITEMAPS = 10
"""Sitemaps of an index that are read: those that changed last."""


def read_sitemap(data: bytes, url: str) -> Feed:
    """Return a sitemap or an index of sitemaps; raise FeedError if it is damaged."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False
    )
    root = etree.fromstring(data, parser)
    if root is None:
        raise FeedError(FeedFault.DAMAGED)
    if etree.QName(root).localname == "sitemapindex":
        return Feed(Kind.SITEMAPS, "", others=_latest(root, url))
    return feed_of(Kind.SITEMAP, "", _stated(root), url)


def _stated(root: etree._Element) -> Iterator[Stated]:
    for place in root.iterfind("{*}url"):
        news = place.find("{*}news")
        changed = _text(place, "lastmod")
        if news is None:
            yield Stated(link=_text(place, "loc"), published=changed, updated=changed)
        else:
            yield Stated(
                link=_text(place, "loc"),
                title=_text(news, "title"),
                published=_text(news, "publication_date") or changed,
                updated=changed,
            )


def _latest(root: etree._Element, url: str) -> tuple[str, ...]:
    """Return the addresses of the sitemaps, those that changed last first."""
    places = [(_text(each, "lastmod"), _text(each, "loc")) for each in root.iterfind("{*}sitemap")]
    places.sort(key=lambda place: place[0], reverse=True)
    links = dict.fromkeys(filter(None, (absolute(url, link) for _, link in places)))
    return tuple(links)[:MOST_SITEMAPS]


def _text(element: etree._Element, name: str) -> str:
    return (element.findtext(f"{{*}}{name}") or "").strip()
