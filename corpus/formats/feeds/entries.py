"""Make entries from what the formats of feeds say, without those that are there twice."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import unescape
from urllib.parse import SplitResult, parse_qsl, urlencode, urljoin, urlsplit, urlunsplit

from corpus.addresses import LONGEST_URL
from corpus.cleaning import clean_line
from corpus.formats.feeds.dates import read_date
from corpus.formats.feeds.feed import MOST_ENTRIES, Entry, Feed, Kind, hashed

LONGEST_TITLE = 200
"""Code points of a title that are kept."""
_LONG_TEXT = 200
"""Characters of a text from which no other article has the same one."""
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_SURROGATE = re.compile("[\ud800-\udfff]")
_TRACKING = re.compile(r"utm_\w+|fbclid|gclid|mc_[ce]id|igshid")
"""Parameters of links that say where a visitor comes from, not what is there."""
_SESSION = re.compile(
    r"(?:phpsessid|jsessionid|aspsessionid\w*|oscsid|zenid)=.*"
    r"|(?:sid|session|session_?id)=[\w,-]{16,}",
    re.IGNORECASE,
)
"""Parameters that number a visit. A short `sid` may be a story's number."""
_PATH_SESSION = re.compile(r";jsessionid=[^/;]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Stated:
    """An entry as its feed states it."""

    link: str
    """It may be relative, and is empty if there is none."""
    id: str = ""
    title: str = ""
    text: str = ""
    published: str = ""
    updated: str = ""


def feed_of(
    kind: Kind, title: str, stated: Iterable[Stated], base: str, ttl: int | None = None
) -> Feed:
    """Return the feed of these entries, whose links are relative to `base`."""
    listed = list(stated)
    linked = [(link, each) for each in listed if (link := absolute(base, each.link))]
    # An id that two of them share says nothing.
    ids = Counter(each.id for _, each in linked if each.id)
    entries = list(_distinct(_entry(link, each, ids[each.id] == 1) for link, each in linked))
    return Feed(
        kind,
        one_line(title),
        tuple(entries[:MOST_ENTRIES]),
        ttl=ttl,
        without_link=len(listed) - len(linked),
        beyond=len(entries[MOST_ENTRIES:]),
    )


def absolute(base: str, link: str) -> str:
    """Return an absolute link to a web page; empty if it isn't one.

    It is without a fragment, and without the id of a session, which differs each time a feed is
    fetched.
    """
    try:
        split = urlsplit(urljoin(base, link.strip()))
    except ValueError:
        return ""
    if not link.strip() or split.scheme not in {"http", "https"} or not split.netloc:
        return ""
    if _SURROGATE.search(link):  # JSON can have one alone, which no database stores.
        return ""
    joined = urlunsplit(_without_session(split._replace(fragment="")))
    return joined if len(joined) <= LONGEST_URL else ""


def _without_session(split: SplitResult) -> SplitResult:
    kept = [each for each in split.query.split("&") if not _SESSION.fullmatch(each)]
    return split._replace(path=_PATH_SESSION.sub("", split.path), query="&".join(kept))


def link_key(link: str) -> str:
    """Return a key that is equal for links to one page, whatever they say about the visitor.

    >>> link_key("http://example.com/a?utm_source=rss") == link_key("https://example.com/a")
    True
    """
    split = urlsplit(link)
    kept = [
        (name, value)
        for name, value in parse_qsl(split.query, keep_blank_values=True)
        if not _TRACKING.fullmatch(name)
    ]
    return hashed("link", split.netloc.lower(), split.path or "/", urlencode(kept))


def one_line(title: str) -> str:
    """Return a title as one line without markup; feeds escape it once, twice or not at all."""
    return clean_line(unescape(_TAG.sub("", unescape(title))))[:LONGEST_TITLE]


def _entry(link: str, stated: Stated, has_own_id: bool) -> Entry:
    title = one_line(stated.title)
    return Entry(
        link,
        title,
        read_date(stated.published) or read_date(stated.updated),
        hashed(title, stated.text, stated.updated),
        link_key(link),
        # The id together with the title, because some feeds have one id for whatever is the latest.
        hashed("id", stated.id, title) if has_own_id else None,
        hashed("text", title, stated.text) if len(stated.text) >= _LONG_TEXT else None,
    )


def _distinct(entries: Iterable[Entry]) -> Iterator[Entry]:
    seen: set[str] = set()
    for entry in entries:
        if seen.isdisjoint(entry.keys):
            yield entry
        seen.update(entry.keys)
