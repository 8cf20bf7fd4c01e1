from hypothesis import given
from hypothesis import strategies as st

from index.searching.numbering import Numbering
from index.searching.strings import Strings

strings = st.lists(st.text(max_size=2), max_size=12)


@given(strings, strings)
def test_ids_follow_those_of_the_standing_strings(standing: list[str], recent: list[str]) -> None:
    standing = list(dict.fromkeys(standing))
    ids = Numbering(Strings.of(standing))

    for string in recent:
        ids.number(string)

    every = list(dict.fromkeys([*standing, *recent]))
    assert ids.every() == every
    assert ids.recent == every[len(standing) :]
    assert len(ids) == len(every)
    for number, string in enumerate(every):
        assert (ids[number], ids.get(string), ids.number(string)) == (string, number, number)


def test_a_string_without_an_id_has_the_default() -> None:
    ids = Numbering(Strings.of(["perang"]))

    assert ids.get("damai") is None
    assert ids.get("damai", -1) == -1
    assert ids.get("perang", -1) == 0


def test_a_string_that_was_asked_for_before_it_had_an_id_gets_one() -> None:
    ids = Numbering(Strings.of(["perang"]))
    assert ids.get("damai") is None

    other = ids.copy()

    assert other.number("damai") == other.get("damai") == 1
    assert ids.get("damai") is None


def test_a_copy_leaves_the_first_as_it_was() -> None:
    first = Numbering(Strings.of(["perang"]))

    first.copy().number("damai")

    assert (first.every(), first.get("damai")) == (["perang"], None)
