"""Articles that have nothing in common."""

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
