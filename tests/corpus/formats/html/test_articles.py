"""What of a page is its article."""

import pytest

from corpus.article import Kind
from corpus.formats.html import read_html

PARAGRAPHS = (
    "Kampung Melur membuka bengkel sepeda gratis setiap Sabtu di halaman balai warga.",
    "Bengkel itu dijalankan oleh delapan relawan, dan warga hanya membayar suku cadang.",
    "Ketua bengkel, Satrio Wibawa, berkata bahwa 312 sepeda sudah diperbaiki sejak Januari.",
)
TEXT = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
OTHER = (
    "Harga cabai naik dua kali lipat karena hujan yang turun terus sejak awal bulan ini.",
    "Kelompok angklung sekolah dasar itu mengalahkan dua puluh kelompok lain dalam lomba.",
)
LINKS = "<li><a href=/1>Harga cabai naik lagi</a></li><li><a href=/2>Angklung Melur juara</a></li>"


def kept(html: str) -> list[str]:
    return [block.text for block in read_html(html).blocks if not block.left_out]


def left_out(html: str) -> list[str]:
    return [block.text for block in read_html(html).blocks if block.left_out]


@pytest.mark.parametrize(
    "page",
    [
        "<nav><a href=/>Beranda</a></nav><div class=container><div class=row>{0}</div></div>"
        "<footer>Hak cipta</footer>",
        "{0}",
        "<div class=WordSection1>{0}</div>",
        "<main>{0}</main>",
        "<table><tr><td>{0}</td></tr></table>",
        "<form id=aspnetForm><input type=hidden name=x><div>{0}</div></form>",
        "<div class='post comments-open has-sidebar category-share'>{0}</div>",
        "<div id=app style='display: none'>{0}</div>",
    ],
)
def test_headings_and_list_items_are_kept_wherever_the_text_is(page: str) -> None:
    html = f"<h1>Bengkel</h1><h3>Jam</h3>{TEXT}<ol><li>Sabtu<li>Minggu</ol><h3>Biaya</h3>{TEXT}"

    assert kept(page.format(html)) == [
        *("Bengkel", "Jam", *PARAGRAPHS, "1. Sabtu", "2. Minggu", "Biaya", *PARAGRAPHS)
    ]


@pytest.mark.parametrize("name", ["author-and-share", "isi", "sosmed", "tag-berita", "ad-free"])
def test_the_text_is_found_whatever_the_name_of_its_box(name: str) -> None:
    cards = "".join(f"<li><h3>Berita lain</h3><p>{each}</p></li>" for each in OTHER)
    page = (
        f"<div class=detail><h1>Bengkel</h1><div class='{name}'><div>{TEXT}</div></div>"
        f"<div class=lain><span>BERITA LAINNYA</span><ul>{cards}</ul></div></div>"
    )
    assert kept(page) == ["Bengkel", *PARAGRAPHS]


@pytest.mark.parametrize(
    "lead",
    [
        "<div class=lead>{0}</div>",
        "<p class=intro>{0}</p>",
        "<h2>{0}</h2>",
        "<header><p>{0}</p></header>",
    ],
)
def test_a_lead_above_the_box_of_the_text_is_kept(lead: str) -> None:
    first = "Bengkel sepeda yang tidak memungut ongkos kerja dibuka di Kampung Melur sejak Januari."
    page = f"<article><h1>Bengkel</h1>{lead.format(first)}<div>{TEXT * 3}</div></article>"

    assert kept(page) == ["Bengkel", first, *PARAGRAPHS * 3]


def test_text_that_is_in_no_paragraph_is_kept() -> None:
    page = (
        f"<article><h1>Bengkel</h1>{PARAGRAPHS[0]}<p>{PARAGRAPHS[1]}</p>{PARAGRAPHS[2]}</article>"
    )

    assert kept(page) == ["Bengkel", *PARAGRAPHS]


