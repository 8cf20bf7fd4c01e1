"""Articles of a judged set as files, read and split as those that moderators add."""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from corpus import formats
from corpus.article import Article
from corpus.errors import KutipError
from corpus.split import split
from index.errors import JudgedSetError
from index.learning.json_lines import MalformedError
from index.reading.languages import fold

FOLDER = "articles"
_WORD = re.compile(r"\w+")


def has_article_files(folder: Path) -> bool:
    """Return whether a set has article files."""
    return (folder / FOLDER).is_dir()


def read_articles(folder: Path) -> tuple[Article, ...]:
    """Return the articles of a set in the order of their names, which are their ids.

    Raise JudgedSetError if there is none, or if one can't be read.
    """
    paths = sorted(path for path in (folder / FOLDER).iterdir() if path.is_file())
    if not paths:
        raise JudgedSetError("{path} has no articles.", path=folder / FOLDER)
    return tuple(map(_read, paths))


def passages_with(evidence: Iterable[str], articles: Sequence[Article]) -> list[tuple[str, int]]:
    """Return the article ids and numbers of the passages with any of these excerpts.

    Only words are compared, because a file may write a table or a list in other signs. Raise
    MalformedError for an excerpt that no passage has.
    """
    texts = {
        (article.id, passage.number): _words(passage.span.of(article.body))
        for article in articles
        for passage in article.passages
    }
    found: dict[tuple[str, int], None] = {}
    for excerpt in evidence:
        words = _words(excerpt)
        having = [passage for passage, text in texts.items() if words in text]
        if not having:
            raise MalformedError("no passage has {excerpt!r}", excerpt=excerpt)
        found |= dict.fromkeys(having)
    return list(found)


def _read(path: Path) -> Article:
    try:
        read = formats.read(path.read_bytes(), path.name)
    except KutipError as error:
        raise JudgedSetError("{path}: {reason}", path=path, reason=error) from error
    except OSError as error:
        raise JudgedSetError(
            "Can't read {path}: {reason}.", path=path, reason=error.strerror
        ) from error
    title = read.title or path.stem
    return Article(
        id=path.stem,
        version=1,
        title=title,
        source="",
        url=None,
        language=read.language,
        body=read.body,
        passages=split(read.body, read.blocks),
        blocks=read.blocks,
    )


def _words(text: str) -> str:
    """Return the words of a text, each after a space and before one."""
    return f" {' '.join(_WORD.findall(fold(text)))} "
