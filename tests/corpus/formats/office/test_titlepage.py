import pytest

from corpus.formats.office.titlepage import TitleLine, title_on_page


def line(text: str, size: float = 12, emphasised: bool = False) -> TitleLine:
    return TitleLine(text, size, emphasised)


PROSE = line("Buku ini berlaku bagi seluruh warga sejak awal tahun dan disahkan dalam rapat.")


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        ([line("Panitia", 14), line("BUKU SAKU", 24), line("Edisi 2025", 14)], "BUKU SAKU"),
        ([line("BUKU", 24), line("SAKU", 24), line("2025", 12)], "BUKU SAKU"),
        ([line("BUKU", 24), None, line("SAKU", 24)], "BUKU"),
        ([line("Panitia"), line("BUKU SAKU", emphasised=True), line("2025")], "BUKU SAKU"),
        ([line("Buku Saku"), line("Edisi 2025")], "Buku Saku"),
        ([None, line("Buku Saku", 20), PROSE], "Buku Saku"),
        ([line("Nomor: 12"), line("Perihal: Rapat")], "Nomor: 12"),
        ([line("Kepada:"), line("Ani")], None),
        ([PROSE, line("BESAR", 40)], None),
        ([line("x" * 200, 40)], None),
        ([], None),
    ],
)
def test_the_title_is_what_stands_out_before_the_first_heading(
    lines: list[TitleLine | None], title: str | None
) -> None:
    assert title_on_page(lines, before_heading=True) == title


def test_without_a_heading_only_what_stands_out_is_a_title() -> None:
    plain = [line("Nomor 12"), line("Perihal Rapat"), PROSE]

    assert title_on_page(plain, before_heading=False) is None
    assert title_on_page([line("RAPAT", emphasised=True), *plain], before_heading=False) == "RAPAT"
