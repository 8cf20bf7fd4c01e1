import base64

import pytest

from corpus.formats.errors import Unreadable, UnreadableError
from corpus.formats.mime import is_message, read_message
from corpus.formats.reading import ReadingWarning

SENTENCE = "Ayam berkokok karena hari sudah pagi, kata ayam itu di café."


def part(kind: str, content: bytes, *headers: str, encoding: str = "base64") -> bytes:
    lines = [f"Content-Type: {kind}", f"Content-Transfer-Encoding: {encoding}", *headers]
    body = base64.encodebytes(content) if encoding == "base64" else content
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def message(
    *parts: bytes, headers: str = "", kind: str = 'multipart/related; type="text/html"'
) -> bytes:
    start = f"MIME-Version: 1.0\r\n{headers}Content-Type: {kind}; boundary=B\r\n\r\n"
    return start.encode() + b"".join(b"--B\r\n" + each + b"\r\n" for each in parts) + b"--B--\r\n"


PAGE = f"<!doctype html><title>Ayam</title><p>{SENTENCE}</p>".encode()


def test_the_page_in_a_saved_file_is_read_with_its_address() -> None:
    saved = message(
        part("text/css", b"p{}", "Content-Location: cid:css"),
        part("text/html", PAGE, "Content-Location: https://x.example/ayam"),
        part("text/html", b"<p>Iklan.</p>", "Content-Location: https://iklan.example/"),
        headers="From: <Saved by Blink>\r\nSubject: Judul\r\n"
        "Date: Fri, 27 Nov 2026 01:50:13 GMT\r\n",
    )
    found = read_message(saved)

    assert (found.body, found.title, found.url) == (SENTENCE, "Ayam", "https://x.example/ayam")
    assert (found.author, found.published) == (None, None)


def test_the_part_that_a_saved_file_names_as_its_root_is_read() -> None:
    saved = message(
        part("text/html", b"<p>Iklan.</p>"),
        part("text/html", PAGE, "Content-ID: <akar>"),
        headers="Snapshot-Content-Location: https://x.example/ayam\r\n",
        kind='multipart/related; start="<akar>"',
    )

    assert (read_message(saved).body, read_message(saved).url) == (
        SENTENCE,
        "https://x.example/ayam",
    )


def test_a_mail_is_read_with_subject_sender_and_date() -> None:
    mail = message(
        part("text/plain; charset=utf-8", b"Lain."),
        part("text/html; charset=utf-8", PAGE),
        part("text/html", b"<p>Lampiran.</p>", "Content-Disposition: attachment; filename=a.html"),
        headers="From: =?utf-8?q?Ani_=C5=81?= <ani@x.example>\r\n"
        "Subject: =?iso-8859-1?B?RuFs?=\r\n =?utf-8?q?_dua?=\r\n"
        "Date: Wed, 12 Jun 2024 23:59:00 +0700\r\n",
        kind="multipart/alternative",
    )
    found = read_message(mail)

    assert found.body == f"{SENTENCE}\n\na.html\n\nLampiran."
    assert (found.title, found.author) == ("Fál dua", "Ani Ł")
    assert (found.published, found.url) == ("2024-06-12", None)


@pytest.mark.parametrize(
    ("headers", "title", "author"),
    [
        ("Subject: Rapat caf\u00e9\r\nFrom: ani@x.example\r\n", "Rapat café", "ani@x.example"),
        ("Subject: =?x-salah?q?a?=\r\n", "=?x-salah?q?a?=", None),
        ("Date: kemarin\r\nSubject:\r\nFrom:\r\n", None, None),
    ],
)
def test_odd_headers_do_no_harm(headers: str, title: str | None, author: str | None) -> None:
    found = read_message(f"{headers}MIME-Version: 1.0\r\n\r\n{SENTENCE}".encode())

    assert (found.body, found.title, found.author) == (SENTENCE, title, author)
    assert found.published is None


def test_a_mail_in_plain_text_is_read_with_its_wrapped_lines_joined() -> None:
    flowed = (
        b"Content-Type: text/plain; format=flowed; charset=utf-8\n\nAyam \nberkokok.\n-- \nAni\n"
    )

    assert read_message(flowed).body == "Ayam berkokok.\n--\nAni"


def test_the_text_is_decoded_as_its_part_or_page_declares() -> None:
    cyrillic = "Петух кричит рано утром, а потом молчит."
    declared = message(part("text/html; charset=koi8-r", f"<p>{cyrillic}".encode("koi8-r")))
    within = message(part("text/html", f"<meta charset=koi8-r><p>{cyrillic}".encode("koi8-r")))
    quoted = part(
        "text/html; charset=utf-8", b"<p>caf=C3=A9 =\r\nkopi</p>", encoding="quoted-printable"
    )

    assert read_message(declared).body == read_message(within).body == cyrillic
    assert read_message(message(quoted)).body == "café kopi"


