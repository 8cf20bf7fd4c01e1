import pytest

from corpus.formats.epub import read_epub
from corpus.formats.errors import Unreadable, UnreadableError
from corpus.formats.reading import ReadingWarning
from tests.corpus.formats.documents import archive, epub

PAGE = '<?xml version="1.0" encoding="utf-8"?><html xmlns="http://www.w3.org/1999/xhtml"><head><title/></head><body>{}</body></html>'


def encryption(algorithm: str) -> dict[str, str]:
    return {
        "META-INF/encryption.xml": "<encryption>"
        '<enc:EncryptedData xmlns:enc="http://www.w3.org/2001/04/xmlenc#">'
        f'<enc:EncryptionMethod Algorithm="{algorithm}"/></enc:EncryptedData></encryption>'
    }


def test_chapters_are_read_in_the_order_of_the_spine() -> None:
    book = epub(
        {
            "b.xhtml": PAGE.format("<h1>Bab dua</h1><p>Bebek&nbsp;berenang.</p><nav>Isi</nav>"),
            "bab%20satu.xhtml": "",
            "a.xhtml": PAGE.format("<h1>Bab satu</h1><p>Ayam <i>berkokok</i>.</p>"),
        },
        spine=["a.xhtml", "b.xhtml"],
    )

    assert read_epub(book).body == "Bab satu\n\nAyam berkokok.\n\nBab dua\n\nBebek berenang."


def test_metadata_comes_from_the_package() -> None:
    metadata = (
        "<dc:title>Ayam</dc:title><dc:creator>Budi</dc:creator><dc:publisher>Penerbit</dc:publisher>"
        "<dc:language>id</dc:language><dc:date>2020-02-03T00:00:00Z</dc:date>"
    )
    found = read_epub(epub({"a.xhtml": PAGE.format("isi")}, metadata))

    assert (found.title, found.author, found.source) == ("Ayam", "Budi", "Penerbit")
    assert (found.language, found.published) == ("id", "2020-02-03T00:00:00Z")


def test_a_chapter_listed_again_in_the_spine_is_read_once() -> None:
    assert read_epub(epub({"a.xhtml": PAGE.format("isi")}, spine=["a.xhtml"] * 1000)).body == "isi"


def test_a_page_in_another_folder_and_with_spaces_in_its_name_is_found() -> None:
    package = epub(
        {"teks/../bab%20satu.xhtml": "tidak"}, members={"OEBPS/bab satu.xhtml": PAGE.format("isi")}
    )

    assert read_epub(package).body == "isi"


def test_a_book_with_drm_is_encrypted() -> None:
    book = epub(
        {"a.xhtml": "\x00\x01"}, members=encryption("http://www.w3.org/2001/04/xmlenc#aes128-cbc")
    )

    with pytest.raises(UnreadableError) as raised:
        read_epub(book)

    assert raised.value.reason is Unreadable.ENCRYPTED


@pytest.mark.parametrize(
    "algorithm", ["http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"]
)
def test_a_book_with_scrambled_fonts_is_read(algorithm: str) -> None:
    assert (
        read_epub(epub({"a.xhtml": PAGE.format("isi")}, members=encryption(algorithm))).body
        == "isi"
    )


@pytest.mark.parametrize(
    "members",
    [
        {"META-INF/container.xml": "<container/>"},
        {"META-INF/container.xml": "bukan xml"},
        {"META-INF/container.xml": '<c><rootfile full-path="tidak-ada.opf"/></c>'},
        {"META-INF/container.xml": '<c><rootfile full-path=""/></c>'},
    ],
)
def test_a_book_without_its_package_is_damaged(members: dict[str, str]) -> None:
    with pytest.raises(UnreadableError) as raised:
        read_epub(archive(members))

    assert raised.value.reason is Unreadable.DAMAGED


def test_a_book_none_of_whose_chapters_can_be_read_is_damaged() -> None:
    book = epub({"a.xhtml": "isi"}).replace(b"OEBPS/a.xhtml", b"OEBPS/b.xhtml")

    with pytest.raises(UnreadableError) as raised:
        read_epub(book)

    assert raised.value.reason is Unreadable.DAMAGED


def test_page_numbers_and_marks_of_notes_are_no_text() -> None:
    page = (
        '<p>malam per<span epub:type="pagebreak" title="12">12</span>tama, '
        '<span class="pagenum">[Pg 13]</span>2.450<sup><a epub:type="noteref" href="#n">3</a></sup>'
        ' jiwa, <a role="doc-noteref">4</a><span class="pagenum">bukan nomor</span></p>'
    )

    assert read_epub(epub({"a.xhtml": PAGE.format(page)})).body == (
        "malam pertama, 2.450 jiwa, bukan nomor"
    )


