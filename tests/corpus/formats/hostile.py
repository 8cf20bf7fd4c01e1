"""Files that are broken, odd or malicious, and the expected result of reading each."""

import random
from dataclasses import dataclass

from corpus.formats.errors import Unreadable
from tests.corpus.formats.documents import (
    WORD_NAMESPACE,
    Placed,
    archive,
    docx,
    epub,
    odt,
    pdf,
    relationships,
    word_paragraph,
)

ODT_TYPE = "application/vnd.oasis.opendocument.text"
SECRET = "root:"
"""The content of a local file that some of them refer to; no reading may contain it."""
SENTENCE = "Ayam berkokok pada pagi hari yang cerah. "

_NAMED = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
_LAUGHS = "<!DOCTYPE a [<!ENTITY e0 'haha'>{}]>".format(
    "".join(f"<!ENTITY e{n + 1} '{f'&e{n};' * 10}'>" for n in range(12))
)
_ENTITY = "<w:p><w:r><w:t>Ayam {} berkokok.</w:t></w:r></w:p>"
_PAGE = "<html><body><p>Ayam {} berkokok.</p></body></html>"
_PDF = pdf([[Placed(SENTENCE, 72, 700)]])
_DOCX = docx(word_paragraph(SENTENCE))
_NOISE = random.Random(1).randbytes(50_000)


@dataclass(frozen=True)
class Hostile:
    """A file, and the reason why it can't be read, or None if it can."""

    data: bytes
    reason: Unreadable | None = None
    name: str | None = None


