from pathlib import Path

import pytest

from index.errors import UnusableIndexError
from index.finder import Finder
from index.stored import finder_file
from tests.index.articles import article, articles, shipped

QUESTIONS = ("Siapa Vipin Narang?", "kapan perang berakhir", "when did the rocket explode", "xyzzy")
EVERY = [
    *shipped(),
    article("The rocket exploded in 1999. Nobody was hurt.", "rocket", "en", "Rocket"),
    article("", "empty"),
    *articles("Perang berakhir pada 1953.", "Harga: Rp50rb"),
]


def test_a_loaded_finder_answers_as_the_one_that_was_saved(tmp_path: Path) -> None:
    finder = Finder(EVERY)

    finder_file.save(finder, tmp_path / "1.index", 7, "mark")
    loaded, change, mark = finder_file.load(tmp_path / "1.index")

    assert (change, mark) == (7, "mark")
    assert loaded.articles == finder.articles
    for question in QUESTIONS:
        assert loaded.find(question, 0.2) == finder.find(question, 0.2)


def test_a_loaded_finder_can_be_changed(tmp_path: Path) -> None:
    finder_file.save(Finder(EVERY), tmp_path / "1.index", 7, "mark")
    loaded, *_ = finder_file.load(tmp_path / "1.index")
    new = article("Vipin Narang pindah ke Bandung.", "new")

    changed = loaded.changed([new], [EVERY[0].id])

    made = Finder([*EVERY[1:], new])
    assert changed.articles == made.articles
    for question in QUESTIONS:
        assert changed.find(question, 0.2) == made.find(question, 0.2)


def test_a_finder_without_articles_is_stored_too(tmp_path: Path) -> None:
    finder_file.save(Finder([]), tmp_path / "1.index", 0, "")

    loaded, *_ = finder_file.load(tmp_path / "1.index")

    assert loaded.articles == ()


def test_what_another_version_wrote_is_unusable(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(finder_file, "fingerprint", lambda: "of another version")
    finder_file.save(Finder(EVERY), tmp_path / "1.index", 7, "mark")
    monkeypatch.undo()

    with pytest.raises(UnusableIndexError, match=r"^it was written by another version of Kutip$"):
        finder_file.load(tmp_path / "1.index")
