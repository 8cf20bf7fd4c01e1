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


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Kapan turnamen dimulai?", 3 + 1 + 0.5 + 0.25),
        ("kapan turnamen dimulai", 3 + 1),
        ("kapan turnamen dimulai dong kak", 3 + 1 - 2 * 0.3),
        ("kapan turnamen dimulai brp", 3 * 3 / 4 + 1),
        ("kapan hrs daftar", 3 * 2 / 3 + 1),
        ("KAPAN UJIAN?", 3 + 1 + 0.5 + 0.25 - 0.5 - 1),
        ("KAPAN?", 3 + 1 + 0.5 + 0.25 - 2 * 0.5),
    ],
)
def test_each_thing_counts_for_itself(question: str, expected: float) -> None:
    assert plainness(question) == pytest.approx(expected)


@given(st.text(max_size=200))
def test_any_text_has_a_plainness(text: str) -> None:
    assert plainness(text) <= 5
