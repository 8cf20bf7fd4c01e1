import textwrap

import pytest

from corpus.formats.plain import read_plain

SENTENCES = (
    "Para pejabat senior pertahanan Korea Selatan dan Amerika Serikat bertemu di Seoul untuk "
    "mengembangkan pedoman guna mengoordinasikan tanggapan kedua sekutu lama itu terhadap "
    "potensi ancaman nuklir dari Korea Utara."
)


@pytest.mark.parametrize("width", [60, 72, 80])
def test_wrapped_lines_are_joined(width: int) -> None:
    text = f"{textwrap.fill(SENTENCES, width)}\n\n{textwrap.fill(SENTENCES, width)}\n"

    assert read_plain(text).body == f"{SENTENCES}\n\n{SENTENCES}"


@pytest.mark.parametrize(
    "kept",
    [
        "Satu baris.\nDua baris.\nTiga baris.",
        f"{SENTENCES}\n{SENTENCES}\n{SENTENCES}",
        "Ayam berkokok di pagi hari\nKucing pun tidur lagi\nBebek berenang ke tepi kali\nDiam",
        "\n".join(f"- {line}" for line in textwrap.wrap(SENTENCES, 70)),
        "\n".join(f"    {line}" for line in textwrap.wrap(SENTENCES, 70)),
        "\n".join(["1. " + textwrap.wrap(SENTENCES, 70)[0]] * 3),
    ],
    ids=["short", "paragraphs", "verse", "list", "code", "numbers"],
)
def test_lines_that_are_not_evidently_wrapped_are_kept(kept: str) -> None:
    assert read_plain(kept).body == kept


def test_paragraphs_are_separated_at_blank_lines() -> None:
    assert read_plain("satu\n \t\n\ndua\n").body.split() == ["satu", "dua"]
    assert "\n\n" in read_plain("satu\n \t\ndua").body


def test_a_short_first_line_is_the_title_and_stays_in_the_text() -> None:
    found = read_plain("Ayam Berkokok\n\nAyam berkokok pada pagi hari.")

    assert found.title == "Ayam Berkokok"
    assert found.body == "Ayam Berkokok\n\nAyam berkokok pada pagi hari."


@pytest.mark.parametrize(
    "text",
    [
        "Ayam berkokok.\n\nLalu ia diam.",
        "Ayam berkokok",
        "Ayam\nBebek\n\nLalu ia diam.",
        "1. Ayam\n\nLalu ia diam.",
        "* * *\n\nLalu ia diam.",
        "Yth. Bapak,\n\nLalu ia diam.",
        SENTENCES + "\n\nLalu ia diam.",
        "***\n\nAyam",
    ],
)
def test_a_first_line_that_does_not_look_like_a_title_is_none(text: str) -> None:
    assert read_plain(text).title is None
