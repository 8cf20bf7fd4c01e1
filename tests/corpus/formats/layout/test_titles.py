"""The title on the first page."""

import pytest

from corpus.formats.layout.document import lay_out
from corpus.formats.layout.pages import Page
from corpus.formats.layout.runs import Run
from tests.corpus.formats.layout.placing import lines, wrapped

TEXT = wrapped(
    "Warga yang berhalangan hadir memberi tahu koordinator paling lambat dua belas jam sebelumnya "
    "supaya tempatnya dapat diisi oleh warga lain yang berada di dalam daftar tunggu."
)


def title_of(*page: Run) -> str | None:
    return lay_out([Page(page)]).title


def test_a_title_is_in_the_largest_letters_over_one_or_several_lines() -> None:
    heading = lines("Buku Panduan Warga", "Taman Baca A.B.", "Cendana", size=18, distance=22)

    assert title_of(*heading, *lines(*TEXT, top=600)) == (
        "Buku Panduan Warga Taman Baca A.B. Cendana"
    )


def test_a_title_may_be_bold_or_in_capitals() -> None:
    for heading in (lines("Undangan rapat", bold=True), lines("UNDANGAN RAPAT")):
        assert title_of(*heading, *lines(*TEXT, top=660)) == heading[0].text


def test_text_like_all_the_rest_is_no_title() -> None:
    assert title_of(*lines(*TEXT)) is None


@pytest.mark.parametrize("after", ["DENGAN RAHMAT TUHAN YANG MAHA ESA", "PRESIDEN REPUBLIK,"])
def test_a_regulation_is_titled_by_its_name(after: str) -> None:
    page = [
        *lines("SALINAN", left=400, top=760),
        *lines("OTORITAS JASA DESA", "REPUBLIK DESA", top=740, size=14),
        *lines("PERATURAN KEPALA DESA", "NOMOR 5 TAHUN 2020", top=680),
        *lines("TENTANG", top=640),
        *lines("RONDA MALAM,", "KAS, DAN IURAN", top=610),
        *lines(after, top=570),
        *lines(*TEXT, top=540),
    ]

    assert title_of(*page) == (
        "PERATURAN KEPALA DESA NOMOR 5 TAHUN 2020 TENTANG RONDA MALAM, KAS, DAN IURAN"
    )


def test_the_long_name_of_a_regulation_ends_before_its_translation() -> None:
    page = [
        *lines("UNDANG-UNDANG DESA", "NOMOR 9 TAHUN 2014", "TENTANG", top=740),
        *lines(
            "PENGESAHAN PERJANJIAN", *["(TREATY ON THE " + "VERY " * 9] * 6 + ["LONG)"], top=690
        ),
        *lines("DENGAN RACHMAT TUHAN", top=570),
        *lines(*TEXT, top=540),
    ]

    assert title_of(*page) == "UNDANG-UNDANG DESA NOMOR 9 TAHUN 2014 TENTANG PENGESAHAN PERJANJIAN"


def test_the_heading_of_a_table_of_contents_is_no_title() -> None:
    page = [
        *lines("Daftar Isi", size=20, top=760),
        *lines("Keanggotaan . . . . . . . . 3", "Peminjaman . . . . . . . . 4", top=720),
        *lines("Panduan Warga", size=18, top=660),
        *lines(*TEXT, top=620),
    ]

    assert title_of(*page) == "Panduan Warga"
