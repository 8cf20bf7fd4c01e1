from collections.abc import Mapping
from hashlib import md5

import pytest

from corpus.article import Kind
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
    assert read_pdf(pdf([page])).title == "Ayam Berkokok"
    assert read_pdf(pdf([paragraphs_on_page([FIRST, SECOND])])).title is None


def test_pictures_of_text_are_scanned() -> None:
    assert reason_of(pdf([[], []], picture=[0, 1])) is Unreadable.SCANNED


def test_some_pages_without_text_give_a_warning() -> None:
    found = read_pdf(pdf([paragraphs_on_page([FIRST]), []], picture=[1]))

    assert found.body == FIRST
    assert found.warnings == (ReadingWarning.PAGES_WITHOUT_TEXT,)
    assert found.pages == (2,)


def test_pictures_with_a_page_number_are_scanned() -> None:
    numbers = [[Placed(f"- {number} -", 300, 30)] for number in (1, 2, 3)]

    assert reason_of(pdf(numbers, picture=[0, 1, 2])) is Unreadable.SCANNED


def test_an_empty_page_has_an_empty_body() -> None:
    assert read_pdf(pdf([[]])).body == ""


@pytest.mark.parametrize(("rotate", "angle"), [(90, 90), (180, 180), (270, 270), (0, 90), (0, 180)])
def test_a_page_that_is_turned_as_a_whole_is_read_upright(rotate: int, angle: int) -> None:
    upright = paragraphs_on_page([FIRST, SECOND], x=40, top=500)
    page = [turned(placed, angle) for placed in upright]
    found = read_pdf(pdf([page], rotate=rotate))

    assert found.body == f"{FIRST}\n\n{SECOND}"
    assert not found.warnings


@pytest.mark.parametrize("angle", [45, 90, 270])
def test_stamps_and_watermarks_are_left_out(angle: float) -> None:
    page = [*paragraphs_on_page([FIRST, SECOND]), Placed("SALINAN", 200, 200, 60, angle=angle)]
    found = read_pdf(pdf([page]))

    assert found.body == f"{FIRST}\n\n{SECOND}"
    assert [block.text for block in found.blocks if block.left_out] == ["SALINAN"]
    assert not found.warnings


def test_a_page_with_much_text_in_another_direction_is_unclear() -> None:
    sideways = [turned(placed, 90) for placed in paragraphs_on_page([SECOND], x=40, top=100)]
    found = read_pdf(pdf([paragraphs_on_page([THIRD]), [*paragraphs_on_page([FIRST]), *sideways]]))

    assert found.body == f"{THIRD}\n\n{FIRST}\n\n{SECOND}"
    assert found.warnings == (ReadingWarning.UNCLEAR_PAGES,)
    assert found.pages == (2,)


def test_a_page_with_letters_all_over_it_is_unclear() -> None:
    heap = [Placed(letter, 30 + 17 * n % 500, 700 - 31 * n % 600) for n, letter in enumerate(FIRST)]

    assert read_pdf(pdf([[placed for placed in heap if placed.text != " "]])).warnings == (
        ReadingWarning.UNCLEAR_PAGES,
    )


@pytest.mark.parametrize(
    ("line", "warned"),
    [("Tarif e\x01ektif.", True), ("Tarif \x01\x01\x01 hari ini.", True), ("\x01 Tarif", False)],
)
def test_a_page_is_unclear_as_soon_as_a_word_lacks_letters(line: str, warned: bool) -> None:
    pages = [
        paragraphs_on_page([THIRD]),
        [Placed(line, 72, 700), *paragraphs_on_page([FIRST], top=600)],
    ]
    found = read_pdf(pdf(pages))

    assert found.warnings == ((ReadingWarning.UNCLEAR_PAGES,) if warned else ())
    assert found.pages == ((2,) if warned else ())


def turned(placed: Placed, angle: int) -> Placed:
    """Return text of a page 600 points wide and high, turned counterclockwise by right angles."""
    x, y = {90: (600 - placed.y, placed.x), 180: (600 - placed.x, 600 - placed.y)}.get(
        angle, (placed.y, 600 - placed.x)
    )
    return Placed(placed.text, x, y, placed.size, angle=angle)


@pytest.mark.parametrize(
    ("line", "body"),
    [
        (b" 105 703 47.7 0.6 re f", "Harga ~~Rp75.000~~ Rp50.000 saja."),
        (b" 0.6 w 72 703 m 152.7 703 l S", "~~Harga Rp75.000~~ Rp50.000 saja."),
        # Under the word, and across the page.
        (b" 105 698 47.7 0.6 re f", "Harga Rp75.000 Rp50.000 saja."),
        (b" 50 703 480 0.6 re f", "Harga Rp75.000 Rp50.000 saja."),
    ],
)
def test_words_with_a_line_through_them_are_marked_as_struck_out(line: bytes, body: str) -> None:
    page = [Placed("Harga Rp75.000 Rp50.000 saja.", 72, 700)]

    assert read_pdf(pdf([page], drawing=line)).body == body


