import pytest

from corpus.cleaning import clean_body
from corpus.formats import read
from corpus.formats.errors import UnreadableError
from corpus.formats.extraction import LONGEST_WORD
from corpus.formats.reading import LONGEST_BODY, LONGEST_LINE, ReadingWarning
from tests.corpus.formats.documents import epub, paragraphs_on_page, pdf
from tests.corpus.formats.hostile import HOSTILE, SECRET, SENTENCE

TEXT = "Ayam berkokok karena hari sudah pagi, sedangkan kucing tidur di atas atap."


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_does_no_harm(what: str) -> None:
    hostile = HOSTILE[what]
    reason = None
    try:
        reading = read(hostile.data, hostile.name)
    except UnreadableError as error:
        reason = error.reason
    else:
        assert SECRET not in reading.body
        assert len(reading.body) <= LONGEST_BODY
        assert reading.body == clean_body(reading.body)

    assert reason is hostile.reason


def test_a_reading_is_cleaned() -> None:
    reading = read(f"\ufeff\u202eAyam\u202c\tJago\r\n\r\n\r\n\r\n{TEXT}\x00  \r\n".encode())

    assert (reading.title, reading.body) == ("Ayam Jago", f"Ayam Jago\n\n{TEXT}")
    assert (reading.language, reading.warnings) == ("id", ())


@pytest.mark.parametrize("body", [TEXT, f"# {TEXT}\n\n\n* a\n  b\t\n", "\n  caf\u0065\u0301\n"])
def test_an_exported_body_is_read_back_verbatim(body: str) -> None:
    reading = read(
        f'---\ntitle: "Ayam: \\"jago\\""\nsource: "Koran"\nurl: "https://x.example/é"\n'
        f"language: jv\nformat: plain\n---\n\n{body}".encode(),
        "ayam.md",
    )

    assert reading.body == body
    assert (reading.title, reading.source) == ('Ayam: "jago"', "Koran")
    assert (reading.url, reading.language, reading.warnings) == ("https://x.example/é", "jv", ())


def test_a_declared_language_is_used_only_if_detection_is_not_confident() -> None:
    assert read(f"<html lang=en><p>{TEXT}".encode()).language == "id"
    assert read(b"<html lang=sv-SE><p>ok ok").language == "sv"
    assert read(b"<html lang=sv-SE><p>ok ok").warnings == ()


def test_an_uncertain_language_gives_a_warning() -> None:
    assert read(b"ok ok").warnings == (ReadingWarning.UNSURE_LANGUAGE,)


def test_a_text_of_digits_gives_a_warning() -> None:
    assert (
        ReadingWarning.FEW_LETTERS in read(f"{TEXT}\n{'1 2 3 4 5 6 7 8 9 ' * 20}".encode()).warnings
    )
    assert ReadingWarning.FEW_LETTERS not in read("ภาษาที่มีสระอยู่บนและใต้พยัญชนะ".encode()).warnings


def test_a_guessed_encoding_gives_a_warning() -> None:
    data = f"{TEXT} “Kukuruyuk!” – kata ayam itu di café.".encode("cp1252")

    assert read(data).warnings == (ReadingWarning.OTHER_ENCODING,)
    assert read(data, "a.txt", "text/plain; charset=windows-1252").warnings == ()


def test_the_encoding_declared_in_a_page_is_used() -> None:
    page = "<meta charset=koi8-r><p>Петух кричит рано утром, а потом молчит."

    assert read(page.encode("koi8-r"), "a.html").body == "Петух кричит рано утром, а потом молчит."


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("2024-03-05", "2024-03-05"),
        ("2024-03-05T10:00:00Z", "2024-03-05"),
        ("2024-13-05", None),
        ("kemarin", None),
        ("2024", None),
    ],
)
def test_only_a_valid_date_is_kept(date: str, expected: str | None) -> None:
    assert read(f"---\ndate: {date}\n---\n{TEXT}".encode(), "a.md").published == expected


@pytest.mark.parametrize(
    "url", ["javascript:alert(1)", "/ayam", "https://x y", "https://x/" + "a" * 3000]
)
def test_a_url_that_is_not_a_web_address_is_dropped(url: str) -> None:
    assert read(f"---\nurl: {url}\n---\n{TEXT}".encode(), "a.md").url is None


def test_an_overlong_title_is_dropped() -> None:
    assert (
        read(f"---\ntitle: {'a' * LONGEST_LINE}\n---\n{TEXT}".encode(), "a.md").title == "a" * 300
    )
    assert read(f"---\ntitle: {'a' * 301}\n---\n{TEXT}".encode(), "a.md").title is None


def test_long_runs_in_a_script_without_spaces_are_text() -> None:
    sentence = "公鸡在清晨打鸣而猫在屋顶上睡觉"

    assert read((sentence * LONGEST_WORD).encode()).language == "zh"


def test_bytes_take_precedence_over_the_file_name() -> None:
    assert read(pdf([paragraphs_on_page([TEXT])]), "a.html", "text/html").body == TEXT
    assert read(epub({"a.xhtml": f"<p>{SENTENCE}</p>"}), "a.txt").body == SENTENCE.strip()
