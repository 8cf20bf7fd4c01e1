import random

import pytest

from corpus.formats.encoding import decode
from corpus.formats.errors import Unreadable, UnreadableError

INDONESIAN = "Presiden berkata – “ayam” itu berkokok di café pada pagi hari.\n"
GERMAN = (
    "Das Mädchen läuft über die Straße und singt dabei ein Lied. “Schön”, sagt es und lächelt. "
    "Die Bäume blühen im Frühling, und die Vögel kehren aus dem Süden zurück."
)
RUSSIAN = (
    "Петух кричит рано утром, а потом молчит. Кошка спит на крыше дома. Президент заявил, что "
    "правительство окажет помощь населению, и это хорошо. Москва стоит на реке."
)
POLISH = (
    "Zażółć gęślą jaźń. Wczoraj wieczorem poszliśmy do kina i obejrzeliśmy nowy polski film o "
    "życiu na wsi. Święta są zawsze piękne."
)
JAPANESE = "これは日本語の文章です。今日はとても良い天気ですね。東京に行きました。"
CHINESE = "这是一篇关于公鸡的文章。公鸡每天早上都会打鸣，然后安静下来。"
SHORT_JAPANESE = "図書館の利用時間は午前9時からです。"
SHORT_RUSSIAN = "Библиотека открыта ежедневно, кроме воскресенья."
UKRAINIAN = "Бібліотека відчинена щодня, крім неділі."
KOREAN = "이것은 한국어 문장입니다. 오늘은 날씨가 아주 좋습니다."
THAI = "ไก่ขันในตอนเช้าแล้วก็เงียบไป แมวนอนอยู่บนหลังคา"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
@pytest.mark.parametrize("text", [INDONESIAN, "a" + GERMAN, INDONESIAN * 5000])
def test_unicode_is_recognized_by_its_mark_or_form(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))

    assert (decoded.text, decoded.guessed) == (text, False)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (JAPANESE, "shift_jis"),
        (SHORT_JAPANESE, "shift_jis"),
        (SHORT_JAPANESE + "①", "euc_jis_2004"),
        (JAPANESE * 50, "euc_jp"),
        (SHORT_JAPANESE, "utf-16-le"),
        (JAPANESE, "utf-16-be"),
        (SHORT_RUSSIAN, "cp866"),
        (SHORT_RUSSIAN, "koi8-r"),
        (RUSSIAN * 50, "cp866"),
        (UKRAINIAN, "koi8-u"),
        (CHINESE, "gb18030"),
        ("這是一篇關於公雞的文章。公雞每天早上都會打鳴，然後安靜下來。", "big5"),
        (KOREAN, "euc_kr"),
        (THAI, "tis-620"),
        (GERMAN, "cp1252"),
        (INDONESIAN, "cp1252"),
        (POLISH, "cp1250"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "iso8859-5"),
    ],
)
def test_other_encodings_are_guessed(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))

    assert (decoded.text, decoded.guessed) == (text, True)


@pytest.mark.parametrize("text", [SHORT_JAPANESE, "AVC スレッド\n" + JAPANESE * 50])
def test_escape_sequences_tell_the_encoding(text: str) -> None:
    decoded = decode(text.encode("iso2022_jp"))

    assert (decoded.text, decoded.guessed) == (text, False)


@pytest.mark.parametrize("text", ["Fungsi f~{x} dan g~{y} selesai.", "a\x1b$B" + INDONESIAN])
def test_what_only_looks_like_an_escape_sequence_is_text(text: str) -> None:
    assert decode(text.encode()).text == text


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("x-cp1251", "cp1251"),
        ("windows-1251", "cp1251"),
        ("ISO-8859-1", "cp1252"),
        ("gb2312", "gb18030"),
        (" koi8-r ", "koi8_r"),
    ],
)
def test_a_declared_encoding_is_used(declared: str, encoding: str) -> None:
    text = "“Ayam” – café" if encoding == "cp1252" else "Петух"

    decoded = decode(text.encode(encoding), declared)

    assert (decoded.text, decoded.guessed) == (text, False)


@pytest.mark.parametrize("declared", ["no-such", "", "hex", "zlib", "utf-7\x00", "ascii"])
def test_an_unknown_or_wrong_declared_encoding_is_ignored(declared: str) -> None:
    assert decode(INDONESIAN.encode(), declared).text == INDONESIAN


def test_valid_utf8_takes_precedence_over_the_declaration() -> None:
    """Servers' default headers are often wrong; other encodings are hardly ever valid UTF-8."""
    assert decode(INDONESIAN.encode(), "iso-8859-1").text == INDONESIAN


def test_utf8_with_a_lost_byte_keeps_its_other_letters() -> None:
    data = GERMAN.encode()

    decoded = decode(data.replace("ü".encode(), b"\xc3", 1))

    assert decoded.guessed
    assert decoded.text == GERMAN.replace("ü", "\ufffd", 1)


def test_a_letter_cut_at_the_end_of_the_sample_does_not_spoil_the_guess() -> None:
    text = (JAPANESE + "\n") * 3000

    assert decode(text.encode("shift_jis")).text == text


@pytest.mark.parametrize("size", [64, 1000, 100_000])
def test_random_bytes_are_not_text(size: int) -> None:
    with pytest.raises(UnreadableError) as raised:
        decode(random.Random(size).randbytes(size))

    assert raised.value.reason is Unreadable.BINARY


def test_stray_control_characters_do_not_make_a_text_binary() -> None:
    data = (INDONESIAN + "\x00\x07").encode() * 10

    assert decode(data).text.count("ayam") == 10


def test_line_ends_of_every_system_are_not_control_characters() -> None:
    assert decode(b"a\r\n\r\nb\r\r\t\x0c" * 10).text.startswith("a\r\n")
