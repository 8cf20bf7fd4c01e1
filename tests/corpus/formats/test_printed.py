from corpus.article import Kind
from corpus.formats.pdf import read_pdf
from corpus.formats.printed import without_added
from corpus.formats.reading import TextBlock
from tests.corpus.formats.documents import paragraphs_on_page, pdf

TEXT = (
    "Para pejabat senior pertahanan Korea Selatan dan Amerika Serikat bertemu di Seoul baru-baru "
    "ini untuk mengembangkan pedoman bersama."
)


def left_out(*blocks: TextBlock) -> list[str]:
    return [block.text for block in without_added(blocks) if block.left_out]


def test_ads_references_and_page_links_of_a_printed_page_are_left_out() -> None:
    added = [
        "Baca juga: Harga telur naik lagi",
        "ADVERTISEMENT",
        "[Gambas:Video CNN]",
        "Halaman 1 2 3 Selanjutnya",
        "(dwl/est)",
        "Bagikan: Facebook WhatsApp",
        "© 2024 Warta Contoh. Hak cipta dilindungi undang-undang.",
    ]
    kept = ["Rekomendasi: pakai helm.", "(SOP)", "Bagian: Umum", TEXT]

    extract = read_pdf(pdf([paragraphs_on_page([TEXT, *added, *kept])]))

    assert extract.body.split("\n\n") == [TEXT, *kept]
    assert [block.text for block in extract.blocks if block.left_out] == added


def test_what_a_label_announces_is_left_out_with_it() -> None:
    blocks = [
        TextBlock(TEXT),
        TextBlock("Baca juga:", Kind.HEADING),
        TextBlock("• Harga telur naik", Kind.LIST_ITEM),
        TextBlock("• Gempa di laut.", Kind.LIST_ITEM, follows=True),
        TextBlock(TEXT),
        TextBlock("• Harga telur turun", Kind.LIST_ITEM),
        TextBlock("Berita Terkait", Kind.HEADING),
        TextBlock("Timnas menang telak", Kind.HEADING),
        TextBlock("2 jam yang lalu"),
        TextBlock("Semua orang senang."),
        TextBlock("Timnas kalah"),
    ]

    assert left_out(*blocks) == [block.text for block in (*blocks[1:4], *blocks[6:9])]


def test_tags_below_page_links_are_left_out_with_them_but_not_a_text() -> None:
    tags = TextBlock("Halaman 1 2 3 Selanjutnya\nkorea utara\nnuklir")

    assert left_out(tags, TextBlock(f"Halaman 1 2 3 Selanjutnya\n{TEXT}")) == [tags.text]


def test_what_was_left_out_before_stays_so() -> None:
    assert left_out(TextBlock("RAHASIA", left_out=True)) == ["RAHASIA"]


def test_what_a_printed_page_has_around_its_article_is_left_out() -> None:
    menu = ["Beranda Kota Olahraga", "Home › Kota"]
    below = ["Simak Video “Warga protes”", "Editor: Dewi Lestari", "Pewarta: Budi"]
    comments = ["Komentar (2)", "Andi", "2 jam yang lalu", f"Setuju. {TEXT}", "Balas Suka", "Tono"]
    blocks = [
        *map(TextBlock, menu),
        TextBlock("Latihan bersama", Kind.HEADING),
        TextBlock("Sari Contoh - Warta"),
        TextBlock(TEXT),
        *map(TextBlock, below + comments),
    ]

    assert left_out(*blocks) == [*menu, *below, *comments]


def test_a_list_of_popular_articles_is_left_out_of_a_page_with_ads() -> None:
    popular = [
        TextBlock("Terpopuler", Kind.HEADING),
        TextBlock("1. Harga cabai naik", Kind.LIST_ITEM),
        TextBlock("2. Angklung juara", Kind.LIST_ITEM),
    ]

    assert left_out(TextBlock(TEXT), *popular) == []
    assert left_out(TextBlock(TEXT), TextBlock("ADVERTISEMENT"), *popular)[1:] == [
        block.text for block in popular
    ]


def test_of_a_document_that_is_no_web_page_nothing_like_it_is_left_out() -> None:
    blocks = [
        TextBlock("Desa Melur"),
        TextBlock("Komentar", Kind.HEADING),
        TextBlock("Editor: Dewi Lestari"),
        TextBlock(TEXT),
        TextBlock("Simak video “Warga” di kelas."),
        TextBlock("Balas budi itu baik."),
    ]

    assert left_out(*blocks) == []


def test_the_title_above_an_article_with_ads_is_kept() -> None:
    texts = ["Ayam jago", "Menu", TEXT, "ADVERTISEMENT"]

    found = without_added(list(map(TextBlock, texts)), "Ayam jago - Warta")
    assert [block.text for block in found if block.left_out] == ["Menu", "ADVERTISEMENT"]
