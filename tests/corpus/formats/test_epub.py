import pytest

from corpus.formats.epub import read_epub
from corpus.formats.errors import Unreadable, UnreadableError
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

    assert read_epub(book).body == (
        "Bab satu\n\nAyam berkokok.\n\nBab dua\n\nBebek berenang.\n\nIsi"
    )


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


def test_a_chapter_that_is_missing_makes_the_book_damaged() -> None:
    book = epub({"a.xhtml": "isi"}).replace(b"OEBPS/a.xhtml", b"OEBPS/b.xhtml")

    with pytest.raises(UnreadableError) as raised:
        read_epub(book)

    assert raised.value.reason is Unreadable.DAMAGED
