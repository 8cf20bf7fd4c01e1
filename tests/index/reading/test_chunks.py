"""Reading a text chunk by chunk finds the tokens that reading it in one piece finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading.analysis import analyzer
from index.reading.token import Row, Tokens

_WORDS = (
    "AS A.S. PBB dua puluh ribu satu setengah tiga sore pukul juta I II iv X Rama World "
    "17/8/2024 2024-08-17 99/99/2024 14:30 1.000.000 3,5 50rb Rp50 ke-7 C++ C# .NET #log-setup "
    "/rank @budi km/jam Qur'an l’eau nu\u00adklir a\u200cb 北京 GPS技术 于1953年 東京タワー กรุงเทพ "
    "서울은 हिन्दी e\u0301 İstanbul straße ٢٠٢٤ ½ Ⅳ x² , ， ( （ “ ' ’ . … - / : @ # "
    "www.a.b/c a@b.id 12 ags Aug pm twenty thousand u.a. US"
)
_WRITTEN = [*_WORDS.split(), " ", "\n", "\t", "\u00a0", "\u3000", "\u2028", "x" * 40]
_TEXTS = st.lists(
    st.sampled_from(_WRITTEN) | st.sampled_from([" ", "  ", ", "]) | st.text(max_size=3)
).map("".join)


def in_one_piece(text: str, code: str, start: int, end: int) -> list[Row]:
    """Read `text[start:end]` by the patterns alone, and look for a number at every token."""
    reader = analyzer(code)
    rows = list(reader._rows(text, start, end))
    written = Tokens(*map(list, zip(*rows, strict=True))) if rows else Tokens()
    found: list[Row] = []
    place = 0
    while place < len(written):
        number = reader._numbers.at(written, place, text)
        read, place = number or ([written.row(place)], place + 1)
        found += read
    return found


def rows_of(tokens: Tokens) -> list[Row]:
    return [tokens.row(place) for place in range(len(tokens))]


@given(_TEXTS, st.sampled_from(["id", "en", "de", "zh", "th", "fr", "xx"]))
def test_a_text_is_read_as_if_nothing_were_remembered(text: str, code: str) -> None:
    assert rows_of(analyzer(code).tokens(text)) == in_one_piece(text, code, 0, len(text))


@given(_TEXTS, st.data(), st.sampled_from(["id", "zh"]))
def test_a_part_of_a_text_is_read_by_what_is_around_it(
    text: str, data: st.DataObject, code: str
) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))

    found = analyzer(code).tokens(text, start, end)

    assert rows_of(found) == in_one_piece(text, code, start, end)


@pytest.mark.parametrize(
    ("text", "start", "end"), [("(roket", 1, 6), ("roket, lalu", 0, 5), ("/rank", 1, 5)]
)
def test_signs_just_outside_a_part_count_as_in_the_whole(text: str, start: int, end: int) -> None:
    assert rows_of(analyzer("id").tokens(text, start, end)) == in_one_piece(text, "id", start, end)


def test_tokens_are_a_sequence_over_columns() -> None:
    tokens = analyzer("id").tokens("Kapal membaca buku")

    assert [each.word for each in tokens] == tokens.words
    assert tokens[1] == list(tokens)[1]
    assert tokens[-2:] == list(tokens)[-2:]
    assert len(tokens) == len(tokens.marks) == len(tokens.starts) == len(tokens.ends) == 3
