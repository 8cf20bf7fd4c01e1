"""Articles for the tests of this floor."""

from corpus.article import Article
from corpus.shipped import shipped_articles
from corpus.split import split
from index.reading.languages import language
from index.searching.retrieval import Candidates, PassageIndex


def article(body: str, id: str = "article", language: str = "id", title: str = "Judul") -> Article:  # noqa: A002
    """Return an article with this body, split as the library splits it."""
    return Article(id, 1, title, "Sumber", None, language, body, split(body))


def articles(*bodies: str, language: str = "id") -> list[Article]:
    """Return one article a body, with ids in the order of the bodies."""
    return [
        article(body, f"article-{number}", language) for number, body in enumerate(bodies, start=1)
    ]


def shipped() -> list[Article]:
    """Return the articles that ship with Kutip."""
    return [
        Article(
            draft.id,
            1,
            draft.title,
            draft.source,
            draft.url,
            draft.language,
            draft.body,
            split(draft.body),
        )
        for draft in shipped_articles()
    ]


def indexed(*articles: Article) -> PassageIndex:
    """Return an index of these articles, all in one language, for questions in id and en too."""
    code = articles[0].language
    asked_in = dict.fromkeys([code, "id", "en"])
    return PassageIndex(articles, code, [language(each) for each in asked_in])


def candidates(question: str, *bodies: str) -> tuple[PassageIndex, Candidates]:
    """Return an index of one article a body, and the candidates that it has for the question."""
    index = indexed(*articles(*bodies))
    return index, index.candidates(index.read(question))