@pytest.mark.parametrize("name", ["comments", "komentar", "sidebar", "related-posts", "footer"])
def test_regions_that_are_longer_than_the_article_are_not_taken_for_it(name: str) -> None:
    page = (
        f"<div><h1>Bengkel</h1><div>{TEXT}</div></div>"
        f"<div class='{name}'>{f'<div><b>budi</b><p>{OTHER[0]}</p></div>' * 9}</div>"
    )
    assert kept(page) == list(PARAGRAPHS)


def test_of_several_articles_the_one_with_the_title_is_read() -> None:
    cards = "".join(f"<article><h3>Lain</h3><p>{each}</p></article>" for each in OTHER * 2)
    page = f"<main><article><h1>Bengkel</h1>{TEXT}</article><section>{cards}</section></main>"

    assert kept(page) == ["Bengkel", *PARAGRAPHS]


@pytest.mark.parametrize(
    "links",
    [
        f"<p>Berita hari ini:</p><ul>{LINKS}</ul>",
        f"<h2>Berita hari ini</h2><ul>{LINKS}</ul>",
        f"<p>Berita hari ini:</p><div class=daftar><ul>{LINKS}</ul></div>",
        f"<h2>Berita hari ini</h2><div class=daftar><ul>{LINKS}</ul></div>",
        f"<div class=kartu><h2>Berita hari ini</h2><ul>{LINKS}</ul></div>",
    ],
)
def test_a_list_of_links_that_the_text_introduces_is_kept(links: str) -> None:
    introduction = "Berita hari ini:" if "<p>" in links else "Berita hari ini"

    assert kept(f"<main><h1>Bengkel</h1>{TEXT}{links}</main>") == [
        *("Bengkel", *PARAGRAPHS, introduction, "• Harga cabai naik lagi", "• Angklung Melur juara")
    ]


def test_a_page_of_links_is_read() -> None:
    links = "".join(f"<p><a href=/{number}>Laporan nomor {number}</a></p>" for number in range(5))

    assert kept(f"<main><h1>Laporan</h1>{links}</main>")[1:] == [
        f"Laporan nomor {number}" for number in range(5)
    ]


@pytest.mark.parametrize(
    "added",
    [
        "<p>Baca juga: <a href=/x>Harga cabai naik lagi</a></p>",
        "<p>Baca Juga: Harga cabai naik lagi</p>",
        "<p><strong>Lihat juga</strong>: <a href=/x>Harga cabai naik lagi</a></p>",
        "<p><a href=/x>Harga cabai naik lagi</a></p>",
        "<blockquote>Baca juga: <a href=/x>Harga cabai naik lagi</a></blockquote>",
        f"<div class=kotak><h4>Baca Juga:</h4><ul>{LINKS}</ul></div>",
        f"<h4>Berita Terkait</h4><ul>{LINKS}</ul>",
        f"<div><ul>{LINKS}</ul></div>",
        "<p>ADVERTISEMENT</p>",
        "<div class=ads>Promo sepeda</div>",
        "<p>- Iklan -</p>",
        "<p>SCROLL TO CONTINUE WITH CONTENT</p>",
        "<p>[Gambas:Video Melur]</p>",
        "<p>Simak Video: <a href=/v>Sepeda pertama diperbaiki</a></p>",
        "<div>Bagikan: <a href='https://www.facebook.com/sharer.php?u=x'>Facebook</a> "
        "<a href='https://wa.me/?text=x'>WhatsApp</a></div>",
        "<div class=bagikan><span>Bagikan</span></div>",
        "<figure><img src=a.jpg><figcaption>Bengkel Melur (Foto: Reuters)</figcaption></figure>",
        "<p>Ikuti kami di <a href=/t>Telegram</a> agar tidak ketinggalan berita.</p>",
        "<div class=newsletter><p>Daftarkan surel untuk menerima kabar kami setiap pagi.</p></div>",
        "<div class=comments><p>Semoga bengkel itu buka setiap hari, karena sangat berguna."
        "</p></div>",
    ],
)
def test_what_a_page_puts_between_paragraphs_is_left_out(added: str) -> None:
    paragraphs = [f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS]
    page = f"<article><h1>Bengkel</h1>{paragraphs[0]}{added}{''.join(paragraphs[1:])}</article>"
    blocks = read_html(page).blocks

    assert kept(page) == ["Bengkel", *PARAGRAPHS]
    assert [block.left_out for block in blocks] == [
        *(False, False, *[True] * (len(blocks) - 4), False, False)
    ]
    assert len(blocks) > 4


