import pytest

from corpus.formats.byline import Byline, parse_byline


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Reuters"], Byline("Reuters")),
        (["Pusat Data dan Analisa Tempo"], Byline("Pusat Data dan Analisa Tempo")),
        (["Sumber: situs resmi desa"], Byline("situs resmi desa")),
        (["Oleh: Sari Contoh", "Antara"], Byline("Antara", "Sari Contoh")),
        (["By Ann Smith – June 5, 2024"], Byline("", "Ann Smith", "2024-06-05")),
        (["Reuters, 12 Juni 2024"], Byline("Reuters", "", "2024-06-12")),
        (["kompas.com - 2024-06-12"], Byline("kompas.com", "", "2024-06-12")),
        (["Senin, 3 Jun 2024 | pukul 10.30 WIB"], None),
        (["Senin, 3 Jun 2024, pukul 10.30 WIB"], Byline("", "", "2024-06-03")),
        (["Cara menyalakan kompor"], None),
        (["Reuters", "Antara"], None),
        (["Rapat 12 Juni 2024 di Bogor"], None),
        (["x" * 200], None),
    ],
)
def test_lines_below_a_title_name_the_source_author_and_day(
    lines: list[str], expected: Byline | None
) -> None:
    assert parse_byline(lines) == expected
