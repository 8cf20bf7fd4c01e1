"""Headings are known from sentences, items and cells."""

import pytest

from corpus.article import Article
from corpus.split import split
from index.reading.headings import headings_of


def heading(body: str) -> str | None:
    article = Article("a", 1, "Judul", "", None, "id", body, split(body))
    found = headings_of(article, article.passages[0])
    return "\n\n".join(each.of(body) for each in found) or None


@pytest.mark.parametrize(
    "line", ["Tarif", "Jadwal rute lain", "Apakah anak-anak bayar?", "Bab I\n\nTarif"]
)
def test_a_short_line_of_its_own_is_a_heading(line: str) -> None:
    assert heading(f"{line}\n\nTiket dewasa Rp40.000. Anak-anak gratis.") == line


@pytest.mark.parametrize(
    "body",
    [
        "Tarif",
        "Tiket dewasa Rp40.000.\nAnak-anak gratis.",
        "Yang perlu dibawa:\n• KTP\n• Tiket",
        "• KTP\n• Tiket dan lainnya",
        "Rute: A | Harga: 5\nRute: B | Harga: 6",
        "Tiket dewasa Rp40.000. Anak-anak gratis.",
    ],
)
def test_other_lines_are_none(body: str) -> None:
    assert heading(body) is None
