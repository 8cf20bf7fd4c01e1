from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.articles.changes import Change, compare
from tests.bot.sample_articles import TEXT

PASSAGE = st.sampled_from([f"passage number {name} of the text" for name in "abcdefgh"])
TEXTS = st.lists(PASSAGE, max_size=8) | st.lists(TEXT, max_size=8)


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        (["a b c", "d e f"], ["a b c", "d e f"], []),
        (["one"], ["one", "two"], [Change(None, "two")]),
        (["one", "two"], ["two"], [Change("one", None)]),
        (["x", "a b c d", "y"], ["x", "a b c e", "y"], [Change("a b c d", "a b c e")]),
        (
            ["x", "a b c d", "y"],
            ["x", "new words here", "a b c e", "y"],
            [Change(None, "new words here"), Change("a b c d", "a b c e")],
        ),
        (["first thing", "y"], ["wholly other", "y"], [
            Change("first thing", None), Change(None, "wholly other"),
        ]),
        ([], ["one"], [Change(None, "one")]),
        (["one"], [], [Change("one", None)]),
    ],
)  # fmt: skip
def test_passages_come_go_and_change(old: list[str], new: list[str], changes: list[Change]) -> None:
    assert list(compare(old, new)) == changes


@given(TEXTS, TEXTS)
def test_the_changes_turn_the_old_text_into_the_new(old: list[str], new: list[str]) -> None:
    changes = compare(old, new)

    gone = Counter(change.before for change in changes if change.before is not None)
    came = Counter(change.after for change in changes if change.after is not None)
    assert Counter(old) - gone + came == Counter(new)
    assert not gone - Counter(old)


def test_texts_with_more_passages_than_the_limit_are_still_compared() -> None:
    old = [f"old passage {number}" for number in range(12_000)]
    new = [f"wholly other words {number}" for number in range(12_001)]

    changes = compare(old, [*old[:3], *new, *old[-3:]])

    assert [change.before for change in changes if change.before] == old[3:-3]
    assert [change.after for change in changes if change.after] == new
