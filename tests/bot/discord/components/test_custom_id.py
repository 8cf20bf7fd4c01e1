import doctest
from enum import StrEnum
from typing import Annotated, Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.components import custom_id
from bot.discord.components.custom_id import ArticleId, CustomId, Page, QueryId


class Fruit(StrEnum):
    RED = "r"
    DOTTED = "d.t"


TYPES: dict[str, Any] = {
    "query": QueryId,
    "article": ArticleId,
    "page": Page,
    "fruit": Fruit,
    "around": bool,
    "role": Literal["prev", "next"],
    "search": Annotated[str, ".{0,32}"],
}
TEMPLATE = "kutip:all:{query}:{article}:{page}:{fruit}:{around}:{role}:{search}"
VALUES = st.fixed_dictionaries(
    {
        "query": st.text("0123456789abcdef", min_size=32, max_size=32),
        "article": st.text("0123456789abcxyz-", min_size=1, max_size=64),
        "page": st.integers(0, 9999),
        "fruit": st.sampled_from(Fruit),
        "around": st.booleans(),
        "role": st.sampled_from(["prev", "next"]),
        "search": st.text(max_size=32),
    }
)


def test_the_docstring_example_runs() -> None:
    assert doctest.testmod(custom_id).failed == 0


@given(VALUES)
def test_parsing_returns_the_formatted_values(values: dict[str, Any]) -> None:
    both_ways = CustomId(TEMPLATE, TYPES)

    match = both_ways.pattern.fullmatch(both_ways.format(values))

    assert match is not None
    parsed = both_ways.parse(match)
    assert parsed == values
    assert {name: type(value) for name, value in parsed.items()} == {
        name: type(value) for name, value in values.items()
    }


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Page, ""),
        (Page, "12345"),
        (Page, "-1"),
        (Page, "٣"),
        (Page, "1\n"),
        (QueryId, "0" * 31),
        (QueryId, "A" * 32),
        (ArticleId, "a:b"),
        (ArticleId, ""),
        (Fruit, "RED"),
        (Fruit, "d-t"),
        (bool, "2"),
        (bool, "True"),
        (Literal["prev", "next"], "back"),
        (Annotated[str, ".{0,3}"], "abcd"),
    ],
)
def test_an_invalid_value_is_not_matched(kind: Any, text: str) -> None:  # noqa: ANN401
    field = CustomId("kutip:{field}", {"field": kind})

    assert field.pattern.fullmatch(f"kutip:{text}") is None


def test_literal_text_of_a_template_is_matched_literally() -> None:
    plain = CustomId("kutip.list", {})

    assert plain.pattern.fullmatch("kutip.list")
    assert plain.pattern.fullmatch("kutip:list") is None


@pytest.mark.parametrize("kind", [int, str, float, list[str]])
def test_a_type_without_a_pattern_is_refused(kind: Any) -> None:  # noqa: ANN401
    with pytest.raises(TypeError, match="no pattern"):
        CustomId("kutip:{field}", {"field": kind})


def test_an_undeclared_field_is_refused() -> None:
    with pytest.raises(KeyError, match="page"):
        CustomId("kutip:{page}", {})
