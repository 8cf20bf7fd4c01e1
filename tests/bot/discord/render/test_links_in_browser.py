"""Links opened in a headless Chromium, which marks the sentence."""

from collections.abc import AsyncIterator

import pytest

from bot.discord.render.fragments import text_fragment
from corpus.article import Article, Block, Kind, Span
from tests.marks import Marked, Marks, open_browser, open_marks

REPEATS = """
<p>Iuran naik. Usul satu dibahas.</p><p>Ditolak.</p><p>Usul dua dibahas.</p><p>Ditolak.</p>
"""
LISTS = """
<ul><li>Kartu identitas yang berlaku.</li><li>Pasfoto</li></ul>
<ol type=a><li>Isi formulir.</li><li>Bayar<ol><li>uang pangkal</li></ol></li></ol>
"""
LISTED = "• Kartu identitas yang berlaku.\n• Pasfoto\n\na. Isi formulir.\nb. Bayar\n1. uang pangkal"
TABLES = """
<p>Setiap pekan:</p>
<table><tr><th>Hari</th><th>Jam</th></tr><tr><td>Senin</td><td>8</td></tr>
<tr><td rowspan=2>Rabu</td><td>8</td></tr><tr><td>9</td></tr></table>
<table><tr><th>Pengajar</th><td>Ratna Widjaja</td></tr></table>
"""
ROWS = """Setiap pekan:

Hari: Senin | Jam: 8
Hari: Rabu | Jam: 8
Hari: Rabu | Jam: 9

Pengajar: Ratna Widjaja"""
BREAKS = "<p>Kantor pusat kami:<br>Jalan Melati 5<br>Bandung 40115</p>"
LINES = "Kantor pusat kami:\nJalan Melati 5\nBandung 40115"
LEFT_OUT = """
<p>Harga cabai <span>Iklan</span> rawit naik di pasar <span>Iklan</span> induk. <q>Mahal</q>, kata
Siti, lalu ia pergi<sup><a href=#n>3</a></sup>. Luasnya 3<sup>2</sup> m.</p>
"""
KEPT = "Harga cabai rawit naik di pasar induk. “Mahal”, kata Siti, lalu ia pergi. Luasnya 3² m."
THAI = "<p>สมาชิกยืมหนังสือได้ครั้งละ 5 เล่ม ค่าปรับวันละ 2 บาท</p>"
LONG_THAI = f"<p>ห้องสมุดเปิดทุกวัน{'ยกเว้นวันจันทร์' * 9}</p>"
RUBY = """
<p><ruby>漢<rt>かん</rt></ruby><ruby>字<rt>じ</rt></ruby>の話。</p>
<p><ruby>仮名<rt>かな</rt></ruby>も使う。<ruby>鬼<rt>おに</rt>門<rt>もん</rt></ruby>に<ruby>来<rt>き</rt></ruby>た。</p>
"""
HAN = "漢字の話。\n\n仮名も使う。鬼門に来た。"


@pytest.fixture(scope="module")
async def marks() -> AsyncIterator[Marks]:
    async with open_browser() as browser, open_marks(browser) as marks:
        yield marks


async def opened(marks: Marks, html: str, body: str, sentence: str) -> Marked:
    """Open a page by the link of the last such sentence of its quoted text."""
    start = body.rindex(sentence)
    article = Article("a", 1, "Kabar", "", None, "id", body, ())
    fragment = text_fragment(article, Span(start, start + len(sentence)), 900)
    return await marks.open(f"<nav>Beranda Kontak</nav><h1>Kabar</h1>{html}", fragment)


async def test_what_is_marked_is_seen(marks: Marks) -> None:
    html = "<p>Satu dua <b>tiga</b> empat.</p><p hidden>Lima.</p>"

    assert (await marks.open(html, ":~:text=dua,tiga&text=empat")).parts == ["dua tiga empat"]
    assert (await marks.open(html, ":~:text=satu&text=tiga")).parts == ["Satu", "tiga"]
    assert (await marks.open(html, ":~:text=lima&text=enam")).parts == []
    assert (await marks.open(html, "")).parts == []


