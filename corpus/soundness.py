"""Check that an article is as it was stored: its text by its hash, its spans by their order.

Nothing else notices a byte that changed on the disk, and it would change a quote.
"""

from collections.abc import Iterable

from corpus.article import Article, Span
from corpus.draft import Draft


class UnsoundError(ValueError):
    """A stored article is not as it was stored; gives the reason."""


def check_sound(article: Article, sha256: str) -> None:
    """Raise UnsoundError unless the article's text has this hash and its spans fit the text.

    Passages cover every visible character of the body, and sentences those of their passage, as
    `split.split` makes them.
    """
    draft = Draft(
        article.id, article.title, article.source, article.url, article.language, article.body
    )
    if draft.sha256 != sha256:
        raise UnsoundError("its text is not what it was")
    numbers = [passage.number for passage in article.passages]
    if numbers != list(range(1, len(numbers) + 1)):
        raise UnsoundError("passages are missing")
    _check_cover(article.body, Span(0, len(article.body)), (each.span for each in article.passages))
    for passage in article.passages:
        _check_cover(article.body, passage.span, passage.sentences)


def _check_cover(body: str, whole: Span, spans: Iterable[Span]) -> None:
    position = whole.start
    for span in spans:
        if not position <= span.start < span.end <= whole.end:
            raise UnsoundError("its passages or sentences overlap or lie outside the text")
        if body[position : span.start].strip():
            raise UnsoundError("its passages or sentences don't cover all of the text")
        position = span.end
    if body[position : whole.end].strip():
        raise UnsoundError("its passages or sentences don't cover all of the text")