def test_a_guessed_encoding_gives_a_warning() -> None:
    assert read_message(message(part("text/html", PAGE.decode().encode("cp1252")))).warnings == (
        ReadingWarning.OTHER_ENCODING,
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (message(part("image/png", b"\x89PNG")), Unreadable.NO_TEXT),
        (
            message(part("application/octet-stream", b"x"), kind="multipart/encrypted"),
            Unreadable.ENCRYPTED,
        ),
        (part("application/pkcs7-mime", b"x"), Unreadable.ENCRYPTED),
        (part("message/rfc822", part("image/png", b"x"), encoding="8bit"), Unreadable.NO_TEXT),
        (message(part("text/plain", bytes(range(256)) * 9)), Unreadable.BINARY),
    ],
)
def test_a_message_without_readable_text_is_refused(data: bytes, reason: Unreadable) -> None:
    with pytest.raises(UnreadableError) as raised:
        read_message(data)

    assert raised.value.reason is reason


@pytest.mark.parametrize(
    ("data", "named_so", "expected"),
    [
        (b"MIME-Version: 1.0\r\nSubject: a\r\n\r\nb", False, True),
        (b"From a@x Mon Jan 1\nReceived: a\n\tb\nmime-version: 1.0\n\nb", False, True),
        (b"Subject: a\n\nMIME-Version: 1.0", False, False),
        (b"Subject: a\n\nb", True, True),
        (b"Syarat: KTP.\nDua baris\nMIME-Version: 1.0\n\nb", False, False),
        (b"<html><p>a: b", True, False),
    ],
)
def test_a_message_is_recognized_by_its_headers(
    data: bytes, named_so: bool, expected: bool
) -> None:
    assert is_message(data, named_so=named_so) is expected


def test_attached_texts_and_forwarded_messages_follow_below_their_names() -> None:
    forwarded = message(
        part("text/plain; charset=utf-8", b"Ayam bertelur di kandang."),
        part("image/png", b"x", "Content-Disposition: attachment; filename=kandang.png"),
        headers="From: Budi <b@x.example>\r\nSubject: Telur\r\n"
        "Date: Wed, 12 Jun 2024 23:59:00 +0700\r\n",
        kind="multipart/mixed",
    )
    mail = message(
        part("text/plain; charset=utf-8", SENTENCE.encode()),
        part(
            "text/csv", b"hewan,telur\nayam,8\n", "Content-Disposition: attachment; filename=a.csv"
        ),
        part(
            "message/rfc822",
            forwarded.replace(b"--B", b"--C").replace(b"=B", b"=C"),
            encoding="8bit",
        ),
        part("text/plain", b"Kaki surat."),
        headers="From: ani@x.example\r\nSubject: Ayam\r\n",
        kind="multipart/mixed",
    )
    found = read_message(mail)

    assert (found.title, found.author) == ("Ayam", "ani@x.example")
    assert found.body.split("\n\n") == [
        SENTENCE,
        "a.csv",
        "hewan: ayam | telur: 8",
        "Telur",
        "Budi, 2024-06-12",
        "Ayam bertelur di kandang.",
        "Kaki surat.",
    ]
    assert [block.text for block in found.blocks if block.left_out] == ["kandang.png"]


def test_an_attachment_that_cannot_be_read_is_named_and_the_pictures_of_a_page_are_not() -> None:
    page = message(
        part("text/html", PAGE),
        part("image/png", b"x", "Content-ID: <logo>", "Content-Disposition: inline"),
    )
    mail = message(
        page.removeprefix(b"MIME-Version: 1.0\r\n").replace(b"--B", b"--C").replace(b"=B", b"=C"),
        part("application/pdf", b"x", "Content-Disposition: attachment; filename=peta.pdf"),
        part(
            "text/plain; charset=utf-8",
            b"\x00\x01\x02\x03" * 99,
            "Content-Disposition: attachment; filename=b.txt",
        ),
        headers="Subject: Ayam\r\n",
        kind="multipart/mixed",
    )
    found = read_message(mail)

    assert found.body == SENTENCE
    assert [block.text for block in found.blocks if block.left_out] == ["peta.pdf", "b.txt"]


@pytest.mark.parametrize(("count", "is_read"), [(9, True), (20, False)])
def test_messages_within_messages_are_read_to_a_bound(count: int, is_read: bool) -> None:
    mail = b"Subject: dalam\r\n\r\nTeks.\r\n"
    for _ in range(count):
        mail = b"Subject: luar\r\nContent-Type: message/rfc822\r\n\r\n" + mail

    if is_read:
        assert read_message(mail).body.endswith("dalam\n\nTeks.")
    else:
        with pytest.raises(UnreadableError):
            read_message(mail)