@pytest.mark.parametrize(
    ("html", "body", "sentence", "marked"),
    [
        (LISTS, LISTED, "• Kartu identitas yang berlaku.", "Kartu identitas yang berlaku."),
        (LISTS, LISTED, "• Pasfoto", "Pasfoto"),
        (LISTS, LISTED, "a. Isi formulir.\nb. Bayar", "Isi formulir. Bayar"),
        (TABLES, ROWS, "Hari: Senin | Jam: 8", "Senin 8"),
        (TABLES, ROWS, "Hari: Rabu | Jam: 8", "Rabu 8"),
        (TABLES, ROWS, "Hari: Rabu | Jam: 9", "9"),
        (TABLES, ROWS, "Pengajar: Ratna Widjaja", "Pengajar Ratna Widjaja"),
        (BREAKS, LINES, LINES, "Kantor pusat kami: Jalan Melati 5 Bandung 40115"),
        (BREAKS, LINES, "Bandung 40115", "Bandung 40115"),
        (LEFT_OUT, KEPT, KEPT.partition(" “")[0], "Harga cabai Iklan rawit naik di pasar"),
        (LEFT_OUT, KEPT, "“Mahal”, kata Siti, lalu ia pergi.", "Mahal, kata Siti, lalu ia"),
        (LEFT_OUT, KEPT, "Luasnya 3² m.", "Luasnya 32 m"),
        (THAI, THAI[3:-4], "ค่าปรับวันละ 2 บาท", "ค่าปรับวันละ 2 บาท"),
        (LONG_THAI, LONG_THAI[3:-4], LONG_THAI[3:-4], "ห้องสมุดเปิดทุกวัน"),
        (RUBY, HAN, "漢字の話。", "漢字の話。"),
        (RUBY, HAN, "仮名も使う。", "仮名も使う。"),
        (RUBY, HAN, "鬼門に来た。", "鬼門に来た。"),
    ],
)
async def test_a_sentence_is_marked(
    marks: Marks, html: str, body: str, sentence: str, marked: str
) -> None:
    assert (await opened(marks, html, body, sentence)).parts == [marked]


async def test_of_repeated_sentences_the_right_one_is_marked(marks: Marks) -> None:
    body = "Iuran naik. Usul satu dibahas.\n\nDitolak.\n\nUsul dua dibahas.\n\nDitolak."

    seen = await opened(marks, REPEATS, body, "Ditolak.")

    start = seen.text.rindex("Ditolak")
    assert seen.letters == set(range(start, start + len("Ditolak")))


async def opened_block(marks: Marks, html: str, lines: list[tuple[str, Kind]], text: str) -> Marked:
    """Open a page by the link of the last such block of its quoted text."""
    body = "\n".join(line for line, _ in lines)
    blocks, start = [], 0
    for line, kind in lines:
        blocks.append(Block(kind, Span(start, start + len(line))))
        start += len(line) + 1
    at = body.rindex(text)
    article = Article("a", 1, "Kabar", "", None, "id", body, (), tuple(blocks))
    return await marks.open(html, text_fragment(article, Span(at, at + len(text)), 900))


async def test_a_heading_that_stands_in_a_table_of_contents_is_marked_above_its_text(
    marks: Marks,
) -> None:
    html = """<h1>Kabar</h1><ul><li><a href=#a>Biaya</a></li><li><a href=#b>Apa syarat anggota
    baru di sini?</a></li><li><a href=#c>Jadwal</a></li></ul><h2 id=a>Biaya</h2>
    <p>Gratis.</p><h2 id=b>Apa syarat anggota baru di sini?</h2><ul><li>Foto</li></ul>
    <h2 id=c>Jadwal</h2><table><tr><th>Hari</th><th>Jam</th></tr><tr><td>Senin</td><td>8</td></tr>
    </table>"""
    lines = [
        ("Biaya", Kind.HEADING),
        ("Gratis.", Kind.PARAGRAPH),
        ("Apa syarat anggota baru di sini?", Kind.HEADING),
        ("• Foto", Kind.LIST_ITEM),
        ("Jadwal", Kind.HEADING),
        ("Hari: Senin | Jam: 8", Kind.TABLE_ROW),
    ]

    for heading in (text for text, kind in lines if kind is Kind.HEADING):
        seen = await opened_block(marks, html, lines, heading)
        assert seen.letters
        assert min(seen.letters) > seen.text.index("Jadwal")


async def test_a_line_whose_last_word_has_the_mark_of_a_note_is_marked(marks: Marks) -> None:
    html = """<ul><li>Foto<sup>1</sup></li><li>Surat pengantar<sup>2</sup></li></ul>
    <p>Berwarna.</p><p>Asli.</p>"""
    lines = [
        ("• Foto", Kind.LIST_ITEM),
        ("• Surat pengantar", Kind.LIST_ITEM),
        ("Berwarna.", Kind.NOTE),
        ("Asli.", Kind.NOTE),
    ]

    assert (await opened_block(marks, html, lines, "• Foto")).parts == ["Foto"]
    seen = await opened_block(marks, html, lines, "• Surat pengantar")
    assert seen.parts == ["Surat pengantar"]
