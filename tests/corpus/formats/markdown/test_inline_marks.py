import pytest

from corpus.formats.markdown import read_markdown


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Kode: KTP-4417{:.wrap}", "Kode: KTP-4417"),
        ("[teks](x){: target='_blank'} dan ![a](b){ width=50% }", "teks dan"),
        ("## Judul {#id}", "Judul"),
        ("## Judul {/*id*/}", "Judul"),
        ("## Judul [#id] {#id}", "Judul"),
        ("## Judul [¶](#id)", "Judul"),
        ("# Judul {.unnumbered .x}", "Judul"),
        ("satu {/* komentar */} dua {' '} tiga {`empat`}", "satu dua tiga empat"),
        ("[[Halaman|teks]] dan [[Halaman Lain]]", "teks dan Halaman Lain"),
        ("lihat ![[gambar.png]] ini", "lihat ini"),
        ("[satu]({{< ref 'a.md' >}}) [dua]({% link b.md %}) [*tiga*]({{ x }}/c)", "satu dua tiga"),
        ("gambar ![a]({{ '/a.png' | url }}) ini", "gambar ini"),
        ("{% if x %}satu{% else %}dua{% endif %} tiga", "satudua tiga"),
        ('{{< tooltip text="pod" >}} jalan {{< icon x >}}', "pod jalan"),
        ("{ref}`Judul <label>` dan {kbd}`Ctrl`", "Judul dan Ctrl"),
        ("==penting== sekali, a == b, x==y", "penting sekali, a == b, x==y"),
        ("tekan ++ctrl+c++ di C++ dan C++.", "tekan ctrl+c di C++ dan C++."),
        ("rumus $a_1*b_2*c$ dan harga $5 *atau* $10", "rumus $a_1*b_2*c$ dan harga $5 atau $10"),
        ("hari ~Rabu~ Kamis, ~5 km atau ~10 km", "hari ~~Rabu~~ Kamis, ~5 km atau ~10 km"),
        ("H~2~O, 10^11^ dan a^b", "H₂O, 10¹¹ dan a^b"),
        ("teks %%rahasia%% lain, 100%", "teks lain, 100%"),
        (":smile: tetap", ":smile: tetap"),
        ("himpunan {1, 2} dan {a, b}, `{#x}` \\{#y}", "himpunan {1, 2} dan {a, b}, {#x} {#y}"),
    ],
)
def test_marks_within_lines_are_read_or_left_out(markdown: str, expected: str) -> None:
    assert read_markdown(markdown).body == expected


def test_a_note_in_a_line_is_a_note_at_the_end() -> None:
    found = read_markdown("Satu^[Catatan *kaki*.] dua.\n\nTiga.")

    assert found.body == "Satu dua.\n\nTiga.\n\nCatatan kaki."
    assert found.blocks[-1].kind == "note"
