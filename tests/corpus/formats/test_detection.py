import pytest

from corpus.formats.detection import charset_of, detect_format
from corpus.formats.errors import Unreadable, UnreadableError
from corpus.formats.reading import Format
from tests.corpus.formats.documents import archive, docx, epub, odt, pdf, pptx, word_paragraph


@pytest.mark.parametrize(
    ("data", "name", "media_type", "expected"),
    [
        (b"ayam", None, None, Format.PLAIN),
        (b"ayam", "a.txt", "application/octet-stream", Format.PLAIN),
        (b"a,b", "data.csv", None, Format.DELIMITED),
        (b"a,b", "data", "text/csv; charset=utf-8", Format.DELIMITED),
        (b"{\\rtf1 ayam}", "a.doc", "application/msword", Format.RTF),
        (b"\r\n{\\rtf1 ayam}", None, None, Format.RTF),
        (odt("<text:p/>"), "a.zip", None, Format.ODT),
        (pptx([]), "a.zip", None, Format.SLIDES),
        (archive({"word/document2.xml": "<a/>"}), None, None, Format.WORD),
        (b"MIME-Version: 1.0\nSubject: a\n\nb", "a.txt", "text/plain", Format.MESSAGE),
        (b"Subject: a\n\nb", "a.EML", None, Format.MESSAGE),
        (b"Subject: a\n\nb", "a", "message/rfc822", Format.MESSAGE),
        (b"Subject: a\n\nb", "a.txt", None, Format.PLAIN),
        (b"# ayam", "A.MD", None, Format.MARKDOWN),
        (b"# ayam", None, "text/markdown; charset=utf-8", Format.MARKDOWN),
        (b"# ayam", "panduan.mdx", None, Format.MARKDOWN),
        (b"<html>%PDF-1.4", None, "text/x-discord", Format.DISCORD),
        (b"<p>ayam", "a.htm", None, Format.HTML),
        (b"<p>ayam", "artikel", "Text/HTML; charset=utf-8", Format.HTML),
        (b"\xef\xbb\xbf \n<!DOCTYPE html><p>ayam", "a.txt", None, Format.HTML),
        ("\ufeff<html>".encode("utf-16"), None, None, Format.HTML),
        (b'<?xml version="1.0"?><html>', "a.xml", None, Format.HTML),
        (pdf([[]]), "a.html", "text/html", Format.PDF),
        (b"\n\n" + pdf([[]]), None, None, Format.PDF),
        (docx(word_paragraph("a")), "a.zip", "application/zip", Format.WORD),
        (epub({"a.xhtml": "a"}), "a.docx", None, Format.EPUB),
        (b"MZ adalah singkatan. BMW juga. GIF89a pun.", "a.txt", None, Format.PLAIN),
        (b"BMW adalah mobil.", None, None, Format.PLAIN),
        (b"Content-Type: application/pdf\n" * 20 + pdf([[]]), "a.txt", None, Format.PDF),
        (b"Setiap PDF\n\ndimulai dengan\n%PDF-1.7\ndan diakhiri.", None, None, Format.PLAIN),
        (b"Setiap PDF\n\ndimulai dengan %PDF-1.7.", None, None, Format.PLAIN),
    ],
)
def test_the_format_is_detected(
    data: bytes, name: str | None, media_type: str | None, expected: Format
) -> None:
    assert detect_format(data, name, media_type) is expected


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", Unreadable.BINARY),
        (b"\x7fELF\x02\x01\x01\x00", Unreadable.BINARY),
        (b"MZ\x90\x00\x03\x00", Unreadable.BINARY),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF\x00", Unreadable.BINARY),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 100, Unreadable.UNKNOWN_FORMAT),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            Unreadable.ENCRYPTED,
        ),
        (b"\x1f\x8b\x08\x00", Unreadable.UNKNOWN_FORMAT),
        (archive({"xl/workbook.xml": "<a/>"}), Unreadable.UNKNOWN_FORMAT),
        (
            archive({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}),
            Unreadable.UNKNOWN_FORMAT,
        ),
        (archive({"a.txt": "ayam"}), Unreadable.UNKNOWN_FORMAT),
        (b"PK\x03\x04 bukan zip", Unreadable.DAMAGED),
        (b'<?xml version="1.0"?><rss/>', Unreadable.UNKNOWN_FORMAT),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", Unreadable.UNKNOWN_FORMAT),
    ],
)
@pytest.mark.parametrize("name", ["a.txt", "a.md", "a.docx", None])
def test_an_unsupported_format_is_refused_whatever_its_name(
    data: bytes, reason: Unreadable, name: str | None
) -> None:
    with pytest.raises(UnreadableError) as raised:
        detect_format(data, name, "text/plain")

    assert raised.value.reason is reason


@pytest.mark.parametrize(
    ("media_type", "expected"),
    [
        (None, None),
        ("text/html", None),
        ("text/html; charset=UTF-8", "utf-8"),
        ('text/html;\r\n x=y; charset="koi8-r"', "koi8-r"),
        ("charset", None),
        (";;;=", None),
    ],
)
def test_the_charset_of_a_media_type_is_found(media_type: str | None, expected: str | None) -> None:
    assert charset_of(media_type) == expected
