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
    text = "---\nhero:\n  text: satu\n# catatan\n\ntitle: Ayam # judul\n---\nisi"

    assert parse_front_matter(text) == ({"hero": "", "title": "Ayam"}, "isi")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "---\ntitle: >-\n  Ayam\n  jago\nlang: id\n---\nisi",
            {"title": "Ayam jago", "lang": "id"},
        ),
        ("---\ntitle: Ayam\n  jago\n---\nisi", {"title": "Ayam jago"}),
        ("---\ntitle: |\n  Ayam\n  jago\n---\nisi", {"title": "Ayam\njago"}),
        ("---\ntitle: Ayam\n...\nisi", {"title": "Ayam"}),
        (
            "---\nauthors:\n  - Sari\n  - name: 'Budi'\n    url: x\n---\nisi",
            {"authors": "Sari, Budi"},
        ),
        ("---\nauthor:\n  name: Sari\n---\nisi", {"author": "Sari"}),
        ('---\ntags: [satu, "dua"]\n---\nisi', {"tags": "satu, dua"}),
        (
            "---\nauthors: [andi, {name: Budi, url: x}, {github: c}, 'Sari, S.H.']\n---\nisi",
            {"authors": "andi, Budi, Sari, S.H."},
        ),
        ('---\nauthor: {"name": "Budi"}\n---\nisi', {"author": "Budi"}),
        ('---\nblocks: [["heading", 0, 4]]\n---\nisi', {"blocks": '[["heading", 0, 4]]'}),
        ("---toml\ntitle = 'Ayam'\n---\nisi", {"title": "Ayam"}),
        (
            '+++\ntitle = "Ayam"\ndate = 2024-05-01T07:00:00Z\n'
            'authors = ["Sari"]\ndraft = true\n+++\nisi',
            {"title": "Ayam", "date": "2024-05-01T07:00:00+00:00", "authors": "Sari"},
        ),
        (
            '{\n "Title": "Ayam", "author": {"name": "Sari"}, "weight": 3\n}\nisi',
            {"title": "Ayam", "author": "Sari", "weight": "3"},
        ),
        (';;;\n{"title": "Ayam"}\n;;;\nisi', {"title": "Ayam"}),
        (
            "% Ayam\n% Sari\n% 2024-05-01\nisi",
            {"title": "Ayam", "author": "Sari", "date": "2024-05-01"},
        ),
    ],
)
def test_front_matter_has_many_forms(text: str, expected: dict[str, str]) -> None:
    assert parse_front_matter(text) == (expected, "isi")


def test_lines_of_fields_need_no_marks_if_one_is_the_title() -> None:
    fields = {"title": "Ayam", "date": "2024-05-01"}

    assert parse_front_matter("Title: Ayam\nDate: 2024-05-01\n\nisi") == (fields, "\nisi")
    assert parse_front_matter("Catatan: Ayam\n\nisi") == ({}, "Catatan: Ayam\n\nisi")


@pytest.mark.parametrize(
    "text",
    [
        "+++\nrusak\n+++\nisi",
        '{"a" rusak',
        '{"a": 1} halo',
        "---json\nrusak\n---\nisi",
        "{nama} halo",
    ],
)
def test_malformed_front_matter_is_text(text: str) -> None:
    assert parse_front_matter(text) == ({}, text)


def test_a_malformed_quoted_value_is_kept_as_it_is() -> None:
    assert parse_front_matter('---\ntitle: "C:\\xyz"\n---\n')[0] == {"title": "C:\\xyz"}


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_values_quoted_as_json_come_back(value: str) -> None:
    text = f"---\ntitle: {json.dumps(value, ensure_ascii=False)}\n---\n"

    assert parse_front_matter(text)[0] == {"title": value}


@pytest.mark.parametrize(
    "text", ["---\n" + "--\n" * 300_000, '{"a":' * 100_000, "a: b\n" * 100_000, "% a\n" * 100_000]
)
def test_endless_lines_do_not_hang(text: str) -> None:
    assert text.endswith(parse_front_matter(text)[1])
