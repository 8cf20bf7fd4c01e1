import pytest

from index.semantic.english import in_english


@pytest.mark.parametrize(
    ("text", "code", "english"),
    [
        ("Harga tiket?", "id", "price ticket?"),
        ("brp harganya", "id", "how much price"),
        ("Nadiem Makarim", "id", "Nadiem Makarim"),
        ("Umur 17", "id", "age 17"),
        ("When does it open?", "en", "When does it open?"),
        ("チケットはいくら", "ja", "チケットはいくら"),
        ("", "id", ""),
    ],
)
def test_words_that_a_glossary_has_are_in_english_and_others_stay(
    text: str, code: str, english: str
) -> None:
    assert in_english(text, code) == english


def test_javanese_words_are_translated_by_way_of_indonesian() -> None:
    assert in_english("banyu", "jv") == in_english("air", "id") == "water"
