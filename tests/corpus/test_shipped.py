import hashlib
from pathlib import Path

import pytest

from corpus.shipped import shipped_articles
from corpus.split import split

ABOUT = 'title = "Judul"\nsource = "Reuters"\nlanguage = "id"\n'


def ship(folder: Path, about: str) -> Path:
    (folder / "judul.toml").write_text(about, encoding="utf-8")
    (folder / "judul.txt").write_text("Isi “artikel”.", encoding="utf-8")
    return folder


def test_the_article_ships_word_for_word() -> None:
    (article,) = shipped_articles()

    assert article.id == "strategi-nuklir-korea"
    assert article.title.startswith("Korea Selatan dan A.S. mengembangkan strategi bersama")
    assert (article.source, article.url, article.language) == ("Reuters", None, "id")
    assert hashlib.sha256(article.body.encode()).hexdigest() == (
        "ae1b01638ca047b1439c2fa91b1ca0a4e9c2681ddf0eefe8161ac2bc28c9ef24"
    )


def test_each_paragraph_of_the_article_is_a_passage() -> None:
    (article,) = shipped_articles()
    passages = split(article.body)

    assert [passage.span.of(article.body) for passage in passages] == article.body.splitlines()
    assert [len(passage.sentences) for passage in passages] == [1, 1, 2, 1, 1, 1, 2, 1, 1]


def test_articles_are_read_with_their_metadata(tmp_path: Path) -> None:
    (article,) = shipped_articles(ship(tmp_path, ABOUT + 'url = "https://example.org/a"\n'))

    assert article.id == "judul"
    assert article.url == "https://example.org/a"
    assert article.body == "Isi “artikel”."


@pytest.mark.parametrize(
    ("about", "message"),
    [
        ('title = "Judul"\nlanguage = "id"\n', "judul.toml: source is missing"),
        (ABOUT + 'author = "Budi"\n', "judul.toml: author is unknown"),
        (ABOUT + "url = 5\n", "judul.toml: url is not a string"),
    ],
)
def test_a_wrong_key_is_named(tmp_path: Path, about: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        shipped_articles(ship(tmp_path, about))
