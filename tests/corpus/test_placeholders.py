import pytest

from corpus.placeholders import placeholders


def found_in(text: str) -> list[str]:
    return [place.of(text) for place in placeholders(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Versi terbaru: {{ versi_papan }}.", ["{{ versi_papan }}"]),
        ("Halo {nama}, tagihan {{jumlah}} jatuh tempo.", ["{nama}", "{{jumlah}}"]),
        ("Pesanan ${order.number} dan %NAMA_KOTA%", ["${order.number}", "%NAMA_KOTA%"]),
        ("{% if member %}Halo{% endif %}", ["{% if member %}", "{% endif %}"]),
        ("Kepada <NAMA> di <ALAMAT LENGKAP>", ["<NAMA>", "<ALAMAT LENGKAP>"]),
        ("Antara [NAMA PERUSAHAAN] dan [Nama Anda]", ["[NAMA PERUSAHAAN]", "[Nama Anda]"]),
        ("Pada [isi tanggal] di [Tempat Lahir]", ["[isi tanggal]", "[Tempat Lahir]"]),
        ("Dear [Your Name], pay [AMOUNT] by [DATE].", ["[Your Name]", "[AMOUNT]", "[DATE]"]),
        ("Yth. «Nama_Lengkap», «FIELD»", ["«Nama_Lengkap»", "«FIELD»"]),
        ("Sebesar Rp XXX.XXX, No. XXX", ["Rp XXX", "XXX", "No. XXX"]),
        ("Bapak XXX, XXXX", ["Bapak XXX", "XXXX"]),
        ("Lorem ipsum dolor sit amet", ["Lorem ipsum"]),
        ("Nama: ________ Umur: ____", ["________", "____"]),
        ("Tempat: TBD. Jam: TBA", ["TBD", "TBA"]),
        ("TODO: tulis bab ini\nTODO", ["TODO", "TODO"]),
    ],
)
def test_places_to_fill_in_are_found(text: str, expected: list[str]) -> None:
    assert found_in(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Rapat pukul 10.00–12.30 di lantai 2 (aula).",
        "PON XXX digelar di Papua. Bab XXX. Kongres XXX selesai.",
        "Ia berkata, “[Korea Utara] siap.” [Kota Bandung] ramai. [1] [12] [sic]",
        "[HOAKS] [CEK FAKTA] [UPDATE] Foto lama. [email protected] […]",
        "Himpunan {1, 2, 3} dan {x} di /users/{nomor}, \\frac{atas}{bawah}",
        "«Правда» dan « Bonjour », «ONU»",
        "Tekan <ENTER> lalu <CTRL>. Jika a < B dan C > d.",
        "Nomor 0812-xxxx-1234, TBC paru, ¡TODO EL MUNDO!",
        "__init__ dan snake_case ___",
        "Satu\n____________\nDua",
        "Bab satu ........ 5; 50 % + 20 %; 100%",
        "Harga $5 {diskon 5%}; a{b}c",
    ],
)
def test_ordinary_text_has_none(text: str) -> None:
    assert found_in(text) == []


@pytest.mark.parametrize("text", ["{{", "[NAMA ", "____ ", "<AAAA ", "X-", "{% ", "[isi "])
def test_endless_beginnings_do_not_hang(text: str) -> None:
    placeholders(text * 100_000)
