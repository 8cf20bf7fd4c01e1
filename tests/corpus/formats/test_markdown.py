import pytest

from corpus.formats.markdown import read_markdown


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("# Judul *miring*\n\nIsi **tebal**,\nbaris dua.", "Judul miring\n\nIsi tebal, baris dua."),
        ("Judul\n=====\nisi", "Judul\n\nisi"),
        ("- satu\n- dua\n  - dalam\n", "• satu\n• dua\n• dalam"),
        ("3. satu\n4. dua\n\nlain", "3. satu\n4. dua\n\nlain"),
        ("lihat [tautan](https://x.example) dan ![ayam](a.png)", "lihat tautan dan"),
        ("<https://x.example/a>", "https://x.example/a"),
        ("```py\nx = 1\n  y = 2\n```", "x = 1\n  y = 2"),
        ("pakai `x < 1` & ~~tidak~~", "pakai x < 1 & tidak"),
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
    assert read_markdown("## Bab\n\nisi").title is None


def test_metadata_comes_from_front_matter() -> None:
    found = read_markdown(
        "---\ntitle: Ayam\nsource: Koran\nauthor: Budi\ndate: 2024-03-05\nlang: id\n"
        "url: https://x.example\n---\n# Lain\n\nisi"
    )

    assert (found.title, found.source, found.author) == ("Ayam", "Koran", "Budi")
    assert (found.published, found.language, found.url) == ("2024-03-05", "id", "https://x.example")
    assert found.body == "Lain\n\nisi"


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


@pytest.mark.parametrize("text", ["[" * 20_000, "*a_ " * 20_000])
def test_endless_markup_is_read(text: str) -> None:
    assert read_markdown(text + "ayam").body.endswith("ayam")


def test_deeply_nested_quotes_do_not_break_the_rest() -> None:
    assert read_markdown(">" * 50_000 + "ayam\n\nbebek").body == "bebek"
