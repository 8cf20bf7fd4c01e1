import pytest

from corpus.formats.runs import Position, Run, lowered, plain_text, raised


@pytest.mark.parametrize(
    ("runs", "expected"),
    [
        ([Run("10"), Run("11", Position.RAISED), Run(" m")], "10¹¹ m"),
        ([Run("10"), Run("1", Position.RAISED), Run("1", Position.RAISED)], "10¹¹"),
        ([Run("10"), Run("-3", Position.RAISED)], "10⁻³"),
        ([Run("10"), Run("–3", Position.RAISED)], "10⁻³"),
        ([Run("m"), Run("2", Position.RAISED)], "m²"),
        ([Run("CO"), Run("2", Position.LOWERED)], "CO₂"),
        ([Run("jiwa"), Run("3, 4", Position.RAISED)], "jiwa³, ⁴"),
        ([Run("x"), Run("²", Position.RAISED)], "x²"),
    ],
)
def test_raised_and_lowered_figures_become_unicode_s(runs: list[Run], expected: str) -> None:
    assert plain_text(runs) == expected


@pytest.mark.parametrize(
    ("text", "after", "expected"),
    [
        ("st", "1", "st"),
        ("TM", "Kutip", "™"),
        ("o", "30", "°"),
        ("x+1", "2", "^(x+1)"),
        ("a", "Budi", "^a"),
        ("Lampiran", "", "Lampiran"),
        ("Lampiran", "isi ", "Lampiran"),
        ("®", "Merek", "®"),
    ],
)
def test_other_raised_letters_are_set_apart(text: str, after: str, expected: str) -> None:
    assert raised(text, after) == expected


def test_other_lowered_letters_are_set_apart() -> None:
    assert (lowered("maks", "V"), lowered("i", "x")) == ("_(maks)", "_i")


def test_struck_out_runs_are_marked_as_one_without_the_spaces_around_them() -> None:
    runs = [Run("Harga "), Run("Rp75", struck=True), Run(".000 ", struck=True), Run("Rp50.000")]

    assert plain_text(runs) == "Harga ~~Rp75.000~~ Rp50.000"


def test_each_line_that_is_struck_out_is_marked() -> None:
    assert plain_text([Run("satu\n dua\n", struck=True), Run(" ", struck=True)]) == (
        "~~satu~~\n ~~dua~~\n "
    )
