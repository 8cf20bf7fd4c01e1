from corpus.article import Article
from corpus.split import split
from index.searching.units import units


def parts(body: str) -> list[str]:
    article = Article("a", 1, "Judul", "", None, "id", body, split(body))
    return [unit.span.of(body) for each in article.passages for unit in units(article, each)]


def test_each_item_is_ranked_by_itself_the_first_with_the_line_that_introduces_the_list() -> None:
    first = "Syarat:\n\n1. Fotokopi kartu keluarga sebanyak dua lembar."
    second = "2. Pasfoto berwarna terbaru dengan latar merah."

    assert parts(f"{first}\n{second}") == [first, second]


def test_short_items_are_ranked_with_the_next() -> None:
    assert parts("Bahan:\n• telur\n• gula") == ["Bahan:\n• telur\n• gula"]


def test_prose_is_ranked_as_a_whole() -> None:
    body = "Roket itu meledak di landasan pada pagi hari. Ini kegagalan yang ketiga tahun ini."

    assert parts(body) == [body]
