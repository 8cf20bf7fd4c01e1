import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.text.cut import ELLIPSIS, cut


@pytest.mark.parametrize(
    ("text", "most", "shown"),
    [
        ("short", 5, "short"),
        ("Kutip quotes word for word", 16, "Kutip quotes…"),
        ("Kutipmengutip kata demi kata", 10, "Kutipmeng…"),
        ("字" * 9, 5, "字字字字…"),
        ("👩‍👩‍👧‍👦👩‍👩‍👧‍👦👩‍👩‍👧‍👦", 16, "👩‍👩‍👧‍👦👩‍👩‍👧‍👦…"),
        ("🇮🇩🇮🇩🇮🇩", 4, "🇮🇩…"),
        ("cafe\u0301 di pojok", 5, "caf…"),
        ("a" + "\u0301" * 9, 5, "a" + "\u0301" * 3 + "…"),
    ],
)
def test_a_long_text_is_cut_at_a_word_where_one_is_near(text: str, most: int, shown: str) -> None:
    assert cut(text, most) == shown


@given(st.text(), st.integers(1, 50))
def test_a_cut_text_is_a_prefix_and_never_too_long(text: str, most: int) -> None:
    shown = cut(text, most)

    assert len(shown) <= most
    assert text.startswith(shown.removesuffix(ELLIPSIS)) or shown == text