@pytest.mark.parametrize(
    "line",
    [
        "<p>Pewarta: Sari Contoh<br>Editor: Tri Contoh<br>Copyright © MELUR 2026</p>",
        "<p>Editor: Tri Contoh</p>",
        "<p><strong>(sar/tri)</strong></p>",
        "<p>(sar)</p>",
        "<div>(sar/tri)</div>",
        "<p>© 2026 Harian Melur</p>",
        "<p>SARI CONTOH | TRI CONTOH</p>",
        "<h5><a href=/t>bengkel</a></h5>",
    ],
)
def test_credits_below_an_article_are_left_out(line: str) -> None:
    assert kept(f"<article><h1>Bengkel</h1>{TEXT}{line}</article>") == ["Bengkel", *PARAGRAPHS]


def test_initials_that_end_the_last_paragraph_are_left_out() -> None:
    page = f"<article><h1>Bengkel</h1>{TEXT.removesuffix('</p>')} (sar/tri)</p></article>"

    assert kept(page) == ["Bengkel", *PARAGRAPHS]
    assert left_out(page) == ["(sar/tri)"]


@pytest.mark.parametrize(
    ("start", "site"),
    [
        ("<strong>Melur</strong> - ", ""),
        ("<b>Melur, Harian Melur</b> -- ", "Harian Melur"),
        ("MELUR - ", ""),
        ("Melur (ANTARA) - ", ""),
        ("MELUR.CO, Melur – ", ""),
    ],
)
def test_where_a_report_comes_from_is_told_from_its_text(start: str, site: str) -> None:
    page = f"<meta property=og:site_name content='{site}'><article><p>{start}{TEXT[3:]}</article>"

    assert kept(page) == list(PARAGRAPHS)


@pytest.mark.parametrize(
    "first",
    [
        "Melur - Kenanga dapat ditempuh dengan sepeda dalam waktu empat puluh menit saja.",
        "<b>Bengkel sepeda</b> - tempat memperbaiki sepeda yang rusak, misalnya rantai yang putus.",
        "<b>Bengkel Sepeda Melur</b> - Tempat memperbaiki sepeda di Kampung Melur setiap Sabtu.",
    ],
)
def test_a_dash_alone_does_not_cut_the_first_words_off(first: str) -> None:
    page = f"<article><p>{first}</p>{TEXT}</article>"

    assert kept(page)[0] == first.replace("<b>", "").replace("</b>", "")


def test_links_to_other_articles_are_left_out_of_a_paragraph() -> None:
    page = (
        f"<article><p>{PARAGRAPHS[0]} <strong>Baca juga:</strong> <a href=/x>Harga cabai</a></p>"
        f"<p>{PARAGRAPHS[1]} Baca: <a href=/x>Harga cabai</a>, <a href=/y>Angklung</a> "
        f"{PARAGRAPHS[2]}</p></article>"
    )
    assert kept(page) == [PARAGRAPHS[0], f"{PARAGRAPHS[1]} {PARAGRAPHS[2]}"]
    assert left_out(page) == ["Baca juga: Harga cabai", "Baca: Harga cabai, Angklung"]


