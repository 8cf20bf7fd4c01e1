"""The vocabulary of an index follows its changes, and comes back from its arrays."""

from itertools import compress

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.reading.analysis import analyzer
from index.reading.question import QueryTerm
from index.searching.arrays import Arrays
from index.searching.expansion import MAX_UNKNOWN, Expansion
from index.searching.live import Live
from index.searching.numbering import Numbering
from index.searching.strings import Strings

SYLLABLES = st.lists(st.sampled_from(["na", "ik", "ka", "ru", "tul"]), min_size=2, max_size=3)
WORDS = st.lists(
    st.builds(
        "{}{}{}".format,
        st.sampled_from(["", "di", "ber", "men", "ke", "pe"]),
        SYLLABLES.map("".join),
        st.sampled_from(["", "an", "kan", "nya", "in"]),
    ),
    unique=True,
    max_size=12,
)


def query_term(word: str, code: str = "id") -> QueryTerm:
    return QueryTerm(analyzer(code).term(word), word, 1.0, 0, 1)


def terms_of(words: list[str], code: str) -> list[str]:
    return list(dict.fromkeys(map(analyzer(code).term, words)))


def made_of(words: list[str], code: str = "id") -> Expansion:
    """Return an expansion by words that occur once each, in a passage of their own."""
    terms = terms_of(words, code)
    standing = Expansion.of(analyzer(code), Strings.of(words), Strings.of(terms))
    return standing.changed(
        Numbering(Strings.of(words)), Numbering(Strings.of(terms)), live(words, terms, words, code)
    )


def live(words: list[str], terms: list[str], occurring: list[str], code: str) -> Live:
    its_terms = [analyzer(code).term(word) for word in occurring]
    return Live(
        content=np.array([word in occurring for word in words], np.bool_),
        frequencies=np.array([occurring.count(word) for word in words], np.int32),
        in_passages=np.array([term in its_terms for term in terms], np.bool_),
        document_frequencies=np.array([its_terms.count(term) for term in terms], np.int32),
        passages=len(occurring),
    )


def numbered(standing: list[str], strings: list[str]) -> Numbering:
    numbering = Numbering(Strings.of(standing))
    for string in strings:
        numbering.number(string)
    return numbering


@given(WORDS, WORDS, st.sampled_from(["id", "en"]), st.data())
def test_a_changed_vocabulary_expands_as_one_made_of_what_is_live(
    words: list[str], others: list[str], code: str, data: st.DataObject
) -> None:
    first, second = sorted(data.draw(st.integers(0, len(words))) for _ in range(2))
    flags = data.draw(st.lists(st.booleans(), min_size=len(words), max_size=len(words)))
    occurring = list(compress(words, flags))
    standing, recent = words[:first], words[:second]
    expansion = Expansion.of(
        analyzer(code), Strings.of(standing), Strings.of(terms_of(standing, code))
    )
    for known, alive in ((recent, recent), (words, occurring)):
        terms = terms_of(known, code)
        expansion = expansion.changed(
            numbered(standing, known),
            numbered(terms_of(standing, code), terms),
            live(known, terms, alive, code),
        )
    asked = [query_term(word, code) for word in [*words, *others]]

    found = expansion.expand(asked, "id", {"ruka"})

    assert found == made_of(occurring, code).expand(asked, "id", {"ruka"})


@given(WORDS, st.sampled_from(["id", "en"]))
def test_a_vocabulary_comes_back_from_its_arrays(words: list[str], code: str) -> None:
    own, terms = analyzer(code), terms_of(words, code)
    numberings = Numbering(Strings.of(words)), Numbering(Strings.of(terms))
    alive = live(words, terms, words, code)
    made = Expansion.of(own, numberings[0].standing, numberings[1].standing)
    arrays = read_only(made.arrays())
    asked = [query_term(each, code) for word in words for each in (word, f"di{word}", word[1:])]

    again = Expansion.from_arrays(own, numberings[0].standing, numberings[1].standing, arrays)

    found = again.changed(*numberings, alive).expand(asked, "id")
    assert found == made.changed(*numberings, alive).expand(asked, "id")
    assert again.arrays().keys() == arrays.keys()


def read_only(arrays: Arrays) -> Arrays:
    """Return copies that cannot be written to, as those of a file that is mapped."""
    copies = {name: array.copy() for name, array in arrays.items()}
    for array in copies.values():
        array.flags.writeable = False
    return copies


def correction(expansion: Expansion, word: str) -> str | None:
    (term,) = expansion.expand([query_term(word)], "id")
    return term.correction


def test_a_word_that_is_gone_is_no_correction_any_more() -> None:
    words = ["narang", "warung"]
    terms = terms_of(words, "id")
    before = made_of(words)

    after = before.changed(
        Numbering(Strings.of(words)),
        Numbering(Strings.of(terms)),
        live(words, terms, ["warung"], "id"),
    )

    assert correction(before, "narnag") == "narang"
    assert correction(after, "narnag") is None


def test_a_change_leaves_the_vocabulary_before_it_as_it_was() -> None:
    words = ["warung"]
    before = made_of(words)
    numberings = numbered(words, ["warung", "narang"]), numbered(["warung"], ["warung", "narang"])

    after = before.changed(
        *numberings, live(["warung", "narang"], ["warung", "narang"], words * 2 + ["narang"], "id")
    )

    assert correction(after, "narnag") == "narang"
    assert correction(before, "narnag") is None


@pytest.mark.parametrize("many", [1, 200])
def test_only_the_first_unknown_words_of_a_question_are_corrected(many: int) -> None:
    expansion = made_of(["narang"])
    words = [
        f"{chr(97 + number % 26)}{chr(97 + number // 26)}zzzz" for number in range(MAX_UNKNOWN - 1)
    ]
    asked = [query_term(word) for word in [*words, *["narnag"] * many]]

    found = expansion.expand(asked, "id")

    assert [term.correction for term in found].count("narang") == 1
    assert len(found) == len(asked)


def test_known_words_of_a_long_question_are_all_expanded() -> None:
    expansion = made_of(["naik"])
    words = [f"{chr(97 + number % 26)}{chr(97 + number // 26)}zzzz" for number in range(200)]

    *_, last = expansion.expand([*map(query_term, words), query_term("naik")], "id")

    assert last.known
    assert last.alternatives[0][0] == analyzer("id").term("naik")
