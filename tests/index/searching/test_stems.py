from itertools import compress

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from index.searching.numbering import Numbering
from index.searching.stems import StandingStems, Stems
from index.searching.strings import Strings


def first_letter(word: str) -> str:
    return word[:1]


words_of = st.lists(st.text("ab", min_size=1, max_size=4), unique=True, max_size=12)


@given(words_of, st.sampled_from(["a", "b", "ab", "c"]), st.data())
def test_the_live_words_with_a_stem_are_found(
    words: list[str], stem: str, data: st.DataObject
) -> None:
    first, second = sorted(data.draw(st.integers(0, len(words))) for _ in range(2))
    live = data.draw(st.lists(st.booleans(), min_size=len(words), max_size=len(words)))
    numbering = Numbering(Strings.of(words[:first]))
    for word in words:
        numbering.number(word)
    stems = Stems(StandingStems.of(words[:first], first_letter), first_letter)
    stems = stems.followed_by(words[first:second], first).followed_by(words[second:], second)

    found = stems.having(stem, numbering, np.array(live, np.bool_).data)

    assert sorted(found) == sorted(
        word for word in compress(words, live) if first_letter(word) == stem
    )
