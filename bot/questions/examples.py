"""Questions that a shelf answers, to begin with: made from its articles, and tried."""

from collections import deque
from collections.abc import Iterator
from itertools import islice

import regex

from bot.locales import LANGUAGES, Texts, texts_in
from corpus.article import Article, Kind
from index.finder import Finder
from index.reading.languages import Mark, language

MOST = 3
"""Questions that are offered."""
MOST_ARTICLES = 10
"""Articles that questions are made from: those added last."""
MOST_TRIED = 40
"""Questions that are tried at most; each takes a hundredth of a second."""
LONGEST = 80
"""Code points of a question that is short enough to be an example."""

_WORDS = r"\p{Lu}\p{Ll}+(?: \p{Lu}\p{Ll}+(?:-\p{Ll}+)?){1,3}+"
# Two to four words with capitals, of which the first doesn't begin a sentence.
_NAME = regex.compile(rf"(?<=[\p{{Ll}},;] ){_WORDS}(?![-'’]\w)")
# The same before what explains it, which is mostly so of people: "Vipin Narang, an official".
_EXPLAINED = regex.compile(rf"\b(?P<name>{_WORDS}), (?P<next>\p{{Ll}}+)")
_ASKS = regex.compile(r"[?？؟]$")


def examples(finder: Finder, least: float, texts: Texts) -> tuple[str, ...]:
    """Return up to MOST questions that the finder answers without a doubt.

    If possible, each is of another article. `least` is the minimum confidence of an answer. Each
    question is in the language of its article or, where Kutip doesn't speak that, in that of
    `texts`. The same articles give the same ones.
    """
    newest = islice(reversed(finder.language_of), MOST_ARTICLES)
    made = deque(
        _made_from(article, texts) for article in filter(None, map(finder.article, newest))
    )
    passages: dict[tuple[str, int], str] = {}
    for _ in range(MOST_TRIED):
        if not made or len(passages) == MOST:
            break
        question = next(made[0], None)
        if question is None:
            made.popleft()
            continue
        answer = finder.find(question, least, 1)
        if answer.answered and not answer.doubtful:
            best = answer.hits[0]
            passages.setdefault((best.article.id, best.passage.number), question)
            made.rotate(-1)  # The next one is of another article.
    return tuple(passages.values())


def _made_from(article: Article, texts: Texts) -> Iterator[str]:
    """Yield the questions that an article poses itself, then those about its names and parts."""
    texts = texts_in(article.language) if article.language in LANGUAGES else texts
    headings = [
        " ".join(block.span.of(article.body).split())
        for block in article.blocks
        if block.kind is Kind.HEADING
    ]
    # A part of a heading is no name, although it looks like one.
    heads = " ".join((article.title, *headings))
    names = [name for name in _NAME.findall(article.body) if name not in heads]
    topics = (*names, article.title, *headings)
    made = (
        *filter(_ASKS.search, headings),
        *(texts("example.who", name=name) for name in _people(article) if name not in heads),
        *(texts("example.about", topic=each) for each in topics if not _ASKS.search(each)),
    )
    return (each for each in dict.fromkeys(made) if len(each) <= LONGEST)


def _people(article: Article) -> Iterator[str]:
    """Yield the names that an explanation follows, not the next part of a sentence.

    A name that starts with an everyday word is one of a place or a thing: "Toko Buku Cendana".
    """
    marks = language(article.language).marks
    everyday = set(regex.findall(r"\b\p{Ll}+", article.body))
    for match in _EXPLAINED.finditer(article.body):
        first = match["name"].partition(" ")[0].lower()
        is_function_word = any(marks.get(word, 0) & Mark.STOP for word in (first, match["next"]))
        if first not in everyday and not is_function_word:
            yield match["name"]
