"""Feeds in each format, as sites send them."""

URL = "https://example.com/kabar/feed"


def item(number: int, **fields: str) -> str:
    """Return an RSS item, with other fields, or without those that are empty."""
    stated = {
        "title": f"Kabar {number}",
        "link": f"https://example.com/kabar/{number}",
        "guid": f"id-{number}",
        "pubDate": f"Rab, {number % 28 + 1:02} Agu 2026 07:30:00 WIB",
        **fields,
    }
    return "".join(f"<{name}>{text}</{name}>" for name, text in stated.items() if text)


def rss(*items: str, head: str = "", before: str = "") -> bytes:
    """Return an RSS 2.0 feed of these items."""
    listed = "".join(f"<item>{each}</item>" for each in items)
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<rss version="2.0"><channel>'
        f"<title>Kabar Desa</title>{head}{listed}</channel></rss>"
    ).encode()


ATOM = b"""<?xml version="1.0"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.com/kabar/">
<title type="html">Kabar &amp;amp; Desa</title>
<entry><id>urn:1</id><title>Pasar</title><link href="pasar"/>
<updated>2026-08-12T07:30:00+07:00</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml">Pasar <b>buka</b>.</div></content>
</entry>
<entry><id>urn:2</id><title>Kapal</title><link rel="alternate" href="/kapal"/>
<published>2026-08-11T07:30:00Z</published></entry>
</feed>"""
RDF = b"""<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
 xmlns="http://purl.org/rss/1.0/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"
 xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>Kabar</title><sy:updatePeriod>daily</sy:updatePeriod>
<sy:updateFrequency>4</sy:updateFrequency></channel>
<item rdf:about="https://example.com/a"><title>A</title><link>https://example.com/a</link>
<dc:date>2026-08-12T07:30+07:00</dc:date></item></rdf:RDF>"""
JSON = b"""{"version": "https://jsonfeed.org/version/1.1", "title": "Kabar", "items": [
{"id": 7, "url": "/tujuh", "title": "Tujuh", "date_published": "2026-08-12T07:30:00+07:00"},
{"id": "x", "external_url": "https://example.org/luar", "content_text": "Luar"},
{"id": "tanpa"}, "salah"]}"""
SITEMAP = b"""<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>https://example.com/a</loc><lastmod>2026-08-12</lastmod></url>
<url><loc> https://example.com/b </loc></url></urlset>"""
NEWS = b"""<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
 xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url>
<loc>https://example.com/a</loc><news:news><news:title>Pasar &amp; Kapal</news:title>
<news:publication_date>2026-08-12T07:30:00+07:00</news:publication_date></news:news></url></urlset>"""
SITEMAPS = b"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<sitemap><loc>https://example.com/lama.xml</loc><lastmod>2025-01-01</lastmod></sitemap>
<sitemap><loc>https://example.com/baru.xml.gz</loc><lastmod>2026-01-01</lastmod></sitemap>
</sitemapindex>"""
PAGE = b"""<!doctype html><html><head><title>Kabar Desa</title><base href="/kabar/">
<link rel="alternate" type="application/rss+xml" title="Komentar" href="comments/feed">
<link rel="stylesheet alternate" type="text/css" href="gaya.css">
<link rel="alternate" type="application/atom+xml; charset=utf-8" href="atom.xml">
</head><body>Halo</body></html>"""
