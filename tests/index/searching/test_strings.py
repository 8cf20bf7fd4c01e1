from hypothesis import given
from hypothesis import strategies as st

from index.searching.strings import Strings

texts = st.text(st.characters(), max_size=4)  # lone surrogates too
lists = st.lists(texts, unique=True, max_size=40)


@given(lists)
def test_each_string_has_its_number(strings: list[str]) -> None:
    found = Strings.of(strings)

    assert [found.number(string) for string in strings] == list(range(len(strings)))
    assert [found[number] for number in range(len(found))] == found.every() == strings


@given(lists, texts)
def test_another_string_has_none(strings: list[str], other: str) -> None:
    assert (Strings.of(strings).number(other) is None) == (other not in strings)


@given(lists)
def test_strings_are_made_of_their_arrays(strings: list[str]) -> None:
    again = Strings(Strings.of(strings).arrays())

    assert again.every() == strings
    assert [again.number(string) for string in strings] == list(range(len(strings)))