HOSTILE = {
    "empty": Hostile(b"", Unreadable.EMPTY),
    "white space": Hostile(b" \r\n\t" * 100, Unreadable.EMPTY),
    "a mark of Unicode only": Hostile(b"\xef\xbb\xbf", Unreadable.EMPTY),
    "zero bytes only": Hostile(bytes(5000), Unreadable.EMPTY),
    "signs only": Hostile(b"*** 12345 --- !!!\n" * 50, Unreadable.NO_TEXT),
    "noise called text": Hostile(_NOISE, Unreadable.BINARY, "a.txt"),
    "PNG called text": Hostile(b"\x89PNG\r\n\x1a\n\x00" + _NOISE, Unreadable.BINARY, "a.txt"),
    "JPEG called Markdown": Hostile(b"\xff\xd8\xff\xe0\x00" + _NOISE, Unreadable.BINARY, "a.md"),
    "program called text": Hostile(b"\x7fELF\x02\x01\x01\x00" + _NOISE, Unreadable.BINARY, "a.txt"),
    "program called PDF": Hostile(b"MZ\x90\x00" + _NOISE, Unreadable.BINARY, "a.pdf"),
    "text called PDF": Hostile(SENTENCE.encode(), None, "a.pdf"),
    "noise called Word": Hostile(_NOISE, Unreadable.BINARY, "a.docx"),
    "base64": Hostile(b"QUJDREVGR0hJSktMTU5PUA" * 5000, Unreadable.BINARY),
    "old Word": Hostile(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + _NOISE, Unreadable.UNKNOWN_FORMAT),
    "spreadsheet": Hostile(archive({"xl/workbook.xml": "<x/>"}), Unreadable.UNKNOWN_FORMAT),
    "feed": Hostile(b'<?xml version="1.0"?><rss>ayam</rss>', Unreadable.UNKNOWN_FORMAT),
    "26 MB": Hostile(b"ayam " * (26 * 2**20 // 5), Unreadable.TOO_MANY_BYTES),
    "5 million characters": Hostile(b"ayam " * 1_000_000, Unreadable.TOO_MANY_CHARACTERS),
    "5 million in Markdown": Hostile(
        b"ayam " * 1_000_000, Unreadable.TOO_MANY_CHARACTERS, "a.md"
    ),
    "one line of 1 MB": Hostile(SENTENCE.encode() * 25_000),
    "a million blank lines": Hostile(b"ayam\n" + b"\n" * 1_000_000 + b"bebek"),
    "a million spaces": Hostile(b"ayam" + b" " * 1_000_000 + b"bebek"),
    "brackets without end": Hostile((b"[" * 5000 + b" ") * 4 + b"ayam", None, "a.md"),
    "zeros in a text": Hostile((SENTENCE + "\x00").encode() * 100),
    "control characters in a text": Hostile((SENTENCE + SENTENCE + "\x1b[31m\x07").encode() * 100),
    "overrides in a text": Hostile(f"\u202eJudul\u2066\n\n{SENTENCE}\u202d".encode()),
    "halves of characters": Hostile(SENTENCE.encode() + b"\xed\xa0\x80\xf4\x90\x80\x80"),
    "a name out of its folder": Hostile(SENTENCE.encode(), None, "../../etc/\u202etxt.passwd"),
    "PDF cut off": Hostile(_PDF[: len(_PDF) // 2], Unreadable.DAMAGED),
    "PDF's first line only": Hostile(b"%PDF-1.7\n", Unreadable.DAMAGED),
    "PDF of pictures": Hostile(pdf([[]], picture=[0]), Unreadable.SCANNED),
    "PDF of nothing": Hostile(pdf([[]]), Unreadable.NO_TEXT),
    "PDF whose pages go round": Hostile(
        pdf([[]], page_tree=b"<</Type/Pages/Count 9/Kids[2 0 R 2 0 R]>>"), Unreadable.DAMAGED
    ),
    "PDF called web page": Hostile(_PDF, None, "a.html"),
    "Word cut off": Hostile(_DOCX[: len(_DOCX) // 2], Unreadable.DAMAGED),
    "Word without text": Hostile(docx(""), Unreadable.NO_TEXT),
    "Word of broken XML": Hostile(docx("<w:p>"), Unreadable.DAMAGED),
    "Word that unpacks to 100 MB": Hostile(
        archive({"word/document.xml": b" " * (100 * 2**20)}), Unreadable.TOO_BIG_INSIDE
    ),
    "Word with entities of entities": Hostile(
        docx(_ENTITY.format("&e12;"), doctype=_LAUGHS), Unreadable.DAMAGED
    ),
    "Word that names a file": Hostile(docx(_ENTITY.format("&x;"), doctype=_NAMED)),
    "Word that includes a file": Hostile(
        docx('<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="/etc/passwd"/>'),
        Unreadable.NO_TEXT,
    ),
    "Word with names out of its folder": Hostile(
        docx(word_paragraph(SENTENCE), {"../../../tmp/x": "x", "/etc/x": "x"})
    ),
    "Word nested without end": Hostile(
        archive({
            "word/document.xml": f'<w:document xmlns:w="{WORD_NAMESPACE}"><w:body>'
            + "<w:sdt>" * 100_000
        }),
        Unreadable.DAMAGED,
    ),
    "book that unpacks to 100 MB": Hostile(
        epub({"a.xhtml": b" " * (100 * 2**20)}), Unreadable.TOO_BIG_INSIDE
    ),
    "book of five million characters": Hostile(
        epub({f"{number}.xhtml": SENTENCE * 25_000 for number in range(5)}),
        Unreadable.TOO_MANY_CHARACTERS,
    ),
    "book with entities of entities": Hostile(
        epub({"a.xhtml": _LAUGHS + _PAGE.format("&e12;")}),
    ),
    "book whose package laughs": Hostile(
        epub({"a.xhtml": _PAGE.format("")}, members={
            "META-INF/container.xml": _LAUGHS + "<a>&e12;</a>"
        }),
        Unreadable.DAMAGED,
    ),
    "book that names a file": Hostile(epub({"a.xhtml": _NAMED + _PAGE.format("&x;")})),
    "book of a file outside": Hostile(
        epub({"../../../../../../etc/passwd": ""}), Unreadable.DAMAGED
    ),
    "OpenDocument with entities of entities": Hostile(
        archive({
            "mimetype": ODT_TYPE,
            "content.xml": f"{_LAUGHS}<a>&e12;</a>",
        }),
        Unreadable.DAMAGED,
    ),
    "OpenDocument that unpacks to 100 MB": Hostile(
        archive({"mimetype": ODT_TYPE, "content.xml": b" " * (100 * 2**20)}),
        Unreadable.TOO_BIG_INSIDE,
    ),
    "OpenDocument of spaces": Hostile(
        odt("<text:p>" + SENTENCE + '<text:s text:c="9999"/>' * 1000 + "</text:p>")
    ),
    "slides that unpack to 100 MB": Hostile(
        archive({"ppt/presentation.xml": b" " * (100 * 2**20)}), Unreadable.TOO_BIG_INSIDE
    ),
    "slides that are missing": Hostile(
        archive({
            "ppt/presentation.xml": '<p xmlns:r="r"><sldIdLst><sldId r:id="a"/></sldIdLst></p>',
            "ppt/_rels/presentation.xml.rels": relationships({"a": ("slide", "../../etc/passwd")}),
        }),
        Unreadable.DAMAGED,
    ),
    "rich text nested without end": Hostile(b"{\\rtf1" + b"{" * 1_000_000, Unreadable.DAMAGED),
    "rich text of raw data without end": Hostile(
        b"{\\rtf1 " + SENTENCE.encode() + b"{\\pict\\bin9999999999 x}}"
    ),
    "rich text of one picture": Hostile(
        b"{\\rtf1 " + SENTENCE.encode() + b"{\\pict " + b"ff" * 5_000_000 + b"}}"
    ),
    "rich text of noise": Hostile(b"{\\rtf1 " + SENTENCE.encode() + _NOISE + b"}"),
    "rich text of numbers": Hostile(
        b"{\\rtf1 " + SENTENCE.encode()
        + b"\\u9999999999?\\u-9999999999?\\fs-9999999999\\cellx9999999999\\s9999999999 x}"
    ),
    "mail of mails": Hostile(
        b"MIME-Version: 1.0\n" + b"Content-Type: message/rfc822\n\n" * 200 + b"a",
        Unreadable.NO_TEXT,
    ),
    "mail of boundaries": Hostile(
        b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=B\n\n" + b"--B\n\n" * 5_000
        + SENTENCE.encode(),
    ),
    "mail of one long header": Hostile(
        b"MIME-Version: 1.0\nSubject: " + b"=?a?q?" * 50_000 + b"\n\n" + SENTENCE.encode()
    ),
    "page of scripts only": Hostile(
        b"<!doctype html><script>ayam()</script><style>a{}</style>", Unreadable.NO_TEXT
    ),
    "page with scripts": Hostile(
        f"<!doctype html><p>{SENTENCE}<script>{SECRET}</script><p onclick='{SECRET}'>x".encode()
    ),
    "page nested without end": Hostile(
        f"<!doctype html><p>{SENTENCE}</p>".encode() + b"<div>" * 100_000, Unreadable.DAMAGED
    ),
    "page with entities of entities": Hostile(
        (_LAUGHS + _PAGE.format("&e12;")).encode(), None, "a.html"
    ),
    "page that names a file": Hostile((_NAMED + _PAGE.format("&x;")).encode(), None, "a.html"),
    "page of attributes": Hostile(
        b"<!doctype html><p " + b"a=b " * 200_000 + b">" + SENTENCE.encode()
    ),
}  # fmt: skip
