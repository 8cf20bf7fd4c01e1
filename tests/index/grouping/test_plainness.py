import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.grouping.plainness import plainness


@pytest.mark.parametrize(
    ("plain", "other"),
    [
        ("Kapan turnamen dimulai?", "turnamen mulai kpn sih min"),
        ("Berapa harga tiket?", "tiket brp"),
        ("Siapa ketua kelas?", "SIAPA KETUA KELAS?"),
        ("Bagaimana cara daftar?", "gmn cara daftar y kak"),
        (
            "Kapan rapor dibagikan?",
            "kapan rapor dibagikan soalnya " + "saya mau pulang kampung " * 5,
        ),
        ("When does the raid start?", "raid wen"),
    ],
)
def test_the_complete_short_and_well_spelt_question_is_plainer(plain: str, other: str) -> None:
    assert plainness(plain) > plainness(other)


@given(st.text(max_size=200))
def test_any_text_has_a_plainness(text: str) -> None:
    assert plainness(text) <= 5