def left_out(book: bytes) -> list[str]:
    return [block.text for block in read_epub(book).blocks if block.left_out]


@pytest.mark.parametrize(
    "page",
    [
        '<section epub:type="titlepage"><p>x</p></section>',
        '<nav><ol><li><a href="b.xhtml">x</a></li></ol></nav>',
        '<div role="doc-toc"><section epub:type="toc"><p>x</p></section></div>',
        "".join(f'<p><a href="b.xhtml#{n}">x</a></p>' for n in range(3)),
    ],
)
def test_title_pages_and_tables_of_contents_are_left_out(page: str) -> None:
    book = epub({"a.xhtml": PAGE.format(page), "b.xhtml": PAGE.format("<p>isi</p>")})

    assert read_epub(book).body == "isi"
    assert {text.removeprefix("1. ") for text in left_out(book)} == {"x"}


def test_pages_that_the_package_names_as_navigation_or_title_are_left_out() -> None:
    def book(attributes: str, spine: str, guide: str = "") -> bytes:
        package = (
            '<package xmlns="http://www.idpf.org/2007/opf">'
            '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Judul</dc:title>'
            "<dc:creator>Ani</dc:creator></metadata><manifest>"
            f'<item id="a" href="a.xhtml" media-type="application/xhtml+xml" {attributes}/>'
            '<item id="b" href="b.xhtml" media-type="application/xhtml+xml"/></manifest>'
            f'<spine><itemref idref="a" {spine}/><itemref idref="b"/></spine>{guide}</package>'
        )
        pages = {"a.xhtml": PAGE.format("<p>depan</p>"), "b.xhtml": PAGE.format("<p>isi</p>")}
        return epub(pages, members={"OEBPS/content.opf": package})

    guide = '<guide><reference type="{}" href="a.xhtml"/></guide>'
    assert left_out(book('properties="nav"', "")) == ["depan"]
    assert left_out(book("", 'linear="no"')) == ["depan"]
    assert left_out(book("", "", guide.format("title-page"))) == ["depan"]
    assert left_out(book("", "", guide.format("text"))) == []


def test_a_page_of_nothing_but_title_and_author_is_left_out() -> None:
    metadata = "<dc:title>Judul</dc:title><dc:creator>Ani</dc:creator>"
    pages = {
        "a.xhtml": PAGE.format("<h1>Judul</h1><p>Ani</p>"),
        "b.xhtml": PAGE.format("<p>isi</p>"),
    }

    assert left_out(epub(pages, metadata)) == ["Judul", "Ani"]


def test_a_book_without_a_title_has_that_of_its_first_heading() -> None:
    assert read_epub(epub({"a.xhtml": PAGE.format("<h1>Bab</h1><p>isi</p>")})).title == "Bab"


def without_file(name: str) -> bytes:
    pages = {"a.xhtml": PAGE.format("<p>satu</p>"), "b.xhtml": PAGE.format("<p>dua</p>")}
    # As long as before, so that the places in the archive remain right.
    return epub(pages).replace(f"OEBPS/{name}".encode(), f"OEBPS/{'x' * len(name)}".encode())


def test_a_chapter_that_cannot_be_read_costs_that_chapter_only() -> None:
    whole = epub({"a.xhtml": PAGE.format("<p>satu</p>"), "b.xhtml": PAGE.format("<p>dua</p>")})
    start = whole.index(b"OEBPS/b.xhtml") + len("OEBPS/b.xhtml")
    damaged = whole[: start + 9] + b"\x00\x00\x00" + whole[start + 12 :]

    for book in (without_file("b.xhtml"), damaged):
        found = read_epub(book)
        assert (found.body, found.warnings) == ("satu", (ReadingWarning.PARTS_UNREADABLE,))


def test_a_chapter_that_the_package_does_not_list_gives_a_warning() -> None:
    pages = {"a.xhtml": PAGE.format("<p>satu</p>")}
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
        '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest>'
        '<spine><itemref idref="a"/><itemref idref="tidak-ada"/></spine></package>'
    )
    found = read_epub(epub(pages, members={"OEBPS/content.opf": package}))

    assert found.warnings == (ReadingWarning.PARTS_UNREADABLE,)


def test_what_is_not_quite_xml_in_the_package_is_mended() -> None:
    metadata = "<dc:title>Ikan & Garam caf&eacute; &amp; &#169;</dc:title>"

    assert (
        read_epub(epub({"a.xhtml": PAGE.format("isi")}, metadata)).title == "Ikan & Garam café & ©"
    )
