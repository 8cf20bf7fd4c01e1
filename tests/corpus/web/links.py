"""Links and pages that several tests of the web fetch."""

import pytest

from corpus.addresses import LinkError, LinkFault
from corpus.web import Page, Web

HTML = "Content-Type: text/html; charset=utf-8"
TEXT = b"<p>Ayam berkokok.</p>"
PDF = "Content-Type: application/pdf"
HEAD = f"HTTP/1.1 200 OK\r\n{HTML}\r\n".encode()


async def fault(web: Web, url: str) -> LinkFault:
    """Return the reason why the link can't be fetched."""
    with pytest.raises(LinkError) as error:
        await web.fetch(url)
    return error.value.reason


async def fetched(web: Web, url: str) -> Page:
    page = await web.fetch(url)
    assert page is not None
    return page