def test_upright_lines_divide_the_cells_of_a_table_however_near_they_are() -> None:
    # Helvetica: “Hari” is 21 points wide.
    rows = [("Hari", "Nama"), ("Sini", "Eni"), ("Sana", "Ani"), ("Situ", "Ina")]
    page = [
        Placed(
            cell,
            72 + 28 * column,
            700 - 14 * number,
            font="Helvetica-Bold" if not number else "Helvetica",
        )
        for number, row in enumerate(rows)
        for column, cell in enumerate(row)
    ]
    line = b" 97.5 650 0.75 65 re f"

    assert read_pdf(pdf([page], drawing=line)).body.split("\n") == [
        *("Hari: Sini | Nama: Eni", "Hari: Sana | Nama: Ani", "Hari: Situ | Nama: Ina")
    ]
    assert "Sini Eni" in read_pdf(pdf([page])).body


def test_bullets_that_are_drawn_make_a_list() -> None:
    items = ["fotokopi kartu identitas;", "satu pasfoto terbaru;", "surat izin orang tua."]
    page = [*paragraphs_on_page([FIRST])]
    page += [Placed(text, 102, 640 - 14 * number) for number, text in enumerate(items)]
    squares = b"".join(b" 90 %d 3 3 re f" % (642 - 14 * number) for number in range(3))
    found = read_pdf(pdf([page], drawing=squares))

    assert [block.text for block in found.blocks] == [FIRST, *(f"• {text}" for text in items)]
    assert {block.kind for block in found.blocks[1:]} == {Kind.LIST_ITEM}


def test_raised_digits_of_smaller_letters_are_exponents() -> None:
    page = [Placed("Galaksi itu memuat 10", 72, 700, 10), Placed("11", 171.2, 704, 6)]

    assert read_pdf(pdf([page])).body == "Galaksi itu memuat 10¹¹"


def test_bold_lines_are_headings_and_monospaced_ones_code() -> None:
    page = [
        Placed("Syarat menjadi anggota", 72, 740, font="Helvetica-Bold"),
        *paragraphs_on_page([FIRST]),
        Placed("stok: 4", 72, 640, font="Courier"),
    ]

    assert [(block.text, block.kind) for block in read_pdf(pdf([page])).blocks] == [
        ("Syarat menjadi anggota", Kind.HEADING),
        (FIRST, Kind.PARAGRAPH),
        ("stok: 4", Kind.CODE),
    ]


def test_what_is_filled_into_a_form_is_read_beside_its_label() -> None:
    assert read_pdf(form({"Nama:": "Ratna Widjaja", "Alamat:": "Jalan Cendana 5"})).body == (
        "Nama: Ratna Widjaja\n\nAlamat: Jalan Cendana 5"
    )


def form(fields: Mapping[str, str]) -> bytes:
    """Return a PDF with a text field beside each label, one of them hidden."""
    labels, widgets = b"", []
    for number, (label, value) in enumerate({**fields, "": "rahasia"}.items()):
        top = 700 - 30 * number
        labels += b"BT /F0 11 Tf 72 %d Td (%s) Tj ET\n" % (top, label.encode())
        widgets.append(
            b"<</Type/Annot/Subtype/Widget/FT/Tx/T(f%d)/V(%s)/F %d/Rect[130 %d 400 %d]>>"
            % (number, value.encode(), 4 if label else 2, top - 5, top + 15)
        )
    kids = b" ".join(b"%d 0 R" % (5 + number) for number in range(len(widgets)))
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"
    return assembled(
        [
            b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[%s]>>>>" % kids,
            b"<</Type/Pages/Count 1/Kids[3 0 R]>>",
            b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Contents 4 0 R/Annots[%s]"
            b"/Resources<</Font<</F0 %s>>>>>>" % (kids, font),
            b"<</Length %d>>\nstream\n%s\nendstream" % (len(labels), labels),
            *widgets,
        ]
    )


@pytest.mark.parametrize(
    "title",
    [
        *("Microsoft Word - x.doc", "untitled", "uu_13_2003", "undangan.docx", "(anonymous)"),
        "Ayam Berkokok - Warta Desa",
    ],
)
def test_names_of_files_and_sites_are_no_titles(title: str) -> None:
    page = [Placed("Ayam Berkokok", 72, 760, 20), *paragraphs_on_page([FIRST])]

    assert read_pdf(pdf([page], title=title)).title == "Ayam Berkokok"


WHOLE = pdf([paragraphs_on_page([FIRST, SECOND])])


@pytest.mark.parametrize(
    "data",
    [
        WHOLE + b"\n<!-- sisa halaman -->" * 100,
        WHOLE.rstrip()[:-2],
        WHOLE.replace(b"%%EOF", b""),
        b"Content-Type: application/pdf\n" * 20 + WHOLE,
        b"Content-Type: application/pdf\n" * 20 + WHOLE + b"\n<!-- sisa -->" * 100,
    ],
)
def test_bytes_before_and_after_a_whole_file_do_no_harm(data: bytes) -> None:
    assert read_pdf(data).body == f"{FIRST}\n\n{SECOND}"


def test_a_change_that_was_cut_off_damages_a_file() -> None:
    change = b"7 0 obj\n<</Length 5000>>\nstream\n" + b"x" * 3000

    assert reason_of(WHOLE + change) is Unreadable.DAMAGED


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
