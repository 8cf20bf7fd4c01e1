import pytest

from corpus.formats.markdown import read_markdown


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("# Judul *miring*\n\nIsi **tebal**,\nbaris dua.", "Judul miring\n\nIsi tebal, baris dua."),
        ("Judul\n=====\nisi", "Judul\n\nisi"),
        ("- satu\n- dua\n  - dalam\n", "• satu\n• dua\n• dalam"),
        ("3. satu\n4. dua\n\nlain", "3. satu\n4. dua\n\nlain"),
        ("Jarak 10<sup>11</sup> m dan 10^11^ m, CO~2~", "Jarak 10¹¹ m dan 10¹¹ m, CO₂"),
        ("lihat [tautan](https://x.example) dan ![ayam](a.png)", "lihat tautan dan"),
        ("<https://x.example/a>", "https://x.example/a"),
        ("```py\nx = 1\n  y = 2\n```", "x = 1\n  y = 2"),
        ("pakai `x < 1` & ~~tidak~~", "pakai x < 1 & ~~tidak~~"),
        ("> kutipan\n> panjang", "kutipan panjang"),
        ("satu  \ndua\n\n---\n\ntiga", "satu\ndua\n\ntiga"),
        ("isi<script>alert(1)</script> <b>tebal</b>", "isi tebal"),
        (r"1\. bukan daftar \*", "1. bukan daftar *"),
        (
            "| Kota | Isi |\n|---|---|\n| Jakarta | 10 juta |\n| Bandung | |\n",
            "Kota: Jakarta | Isi: 10 juta\nKota: Bandung",
        ),
    ],
)
def test_markdown_is_read_without_its_markup(markdown: str, expected: str) -> None:
    assert read_markdown(markdown).body == expected


def test_the_first_main_heading_is_the_title() -> None:
    assert read_markdown("isi\n\n## Bab\n\n# Judul `x`").title == "Judul x"
    assert read_markdown("isi\n\n## Bab").title is None


@pytest.mark.parametrize(
    "markdown",
    [
        "## Ayam *jago*\n\nisi\n\n## Bab",
        "#### Ayam jago\n\nisi",
        "Ayam jago\n---\n\nisi",
        "<!-- lisensi -->\n\n![logo](a.png)\n\n## Ayam jago {#ayam}",
        '<h3 align="center">Ayam jago</h3>\n\nisi',
        "## Daftar isi\n\n- [Ayam](#ayam)\n- [Bab](#bab)\n\n## Ayam jago\n\nisi",
    ],
)
def test_without_a_main_heading_the_heading_that_the_text_starts_with_is_the_title(
    markdown: str,
) -> None:
    assert read_markdown(markdown).title == "Ayam jago"


def test_the_title_of_a_note_is_not_that_of_the_text() -> None:
    assert read_markdown('!!! note "Catatan"\n    isi').title is None


def test_a_list_of_links_to_parts_of_the_text_is_left_out_with_its_heading() -> None:
    markdown = (
        "# Ayam\n\n## Isi\n\n- [Satu](#satu)\n  - [Dua](#dua)\n\n## Satu\n\n- [lain](#dua) juga"
    )

    assert read_markdown(markdown).body == "Ayam\n\nSatu\n\n• lain juga"


def test_what_components_contain_is_no_code_though_it_is_indented() -> None:
    markdown = "<Steps>\n  <Step title='Satu'>\n    Isi *formulir*.\n  </Step>\n</Steps>"

    assert read_markdown(markdown).body == "Satu\n\nIsi formulir."


def test_metadata_comes_from_front_matter() -> None:
    found = read_markdown(
        "---\ntitle: Ayam\nsource: Koran\nauthor: Budi\ndate: 2024-03-05\nlang: id\n"
        "url: https://x.example\n---\n# Lain\n\nisi"
    )

    assert (found.title, found.source, found.author) == ("Ayam", "Koran", "Budi")
    assert (found.published, found.language, found.url) == ("2024-03-05", "id", "https://x.example")
    assert found.body == "Lain\n\nisi"
    assert read_markdown("---\ntitle: A\ndate: 5 Maret 2024\n---\nisi").published == "2024-03-05"


@pytest.mark.parametrize(
    "body",
    ["isi", "# bukan *judul*\n", "\n\n  isi  \n\n\n---\nx: y\n---\n", "- a\n\n\n\n- b\t\n", ""],
)
def test_a_body_declared_plain_is_read_verbatim(body: str) -> None:
    found = read_markdown(f'---\ntitle: "Ayam"\nformat: plain\n---\n\n{body}')

    assert found.verbatim
    assert found.body == body


def test_an_empty_text_is_empty() -> None:
    assert read_markdown("").body == ""


ENDLESS = [
    *("[", "*a_ ", "{", "{% a ", "{{< a ", "<A b={", "<A>", "^[", "~a", "$a", "==", "[[a", "[^a"),
    *("{{ a ", "`{", "{#a ", "a{: ", "%%", "{/* ", "++a", "x <a b={c", "[a](b{{ ", "::: note\n"),
    *(
        "!!! note\n    ",
        "> [!NOTE]\n",
        "{% comment %}\n",
        "{% hint %}\n",
        "{: .note}\na\n",
        "* a\n",
    ),
    *("a. x\n", "<!-- toc -->\n", "```note\n", "- [ ] a\n", "a\n: b\n", "[^1]: x\n\n", "1) a\n"),
]


@pytest.mark.parametrize("text", [mark * (20_000 // len(mark)) for mark in ENDLESS])
def test_endless_markup_is_read(text: str) -> None:
    assert "ayam" in read_markdown(text + "\n\nayam").body


def test_deeply_nested_quotes_do_not_break_the_rest() -> None:
    assert read_markdown(">" * 50_000 + "ayam\n\nbebek").body == "bebek"
