from hashlib import md5

import pytest

from corpus.formats.errors import Unreadable, UnreadableError
from corpus.formats.pdf import read_pdf
from corpus.formats.reading import ReadingWarning
from tests.corpus.formats.documents import Placed, assembled, paragraphs_on_page, pdf

FIRST = (
    "Para pejabat senior pertahanan Korea Selatan dan Amerika Serikat bertemu di Seoul baru-baru "
    "ini untuk mengembangkan pedoman guna mengoordinasikan tanggapan kedua sekutu lama itu."
)
SECOND = (
    "Pertemuan Kelompok Konsultasi Nuklir terjadi di tengah tanda-tanda bahwa Korea Utara sedang "
    "mempercepat pengembangan persenjataan. Vipin Narang turut memimpin pembicaraan itu."
)
THIRD = (
    "Ayam berkokok pada pagi hari yang cerah sedangkan kucing tidur di atas atap rumah tetangga. "
    "Tidak seorang pun tahu kapan ia akan bangun dan turun untuk mencari makan siangnya."
)


def reason_of(data: bytes) -> Unreadable:
    with pytest.raises(UnreadableError) as raised:
        read_pdf(data)
    return raised.value.reason


def test_lines_become_paragraphs_again() -> None:
    assert read_pdf(pdf([paragraphs_on_page([FIRST, SECOND])])).body == f"{FIRST}\n\n{SECOND}"


@pytest.mark.parametrize("row_by_row", [True, False])
def test_two_columns_are_read_one_after_the_other(row_by_row: bool) -> None:
    left = paragraphs_on_page([FIRST, SECOND], x=50, width=38)
    right = paragraphs_on_page([THIRD], x=320, width=38)
    page = [Placed("Sebuah Judul Yang Melintang Di Atas Keduanya", 50, 760, 18), *left, *right]
    if row_by_row:
        page.sort(key=lambda placed: (-placed.y, placed.x))

    assert read_pdf(pdf([page])).body.split("\n\n") == [
        "Sebuah Judul Yang Melintang Di Atas Keduanya",
        FIRST,
        SECOND,
        THIRD,
    ]


def test_a_paragraph_goes_on_over_the_end_of_a_page() -> None:
    lines = paragraphs_on_page([FIRST])
    pages = [lines[:1], [Placed(line.text, line.x, line.y + 14) for line in lines[1:]]]

    assert read_pdf(pdf(pages)).body == FIRST


def test_running_headers_and_footers_are_removed() -> None:
    texts = [FIRST, SECOND, THIRD]
    pages = [
        [
            Placed("Laporan Tahunan 2024", 72, 760, 9),
            *paragraphs_on_page([text]),
            Placed(f"Halaman {number} dari 3", 280, 30, 9),
        ]
        for number, text in enumerate(texts, start=1)
    ]

    assert read_pdf(pdf(pages)).body == "\n\n".join(texts)


def test_section_numbers_are_not_page_numbers() -> None:
    texts = [FIRST, SECOND, THIRD]
    pages = [
        [Placed(f"Pasal {number}", 72, 760), *paragraphs_on_page([text], top=732)]
        for number, text in zip((4, 9, 11), texts, strict=True)
    ]

    assert [f"Pasal {number}" in read_pdf(pdf(pages)).body for number in (4, 9, 11)] == [True] * 3


def test_hyphens_that_divide_a_word_at_a_line_end_are_removed() -> None:
    lines = ["Ayam adalah bina-", "tang yang berkokok. Ada banyak anak-", "anak di sana."]
    page = [Placed(text, 72, 700 - 14 * number) for number, text in enumerate(lines)]

    assert read_pdf(pdf([page])).body == (
        "Ayam adalah binatang yang berkokok. Ada banyak anak-anak di sana."
    )


def test_the_title_comes_from_the_metadata_or_the_largest_text() -> None:
    page = [Placed("Ayam Berkokok", 72, 760, 20), *paragraphs_on_page([FIRST])]

    assert read_pdf(pdf([page], title="Jago")).title == "Jago"
    assert read_pdf(pdf([page], title="Microsoft Word - x.doc")).title == "Ayam Berkokok"
    assert read_pdf(pdf([page], title="untitled")).title == "Ayam Berkokok"
    assert read_pdf(pdf([page])).title == "Ayam Berkokok"
    assert read_pdf(pdf([paragraphs_on_page([FIRST, SECOND])])).title is None


def test_pictures_of_text_are_scanned() -> None:
    assert reason_of(pdf([[], []], picture=[0, 1])) is Unreadable.SCANNED


def test_some_pages_without_text_give_a_warning() -> None:
    found = read_pdf(pdf([paragraphs_on_page([FIRST]), []], picture=[1]))

    assert found.body == FIRST
    assert found.warnings == (ReadingWarning.PAGES_WITHOUT_TEXT,)


def test_an_empty_page_has_an_empty_body() -> None:
    assert read_pdf(pdf([[]])).body == ""


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_truncated_file_is_damaged(share: float) -> None:
    data = pdf([paragraphs_on_page([FIRST, SECOND])] * 5)

    assert reason_of(data[: int(len(data) * share)]) is Unreadable.DAMAGED


def test_a_file_that_only_looks_like_a_pdf_is_damaged() -> None:
    assert reason_of(b"%PDF-1.4\nbukan pdf\n%%EOF") is Unreadable.DAMAGED


def test_a_circular_page_tree_does_not_hang() -> None:
    assert (
        reason_of(pdf([[]], page_tree=b"<</Type/Pages/Count 1000000/Kids[2 0 R 2 0 R]>>"))
        is Unreadable.DAMAGED
    )


def test_a_file_with_a_password_is_encrypted() -> None:
    """It uses revision 2 of the standard security handler, with keys that match no password."""
    encryption = (
        b"<</Filter/Standard/V 1/R 2/P -4/O<" + md5(b"o").hexdigest().encode() * 2
        + b">/U<" + md5(b"u").hexdigest().encode() * 2 + b">>>"
    )  # fmt: skip
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 0/Kids[]>>", encryption]
    data = assembled(objects, b"/Encrypt 3 0 R/ID[<00><00>]")

    assert reason_of(data) is Unreadable.ENCRYPTED
