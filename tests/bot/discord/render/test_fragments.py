from urllib.parse import unquote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.render.fragments import text_fragment
from corpus.article import Article, Span
from tests.bot.sample_articles import articles

ROOM = 950


def article(body: str, title: str = "Judul") -> Article:
    return Article("a", 1, title, "Reuters", None, "id", body, ())


def directives(body: str, sentence: str, title: str = "Judul", room: int = ROOM) -> list[str]:
    """Return the directives of the last place of a sentence, decoded."""
    start = body.rindex(sentence)
    fragment = text_fragment(article(body, title), Span(start, start + len(sentence)), room)
    return [unquote(directive) for directive in fragment.removeprefix(":~:").split("&")]


def test_a_sentence_is_found_by_its_first_and_last_words_and_by_the_word_before() -> None:
    body = "Toko tutup.\n\nPerahu ke pulau berangkat setiap hari dari dermaga kota, kecuali Senin."

    assert directives(body, body.partition("\n\n")[2]) == [
        "text=tutup.-,Perahu,kecuali",
        "text=Perahu ke pulau berangkat,kecuali Senin.",
    ]


@pytest.mark.parametrize(
    ("sentence", "alone"),
    [
        ("Isi dua.", "Isi dua"),
        ("• Fotokopi kartu identitas.", "Fotokopi kartu identitas."),
        ("7. Cari judul buku di katalog.", "Cari judul buku di katalog."),
        ("III. Cari judul buku di katalog.", "Cari judul buku di katalog."),
        ("Tiket ~~lama~~ baru dijual di loket.", "Tiket lama baru dijual,di loket."),
        ("Jalan Melati Nomor Lima\nBandung", "Jalan Melati Nomor Lima,Bandung"),
        ("Jalan\nKelurahan Sukamaju\nDepok", "Kelurahan Sukamaju"),
        ("Hari: Rabu | Buka: delapan pagi", "delapan pagi"),
        ("Catatan: bawa kartu anggota dan payung.", "bawa kartu anggota dan,payung."),
        ("Kota a-b, c & d ada.", "Kota a-b, c & d ada."),
    ],
)
def test_its_own_words_are_those_of_the_page(sentence: str, alone: str) -> None:
    assert directives(sentence, sentence)[-1] == f"text={alone}"


def test_hyphens_commas_and_ampersands_are_not_syntax() -> None:
    fragment = text_fragment(article("Kota a-b, c & d ada."), Span(0, 20), ROOM)

    assert fragment.endswith("text=Kota%20a%2Db%2C%20c%20%26%20d%20ada.")


def test_first_words_that_are_found_before_are_followed_by_more() -> None:
    body = "Menurut keterangan resmi sekolah libur. Menurut keterangan resmi pasar buka."

    assert directives(body, "Menurut keterangan resmi pasar buka.")[-1] == (
        "text=Menurut keterangan resmi pasar,buka."
    )


def test_the_title_comes_before_the_text() -> None:
    body = "Kopi Gayo juara dunia lagi tahun ini."

    assert directives(body, body, title="Kopi Gayo juara dunia")[-1].startswith(
        "text=Kopi Gayo juara dunia lagi,"
    )
    assert directives("Kopi Gayo\n\nLagi.", "Kopi Gayo", title="Kopi Gayo") == ["text=Kopi Gayo"]


def test_a_repeated_sentence_is_only_found_after_the_words_before() -> None:
    assert directives("Toko tutup. Pada Senin toko tutup. Toko tutup.", "Toko tutup.") == [
        "text=tutup.-,Toko,tutup"
    ]
    assert directives("Usul satu. Ditolak. Usul dua. Ditolak.", "Ditolak.") == [
        "text=dua.-,Ditolak"
    ]
    assert directives("1. Ya.\n2. Tidak.\n3. Ya.", "3. Ya.") == ["text=Tidak.-,Ya"]


