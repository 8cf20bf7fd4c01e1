"""Reading the other pages of an article that a site has cut into several."""

from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from corpus.addresses import LinkError
from corpus.formats.errors import UnreadableError
from corpus.formats.joining import join_pages
from corpus.formats.reading import Reading

if TYPE_CHECKING:
    from corpus.reader import Reader
    from corpus.web import Permit, Web

MOST_PAGES = 10
"""Pages of one article; each is fetched and read like a link of its own."""


async def read_whole(
    reading: Reading, url: str, reader: "Reader", web: "Web", permit: "Permit | None" = None
) -> Reading:
    """Return the reading of a whole article, given that of its first page, fetched from `url`.

    Other pages are fetched one after another, from the same host only, as `permit` allows (see
    `Web.fetch`). Where one can't be fetched or read, the article ends with the page before, and its
    reading has a warning.
    """
    readings, seen = [reading], {url}
    while readings[-1].next_page is not None and len(readings) < MOST_PAGES:
        address = _on_same_host(url, readings[-1].next_page)
        if address is None or address in seen:
            break
        seen.add(address)
        try:
            page = await web.fetch(address, permit=permit)
            assert page is not None  # only a conditional fetch can be unchanged
            readings.append(await reader.read(page.data, page.name, page.media_type))
        except (LinkError, UnreadableError):
            break
    return join_pages(readings) if len(readings) > 1 else reading


def _on_same_host(url: str, reference: str) -> str | None:
    """Return the address that a page refers to, None if it is on another host or not an address."""
    try:
        address = urljoin(url, reference)
        return address if urlsplit(address).hostname == urlsplit(url).hostname else None
    except ValueError:
        return None
