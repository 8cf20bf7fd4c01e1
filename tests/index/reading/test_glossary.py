"""Glossaries translate in both directions, and their files are well formed."""

from importlib import resources

import pytest

from index.reading.glossary import glossary

FILES = [
    file
    for file in (resources.files("index.reading") / "glossaries").iterdir()
    if file.name.endswith(".txt")
]


def test_words_are_translated_in_both_directions() -> None:
    assert "harga" in glossary("id")["en"]["price"]
    assert "price" in glossary("en")["id"]["harga"]
    assert "rega" in glossary("jv")["id"]["harga"]


def test_a_language_without_a_glossary_has_no_translations() -> None:
    assert glossary("fi") == {}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.name)
def test_each_entry_has_single_lower_case_words_on_both_sides(file: object) -> None:
    lines = file.read_text(encoding="utf-8").splitlines()  # type: ignore[attr-defined]
    entries = [line for line in lines if line and not line.startswith("#")]

    assert entries == sorted(entries, key=lambda line: line.split(" = ")[0])
    for entry in entries:
        left, right = entry.split(" = ")
        words = [*left.split(", "), *right.split(", ")]
        assert all(word and word == word.lower() and " " not in word for word in words), entry
