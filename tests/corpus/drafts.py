"""Articles that have nothing in common."""

from dataclasses import replace

from corpus.article import Block, Kind, Span
from corpus.draft import Draft

AYAM = Draft(
    id="ayam",
    title="Ayam",
    source="Antara",
    url="https://example.org/ayam",
    language="id",
    body="Ayam berkokok pada pagi hari yang cerah. Lalu ia diam.\n\nKandangnya ada di kebun.",
    origin="/arsip/ayam.md",
    etag="a",
)
MARKED = replace(
    AYAM,
    blocks=(Block(Kind.NOTE, Span(0, 54)), Block(Kind.HEADING, Span(56, 80))),
    author="Sari Contoh",
    published="2024-03-05",
)
BEBEK = Draft(
    id="bebek",
    title="Bebek",
    source="",
    url=None,
    language="id",
    body="Bebek berenang di kolam belakang rumah nenek. Sore hari ia pulang sendiri.",
)
KUCING = Draft(
    id="kucing",
    title="Kucing",
    source="",
    url=None,
    language="id",
    body="Seekor kucing tidur di atas atap tetangga, sampai hujan turun tadi malam.",
)