@pytest.mark.parametrize(
    "added",
    [
        "<a href=/x>Baca juga: Harga cabai</a>",
        "<strong><a href=/x>BACA JUGA : Harga cabai</a></strong>",
        "[Baca juga: <a href=/x>Harga cabai</a>]",
        "Baca juga: <a href=/x>Harga cabai</a> Baca juga: <a href=/y>Angklung</a>",
    ],
)
def test_links_with_their_labels_are_left_out_however_they_are_joined(added: str) -> None:
    page = f"<article>{TEXT}<p>{PARAGRAPHS[0]} {added}</p></article>"

    assert kept(page) == [*PARAGRAPHS, PARAGRAPHS[0]]


def test_a_line_below_a_link_to_another_article_is_kept() -> None:
    page = (
        f"<article>{TEXT}<p><a href=/x>Lihat juga: Harga cabai</a><br>Kunci ada 250 buah.</p>"
        f"<blockquote><p>Baca juga:</p><ul>{LINKS}</ul></blockquote>"
        f"<p>{PARAGRAPHS[0]}</p></article>"
    )
    assert kept(page) == [*PARAGRAPHS, "Kunci ada 250 buah.", PARAGRAPHS[0]]
    assert "Lihat juga: Harga cabai" in left_out(page)


def test_a_link_that_a_sentence_speaks_of_is_kept() -> None:
    sentence = "Warga diminta membaca juga panduan bengkel sebelum memakai alat sendiri."
    page = (
        f"<article>{TEXT}<p>{sentence.replace('panduan', '<a href=/p>panduan</a>')}</p></article>"
    )

    assert kept(page)[-1] == sentence


@pytest.mark.parametrize("added", ["<div class=ads>IKLAN</div>", "<div><p>ADVERTISEMENT</p></div>"])
def test_a_sentence_that_an_advertisement_cuts_in_two_is_joined(added: str) -> None:
    start, _, end = PARAGRAPHS[1].partition(" dan warga")
    page = f"<article><p>{PARAGRAPHS[0]}</p><p>{start} {added} dan warga{end}</p></article>"

    assert kept(page) == list(PARAGRAPHS[:2])


def test_an_advertisement_within_a_line_is_left_out() -> None:
    html = PARAGRAPHS[0].replace("gratis", "<span class='ad-label'>Iklan</span> gratis")

    assert kept(f"<article><p>{html}</p>{TEXT}</article>")[0] == PARAGRAPHS[0]


def test_a_table_of_contents_is_left_out() -> None:
    entries = "".join(f"<li><a href='#b{number}'>Bab {number}</a></li>" for number in range(4))
    chapters = "".join(f"<h2 id=b{number}>Bab {number}</h2>{TEXT}" for number in range(4))
    page = f"<h1>Buku</h1><h2>Daftar Isi</h2><ul>{entries}</ul>{chapters}"

    assert left_out(page) == ["Daftar Isi", *(f"• Bab {number}" for number in range(4))]
    assert kept(page)[:3] == ["Buku", "Bab 0", PARAGRAPHS[0]]


def test_asides_are_notes_unless_they_lead_elsewhere() -> None:
    aside = "Bawalah kunci pas sendiri, sebab alat di bengkel tidak banyak."
    page = (
        f"<article>{TEXT}<aside>{aside}</aside><p>{PARAGRAPHS[0]}</p>"
        f"<aside><h4>Lainnya</h4><ul>{LINKS}</ul></aside><p>{PARAGRAPHS[1]}</p></article>"
    )
    found = [block for block in read_html(page).blocks if not block.left_out]

    assert [block.text for block in found] == [*PARAGRAPHS, aside, *PARAGRAPHS[:2]]
    assert found[3].kind is Kind.NOTE


def test_what_is_repeated_on_each_page_of_a_saved_document_is_left_out() -> None:
    page = f"<div title=header><p>Halaman 1</p></div>{TEXT}<div title=footer><p>Melur</p></div>"

    assert kept(page) == list(PARAGRAPHS)
