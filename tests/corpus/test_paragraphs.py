import pytest

from corpus.paragraphs import LONGEST_WRAPPED_LINE, is_heading, paragraphs

LONG = "kata " * (LONGEST_WRAPPED_LINE // 5) + "terakhir."


def split_paragraphs(body: str) -> list[str]:
    return [span.of(body) for span in paragraphs(body)]


def test_a_blank_line_ends_a_paragraph() -> None:
    assert split_paragraphs("Satu\n\nDua\n \t\r\nTiga") == ["Satu", "Dua", "Tiga"]


def test_space_around_a_line_is_not_part_of_its_paragraph() -> None:
    assert split_paragraphs("\n\n  Satu. \u3000\r\n\r\n\tDua.\u2029") == ["Satu.", "Dua."]


def test_a_long_line_is_a_paragraph_even_between_blank_lines() -> None:
    assert split_paragraphs(f"{LONG}\n{LONG}\n\nJudul\n{LONG}") == [LONG, LONG, "Judul", LONG]


def test_each_line_of_a_text_without_blank_lines_is_a_paragraph() -> None:
    assert split_paragraphs("Judul\nAyam berkokok.\nKucing tidur.") == [
        "Judul",
        "Ayam berkokok.",
        "Kucing tidur.",
    ]


def test_wrapped_lines_between_blank_lines_are_one_paragraph() -> None:
    first = "Para pejabat senior bertemu di Seoul.\nMereka membahas ancaman nuklir Korea\nUtara."
    second = "Pedoman itu menetapkan prosedur untuk\npenangkalan yang kredibel."

    assert split_paragraphs(f"{first}\n\n{second}") == [first, second]


def test_wrapped_lines_without_blank_lines_are_joined_up_to_a_full_stop() -> None:
    assert split_paragraphs(
        "Para pejabat senior bertemu di\nSeoul. Mereka makan siang.\nIa pulang."
    ) == [
        "Para pejabat senior bertemu di\nSeoul. Mereka makan siang.",
        "Ia pulang.",
    ]


def test_a_heading_over_wrapped_lines_is_a_paragraph_of_its_own() -> None:
    wrapped = "Pada mulanya kota ini sebuah desa\nnelayan yang kecil saja."

    assert split_paragraphs(f"Sejarah\n{wrapped}\n\nAkhir") == ["Sejarah", wrapped, "Akhir"]


def test_a_line_break_before_a_lower_case_letter_is_a_wrap() -> None:
    assert split_paragraphs("Ia\npulang ke kampung halamannya.") == [
        "Ia\npulang ke kampung halamannya."
    ]


@pytest.mark.parametrize("marker", ["-", "*", "•", "1.", "2)", "(a)"])
def test_a_list_item_is_a_paragraph(marker: str) -> None:
    assert split_paragraphs(f"Belilah ini di pasar\n{marker} apel\n{marker} jeruk\n\nSudah.") == [
        "Belilah ini di pasar",
        f"{marker} apel",
        f"{marker} jeruk",
        "Sudah.",
    ]


def test_a_markdown_heading_is_a_paragraph() -> None:
    assert split_paragraphs("# Sejarah kota\nkecil itu.\n## Lalu\nIa tumbuh.") == [
        "# Sejarah kota",
        "kecil itu.",
        "## Lalu",
        "Ia tumbuh.",
    ]


@pytest.mark.parametrize(
    "text", ["Sejarah", "Bahan:", "1. Pendahuluan", "# Benarkah?", "“Kim Jong Un”", "1945"]
)
def test_a_short_line_without_a_stop_is_a_heading(text: str) -> None:
    assert is_heading(text)


@pytest.mark.parametrize(
    "text", ["Ia pulang.", "Ia pulang,", "- apel", "***", "Ia\npulang", LONG[:-1]]
)
def test_other_lines_are_not_headings(text: str) -> None:
    assert not is_heading(text)
