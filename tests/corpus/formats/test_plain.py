import textwrap

import pytest

from corpus.article import Kind
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


@pytest.mark.parametrize(
    "start",
    [
        "PERATURAN DAERAH KOTA MELUR\nNOMOR 5 TAHUN 2020\nTENTANG\nSAMPAH DAN\nKEBERSIHAN\n\n",
        "SALINAN\n\nWALI KOTA MELUR\n\nPERATURAN DAERAH KOTA MELUR\n\nNOMOR 5 TAHUN 2020\n\n"
        "TENTANG\n\nSAMPAH DAN KEBERSIHAN\n\n",
        "    PERATURAN DAERAH KOTA MELUR NOMOR 5\n    TAHUN 2020 TENTANG SAMPAH DAN\n"
        "    KEBERSIHAN\n",
        "PERATURAN DAERAH KOTA MELUR\nNOMOR 5 TAHUN 2020 TENTANG\nSAMPAH DAN KEBERSIHAN\n\n",
    ],
)
def test_a_regulation_is_titled_by_its_name_on_the_first_lines(start: str) -> None:
    text = f"{start}DENGAN RAHMAT TUHAN YANG MAHA ESA\n\nWALI KOTA MELUR,\n\nMenimbang: satu."

    assert read_plain(text).title == (
        "PERATURAN DAERAH KOTA MELUR NOMOR 5 TAHUN 2020 TENTANG SAMPAH DAN KEBERSIHAN"
    )


def test_a_text_about_a_regulation_is_not_titled_by_it() -> None:
    text = "Keputusan rapat\n\nRapat membahas peraturan tentang sampah.\n\nTentang\n\nSampah."

    assert read_plain(text).title == "Keputusan rapat"


ARTICLE = ["Ayam jago berkokok pada pagi hari", SENTENCES, "“Benar,” kata Sari.", SENTENCES]


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
@pytest.mark.parametrize(
    ("byline", "expected"),
    [
        ("Reuters", ("Reuters", "", "")),
        ("Sumber: Kantor Berita Contoh", ("Kantor Berita Contoh", "", "")),
        ("kompas.com | 12 Juni 2024", ("kompas.com", "", "2024-06-12")),
        ("VOA Indonesia\nOleh Sari Contoh", ("VOA Indonesia", "Sari Contoh", "")),
        ("Rabu, 12 Juni 2024 10:30 WIB", ("", "", "2024-06-12")),
    ],
)
def test_an_article_with_a_source_below_its_title_is_its_paragraphs(
    byline: str, expected: tuple[str, str, str], gap: str
) -> None:
    title, *paragraphs = ARTICLE

    found = read_plain(gap.join([title, *byline.split("\n"), *paragraphs]) + "\n")

    assert found.title == title
    assert (found.source, found.author, found.published) == expected
    assert [(block.text, block.kind) for block in found.blocks] == [
        (paragraph, Kind.PARAGRAPH) for paragraph in paragraphs
    ]


@pytest.mark.parametrize(
    "lines",
    [
        ["Panduan kompor", "menyalakan kompor", *ARTICLE[1:]],
        ["Panduan kompor", "Menyalakan", SENTENCES, "Membersihkan", SENTENCES],
        ["Panduan kompor", "Reuters", "Satu.", "Dua.", "Tiga."],
        ["Panduan kompor", *ARTICLE[1:]],
        ["1. Panduan kompor", "Reuters", *ARTICLE[1:]],
        ["Reuters melaporkan.", "Reuters", *ARTICLE[1:]],
    ],
)
def test_another_text_is_no_article_with_a_source(lines: list[str]) -> None:
    found = read_plain("\n".join(lines))

    assert found.source is None
    assert found.body == "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Hari | Jam\nSelasa | 10.00",
            [("Hari | Jam", "table_row"), ("Selasa | 10.00", "table_row")],
        ),
        (
            "Hari   Jam\nSenin  08.00\nAhad   09.00",
            [
                ("Hari | Jam", "table_row"),
                ("Senin | 08.00", "table_row"),
                ("Ahad | 09.00", "table_row"),
            ],
        ),
        (
            "Teh\tRp5\nKopi susu\tRp6",
            [("Teh | Rp5", "table_row"), ("Kopi susu | Rp6", "table_row")],
        ),
        ("| a | b |\n|---|---|\n| 1 | 2 |", [("a: 1 | b: 2", "table_row")]),
        ("Judul\n=====\nisi", [("Judul", "heading"), ("isi", None)]),
        ("Judul\n-----\nisi", [("Judul", "heading"), ("isi", None)]),
        (
            "Syarat:\n1. KTP\n2. KK yang\n   berlaku",
            [
                ("Syarat:", None),
                ("1. KTP", "list_item"),
                ("2. KK yang berlaku", "list_item"),
            ],
        ),
        ("```\nx = 1\n\ny\n```\nlain", [("x = 1\n\ny", "code"), ("lain", None)]),
        (
            "```\na | b\nc | d\n```\nlain",
            [("a | b", "table_row"), ("c | d", "table_row"), ("lain", None)],
        ),
        ("1. Satu\n\nisi", [("1. Satu\n\nisi", None)]),
        ("Satu | dua\nTiga", [("Satu | dua\nTiga", None)]),
        ("Satu.  Dua tiga\nEmpat lima.  Enam", [("Satu.  Dua tiga\nEmpat lima.  Enam", None)]),
        ("satu\n-----------------\ndua", [("satu\n-----------------\ndua", None)]),
        ("```\ntak tutup", [("```\ntak tutup", None)]),
    ],
)
def test_what_is_evident_has_a_kind(text: str, expected: list[tuple[str, str | None]]) -> None:
    assert [(block.text, block.kind) for block in read_plain(text).blocks] == expected


def test_lines_without_a_blank_line_between_them_follow() -> None:
    blocks = read_plain("Jadwal:\na | b\nc | d\nSelesai.\n\nLain").blocks

    assert [block.follows for block in blocks] == [False, True, True, True]


def test_an_underlined_heading_is_the_title() -> None:
    assert read_plain("Ayam jago!\n==========\nisi").title == "Ayam jago!"


@pytest.mark.parametrize(
    "lines", ["- a\n", "a | b\n", "a\tb\n", "a  b\n", "```\n", "1. a\n\n", "|\n"]
)
def test_endless_lines_are_read(lines: str) -> None:
    for times in (20_000, 400_000):
        assert read_plain(lines * times).body.count("a") == lines.count("a") * times
