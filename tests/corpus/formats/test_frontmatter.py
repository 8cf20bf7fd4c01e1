import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.formats.frontmatter import parse_front_matter


def test_fields_stand_between_lines_of_hyphens() -> None:
    text = "---\nTitle: Ayam: jago\nsource: 'it''s'\nurl: \"https://x.example/\\u00e9\"\n---\nisi\n"

    assert parse_front_matter(text) == (
        {"title": "Ayam: jago", "source": "it's", "url": "https://x.example/é"},
        "isi\n",
    )


@pytest.mark.parametrize(
    "text",
    [
        "isi",
        "",
        "---\nisi",
        "---\n\nhanya garis\n\n---\nisi",
        "---\n---\nisi",
        " ---\na: b\n---\n",
        "--- x\na: b\n---\n",
    ],
)
def test_a_text_without_front_matter_is_returned_unchanged(text: str) -> None:
    assert parse_front_matter(text) == ({}, text)


def test_other_lines_are_ignored() -> None:
    text = "---\ntags:\n  - satu\n# catatan\ntitle: Ayam\n---\nisi"

    assert parse_front_matter(text) == ({"tags": "", "title": "Ayam"}, "isi")


def test_a_malformed_quoted_value_is_kept_as_it_is() -> None:
    assert parse_front_matter('---\ntitle: "C:\\xyz"\n---\n')[0] == {"title": "C:\\xyz"}


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_values_quoted_as_json_come_back(value: str) -> None:
    text = f"---\ntitle: {json.dumps(value, ensure_ascii=False)}\n---\n"

    assert parse_front_matter(text)[0] == {"title": value}


def test_many_lines_of_hyphens_do_not_hang() -> None:
    text = "---\n" + "--\n" * 300_000

    assert parse_front_matter(text) == ({}, text)
