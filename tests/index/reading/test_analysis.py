import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.article import Span
from index.reading.analysis import analyzer, has_words
from index.reading.languages import Mark
from index.reading.token import Token

INDONESIAN, ENGLISH = analyzer("id"), analyzer("en")


def words(text: str, code: str = "id") -> list[str]:
    return [token.word for token in analyzer(code).tokens(text)]


def terms_of_passage(text: str) -> list[str]:
    return [token.term for token in INDONESIAN.passage_tokens(text, Span(0, len(text)))]


def pairs(text: str, code: str) -> list[str]:
    return [token.term for token in analyzer(code).tokens(text) if not token.marks & Mark.SINGLE]


def token(text: str, word: str) -> Token:
    return next(each for each in INDONESIAN.tokens(text) if each.word == word)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ｎｕｋｌｉｒ ﬁsika", ["nuklir", "fisika"]),
        ("STRASSE straße", ["strasse", "strasse"]),
        ("A.S. dan AS", ["as", "dan", "as"]),
        ("di A.S.", ["di", "as"]),
        ("mata-mata", ["mata", "mata"]),
        ("Qur’an, Qur'an", ["quran", "quran"]),
        ("nu\u00adklir nu\u2060klir nu\u200dklir", ["nuklir", "nuklir", "nuklir"]),
        ("**tebal** _miring_ `kode` ||rahasia||", ["tebal", "miring", "kode", "rahasia"]),
        ("\u202eterbalik\u202c 🙂nuklir🙂", ["terbalik", "nuklir"]),
        ("Дума и Київ", ["дума", "и", "київ"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("தமிழ் বাংলা", ["தமிழ்", "বাংলা"]),
        ("🙂 … ?! \u200b\u202e", []),
        ("", []),
    ],
)
def test_words_are_found_and_folded(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.000.000 1,000,000 1000000", ["1000000"] * 3),
        ("3,5 3.5", ["3.5", "3.5"]),
        ("1950-1953", ["1950", "1953"]),
        ("٢٠٢٤", ["٢٠٢٤"]),
        ("𝟙𝟡𝟝𝟛", ["1953"]),
        ("2.0.1", ["2.0.1"]),
    ],
)
def test_numbers_are_read_whole_however_they_are_grouped(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("number", "is_year"),
    [("1953", True), ("2100", True), ("999", False), ("2.024", False), ("9000", False)],
)
def test_a_number_of_four_digits_may_be_a_year(number: str, is_year: bool) -> None:
    assert bool(token(f"pada {number}", number.replace(".", "")).marks & Mark.YEAR) == is_year


def test_an_apostrophe_parts_no_word_in_any_language() -> None:
    assert words("don’t O'Neill", "en") == ["don't", "o'neill"]


def test_terms_are_stems_and_keep_their_place() -> None:
    text = "Peluncuran satelit"

    first, second = INDONESIAN.tokens(text)

    assert (first.word, first.term, first.span.of(text)) == ("peluncuran", "luncur", "Peluncuran")
    assert second.term == "satelit"


@pytest.mark.parametrize("word", ["bukunya", "bukulah", "bukukah", "buku"])
def test_clitics_are_no_part_of_a_term(word: str) -> None:
    assert terms_of_passage(word) == ["buku"]


def test_an_elided_article_is_not_part_of_a_term() -> None:
    assert [each.term for each in analyzer("fr").tokens("l’eau, d'eau")] == ["eau", "eau"]


def test_a_question_word_is_bared_of_its_particle() -> None:
    assert [INDONESIAN.bare(word) for word in ("apakah", "siapakah", "kah", "nikah")] == [
        "apa",
        "siapa",
        "kah",
        "nikah",
    ]


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("AS", "Amerika Serikat"),
        ("A.S.", "Amerika Serikat"),
        ("korsel", "Korea Selatan"),
        ("Korut", "Korea Utara"),
        ("PBB", "Perserikatan Bangsa-Bangsa"),
        ("DK PBB", "Dewan Keamanan Perserikatan Bangsa-Bangsa"),
    ],
)
def test_a_short_name_is_read_as_the_full_one(short: str, full: str) -> None:
    assert terms_of_passage(short) == terms_of_passage(full)


def test_the_words_of_a_short_name_share_its_place() -> None:
    text = "oleh A.S. kemarin"

    _, *named, _ = INDONESIAN.passage_tokens(text, Span(0, len(text)))

    assert [token.span.of(text) for token in named] == ["A.S.", "A.S."]
    assert all(token.marks & Mark.CAPITAL for token in named)


