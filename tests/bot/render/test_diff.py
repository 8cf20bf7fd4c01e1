from collections import Counter
from itertools import chain

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.render.diff import CONTEXT, Change, compare, mark_words, render_changes
from bot.render.escape import unescape
from bot.render.limits import units
from tests.bot.articles import LONG, TEXT

MORE = "… and {number} more"
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


def test_texts_of_more_passages_than_are_compared_are_told_apart_all_the_same() -> None:
    old = [f"old passage {number}" for number in range(12_000)]
    new = [f"wholly other words {number}" for number in range(12_001)]

    changes = compare(old, [*old[:3], *new, *old[-3:]])

    assert [change.before for change in changes if change.before] == old[3:-3]
    assert [change.after for change in changes if change.after] == new


@pytest.mark.parametrize(
    ("before", "after", "marked"),
    [
        ("It costs 40 rupiah.", "It costs 45 rupiah.", "It costs ~~40~~ **45** rupiah."),
        ("one two", "one", "one ~~two~~"),
        ("two", "one two three", "**one** two **three**"),
        ("", "Reuters", "**Reuters**"),
        ("Reuters", "", "~~Reuters~~"),
        ("a * b", "a _ b", "a ~~\\*~~ **\\_** b"),
        ("船は八時に出ます", "船は九時に出ます", "船は~~八~~**九**時に出ます"),
    ],
)
def test_the_words_that_changed_are_marked(before: str, after: str, marked: str) -> None:
    assert mark_words(before, after) == marked


def test_words_far_from_any_change_give_way_to_an_ellipsis() -> None:
    words = [f"w{number}" for number in range(100)]
    changed = [*words[:50], "new", *words[50:]]

    marked = mark_words(" ".join(words), " ".join(changed))

    near = [*words[50 - CONTEXT : 50], "**new**", *words[50 : 50 + CONTEXT]]
    assert marked == " ".join(["…", *near, "…"])


@given(st.lists(st.tuples(TEXT | LONG, TEXT | LONG), min_size=1, max_size=6), st.integers(80, 4000))
@example([("x", "y" * 3000)], 80)
def test_whatever_changed_fits_its_room(pairs: list[tuple[str, str]], room: int) -> None:
    old, new = zip(*pairs, strict=True)

    shown = render_changes(compare(old, new), MORE, room)

    assert units(shown) <= room
    assert all(line.startswith("> ") for line in shown.splitlines())


def test_those_that_do_not_fit_are_counted() -> None:
    changes = [Change(None, f"passage {number}") for number in range(1000)]

    *shown, last = render_changes(changes, MORE, 500).split("\n")

    assert shown[0] == "> **+** passage 0"
    assert last == f"> … and {1000 - len(shown)} more"


@given(st.lists(TEXT, max_size=3), st.lists(TEXT, max_size=3))
def test_no_text_breaks_out_of_its_line(old: list[str], new: list[str]) -> None:
    shown = render_changes(compare(old, new), MORE, 4000)

    for line in shown.split("\n"):
        assert "```" not in line
        assert not line or unescape(line).startswith(("> + ", "> − ", "> ± "))
    assert len(shown.splitlines()) == len(list(filter(None, chain(shown.split("\n")))))
