import pytest

from index.reading.asking import LONGEST, looks_like_question
from index.reading.languages import language

LANGUAGES = [language("id"), language("en")]


@pytest.mark.parametrize(
    "text",
    [
        "Tokonya buka hari ini?",
        "Halo! Jam berapa tutupnya? Makasih.",
        "kapan toko itu buka",
        "gimana cara daftar ulang",
        "what time does it open",
        "How do I sign up",
        "Apa itu “tunda bayar”?",
        "営業時間は何時ですか？",
        "متى يفتح المتجر؟",
    ],
)
def test_what_ends_in_a_question_mark_or_begins_as_a_question_is_one(text: str) -> None:
    assert looks_like_question(text, LANGUAGES)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "?",
        "???",
        "Toko itu buka jam tujuh.",
        "apa kabar",
        "https://example.com/?q=kapan",
        "lihat https://example.com/cari?kapan=buka ya",
        f"Begini ceritanya {'panjang ' * LONGEST}, kan?",
    ],
)
def test_other_texts_are_none(text: str) -> None:
    assert not looks_like_question(text, LANGUAGES)