def test_last_words_are_not_found_earlier_in_the_sentence() -> None:
    sentence = "Kakak membeli ikan segar di pasar dan adik memasak ikan segar di dapur ikan segar."

    assert directives(sentence, sentence)[-1] == "text=Kakak membeli ikan segar,dapur ikan segar."


def test_the_row_before_leads_to_a_row() -> None:
    rows = "Hari: Senin | Jam: 8", "Hari: Rabu | Jam: 8", "Hari: Rabu | Jam: 9"
    body = "\n".join(rows)

    assert directives(f"Jadwal\n\n{body}", rows[0])[0] == "text=Jam-,Senin,8"
    assert directives(body, rows[1])[0] == "text=8-,Rabu,8"
    assert directives(body, rows[2]) == ["text=8-,9", "text=9"]


def test_a_quotation_mark_or_note_is_left_out_after_the_words_before() -> None:
    body = "Ayah pulang. “Saya ikut pergi sekarang juga”, kata dua ratus orang[3]."
    sentence = body.partition(" “")[2]

    assert directives(body, f"“{sentence}")[0] == "text=pulang.-,Saya,ratus"
    assert directives(body, "kata dua ratus orang[3].")[0] == "text=juga”,-,kata,ratus"
    assert directives("Ada. Ini orang[3].", "Ini orang[3].")[0] == "text=Ada.-,Ini,orang"


def test_brackets_that_open_belong_to_the_words_before() -> None:
    assert directives("鬼が来た。「私が行く。」", "「私が行く。」")[0] == "text=。「-,私,。」"
    assert directives("Ada.\n\n(KTP) dibawa.", "(KTP) dibawa.")[0] == "text=(-,KTP,dibawa"


def test_ruby_may_interrupt_han() -> None:
    assert directives("昔話である。漢字は中国から伝わった。", "漢字は中国から伝わった。") == [
        "text=。-,漢字,。",
        "text=。-,漢,。",
        "text=漢字は中国から伝わった。",
    ]


def test_a_long_text_without_spaces_is_found_by_its_first_letters() -> None:
    text = "ห้องสมุดแห่งนี้" + "มีหนังสือ" * 30
    found = directives(f"ห้องสมุดแห่ง\n\n{text}", text, room=900)

    assert 5 <= len(found) < 9
    for directive in found:
        letters = directive.removeprefix("text=")
        assert text.startswith(letters)
        assert letters not in "ห้องสมุดแห่ง"
        assert text[len(letters)] not in "\u0e31\u0e34\u0e35\u0e36\u0e37\u0e48\u0e49\u0e47\u0e4c"


def test_what_does_not_fit_is_left_out() -> None:
    body = "Toko tutup.\n\nPerahu ke pulau berangkat setiap hari dari dermaga kota, kecuali Senin."
    sentence = body.partition("\n\n")[2]
    after, alone = directives(body, sentence)
    both = len(text_fragment(article(body), Span(body.index(sentence), len(body)), ROOM))

    assert directives(body, sentence, room=both) == [after, alone]
    assert directives(body, sentence, room=both - 1) == [after.rpartition(",")[0], alone]
    assert directives(body, sentence, room=50) == ["text=Perahu ke pulau berangkat"]
    assert directives(body, sentence, room=27) == ["text=tutup.-,Perahu"]
    assert directives(body, sentence, room=15) == [""]
    assert directives("***", "***") == [""]


@given(articles(), st.integers(0, 1000), st.data())
def test_any_sentence_has_a_fragment_that_fits(
    shown: Article, room: int, data: st.DataObject
) -> None:
    passage = data.draw(st.sampled_from(shown.passages))

    fragment = text_fragment(shown, data.draw(st.sampled_from(passage.sentences)), room)

    assert len(fragment) <= room
    assert fragment.isascii()
    assert not fragment or fragment.startswith(":~:text=")
    assert not set(fragment) & set(" ()<>[]\\\n")
