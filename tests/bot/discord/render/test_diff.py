from itertools import chain

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.articles.changes import Change, compare
from bot.discord.render.diff import CONTEXT, mark_words, render_changes
from bot.discord.render.limits import size
from bot.locales import ENGLISH
from bot.text.escape import unescape
from tests.bot.sample_articles import LONG, TEXT


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


def test_words_far_from_any_change_are_elided() -> None:
    words = [f"w{number}" for number in range(100)]
    changed = [*words[:50], "new", *words[50:]]

    marked = mark_words(" ".join(words), " ".join(changed))

    near = [*words[50 - CONTEXT : 50], "**new**", *words[50 : 50 + CONTEXT]]
    assert marked == " ".join(["…", *near, "…"])


@given(st.lists(st.tuples(TEXT | LONG, TEXT | LONG), min_size=1, max_size=6), st.integers(80, 4000))
@example([("x", "y" * 3000)], 80)
def test_rendered_changes_fit_their_room(pairs: list[tuple[str, str]], room: int) -> None:
    old, new = zip(*pairs, strict=True)

    shown = render_changes(compare(old, new), ENGLISH, room)

    assert size(shown) <= room
    assert all(line.startswith("> ") for line in shown.splitlines())


def test_changes_that_do_not_fit_are_counted() -> None:
    changes = [Change(None, f"passage {number}") for number in range(1000)]

    *shown, last = render_changes(changes, ENGLISH, 500).split("\n")

    assert shown[0] == "> **+** passage 0"
    assert last == f"> … and {1000 - len(shown)} more"


@given(st.lists(TEXT, max_size=3), st.lists(TEXT, max_size=3))
def test_no_text_breaks_out_of_its_line(old: list[str], new: list[str]) -> None:
    shown = render_changes(compare(old, new), ENGLISH, 4000)

    for line in shown.split("\n"):
        assert "```" not in line
        assert not line or unescape(line).startswith(("> + ", "> − ", "> ± "))
    assert len(shown.splitlines()) == len(list(filter(None, chain(shown.split("\n")))))