@pytest.mark.parametrize("text", ["as", "As", "dk", "pbb"])
def test_a_short_name_in_upper_case_does_not_match_in_lower_case(text: str) -> None:
    assert terms_of_passage(text) == [text.casefold()]


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("zh", "北京大学", ["北京", "京大", "大学"]),
        ("ja", "東京タワー", ["東京", "京タ", "タワ", "ワー"]),
        ("th", "กรุงเทพ", ["กรุ", "รุง", "งเ", "เท", "ทพ"]),
        ("km", "ភ្នំពេញ", ["ភ្នំ", "នំពេ", "ពេញ"]),
        ("lo", "ວຽງຈັນ", ["ວຽ", "ຽງ", "ງຈັ", "ຈັນ"]),
        ("ko", "서울은", ["서울은", "서울", "울은"]),
        ("id", "desa 北京 itu", ["desa", "北京", "itu"]),
    ],
)
def test_unspaced_scripts_are_read_in_pairs_of_characters_with_their_combining_marks(
    code: str, text: str, expected: list[str]
) -> None:
    assert pairs(text, code) == expected


def test_each_character_of_an_unspaced_script_is_indexed_in_addition_to_the_pairs() -> None:
    singles = [each.term for each in analyzer("zh").tokens("北京") if each.marks & Mark.SINGLE]

    assert singles == ["北", "京"]
    assert not any(each.marks & Mark.SINGLE for each in analyzer("ko").tokens("서울"))


@pytest.mark.parametrize(
    ("text", "word", "mark"),
    [
        ("di Seoul", "seoul", Mark.CAPITAL),
        ("roket (meledak)", "meledak", Mark.PAREN),
        ("kata “tegas”", "tegas", Mark.QUOTED),
        ("Narang, wakil", "narang", Mark.COMMA),
        ("ada 20 orang", "20", Mark.NUMBER),
        ("pada Mei lalu", "mei", Mark.MONTH),
        ("Seoul adalah", "adalah", Mark.COPULA),
    ],
)
def test_words_are_marked_by_what_they_are_and_by_their_context(
    text: str, word: str, mark: Mark
) -> None:
    assert token(text, word).marks & mark
    assert not token("sebuah gedung", "gedung").marks


def test_words_of_a_language_without_resources_are_not_stemmed() -> None:
    assert [each.term for each in analyzer("xx").tokens("Running dogs")] == ["running", "dogs"]


def test_a_text_of_signs_has_no_words() -> None:
    assert not has_words("🙂 … ?! \u200b\u202e")
    assert has_words("🙂 a")


@given(st.text(), st.sampled_from(["id", "en", "zh", "xx"]))
def test_tokens_are_spans_of_the_text_and_never_empty(text: str, code: str) -> None:
    found = list(analyzer(code).tokens(text))

    assert bool(found) == has_words(text)
    for each in found:
        assert each.term
        assert each.word
        assert 0 <= each.span.start < each.span.end <= len(text)


@given(st.text(), st.integers(0, 20), st.integers(0, 20))
def test_a_part_of_a_text_yields_spans_into_the_whole(text: str, start: int, end: int) -> None:
    for each in INDONESIAN.tokens(text, start, end):
        assert start <= each.span.start < each.span.end <= end


@pytest.mark.parametrize(
    ("code", "text", "expected"),
    [
        ("zh", "GPS技术", ["gps", "技术"]),
        ("zh", "于1953年", ["于", "1953", "年"]),
        ("th", "ปี2024", ["ปี", "2024"]),
    ],
)
def test_spaced_scripts_within_an_unspaced_run_keep_their_words(
    code: str, text: str, expected: list[str]
) -> None:
    tokens = list(analyzer(code).tokens(text))

    assert [token.word for token in tokens if token.word in expected] == expected
    assert [bool(token.marks & Mark.YEAR) for token in tokens if token.word.isdecimal()] == [
        True for word in expected if word.isdecimal()
    ]


@pytest.mark.parametrize("between", ["`", "'", "\u200c"])
def test_what_separates_scripts_in_an_unspaced_run_is_not_a_word(between: str) -> None:
    tokens = analyzer("id").tokens(f"A{between}0\U00030000")

    assert [token.word for token in tokens] == ["a", "0", "\U00030000"]
